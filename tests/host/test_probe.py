from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tfinstall.host.probe import Answer, ask, clean_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs links, modes and shell scripts")


def problem(path: Path, limit: float = 5.0) -> str:
    answer = ask(path, limit)
    assert isinstance(answer, str)
    return answer


def answered(path: Path) -> Answer:
    answer = ask(path)
    assert isinstance(answer, Answer), answer
    return answer


@pytest.mark.parametrize(
    "minor", ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"]
)
def test_every_python_tells_its_version(minor: str, interpreter: Callable[[str], Path]) -> None:
    answer = answered(interpreter(minor))
    assert answer.version.startswith(f"{minor}.")
    assert answer.implementation == "cpython"
    assert answer.bits in {32, 64}
    assert not answer.free_threaded


def test_a_python_2_is_seen_as_such(small_python_2: Path) -> None:
    answer = answered(small_python_2)
    assert answer.version.startswith("2.7.")
    assert answer.implementation == "cpython"


def test_the_environment_of_the_user_does_no_harm(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, interpreter: Callable[[str], Path]
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    for name in ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path = interpreter("3.10")
    assert answered(path).version.startswith("3.10.")
    assert list(tmp_path.iterdir()) == [tmp_path / "json.py"]


def test_only_what_is_pythons_is_taken_out_of_the_environment() -> None:
    env = {"PYTHONHOME": "x", "__PYVENV_LAUNCHER__": "y", "LD_LIBRARY_PATH": "z", "HOME": "h"}
    assert clean_environment(env) == {"LD_LIBRARY_PATH": "z", "HOME": "h"}


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert problem(tmp_path / "python") == "there is no such file"


def test_a_directory_is_said_to_be_one(tmp_path: Path) -> None:
    assert problem(tmp_path) == "it is a directory without a Python in it"


@POSIX
def test_a_dangling_link_tells_where_it_leads(tmp_path: Path) -> None:
    link = tmp_path / "python"
    link.symlink_to(tmp_path / "gone")
    assert problem(link) == f"it links to {tmp_path / 'gone'}, which is not there"


@POSIX
def test_a_link_to_itself_is_no_python(tmp_path: Path) -> None:
    link = tmp_path / "python"
    link.symlink_to(link)
    assert problem(link).startswith("it cannot be looked at: ")


@POSIX
def test_a_file_that_may_not_be_executed_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "python"
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o644)
    assert problem(path) == "it may not be executed"


@POSIX
def test_a_file_of_no_program_cannot_be_started(tmp_path: Path) -> None:
    path = tmp_path / "python"
    path.write_bytes(b"\x00\x01\x02")
    path.chmod(0o755)
    assert problem(path) == "it cannot be started: Exec format error"


PRETENDERS = [
    ("true", "exit code 0, printed nothing"),
    ("exit 3", "exit code 3, printed nothing"),
    ("echo hello", 'exit code 0, printed "hello"'),
    ("echo no such version >&2; exit 127", 'exit code 127, printed "no such version"'),
    (r"printf 'tfinstall-python:{\033[1m'", 'exit code 0, printed "tfinstall-python:{ [1m"'),
    ("echo 'tfinstall-python:[]'", 'exit code 0, printed "tfinstall-python:[]"'),
    ("echo 'tfinstall-python:{}'", 'exit code 0, printed "tfinstall-python:{}"'),
    ("kill -SEGV $$", "killed by signal 11, printed nothing"),
]


@pytest.mark.parametrize(("body", "end"), PRETENDERS, ids=[body for body, _ in PRETENDERS])
def test_a_pretender_is_quoted(body: str, end: str, script: Callable[[str, str], Path]) -> None:
    said = problem(script("python", body))
    assert said == f"it did not answer like a Python: {end}"


def test_bytes_of_no_text_are_quoted_as_well_as_can_be(
    script: Callable[[str, str], Path],
) -> None:
    assert "did not answer like a Python" in problem(script("python", r"printf '\377\376\001'"))


def test_what_prints_without_end_is_ended(script: Callable[[str, str], Path]) -> None:
    start = time.monotonic()
    assert "did not answer" in problem(script("python", "exec yes"), limit=20)
    assert time.monotonic() - start < 10


def test_what_hangs_is_ended_with_its_children(
    script: Callable[[str, str], Path], tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    path = script("python", f"sleep 60 & echo $! > {pid}; wait")
    start = time.monotonic()
    assert problem(path, limit=0.5) == "it did not answer within 0.5 s"
    assert time.monotonic() - start < 5
    assert gone(int(pid.read_text(encoding="utf-8")))


def gone(pid: int) -> bool:
    """Ended, or waiting to be collected by whoever inherited it."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if sys.platform == "linux":
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:  # noqa: PTH123  (pid)
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        time.sleep(0.02)
    return False


def test_an_answer_among_other_output_is_heard(
    script: Callable[[str, str], Path], interpreter: Callable[[str], Path]
) -> None:
    real = interpreter("3.10")
    path = script("python", f'echo "warning: old shell" >&2; exec "{real}" "$@"')
    assert answered(path).executable == str(real)


BROKEN = [
    {},
    {"version": 3},
    {"version": "3.1.2", "bits": "64"},
    {"version": "3.1.2", "implementation": "cpython", "bits": 64, "machine": None},
]


@pytest.mark.parametrize("document", BROKEN)
def test_a_document_that_is_no_answer_is_refused(document: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        Answer.from_dict(document)


@pytest.mark.parametrize(
    ("said", "machine"),
    [
        ("3.10.11 (tags/v3.10.11:7d4cc5a) [MSC v.1929 64 bit (AMD64)]", "amd64"),
        ("3.10.11 (tags/v3.10.11:7d4cc5a) [MSC v.1929 32 bit (Intel)]", "x86"),
        ("3.12.1 (tags/v3.12.1:2305ca5) [MSC v.1937 64 bit (ARM64)]", "arm64"),
        ("x86_64", "x86_64"),
    ],
)
def test_a_windows_python_tells_its_processor_in_its_version(said: str, machine: str) -> None:
    document = {
        "version": "3.10.11",
        "implementation": "CPython",
        "bits": 64,
        "machine": said,
        "free_threaded": False,
        "executable": "",
        "prefix": "",
    }
    answer = Answer.from_dict(document)
    assert answer.machine == machine
    assert answer.implementation == "cpython"
