"""Reads a log, whoever made it, and names the cause."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from tfinstall.diagnosis import Facts, NoFailure, diagnose_log, failure
from tfinstall.model import Remedy
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfinstall.model import Diagnosis

CHUNK = 1 << 18
"""Bytes read at once: a log of 200 MB takes no more memory than one of two."""


_NAME_IT = Remedy(text="Name the file that the log is in", command="tfinstall diagnose pip.log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found in one log."""

    name: str
    result: Diagnosis | NoFailure


def read_log(source: Path | BinaryIO | None, facts: Facts | None = None) -> Reading:
    """The cause in a file, in an open one, or in standard input where `source` is None.

    Raises TfinstallError: `file-missing`, `permission-denied`, `disk-failed`, `usage`.
    """
    with _opened(source) as (name, file):
        try:
            result = diagnose_log(_chunks(file), replace(facts or Facts(), source=name))
        except OSError as error:
            raise failure("disk-failed", f"{name} cannot be read: {error.strerror}") from error
    return Reading(name=name, result=result)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")


@contextmanager
def _opened(source: Path | BinaryIO | None) -> Iterator[tuple[str, BinaryIO]]:
    """Its name, and its bytes; what the caller opened, the caller closes."""
    if source is None:
        yield "standard input", _standard_input()
    elif not isinstance(source, PurePath):
        yield str(getattr(source, "name", "log")), source
    else:
        with _file(source) as file:
            yield str(source), file


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # `tfinstall diagnose <&-`
        raise failure("usage", "standard input is closed", remedies=(_NAME_IT,))
    return sys.stdin.buffer


def _file(path: Path) -> BinaryIO:
    if path.is_dir():
        raise failure("usage", f"{path} is a directory, and no log", remedies=(_NAME_IT,))
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise failure("file-missing", f"{path} does not exist") from None
    except OSError as error:
        raise failure("permission-denied", f"{path} cannot be read: {error.strerror}") from error
