"""Paths where no environment can or may be made: said before anything is written."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.environment.conftest import tree
from tfinstall.environment import check_target
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX paths")


def refusal(path: Path, *, recreate: bool = False) -> tuple[str, str]:
    with pytest.raises(TfinstallError) as caught:
        check_target(path, recreate=recreate)
    return caught.value.diagnosis.cause, caught.value.diagnosis.title


def a_file(folder: Path) -> Path:
    (folder / "taken").write_text("mine\n")
    return folder / "taken"


def under_a_file(folder: Path) -> Path:
    return a_file(folder) / "deeper" / ".venv"


def a_dangling_link(folder: Path) -> Path:
    (folder / "link").symlink_to(folder / "nowhere")
    return folder / "link"


def a_link_to_itself(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


def a_link_to_a_file(folder: Path) -> Path:
    (folder / "link").symlink_to(a_file(folder))
    return folder / "link"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def a_foreign_directory(folder: Path) -> Path:
    (folder / "project").mkdir()
    (folder / "project" / "thesis.tex").write_text("years of work\n")
    return folder / "project"


def a_foreign_environment(folder: Path) -> Path:
    (folder / "env").mkdir()
    (folder / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    return folder / "env"


CASES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "a file": (a_file, "file-exists", "is a file, not a directory"),
    "a path under a file": (under_a_file, "file-exists", "which is not a directory"),
    "a dangling link": (a_dangling_link, "file-exists", "which does not exist"),
    "a link to itself": (a_link_to_itself, "file-exists", "leads to itself"),
    "a link to a file": (a_link_to_a_file, "file-exists", "is a file"),
    "a pipe": (a_pipe, "file-exists", "is a pipe"),
    "a directory of other things": (a_foreign_directory, "file-exists", "left alone"),
    "an environment of others": (a_foreign_environment, "file-exists", "did not make"),
    "in /proc": (lambda _: Path("/proc/x"), "permission-denied", "takes no files"),
    "the root": (lambda _: Path("/"), "usage", "the root of the file system"),
    "the home": (lambda _: Path.home(), "usage", "the home directory"),
    "above the home": (lambda _: Path.home().parent, "usage", "above"),
    "nothing": (lambda _: Path("  "), "usage", "must not be empty"),
    "a path separator": (lambda folder: folder / "a:b", "usage", "must not"),
    "a null": (lambda folder: folder / "a\0b", "usage", "must not"),
    "a line break": (lambda folder: folder / "a\nb", "usage", "must not"),
    "a name too long": (lambda folder: folder / ("x" * 250), "path-too-long", "231 bytes"),
    "a part too long": (lambda folder: folder / ("x" * 300) / "a", "path-too-long", "too long"),
}


@posix
@pytest.mark.parametrize(("make", "cause", "text"), CASES.values(), ids=CASES)
def test_a_path_that_cannot_be_one_is_refused_and_left_as_it_is(
    make: Callable[[Path], Path],
    cause: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "above" / "home"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    path = make(tmp_path)
    before = tree(tmp_path) if "pipe" not in str(path) else {}
    said = refusal(path)
    assert said[0] == cause
    assert text in said[1]
    assert before == (tree(tmp_path) if before else {})


def test_the_current_directory_is_refused_and_what_is_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert refusal(Path())[0] == "usage"
    assert refusal(Path(".."))[0] == "usage"
    assert refusal(tmp_path / "a", recreate=True)[0] == "usage"


@posix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")  # relative: the length of its path is limited
        assert refusal(Path("socket")) == (
            "file-exists",
            f"{tmp_path / 'socket'} is a socket, not a directory",
        )


def test_recreating_replaces_environments_of_others_but_no_other_directory(tmp_path: Path) -> None:
    environment = a_foreign_environment(tmp_path)
    assert check_target(environment, recreate=True) == environment
    assert refusal(a_foreign_directory(tmp_path), recreate=True)[0] == "file-exists"


def test_an_empty_directory_and_one_with_our_receipt_are_free(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert check_target(tmp_path / "empty") == tmp_path / "empty"
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "tfinstall-receipt.json").write_text("{}")
    assert check_target(tmp_path / "ours") == tmp_path / "ours"


def test_a_link_to_a_directory_means_the_directory(tmp_path: Path) -> None:
    (tmp_path / "big disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "big disk")
    assert check_target(tmp_path / "link") == tmp_path / "big disk"
    assert check_target(tmp_path / "link" / ".venv") == tmp_path / "big disk" / ".venv"


def test_a_target_whose_parents_are_missing_is_fine_and_makes_none(tmp_path: Path) -> None:
    assert check_target(tmp_path / "a" / "b" / ".venv") == tmp_path / "a" / "b" / ".venv"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    os.name != "posix" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may all"
)
def test_a_parent_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert refusal(tmp_path / "a" / ".venv")[0] == "permission-denied"
    finally:
        tmp_path.chmod(0o755)


def test_a_machine_without_a_home_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    assert check_target(tmp_path / ".venv") == tmp_path / ".venv"
