"""Remembers a directory tree cheaply, and brings it back exactly."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.environment.removal import remove

if TYPE_CHECKING:
    from collections.abc import Iterator

# A hard link would change with a file that is changed in place, as scripts and settings may be.
# Code is replaced by new files, by pip as by Python's own compiler; so is what is large.
LINKED_SUFFIXES = frozenset({".py", ".pyc", ".pyi", ".h", ".hpp", ".inc", ".so", ".pyd", ".dll"})
LARGEST_COPY = 64 << 10
"""Bytes."""


def take(tree: Path, to: Path) -> None:
    """Remember `tree` at `to`, which must not exist; by hard links where it can be.

    Raises OSError.
    """
    to.mkdir()
    for entry in _entries(tree):
        here = Path(entry.path)
        there = to / entry.name
        if entry.is_symlink():
            there.symlink_to(here.readlink())
        elif entry.is_dir(follow_symlinks=False):
            take(here, there)
        elif entry.is_file(follow_symlinks=False):
            _duplicate(here, there)
    shutil.copystat(tree, to)


def bring_back(memory: Path, tree: Path) -> None:
    """Make `tree` what `memory` says, touching only what differs; may be repeated if cut short.

    Raises OSError.
    """
    tree.mkdir(exist_ok=True, parents=True)
    wanted = {entry.name: entry for entry in _entries(memory)}
    for entry in list(_entries(tree)):
        if entry.name not in wanted or _kind(entry) != _kind(wanted[entry.name]):
            remove(Path(entry.path))
    for name, entry in wanted.items():
        here = tree / name
        if entry.is_dir(follow_symlinks=False):
            bring_back(Path(entry.path), here)
        elif not _same(Path(entry.path), here):
            _replace(Path(entry.path), here)
    shutil.copystat(memory, tree)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    return entry.is_symlink(), entry.is_dir(follow_symlinks=False)


def _duplicate(here: Path, there: Path) -> None:
    if here.suffix in LINKED_SUFFIXES or here.stat().st_size > LARGEST_COPY:
        with suppress(OSError):  # another device, a file system without links, too many links
            there.hardlink_to(here)
            return
    shutil.copy2(here, there)


def _same(memory: Path, here: Path) -> bool:
    if not os.path.lexists(here):
        return False
    if memory.is_symlink():
        return memory.readlink() == here.readlink()
    one, other = memory.stat(), here.stat()
    return os.path.samestat(one, other) or (
        (one.st_size, one.st_mtime_ns, one.st_mode)
        == (other.st_size, other.st_mtime_ns, other.st_mode)
    )


def _replace(memory: Path, here: Path) -> None:
    beside = here.with_name(f"{here.name}.tfinstall-new")
    remove(beside)
    if memory.is_symlink():
        beside.symlink_to(memory.readlink())
    else:
        _duplicate(memory, beside)
    beside.replace(here)
