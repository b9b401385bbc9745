"""What the reader says of logs that are no plain failure, and how facts beside the text count."""

# ruff: noqa: E501 - real lines of logs are as long as they are

from __future__ import annotations

import pytest

from tests.diagnosis.corpus import read
from tfinstall.diagnosis import Facts, NoFailure
from tfinstall.model import Diagnosis

NOTHING_SEEN = (
    b"ERROR: Could not find a version that satisfies the requirement tensorflow (from versions: none)\n"
    b"ERROR: No matching distribution found for tensorflow\n"
)
RETRIES = (
    b"WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after "
    b"connection broken by 'NewConnectionError('<x>: Failed to establish a new connection: [Errno 111] "
    b"Connection refused')': /simple/tensorflow/\n"
)
INSTALLED = b"Collecting six\nSuccessfully installed six-1.16.0\n"


def diagnosed(text: bytes, facts: Facts | None = None) -> Diagnosis:
    said = read(text, facts or Facts())
    assert isinstance(said, Diagnosis)
    return said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(b"", "empty", id="an empty file"),
        pytest.param(b"\n\n  \n", "empty", id="only blank lines"),
        pytest.param(INSTALLED, "success", id="an installation that succeeded"),
        pytest.param(RETRIES + INSTALLED, "success", id="retries that were overcome"),
        pytest.param(b"WARNING: Running pip as the 'root' user\n", "warnings", id="only warnings"),
        pytest.param(b"Dear diary,\nnothing happened\n", "not-an-installation", id="a diary"),
        pytest.param(bytes(range(256)) * 20, "not-an-installation", id="a binary file"),
    ],
)
def test_where_there_is_no_failure_it_says_so(text: bytes, why: str) -> None:
    said = read(text, Facts())
    assert isinstance(said, NoFailure)
    assert said.why == why
    assert said.text


def test_a_failure_after_a_success_is_a_failure() -> None:
    assert (
        diagnosed(INSTALLED + b"OSError: [Errno 28] No space left on device\n").cause == "disk-full"
    )


def test_retries_explain_why_no_version_was_found() -> None:
    said = diagnosed(RETRIES + NOTHING_SEEN)
    assert said.cause == "connection-refused"
    assert "version-not-found" in said.also_seen


def test_retries_do_not_explain_a_version_that_is_not_in_the_list() -> None:
    listed = NOTHING_SEEN.replace(b"none", b"2.20.0, 2.21.0").replace(
        b"requirement tensorflow", b"requirement tensorflow==2.99"
    )
    assert diagnosed(RETRIES + listed).cause == "version-not-found"


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        pytest.param(Facts(), "unknown", id="nothing is known"),
        pytest.param(Facts(python="3.14"), "python-too-new", id="a Python of tomorrow"),
        pytest.param(Facts(python="3.13", os="Windows 11"), "python-too-new", id="3.13"),
        pytest.param(Facts(python="2.7", os="Windows"), "python-too-old", id="2.7 on Windows"),
        pytest.param(Facts(python="3.11", os="Alpine 3.19"), "platform-unsupported", id="Alpine"),
        pytest.param(
            Facts(python="3.9", arch="32-bit", os="Windows"), "python-32bit", id="32 bits"
        ),
        pytest.param(Facts(python="3.9", os="Linux armv7l"), "platform-unsupported", id="armv7"),
        pytest.param(
            Facts(python="3.8", os="Windows", wanted="2.4"), "python-32bit", id="2.4 on 3.8"
        ),
    ],
)
def test_facts_tell_what_pips_one_text_means(facts: Facts, cause: str) -> None:
    assert diagnosed(NOTHING_SEEN, facts).cause == cause


def test_what_would_decide_is_asked_for() -> None:
    commands = [each.command for each in diagnosed(NOTHING_SEEN).remedies]
    assert "tfinstall diagnose LOG --python X.Y" in commands


def test_the_list_of_versions_tells_the_python() -> None:
    text = (
        b"ERROR: Could not find a version that satisfies the requirement tensorflow==2.15 "
        b"(from versions: 1.13.1, 1.14.0, 2.0.0, 2.10.0, 2.11.0)\n"
    )
    said = diagnosed(text)
    assert said.cause == "python-too-old"
    assert said.facts["python"] == "3.7"
    assert said.facts["pythons"] == "3.9, 3.10, 3.11"


@pytest.mark.parametrize(
    ("returncode", "cause"),
    [
        pytest.param(-9, "out-of-memory", id="killed"),
        pytest.param(137, "out-of-memory", id="killed, as a shell says it"),
        pytest.param(-15, "interrupted", id="terminated"),
        pytest.param(132, "import-cpu-avx", id="an illegal instruction"),
        pytest.param(3221225501, "import-cpu-avx", id="an illegal instruction on Windows"),
        pytest.param(1, "unknown", id="exit 1 and no word"),
    ],
)
def test_a_silent_process_is_judged_by_how_it_ended(returncode: int, cause: str) -> None:
    assert diagnosed(b"Collecting tensorflow\n", Facts(returncode=returncode)).cause == cause


def test_unknown_quotes_the_most_telling_lines() -> None:
    said = diagnosed(b"Collecting frob\nnoise\nERROR: the frobnicator is out of cheese\nnoise\n")
    assert said.cause == "unknown"
    assert [each.text for each in said.evidence] == ["ERROR: the frobnicator is out of cheese"]


def test_evidence_names_its_line_and_source() -> None:
    (seen,) = diagnosed(b"x\nOSError: [Errno 28] x\n", Facts(source="pip.log")).evidence
    assert (seen.source, seen.line, seen.text) == ("pip.log", 2, "OSError: [Errno 28] x")


def test_secrets_of_an_index_address_do_not_reach_the_facts() -> None:
    text = b"ERROR: HTTP error 403 while getting https://me:secret@index.example/x.whl\n"
    said = diagnosed(text)
    assert "secret" not in said.title
    assert all("secret" not in value for value in said.facts.values())
    assert all("secret" not in each.text for each in said.evidence)


def test_what_nothing_in_the_text_decides_is_asked_for() -> None:
    asked = " ".join(each.command or "" for each in diagnosed(NOTHING_SEEN).remedies)
    assert "--python X.Y" in asked
    assert "--os linux" in asked


def test_a_server_that_is_refused_is_no_installation() -> None:
    said = read(
        b'[error] 7#7: *1 connect() failed (111: Connection refused) while connecting to "x"\n',
        Facts(),
    )
    assert isinstance(said, NoFailure)
    assert said.why == "not-an-installation"
