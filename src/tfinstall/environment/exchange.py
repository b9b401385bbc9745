"""Puts a directory in the place of another so that a working one is there at any instant."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # linux/fs.h
RENAME_SWAP = 2  # sys/stdio.h of macOS
RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "ppc64le": 357, "s390x": 347}
"""System call numbers, for C libraries older than the wrapper (glibc 2.28)."""


def put_in_place(new: Path, target: Path, aside: Path) -> Path | None:
    """Rename `new` to `target`; answers where what stood there before is now, None if nothing.

    Where the system can exchange two names there is no instant without an environment. Elsewhere
    the old one stands at `aside` for the time between two renames; who is killed there leaves it
    to be restored by `Site.recover`. Raises OSError, with everything as it was before.
    """
    if not os.path.lexists(target):
        new.rename(target)
        return None
    if exchange(new, target):
        return new
    target.rename(aside)
    try:
        new.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    return aside


def exchange(one: Path, other: Path) -> bool:
    """Swap two names of one file system in an instant; False where that cannot be done."""
    swap = {"linux": _linux, "darwin": _macos}.get(sys.platform)
    return swap is not None and swap(os.fsencode(one), os.fsencode(other))


def _linux(one: bytes, other: bytes) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        answer = libc.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    elif number := RENAMEAT2.get(platform.machine()):
        answer = libc.syscall(number, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    else:
        return False
    return bool(answer == 0)


def _macos(one: bytes, other: bytes) -> bool:
    # Only read about, not seen.
    libc = ctypes.CDLL(None, use_errno=True)
    return hasattr(libc, "renamex_np") and bool(libc.renamex_np(one, other, RENAME_SWAP) == 0)
