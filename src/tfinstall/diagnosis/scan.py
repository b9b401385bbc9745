"""One walk over the lines: which patterns and clues they hold, in memory that does not grow."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from tfinstall.diagnosis.clues import Clue
from tfinstall.diagnosis.decoding import without_prefixes
from tfinstall.diagnosis.entries import Entry, index, met, readable
from tfinstall.diagnosis.unwrap import Sentences
from tfinstall.model import Line
from tfinstall.values import dataclass

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

    from tfinstall.diagnosis.entry import Cause, Pattern
    from tfinstall.diagnosis.sieve import Sieve

    Place = tuple[int, str]
    """A line's number and text; a `Line` is made of those few that are kept."""

_KEPT = 4
"""Lines kept per pattern: the first ones, and always the last."""
_VALUES = 64
_TAIL = 12
_ENOUGH = 300
"""So many lines of one kind are known well: what follows is counted by its cheap test alone."""
_EXACT = ("success", "failed", "satisfied", "versions", "tensorflow-versions", "index", "error")
"""Clues whose last line matters, however many there were."""
_PAGE = {"skipped-tensorflow": 5000, "found-tensorflow": 5000}
"""Clues that are known well only after a whole page of an index, which has a thousand files."""
_SHORT = 2000
"""Lines: what makes a long log quick to read does not pay before."""


class Seen:
    """What one pattern or clue was found in; `lines` are bounded, `count` is not."""

    __slots__ = ("_places", "captured", "count", "values")

    def __init__(self) -> None:
        self.count = 0
        self._places: list[Place] = []
        self.captured: dict[str, str] = {}
        """The named groups, each from the last line in which it took part."""
        self.values: Counter[str] = Counter()

    def add(self, place: Place, found: re.Match[str] | None) -> None:
        self.count += 1
        if len(self._places) > _KEPT:
            self._places[-1] = place
        else:
            self._places.append(place)
        if found is not None:
            self._keep(found)

    def add_known(self, last: Place, times: int) -> None:
        """So many lines more, of which this is the last one."""
        self.count += times
        if last[0] > self.last:
            self._places[-1] = last

    def _keep(self, found: re.Match[str]) -> None:
        groups = {name: value for name, value in found.groupdict().items() if value}
        self.captured.update(groups)
        value = groups.get("value")
        if value is not None and (value in self.values or len(self.values) < _VALUES):
            self.values[value] += 1

    @property
    def lines(self) -> list[Line]:
        return [_line(place) for place in self._places]

    @property
    def first(self) -> int:
        return self._places[0][0]

    @property
    def last(self) -> int:
        return self._places[-1][0]


def _line(place: Place) -> Line:
    number, text = place
    return Line(text=text, number=number)


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


class _Notes:
    """What has been found so far."""

    def __init__(self) -> None:
        self.hits: dict[Entry, Seen] = {}
        self.clues: dict[str, Seen] = {}
        self.tail: deque[Place] = deque(maxlen=_TAIL)
        self.telling: deque[Place] = deque(maxlen=_TAIL)
        self.known: set[Entry] = set()
        self.sentences = Sentences()
        self.count = 0

    @property
    def before(self) -> str:
        """The last line with text."""
        return self.tail[-1][1] if self.tail else ""

    def pass_by(self, place: Place) -> bool:
        """Whether it is worth a look: it has text, and other text than the line before it."""
        text = place[1]
        if not text or text.isspace() or text == self.before:
            return False
        self.count += 1
        self.tail.append(place)
        return True

    def search(self, place: Place, entries: Sequence[Entry]) -> None:
        """Try the entries whose needs this line meets; of those known well, no expression."""
        text = readable(place[1])
        for entry in entries:
            if entry in self.known:
                self.take(entry, place, None)
                continue
            found = entry.search(text)
            if found is not None:
                self.take(entry, place, found)

    def take(self, entry: Entry, place: Place, found: re.Match[str] | None) -> None:
        seen = self._seen(entry)
        seen.add(place, found)
        name = entry.means.name if isinstance(entry.means, Clue) else ""
        if name == "error" and (not self.telling or self.telling[-1] != place):
            self.telling.append(place)
        if seen.count >= _PAGE.get(name, _ENOUGH) and name not in _EXACT:
            self.known.add(entry)

    def take_known(self, entry: Entry, last: Place, times: int) -> None:
        self._seen(entry).add_known(last, times)

    def _seen(self, entry: Entry) -> Seen:
        if not isinstance(entry.means, Clue):
            seen = self.hits.get(entry)
            if seen is None:
                seen = self.hits[entry] = Seen()
            return seen
        seen = self.clues.get(entry.means.name)
        if seen is None:
            seen = self.clues[entry.means.name] = Seen()
        return seen

    def result(self) -> Scan:
        for place in self.sentences.whole():
            self.search(place, index().candidates(readable(place[1]).lower()))
        return Scan(
            hits=tuple(
                Hit(cause=entry.means[0], pattern=entry.means[1], seen=seen)
                for entry, seen in self.hits.items()
                if isinstance(entry.means, tuple)
            ),
            clues=self.clues,
            tail=tuple(map(_line, self.tail)),
            telling=tuple(map(_line, self.telling)),
            count=self.count,
        )


