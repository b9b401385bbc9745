"""Wrong input: the text names it, says what is wrong with it and what would be right."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.support.index import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell
    from tests.support.index import LoopbackIndex


@dataclass(frozen=True, slots=True)
class Case:
    """A command line, and what its user must see."""

    words: str
    cause: str
    code: int
    seen: tuple[str, ...]


CASES = (
    Case("2.99", "version-not-found", 10, ("2.99", "2.21.0")),
    Case("two", "invalid-requirement", 2, ("`two`", "2.10")),
    Case("v2.10", "invalid-requirement", 2, ("v2.10", "`2.10`")),
    Case("numpy==1.0", "invalid-requirement", 2, ("numpy",)),
    Case("2.10 --python /bin/true", "python-missing", 11, ("/bin/true", "3.10")),
    Case("2.10 --python nosuchpython", "python-missing", 11, ("nosuchpython",)),
    Case("2.20 --venv /proc/x", "permission-denied", 31, ("/proc",)),
    Case("2.10 -r missing.txt", "file-missing", 2, ("missing.txt",)),
    Case("2.10 --proxy nonsense", "usage", 2, ("nonsense", "http://user:password@host:3128")),
    Case("2.10 --timeout -1", "usage", 2, ("--timeout", "-1", "60")),
    Case("2.10 --retries many", "usage", 2, ("--retries", "many", "5")),
    Case("2.10 --pip-version new", "usage", 2, ("--pip-version", "`new`", "25.3")),
    Case("2.10 --accelerator gpu", "usage", 2, ("gpu", "cuda")),
    Case("instal 2.10", "usage", 2, ("instal", "tfinstall install")),
    Case("2.10 --pyhton 3.10", "usage", 2, ("--pyhton", "--python")),
    Case("2.10 --venv a --into b", "usage", 2, ("--venv", "--into")),
    Case("2.10 --with ===", "invalid-requirement", 2, ("===",)),
    Case("verify nowhere", "file-missing", 2, ("nowhere",)),
    Case("causes proxy", "usage", 2, ("proxy-auth",)),
    Case("why 2.10 --platform amiga", "usage", 2, ("amiga",)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words)
def test_bad_input_is_named_and_nothing_is_left_behind(shell: Shell, case: Case) -> None:
    ran = shell(*case.words.split())

    assert ran.code == case.code, ran.err
    assert ran.out == ""
    assert f"error: {case.cause}" in ran.err
    assert "Traceback" not in ran.err
    told = " ".join(ran.err.split())
    assert all(word in told for word in case.seen), ran.err
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words)
def test_the_same_in_json_is_one_document(shell: Shell, case: Case) -> None:
    ran = shell("--json", *case.words.split())

    assert ran.document["ok"] is False
    assert ran.document["cause"] == case.cause
    assert ran.document["exit_code"] == ran.code == case.code


def test_a_python_that_does_not_fit_is_answered_with_those_that_would(
    shell: Shell, interpreters: dict[str, Path]
) -> None:
    ran = shell("2.10", "--python", "3.13", "--json")

    found = ran.document["diagnosis"]
    assert (ran.document["cause"], ran.code) == ("python-too-new", 11)
    assert "3.7 to 3.10" in found["title"]
    if "3.10" in interpreters:
        assert "tfinstall 2.10 --python 3.10" in [each["command"] for each in found["remedies"]]


def test_an_environment_of_somebody_else_is_never_overwritten(shell: Shell) -> None:
    (shell.folder / ".venv").mkdir()
    precious = shell.folder / ".venv" / "precious.txt"
    precious.write_text("mine")

    ran = shell("2.20", "--json")

    assert (ran.document["cause"], ran.code) == ("file-exists", 2)
    assert precious.read_text() == "mine"


def test_a_file_in_the_way_is_not_overwritten(shell: Shell) -> None:
    (shell.folder / ".venv").write_text("mine")

    ran = shell("2.20", "--json")

    assert ran.document["cause"] == "file-exists"
    assert (shell.folder / ".venv").read_text() == "mine"


def test_all_bad_lines_of_a_requirements_file_are_told_at_once(shell: Shell) -> None:
    (shell.folder / "bad.txt").write_text("numpy=>1\npandas\nfoo bar\n==1.0\n")

    ran = shell("2.10", "-r", "bad.txt", "--json")

    evidence = ran.document["diagnosis"]["evidence"]
    assert (ran.document["cause"], ran.code) == ("invalid-requirement", 2)
    assert [each["line"] for each in evidence] == [1, 3, 4]
    assert all(each["source"].endswith("bad.txt") for each in evidence)


def test_an_index_that_answers_with_garbage_is_named(
    small_shell: Shell, small_index: LoopbackIndex, python: Path
) -> None:
    small_index.faults.append(Fault(path="/simple/", body=b"<h1>It works!</h1><p>Really.</p>"))

    ran = small_shell("2.10", "--python", python, "--json")

    assert ran.document["cause"] in {"index-invalid", "captive-portal"}
    assert ran.code == 24
    assert list(small_shell.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("index.json", "{"), ("index.json", '{"schema": 1}'), ("repairs.toml", "= 3")],
)
def test_an_unreadable_matrix_file_is_named(
    shell: Shell, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)

    ran = shell("plan", "2.10", "--json", TFINSTALL_MATRIX=str(tmp_path))

    assert ran.document["cause"] == "config-invalid"
    assert "index.json" in ran.document["diagnosis"]["title"] or name in ran.out


def test_a_missing_matrix_folder_is_named(shell: Shell, tmp_path: Path) -> None:
    ran = shell("plan", "2.10", TFINSTALL_MATRIX=str(tmp_path / "nowhere"))

    assert "error: config-invalid" in ran.err
    assert "nowhere" in ran.err
    assert "TFINSTALL_MATRIX" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_a_closed_standard_output_is_no_error(shell: Shell) -> None:
    command = f"{sys.executable} -m tfinstall causes | head -1"
    done = subprocess.run(
        ["sh", "-c", command],  # noqa: S607  (the shell of the system)
        cwd=shell.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "request\n"
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_without_a_standard_output_it_ends_as_it_should(shell: Shell) -> None:
    command = f"{sys.executable} -m tfinstall causes >&-; echo $? >&2"
    done = subprocess.run(
        ["sh", "-c", command],  # noqa: S607  (the shell of the system)
        cwd=shell.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "0\n"


def test_a_release_in_pyproject_must_stand_in_quotes(shell: Shell) -> None:
    (shell.folder / "pyproject.toml").write_text("[tool.tfinstall]\nspec = 2.10\n")

    ran = shell("plan")

    assert "error: config-invalid" in ran.err
    assert "quotes" in ran.err


def test_a_dry_run_reads_the_requirements_too(shell: Shell) -> None:
    (shell.folder / "bad.txt").write_text("foo bar\n")

    ran = shell("plan", "2.10", "-r", "bad.txt", "--json")

    assert ran.document["cause"] == "invalid-requirement"


def test_an_accelerator_without_a_build_is_named(shell: Shell) -> None:
    ran = shell("plan", "2.15", "--accelerator", "rocm", "--json")

    assert (ran.document["cause"], ran.code) == ("platform-unsupported", 12)
    assert "rocm" in ran.document["diagnosis"]["title"]


def test_without_a_home_it_works(shell: Shell) -> None:
    environ = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    environ.pop("HOME", None)
    done = subprocess.run(
        [sys.executable, "-m", "tfinstall", "why", "2.10", "--python", "3.10"],
        cwd=shell.folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(shell: Shell) -> None:
    shell.folder.chmod(0o555)
    try:
        ran = shell("2.10", "--json")
    finally:
        shell.folder.chmod(0o755)
    assert ran.document["cause"] in {"permission-denied", "read-only"}


def test_a_bad_setting_names_the_file_and_the_key(shell: Shell) -> None:
    (shell.folder / "pyproject.toml").write_text('[tool.tfinstall]\ntimeout = "soon"\n')

    ran = shell("plan", "2.10")

    assert "error: config-invalid" in ran.err
    assert "timeout" in ran.err
    assert "pyproject.toml" in ran.err


def test_an_unknown_setting_names_those_that_there_are(shell: Shell) -> None:
    (shell.folder / "pyproject.toml").write_text("[tool.tfinstall]\ntimeuot = 3\n")

    ran = shell("plan", "2.10")

    assert "timeuot" in ran.err
    assert "timeout" in ran.err


def test_a_bad_variable_is_named(shell: Shell) -> None:
    ran = shell("plan", "2.10", TFINSTALL_TIMEOUT="soon")

    assert "TFINSTALL_TIMEOUT" in ran.err
    assert ran.code == 2


def test_a_password_in_a_bad_proxy_is_not_shown(shell: Shell) -> None:
    ran = shell("2.10", "--proxy", "http://me:s3cret@:99999")

    assert ran.code == 2
    assert "s3cret" not in ran.err + ran.out


def test_words_that_cannot_be_used_lead_to_the_options_of_their_command(shell: Shell) -> None:
    ran = shell("lock", "2.10", "--output", "no.name", "--json")
    commands = [each["command"] for each in ran.document["diagnosis"]["remedies"]]
    assert commands[-1] == "tfinstall lock --help"
    assert "pip" not in ran.out
