"""Removes directory trees that do not want to go: read-only parts, files just in use."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

TRIES = 5
PAUSE = 0.2
"""Seconds; a virus scanner on Windows, or an orphan still writing, lets go after some."""


def remove(path: Path) -> None:
    """Remove a file, a link or a whole tree; nothing there is fine. Never follows a link.

    Raises OSError where it stays after several tries.
    """
    for last in [False] * (TRIES - 1) + [True]:
        try:
            _remove_once(path)
        except FileNotFoundError:
            continue  # somebody else removed a part of it meanwhile: look again
        except OSError:
            if last:
                raise
            _unlock(path)
            time.sleep(PAUSE)
        else:
            return


def remove_quietly(path: Path) -> bool:
    """The same, answering False where it stays; the next run tries again."""
    try:
        remove(path)
    except OSError:
        return False
    return True


def _remove_once(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except OSError as error:
            if error.errno not in {errno.EMFILE, errno.ENFILE}:
                raise
            _remove_level_by_level(path)
    elif os.path.lexists(path):
        path.unlink()


def _remove_level_by_level(path: Path) -> None:
    """With one open directory at a time, where `rmtree` wants one for each level."""
    for folder, folders, files in os.walk(path, topdown=False):
        for name in (*files, *folders):
            entry = Path(folder, name)
            if entry.is_dir() and not entry.is_symlink():
                entry.rmdir()
            else:
                entry.unlink()
    path.rmdir()


def _unlock(path: Path) -> None:
    """Make every directory of a tree writable, and on Windows every file too."""
    _chmod(path, stat.S_IRWXU)
    for folder, folders, files in os.walk(path):
        for name in folders:
            _chmod(Path(folder, name), stat.S_IRWXU)
        if os.name == "nt":
            for name in files:
                _chmod(Path(folder, name), stat.S_IWRITE)


def _chmod(path: Path, bits: int) -> None:
    with suppress(OSError):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | bits)
