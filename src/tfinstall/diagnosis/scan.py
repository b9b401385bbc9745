"""One walk over the lines: which patterns and clues they hold, in memory that does not grow."""

from __future__ import annotations

import re
import string
from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from tfinstall.diagnosis.catalogue import CAUSES
from tfinstall.diagnosis.clues import CLUES, Clue

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from tfinstall.diagnosis.entry import Cause, Pattern
    from tfinstall.model import Line

K = TypeVar("K")

_KEPT = 4
"""Lines kept per pattern: the first ones, and always the last."""
_VALUES = 64
_TAIL = 12
_ENOUGH = 300
"""So many lines of one kind are known well: what follows is counted by its cheap test alone."""
_EXACT = ("success", "failed", "satisfied", "versions", "tensorflow-versions", "index", "error")
"""Clues whose last line matters, however many there were."""
_SEPARATORS = str.maketrans(
    dict.fromkeys(
        string.punctuation + string.digits + string.whitespace + "\u201c\u201d«»…×╰─▶│├└┌", " "
    )
)
_QUOTES = str.maketrans("\u2018\u2019", "''")
"""Compilers and French systems print typographic quotes; the patterns know the plain ones."""


@dataclass(slots=True, kw_only=True)
class Seen:
    """What one pattern or clue was found in; `lines` are bounded, `count` is not."""

    count: int = 0
    lines: list[Line] = field(default_factory=list)
    captured: dict[str, str] = field(default_factory=dict)
    """The named groups, each from the last line in which it took part."""
    values: Counter[str] = field(default_factory=Counter)

    def add(self, line: Line, found: re.Match[str] | None) -> None:
        self.count += 1
        if len(self.lines) > _KEPT:
            self.lines[-1] = line
        else:
            self.lines.append(line)
        if found is not None:
            self._keep(found)

    def _keep(self, found: re.Match[str]) -> None:
        groups = {name: value for name, value in found.groupdict().items() if value}
        self.captured.update(groups)
        value = groups.get("value")
        if value is not None and (value in self.values or len(self.values) < _VALUES):
            self.values[value] += 1

    @property
    def first(self) -> int:
        return self.lines[0].number

    @property
    def last(self) -> int:
        return self.lines[-1].number


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One pattern of one cause that was found."""

    cause: Cause
    pattern: Pattern
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Everything that the text says, as far as it is known how to read it."""

    hits: tuple[Hit, ...]
    clues: Mapping[str, Seen]
    tail: tuple[Line, ...]
    telling: tuple[Line, ...]
    """The last lines that speak of an error, whatever it is."""
    count: int
    """Lines with text."""

    def has(self, clue: str) -> bool:
        return clue in self.clues

    def last(self, clue: str) -> int:
        """The number of the last line with that clue; 0 where there is none."""
        return self.clues[clue].last if clue in self.clues else 0

    def values(self, clue: str) -> tuple[str, ...]:
        """What was captured, the most frequent first."""
        seen = self.clues.get(clue)
        return tuple(value for value, _ in seen.values.most_common()) if seen else ()


class _Index(Generic[K]):
    """Finds the few entries a line may match by its words, before any expression is tried."""

    def __init__(self, entries: Iterable[tuple[K, str, str, bool]]) -> None:
        self._by_word: dict[str, dict[str, list[tuple[K, str]]]] = {}
        self._always: dict[str, list[tuple[K, str]]] = {}
        for key, needs, regex, glued in entries:
            split = () if glued else needs.translate(_SEPARATORS).split()
            words = [word for word in split if word.isascii()]
            place = self._by_word.setdefault(max(words, key=len), {}) if words else self._always
            place.setdefault(needs, []).append((key, regex))
        self._words = frozenset(self._by_word)

    def matches(self, text: str, known: Container[K]) -> Iterable[tuple[K, re.Match[str] | None]]:
        """What the line holds; of what is `known` well enough only that it is likely there."""
        if not text.isascii():
            text = text.translate(_QUOTES)
        low = text.lower()
        for needs, entries in self._always.items():
            if needs in low:
                yield from _matching(entries, text, known)
        for word in self._words.intersection(low.translate(_SEPARATORS).split()):
            for needs, entries in self._by_word[word].items():
                if needs in low:
                    yield from _matching(entries, text, known)


def _matching(
    entries: Sequence[tuple[K, str]], text: str, known: Container[K]
) -> Iterable[tuple[K, re.Match[str] | None]]:
    for key, regex in entries:
        if key in known:
            yield key, None
            continue
        found = _compiled(regex).search(text)
        if found is not None:
            yield key, found


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)


@lru_cache(maxsize=1)
def _index() -> _Index[tuple[str, int] | Clue]:
    """Built at the first use: whoever only raises a failure does not pay for it."""
    patterns = (
        ((cause.slug, number), pattern.needs, pattern.regex, False)
        for cause in CAUSES.values()
        for number, pattern in enumerate(cause.patterns)
    )
    clues = ((clue, clue.needs, clue.regex, clue.glued) for clue in CLUES)
    return _Index([*patterns, *clues])


class _Notes:
    """What has been found so far."""

    def __init__(self) -> None:
        self.hits: dict[tuple[str, int], Seen] = {}
        self.clues: dict[str, Seen] = {}
        self.tail: deque[Line] = deque(maxlen=_TAIL)
        self.telling: deque[Line] = deque(maxlen=_TAIL)
        self.known: set[tuple[str, int] | Clue] = set()
        self.count = 0

    def take(self, line: Line, key: tuple[str, int] | Clue, found: re.Match[str] | None) -> None:
        if isinstance(key, tuple):
            seen = self.hits.setdefault(key, Seen())
        else:
            seen = self.clues.setdefault(key.name, Seen())
            if key.name == "error" and (not self.telling or self.telling[-1] is not line):
                self.telling.append(line)
        seen.add(line, found)
        if seen.count >= _ENOUGH and not (isinstance(key, Clue) and key.name in _EXACT):
            self.known.add(key)


def scan(lines: Iterable[Line]) -> Scan:
    """All patterns and clues that the lines hold."""
    index, notes, before = _index(), _Notes(), ""
    for line in lines:
        if line.text == before or not line.text or line.text.isspace():
            continue
        before = line.text
        notes.count += 1
        notes.tail.append(line)
        for key, found in index.matches(line.text, notes.known):
            notes.take(line, key, found)
    return Scan(
        hits=tuple(
            Hit(cause=CAUSES[slug], pattern=CAUSES[slug].patterns[number], seen=seen)
            for (slug, number), seen in notes.hits.items()
        ),
        clues=notes.clues,
        tail=tuple(notes.tail),
        telling=tuple(notes.telling),
        count=notes.count,
    )
