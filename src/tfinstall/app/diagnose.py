"""Reads a log, whoever made it, and names the cause."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from tfinstall.diagnosis import Facts, NoFailure, diagnose_log, failure
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfinstall.model import Diagnosis

CHUNK = 1 << 18
"""Bytes read at once: a log of 200 MB takes no more memory than one of two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found in one log."""

    name: str
    result: Diagnosis | NoFailure


def read_log(source: Path | None, facts: Facts | None = None) -> Reading:
    """The cause in a file, or in standard input where `source` is None.

    Raises TfinstallError: `file-missing`, `permission-denied`, `usage`.
    """
    facts = facts or Facts()
    name = "standard input" if source is None else str(source)
    with _opened(source) as file:
        try:
            result = diagnose_log(_chunks(file), replace(facts, source=name))
        except OSError as error:
            raise failure("disk-failed", f"{name} cannot be read: {error.strerror}") from error
    return Reading(name=name, result=result)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")


@contextmanager
def _opened(source: Path | None) -> Iterator[BinaryIO]:
    if source is None:
        yield sys.stdin.buffer
        return
    if source.is_dir():
        raise failure("usage", f"{source} is a directory; name the log in it")
    try:
        file = source.open("rb")
    except FileNotFoundError:
        raise failure("file-missing", f"{source} does not exist") from None
    except OSError as error:
        raise failure("permission-denied", f"{source} cannot be read: {error.strerror}") from error
    with file:
        yield file
