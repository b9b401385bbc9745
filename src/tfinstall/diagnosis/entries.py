"""Every pattern and clue as one list, found by the words of a line before anything is compiled."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue import CAUSES
from tfinstall.diagnosis.clues import CLUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfinstall.diagnosis.clues import Clue
    from tfinstall.diagnosis.entry import Cause, Pattern

_SEPARATORS = str.maketrans(
    dict.fromkeys(
        string.punctuation + string.digits + string.whitespace + "\u201c\u201d«»…×╰─▶│├└┌", " "
    )
)
_QUOTES = str.maketrans("\u2018\u2019", "''")
"""Compilers and French systems print typographic quotes; the patterns know the plain ones."""


class Entry:
    """One expression, and what a line must have for it to be worth trying."""

    __slots__ = ("_compiled", "means", "needs", "rank", "regex", "word")

    def __init__(
        self, means: Clue | tuple[Cause, Pattern], needs: str, regex: str, *, glued: bool = False
    ) -> None:
        self.means, self.needs, self.regex = means, needs, regex
        found = [] if glued else [each for each in words(needs) if each.isascii()]
        self.word = max(found, key=len, default=None)
        """Stands by itself in every line that matches; None: nothing does."""
        self.rank = 0
        """Where it stands among those that one line has."""
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """Compiled when it is first tried: a log is worth trying some twenty of them on."""
        if self._compiled is None:
            self._compiled = re.compile(self.regex, re.IGNORECASE)
        return self._compiled.search(text)


def readable(text: str) -> str:
    """The text with the quotes that the expressions know."""
    return text if text.isascii() else text.translate(_QUOTES)


def words(low: str) -> list[str]:
    """The words of a text in lower case; digits and signs part them."""
    return low.translate(_SEPARATORS).split()


class Index:
    """Finds the few entries that a line may match, before any expression is tried."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_word: dict[str, dict[str, list[Entry]]] = {}
        self._always: dict[str, list[Entry]] = {}
        for entry in entries:
            word = entry.word
            place = self._always if word is None else self._by_word.setdefault(word, {})
            place.setdefault(entry.needs, []).append(entry)
        self._words = frozenset(self._by_word)
        for rank, entry in enumerate(self):
            entry.rank = rank

    def __iter__(self) -> Iterator[Entry]:
        for place in (self._always, *self._by_word.values()):
            for entries in place.values():
                yield from entries

    def candidates(self, low: str) -> list[Entry]:
        """Those whose needs a line in lower case meets, of one line always in the same order."""
        found: list[Entry] = []
        for needs, entries in self._always.items():
            if needs in low:
                found += entries
        for word in self._words.intersection(words(low)):
            for needs, entries in self._by_word[word].items():
                if needs in low:
                    found += entries
        if len(found) > 1:
            found.sort(key=_rank)
        return found


def _rank(entry: Entry) -> int:
    return entry.rank


def met(entries: Iterable[Entry], low: str) -> list[Entry]:
    """Those of a few entries whose needs the line meets, as `Index.candidates` finds them."""
    found = [entry for entry in entries if entry.needs in low]
    if not found:
        return found
    there = {None, *words(low)}
    return [entry for entry in found if entry.word in there]


@lru_cache(maxsize=1)
def index() -> Index:
    """Built at the first use: whoever only raises a failure does not pay for it."""
    patterns = (
        Entry((cause, pattern), pattern.needs, pattern.regex)
        for cause in CAUSES.values()
        for pattern in cause.patterns
    )
    clues = (Entry(clue, clue.needs, clue.regex, glued=clue.glued) for clue in CLUES)
    return Index((*patterns, *clues))
