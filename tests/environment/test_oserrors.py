"""An operating system's number becomes its cause, whatever language the text beside it is in."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tfinstall.environment.oserrors import os_failure, os_failure_told

HERE = Path("somewhere")

NUMBERS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "quota-exceeded",
    errno.EACCES: "permission-denied",
    errno.EROFS: "read-only",
    errno.ENAMETOOLONG: "path-too-long",
    errno.EMFILE: "too-many-files",
    errno.EIO: "disk-failed",
    errno.EBUSY: "file-locked",
    errno.EXDEV: "unknown",
}


@pytest.mark.parametrize(("number", "cause"), NUMBERS.items(), ids=NUMBERS.values())
def test_a_number_is_its_cause(number: int, cause: str) -> None:
    diagnosis = os_failure(OSError(number, "Kein Platz"), HERE).diagnosis
    assert diagnosis.cause == cause
    assert diagnosis.evidence[0].text == f"[Errno {number}] Kein Platz"


PRINTED = {
    "OSError: [Errno 28] No space left on device": "disk-full",
    "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied": (
        "permission-denied"
    ),
    "PermissionError: [WinError 32] Der Prozess kann nicht auf die Datei zugreifen": "file-locked",
    "[Errno 28] full\n[Errno 2] No such file or directory": "disk-full",
    f"failed to query python with code {errno.EMFILE} err: {os.strerror(errno.EMFILE)!r}": (
        "too-many-files"
    ),
    f"failed to query python with code {errno.EMFILE} err: 'a traceback'": None,
    f"failed to query python with code {errno.EACCES} err: {os.strerror(errno.EACCES)!r}": None,
    "FileNotFoundError: [Errno 2] No such file or directory": None,
    "RuntimeError: no": None,
    "": None,
}


@pytest.mark.parametrize(("text", "cause"), PRINTED.items(), ids=lambda value: str(value)[:30])
def test_a_number_that_was_printed_is_its_cause(text: str, cause: str | None) -> None:
    found = os_failure_told(text, HERE)
    assert (found and found.diagnosis.cause) == cause
