"""Turns the bytes of a program into lines: all of them pass, the first and the last are kept."""

from __future__ import annotations

import codecs
import re
from collections import deque
from typing import TYPE_CHECKING

from tfinstall.model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = 2_000
LAST = 3_000
LONGEST = 1 << 16
"""Characters; a longer line is cut into several, so that no output can fill the memory."""

_ANSI = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")


class Splitter:
    """Bytes in, whole lines out; of text overwritten by carriage returns the last one counts."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""

    def feed(self, data: bytes) -> Iterator[str]:
        """The lines that these bytes complete."""
        *lines, rest = (self._rest + self._decoder.decode(data)).split("\n")
        for line in lines:
            yield from _pieces(line)
        self._rest = _shortened(rest)
        while len(self._rest) > LONGEST:
            yield shown(self._rest[:LONGEST])
            self._rest = self._rest[LONGEST:]

    def end(self) -> Iterator[str]:
        """What came after the last line end."""
        rest = self._rest + self._decoder.decode(b"", final=True)
        self._rest = ""
        if rest:
            yield from _pieces(rest)


def _pieces(line: str) -> Iterator[str]:
    text = shown(line)
    yield from (text[start : start + LONGEST] for start in range(0, max(len(text), 1), LONGEST))


def _shortened(rest: str) -> str:
    """An unfinished line without what a carriage return has already overwritten."""
    kept = rest.rstrip("\r")
    return rest[kept.rfind("\r") + 1 :]


def shown(line: str) -> str:
    """What a terminal would show in the end, without colours."""
    line = line.rstrip("\r")
    return _ANSI.sub("", line[line.rfind("\r") + 1 :]).rstrip()


class Transcript:
    """The first and the last thousands of lines, numbered in the order of arrival."""

    def __init__(self, first: int = FIRST, last: int = LAST) -> None:
        self._first: list[Line] = []
        self._room = first
        self._last: deque[Line] = deque(maxlen=last)
        self._count = 0

    def add(self, text: str) -> Line:
        self._count += 1
        line = Line(text=text, number=self._count)
        if len(self._first) < self._room:
            self._first.append(line)
        else:
            self._last.append(line)
        return line

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self._first, *self._last)
