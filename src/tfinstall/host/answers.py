"""What Pythons answered before, kept in the user's cache: asking all of them again costs 0.1 s."""

from __future__ import annotations

import contextlib
import json
import os
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Final

from tfinstall.host.probe import Answer

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "interpreters-1.json"
"""The number changes with the question."""
MOST: Final = 500
"""Entries; more are the traces of a build machine's temporary folders."""


class Answers:
    """Answers by path, each good only as long as the file has its size and time of change.

    A cache that cannot be read is empty, one that cannot be written is not kept: neither is worth
    a word to anybody.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / NAME if folder else None
        self._entries = _read(self._file) if self._file else {}
        self._changed = False

    def get(self, executable: Path) -> Answer | None:
        entry = self._entries.get(str(executable))
        if not isinstance(entry, dict) or entry.get("stamp") != _stamp(executable):
            return None
        try:
            return Answer.from_dict(entry["answer"])
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, executable: Path, answer: Answer) -> None:
        entry = {"stamp": _stamp(executable), "answer": answer.to_dict()}
        self._entries.pop(str(executable), None)  # the newest stand last
        self._entries[str(executable)] = entry
        self._changed = True

    def save(self) -> None:
        if self._file is None or not self._changed:
            return
        kept = dict([*self._entries.items()][-MOST:])
        with contextlib.suppress(OSError):
            _replace(self._file, json.dumps(kept, indent=1))
            self._changed = False


def _stamp(executable: Path) -> list[int]:
    try:
        status = executable.stat()
    except OSError:
        return []
    return [status.st_mtime_ns, status.st_size]


def _read(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _replace(file: Path, text: str) -> None:
    """All of it or nothing: another run may read at this moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=file.name, delete=False
    ) as written:
        written.write(text)
    try:
        os.replace(written.name, file)  # noqa: PTH105  (the name is a text)
    except OSError:
        os.unlink(written.name)  # noqa: PTH108
        raise
