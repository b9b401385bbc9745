"""Sentences that a tool broke at the width of its terminal, whole again beside their pieces.

uv breaks its explanations wherever a line is full, in the midst of `was yanked` too. Each piece
stays the line that it is; the whole sentence is read too, under the number of its first piece.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Place = tuple[int, str]

_BEGINS = re.compile(
    r"^\s{0,8}(?:[╰├]─+[▶>]|`->|\|->|hint:|cause:|Because |And because |Thus, |So, )\s?"
)
_MARK = re.compile(r"─[▶>]|->|hint:|cause:|ecause |Thus, |So, ")
"""In every line that `_BEGINS` matches, whatever stands before it: quicker to look for."""
_GOES_ON = re.compile(r"^(?:\s{1,12}|[ │|]{1,14})(?=[^\s│|╰├×])")
_MOST = 24
"""Pieces of one sentence: what is longer is none."""
_KEPT = 32
"""Sentences: those at the end of a log say the most."""


class Sentences:
    """Takes the lines of a log one after the other, and keeps the last broken sentences."""

    def __init__(self) -> None:
        self._kept: deque[Place] = deque(maxlen=_KEPT)
        self._pieces: list[Place] = []

    def take(self, place: Place) -> None:
        text = place[1]
        begins = _BEGINS.match(text) is not None
        if self._pieces and (begins or not self._goes_on(text)):
            self._end()
        if begins or self._pieces:
            self._pieces.append(place)

    def concerned(self, block: Sequence[str]) -> Iterator[int]:
        """The places in the block that have to be taken; take each before the next is asked for."""
        for at, line in enumerate(block):
            if self._pieces or _MARK.search(line):
                yield at

    def whole(self) -> tuple[Place, ...]:
        """The sentences of more than one piece, in their order."""
        self._end()
        return tuple(self._kept)

    def _goes_on(self, text: str) -> bool:
        return len(self._pieces) < _MOST and _GOES_ON.match(text) is not None

    def _end(self) -> None:
        if len(self._pieces) > 1:
            texts = (text.strip(" │|\t") for _, text in self._pieces)
            self._kept.append((self._pieces[0][0], " ".join(texts)))
        self._pieces = []
