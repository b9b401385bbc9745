"""What an operating system's refusal means: errno decides, not prose."""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.model import TfinstallError

CAUSES = {
    errno.EACCES: ("permission-denied", "may not be written by this user"),
    errno.EPERM: ("permission-denied", "may not be changed by this user"),
    errno.EROFS: ("read-only", "is on a read-only file system"),
    errno.ENOSPC: ("disk-full", "is on a full file system"),
    errno.EDQUOT: ("quota-exceeded", "is over this user's quota"),
    errno.EFBIG: ("quota-exceeded", "is over the file size limit"),
    errno.EIO: ("disk-failed", "is on a disk that answers with errors"),
    errno.EMFILE: ("too-many-files", "needs more open files than this process may have"),
    errno.ENFILE: ("too-many-files", "needs more open files than this machine allows"),
    errno.ENAMETOOLONG: ("path-too-long", "is too long for its file system"),
    errno.ENOTDIR: ("file-exists", "lies under a file"),
    errno.EEXIST: ("file-exists", "is in the way"),
    errno.ELOOP: ("file-exists", "is a symbolic link that leads to itself"),
    errno.EBUSY: ("file-locked", "is in use"),
    errno.ETXTBSY: ("file-locked", "is a program that is running"),
    errno.ENOMEM: ("out-of-memory", "needs more memory than there is"),
    errno.ENOENT: ("file-missing", "is gone"),
}

WINDOWS_CAUSES = {
    5: ("permission-denied", "may not be written by this user, or is in use"),
    32: ("file-locked", "is in use by another program"),
    33: ("file-locked", "is in use by another program"),
    112: ("disk-full", "is on a full file system"),
    206: ("path-too-long", "is longer than Windows allows"),
}
"""By WinError number; only read about, not seen: these tests run on Linux."""


TELLING = re.compile(r"\[(Errno|WinError) (\d+)\]")
# failed to query /usr/bin/python3.10 with code 24 err: 'Too many open files'
QUERY = re.compile(r"failed to query .+ with code (\d+) err: (['\"])(?P<told>.+)\2$", re.MULTILINE)
"""virtualenv's word for an interpreter that it could not start: the number is an errno where the
system's own text for it stands beside, else an exit code."""
OURS = frozenset({"too-many-files", "out-of-memory"})
"""Causes that lie with this process, whichever program could not be started."""
# The programs that make environments meet these on the way, and go on.
HARMLESS = frozenset({"file-missing", "file-exists"})


def os_failure_told(text: str, path: Path) -> TfinstallError | None:
    """The failure for the last error number in what a program printed; None where there is none."""
    for kind, number in reversed(TELLING.findall(text)):
        cause, what = (WINDOWS_CAUSES if kind == "WinError" else CAUSES).get(int(number), ("", ""))
        if cause and cause not in HARMLESS:
            line = next(line.strip() for line in text.splitlines() if f"[{kind} {number}]" in line)
            evidence = Evidence(source="this machine", text=line)
            return failure(cause, f"{path} {what}", evidence=(evidence,), path=str(path))
    return _unstarted(text, path)


def ours(error: OSError) -> bool:
    """Whether a program could not be started for want of what this process may have."""
    return CAUSES.get(error.errno or 0, ("", ""))[0] in OURS


def _unstarted(text: str, path: Path) -> TfinstallError | None:
    for query in QUERY.finditer(text):
        number = int(query[1])
        cause, what = CAUSES.get(number, ("", ""))
        if cause in OURS and query["told"] == os.strerror(number):
            evidence = Evidence(source="this machine", text=query[0].strip())
            return failure(cause, f"{path} {what}", evidence=(evidence,), path=str(path))
    return None


def os_failure(error: OSError, path: Path) -> TfinstallError:
    """The failure for an OSError met on `path`; a number not in the tables is `unknown`."""
    by_windows = WINDOWS_CAUSES.get(getattr(error, "winerror", None) or 0)
    cause, what = by_windows or CAUSES.get(error.errno or 0, ("unknown", f"failed: {error}"))
    evidence = Evidence(source="this machine", text=str(error))
    return failure(cause, f"{path} {what}", evidence=(evidence,), path=str(path))