def scan(lines: Iterable[Line]) -> Scan:
    """All patterns and clues that these lines hold."""
    notes = _Notes()
    for line in lines:
        _read((line.number, line.text), notes)
    return notes.result()


def scan_log(blocks: Iterable[list[str]], *, short: int = _SHORT) -> Scan:
    """The same of a log of any length, as `decoding.blocks` yields it.

    What comes after `short` lines is skimmed: what is found there is the same, only quicker.
    """
    notes, first = _Notes(), 1
    sieve: Sieve | None = None
    for block in blocks:
        if first <= short:
            for number, line in enumerate(block, first):
                _read((number, without_prefixes(line)), notes)
        else:
            sieve = sieve or _sieve()
            _Skimming(block, first, notes).run(sieve)
        first += len(block)
    return notes.result()


def _sieve() -> Sieve:
    from tfinstall.diagnosis.sieve import Sieve  # noqa: PLC0415  (for long logs alone)

    return Sieve(index())


def _read(place: Place, notes: _Notes) -> None:
    notes.sentences.take(place)
    if notes.pass_by(place):
        notes.search(place, index().candidates(readable(place[1]).lower()))


class _Skimming:
    """One block of a long log: only those lines are read of whose shape not all is known."""

    def __init__(self, block: list[str], first: int, notes: _Notes) -> None:
        self._block = block
        self._first = first
        self._notes = notes

    def run(self, sieve: Sieve) -> None:
        from tfinstall.diagnosis.sieve import shapes  # noqa: PLC0415  (for long logs alone)

        shaped = shapes(self._block)
        unread: dict[str, Sequence[Entry] | None] = {}
        known: dict[str, tuple[int, Sequence[Entry]]] = {}
        for shape, times in Counter(shaped).items():
            entries = sieve.entries(shape, times)
            if entries is None:
                unread[shape] = None
                continue
            well = [entry for entry in entries if entry in self._notes.known]
            if well:
                known[shape] = (times, well)
            if len(well) < len(entries):
                unread[shape] = [entry for entry in entries if entry not in self._notes.known]
        for at, shape in enumerate(shaped) if unread else ():
            if shape in unread:
                self._read(at, unread[shape])
        for at in self._notes.sentences.concerned(self._block):
            self._notes.sentences.take(self._place(at))
        last = dict(zip(shaped, range(len(shaped)), strict=True)) if known else {}
        for shape, (times, certain) in known.items():
            self._count(last[shape], times, certain)
        self._pass_by()

    def _place(self, at: int) -> Place:
        return (self._first + at, without_prefixes(self._block[at]))

    def _read(self, at: int, entries: Sequence[Entry] | None) -> None:
        if entries is not None:
            low = readable(self._block[at]).lower()
            if not any(entry.needs in low for entry in entries):
                return
        place = self._place(at)
        text = place[1]
        if not text or text.isspace() or text == self._before(at):
            return
        low = readable(text).lower()
        found = index().candidates(low) if entries is None else met(entries, low)
        if found:
            self._notes.search(place, found)

    def _before(self, at: int) -> str:
        """The line with text before this one."""
        for each in range(at - 1, -1, -1):
            text = without_prefixes(self._block[each])
            if text and not text.isspace():
                return text
        return self._notes.before

    def _count(self, at: int, times: int, entries: Sequence[Entry]) -> None:
        """Lines of one shape with what is known well: the last of them stands for all."""
        place = self._place(at)
        for entry in met(entries, readable(place[1]).lower()):
            self._notes.take_known(entry, place, times)

    def _pass_by(self) -> None:
        """Keep the last lines, as if all had been passed by."""
        kept: list[Place] = []
        for at in range(len(self._block) - 1, -1, -1):
            place = self._place(at)
            if not place[1] or place[1].isspace():
                continue
            if kept and kept[-1][1] == place[1]:
                kept[-1] = place
            elif len(kept) > _TAIL:
                break
            else:
                kept.append(place)
        for place in reversed(kept):
            self._notes.pass_by(place)
