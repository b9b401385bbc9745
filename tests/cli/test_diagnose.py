"""`tfinstall diagnose`: files, standard input, several of them, and whatever is no log."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tfinstall
from tfinstall.diagnosis import NoFailure
from tfinstall.model import Diagnosis, TfinstallError

if TYPE_CHECKING:
    from pathlib import Path

FULL = b"Collecting six\nERROR: Could not install packages due to an OSError: [Errno 28] x\n"
FINE = b"Collecting six\nSuccessfully installed six-1.16.0\n"


def run(
    *words: str | Path, given: bytes = b"", closed: bool = False
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tfinstall", "diagnose", *map(str, words)]
    if closed:
        command = ["sh", "-c", '"$@" <&-', "sh", *command]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "pip.log"
    path.write_bytes(FULL)
    return path


def test_a_file_and_standard_input_and_the_library_say_the_same(log: Path) -> None:
    file, piped, dash = run(log), run(given=FULL), run("-", given=FULL)
    assert (file.returncode, piped.returncode, dash.returncode) == (30, 30, 30)
    assert f"{log}:2" in file.stdout
    assert piped.stdout == dash.stdout == file.stdout.replace(f"{log}:", "standard input:")

    by_path, by_name, by_stream = (
        tfinstall.diagnose(log),
        tfinstall.diagnose(str(log)),
        tfinstall.diagnose(io.BytesIO(FULL)),
    )
    assert isinstance(by_path, Diagnosis)
    assert isinstance(by_stream, Diagnosis)
    assert by_path == by_name
    assert by_path.exit_code == by_stream.exit_code == 30
    assert [each.line for each in by_stream.evidence] == [2]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "nothing in it", id="an empty file"),
        pytest.param(bytes(range(256)) * 64, "not the log of", id="a binary file"),
        pytest.param(FINE, "succeeded", id="an installation that succeeded"),
        pytest.param(b"Collecting six\nWould install six-1.16.0\n", "succeeded", id="a dry run"),
        pytest.param(b"Dear diary,\n", "not the log of", id="no installation"),
        pytest.param(b"WARNING: pip is old\n", "only warnings", id="only warnings"),
    ],
)
def test_where_nothing_failed_it_says_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "x.log").write_bytes(content)
    done = run(tmp_path / "x.log")
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout
    found = tfinstall.diagnose(tmp_path / "x.log")
    assert isinstance(found, NoFailure)
    assert says in found.text


def test_a_missing_file_and_a_directory_are_named(tmp_path: Path) -> None:
    missing, directory = run(tmp_path / "nope.log"), run(tmp_path)
    assert (missing.returncode, directory.returncode) == (2, 2)
    assert "nope.log does not exist" in " ".join(missing.stderr.split())
    assert f"{tmp_path} is a directory, and no log" in " ".join(directory.stderr.split())
    with pytest.raises(TfinstallError) as raised:
        tfinstall.diagnose(tmp_path)
    assert raised.value.diagnosis.cause == "usage"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that can close a stream")
def test_a_closed_standard_input_is_no_mistake_of_ours() -> None:
    done = run(closed=True)
    assert done.returncode == 2
    assert "standard input is closed" in done.stderr


def test_one_of_several_that_is_missing_does_not_hide_the_others(log: Path, tmp_path: Path) -> None:
    fine = tmp_path / "fine.log"
    fine.write_bytes(FINE)
    done = run(fine, tmp_path / "nope.log", log, "--json")
    document = json.loads(done.stdout)
    assert (done.returncode, document["cause"]) == (2, "file-missing")
    causes = [each["diagnosis"] and each["diagnosis"]["cause"] for each in document["logs"]]
    assert causes == [None, "file-missing", "disk-full"]
