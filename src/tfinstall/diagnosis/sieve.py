"""What of a long log need not be read line by line, because lines of its shape are known.

The shape of a line is the line in lower case with one sign for each digit and each letter from a to
f: the hashes, versions and times in which the lines of a verbose pip differ are gone, and what is
left of a hundred thousand `Found link` is a few hundred shapes. Whatever stands in a line stands,
shaped alike, in its shape: what cannot be in the shape cannot be in the line.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from tfinstall.diagnosis.entries import readable
from tfinstall.diagnosis.literals import required

if TYPE_CHECKING:
    from tfinstall.diagnosis.entries import Entry, Index

_SIGN = "0"
_HEXADECIMAL = string.hexdigits
_SHAPE = str.maketrans(
    {letter: letter.lower() for letter in string.ascii_uppercase}
    | dict.fromkeys(_HEXADECIMAL, _SIGN)
)
_LONGEST = 1000
"""Characters: longer lines are few, and seldom alike."""
_OFTEN = 8
"""A shape seen so often is worth looking into."""
_ROOM = 1 << 21
"""Characters of shapes that are remembered."""


def shapes(lines: list[str]) -> list[str]:
    """The shape of each line."""
    whole = "\n".join(lines)
    if whole.isascii():
        return whole.translate(_SHAPE).split("\n")
    return [shape(line) for line in lines]


def shape(line: str) -> str:
    low = line if line.isascii() else readable(line).lower()
    return low.translate(_SHAPE)


class Sieve:
    """Remembers which entries the lines of a shape may hold."""

    def __init__(self, index: Index) -> None:
        self._needs: dict[str, list[Entry]] = {}
        for entry in index:
            self._needs.setdefault(shape(entry.needs), []).append(entry)
        self._pieces: dict[Entry, list[set[str]]] = {}
        self._seen: dict[str, int | tuple[Entry, ...]] = {}
        self._size = 0

    def entries(self, shaped: str, times: int) -> tuple[Entry, ...] | None:
        """All that lines of this shape may hold; None where it is too rare to have been asked."""
        seen = self._seen.get(shaped, 0)
        if isinstance(seen, tuple):
            return seen
        if len(shaped) > _LONGEST:
            return None
        if not seen:
            self._make_room(len(shaped))
        if seen + times < _OFTEN:
            self._seen[shaped] = seen + times
            return None
        near = [
            each for needs, entries in self._needs.items() if needs in shaped for each in entries
        ]
        every = not shaped.isascii()
        found = tuple(entry for entry in near if every or self._possible(entry, shaped))
        self._seen[shaped] = found
        return found

    def _make_room(self, size: int) -> None:
        self._size += size
        if self._size > _ROOM:
            self._seen.clear()
            self._size = size

    def _possible(self, entry: Entry, shaped: str) -> bool:
        pieces = self._pieces.get(entry)
        if pieces is None:
            pieces = self._pieces[entry] = [
                {shape(piece) for piece in any_of} for any_of in required(entry.regex)
            ]
        return all(any(piece in shaped for piece in any_of) for any_of in pieces)
