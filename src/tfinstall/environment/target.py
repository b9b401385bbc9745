"""Whether a path may become an environment: asked early, before anything is written."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from tfinstall.diagnosis import failure
from tfinstall.environment.layout import RECEIPT, looks_like_environment
from tfinstall.environment.oserrors import os_failure
from tfinstall.environment.receipt import read_receipt
from tfinstall.model import Remedy

LONGEST_NAME = 255 - 24
"""Bytes of the last part of the path: 255 is what file systems take; the name of the directory in
which it is built is its own and up to 24 more."""


def check_target(path: Path, *, recreate: bool = False) -> Path:
    """The path made absolute, links followed, if an environment may be made there.

    Raises TfinstallError: `usage`, `file-exists`, `permission-denied`, `read-only`,
    `path-too-long`, `disk-full`, each naming the path and what would be right.
    """
    target = _resolved(path)
    _check_name(path, target)
    _check_place(target)
    if os.path.lexists(target):
        _check_existing(target, recreate=recreate)
    _check_parent(target)
    return target


def _resolved(path: Path) -> Path:
    text = str(path)
    if not text.strip() or "\0" in text or "\n" in text or os.pathsep in text:
        raise failure(
            "usage",
            f"{text!r} cannot be the path of an environment: it must not be empty "
            f"and not hold `{os.pathsep}`, a line break or a null",
            path=text,
        )
    try:
        # A link to a directory is followed: its owner wants the packages to be there.
        dangling = path.is_symlink() and not path.exists()
        target = path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        if isinstance(error, OSError):
            raise os_failure(error, path) from error
        raise failure("file-exists", f"{path} is a link that leads to itself", path=text) from error
    if dangling:
        raise failure(
            "file-exists",
            f"{path} is a symbolic link to {target}, which does not exist",
            remedies=(Remedy(text="Remove the link, or name another directory"),),
            path=text,
        )
    return target


def _check_name(path: Path, target: Path) -> None:
    if len(os.fsencode(target.name)) > LONGEST_NAME:
        raise failure(
            "path-too-long",
            f"The name {target.name[:40]}... is too long: {LONGEST_NAME} bytes at most",
            path=str(path),
        )


def _check_place(target: Path) -> None:
    """Never a directory whose replacement would take the ground from under somebody."""
    for what, place in (("the root of the file system", Path(target.anchor)), *_grounds()):
        if place == target or target in place.parents:
            raise failure(
                "usage",
                f"{target} is {'' if place == target else 'above '}{what}: "
                "an environment needs a directory of its own, like `.venv`",
                path=str(target),
            )


def _grounds() -> list[tuple[str, Path]]:
    grounds = []
    with suppress(OSError):  # the current directory may have been removed under us
        grounds.append(("the current directory", Path.cwd().resolve()))
    with suppress(RuntimeError):  # nobody knows a home
        grounds.append(("the home directory", Path.home().resolve()))
    return grounds


def _check_existing(target: Path, *, recreate: bool) -> None:
    mode = target.lstat().st_mode
    if not stat.S_ISDIR(mode):
        raise failure(
            "file-exists", f"{target} is {_kind(mode)}, not a directory", path=str(target)
        )
    if target.is_mount():
        raise failure(
            "usage",
            f"{target} is a mount point, which cannot be replaced: name a directory inside it",
            path=str(target),
        )
    if _entries(target) and not _is_own(target):
        _check_foreign(target, recreate=recreate)


def _is_own(target: Path) -> bool:
    """Whether tfinstall made it; one whose receipt is damaged counts as made."""
    receipt = read_receipt(target)
    return (target / RECEIPT).exists() if receipt is None else receipt.own


def _check_foreign(target: Path, *, recreate: bool) -> None:
    """An environment that another tool made may be replaced when told so; other things never."""
    if not looks_like_environment(target):
        raise failure(
            "file-exists",
            f"{target} is not empty and not a Python environment; it is left alone",
            remedies=(Remedy(text="Name another directory with `--venv`"),),
            path=str(target),
        )
    if not recreate:
        raise failure(
            "file-exists",
            f"{target} is an environment that tfinstall did not make",
            remedies=(
                Remedy(text="Make a new one in its place with `--recreate`"),
                Remedy(text="Install into it with `--into`"),
                Remedy(text="Name another directory with `--venv`"),
            ),
            path=str(target),
        )


def _entries(target: Path) -> bool:
    try:
        return any(target.iterdir())
    except OSError as error:
        raise os_failure(error, target) from error


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFREG: "a file",
        stat.S_IFSOCK: "a socket",
        stat.S_IFIFO: "a pipe",
        stat.S_IFBLK: "a device",
        stat.S_IFCHR: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "a special file")


def _check_parent(target: Path) -> None:
    """By writing: permission bits lie to root, on network disks and in /proc."""
    parent = next(folder for folder in target.parents if os.path.lexists(folder))
    if not parent.is_dir():
        raise failure(
            "file-exists",
            f"{target} lies under {parent}, which is not a directory",
            path=str(parent),
        )
    try:
        with tempfile.TemporaryFile(dir=parent):
            pass
    except FileNotFoundError as error:  # it is there and takes no entry: /proc and its like
        raise failure(
            "permission-denied", f"{parent} takes no files: no environment can be made there"
        ) from error
    except OSError as error:
        raise os_failure(error, parent) from error
