"""A folder for one piece of work: gone when it ends, and swept by the next one if it was killed.

In the folder that was named for such work they are:

    .tfinstall-cell-0a1b2c3d.lock    held by the process that works; made first, removed last
    .tfinstall-cell-0a1b2c3d         where it works

The system lets go of the lock of a process that dies, however it dies. What is locked, what has no
lock, and what has another name is somebody else's and stays.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tfinstall.environment.oserrors import os_failure
from tfinstall.environment.removal import remove_quietly
from tfinstall.environment.site import try_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

PREFIX = ".tfinstall-cell-"


@contextmanager
def workplace(parent: Path | None = None) -> Iterator[Path]:
    """A new folder in `parent`, removed at the end with all that is in it.

    By default it is where the system keeps temporary files; nobody else may look into it. Raises
    TfinstallError with the operating system's reason where none can be made.
    """
    parent = parent or _temporary()
    try:
        parent.mkdir(parents=True, exist_ok=True)
        sweep(parent)
        lock = _new_lock(parent)
        folder = _folder_of(lock)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise os_failure(error, parent) from error
    try:
        yield folder
    finally:
        _give_up(lock)


def _temporary() -> Path:
    import tempfile  # noqa: PLC0415  (start-up time)
    from pathlib import Path  # noqa: PLC0415

    try:
        return Path(tempfile.gettempdir())
    except OSError as error:  # not one of the usual places can be written
        raise os_failure(error, Path(os.curdir)) from error


def sweep(parent: Path) -> int:
    """Remove what killed processes left in `parent`; how many folders that were."""
    swept = 0
    for path in sorted(parent.glob(f"{PREFIX}*.lock")):
        with suppress(OSError):  # just removed by who made it
            lock = try_lock(path) if _is_ours(path) else None
            if lock is not None:
                swept += _folder_of(lock).exists()
                _give_up(lock)
    return swept


def _is_ours(path: Path) -> bool:
    """In a folder for everybody, such as /tmp, others' files have the same names."""
    return os.name != "posix" or path.lstat().st_uid == os.getuid()


def _new_lock(parent: Path) -> BaseFileLock:
    """Of a name that nobody has; a sweep that comes in between only costs another try."""
    while True:
        lock = try_lock(parent / f"{PREFIX}{secrets.token_hex(4)}.lock")
        if lock is not None:
            return lock


def _folder_of(lock: BaseFileLock) -> Path:
    from pathlib import Path  # noqa: PLC0415  (start-up time)

    return Path(lock.lock_file).with_suffix("")


def _give_up(lock: BaseFileLock) -> None:
    """The folder first: without a lock nobody would know that it may go.

    Where something in it does not want to go the lock stays, free, for the next sweep.
    """
    gone = remove_quietly(_folder_of(lock))
    with suppress(OSError):
        if gone:  # Windows removes no open file: there the next sweep does
            lock_file = _folder_of(lock).with_suffix(".lock")
            lock_file.unlink(missing_ok=True)
    lock.release()
