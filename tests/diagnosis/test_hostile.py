"""No input makes the reader raise, loop, grow, or take more than linear time."""

from __future__ import annotations

import re
import time
import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnosis.corpus import read
from tfinstall.diagnosis import CAUSES, Facts, NoFailure, decode, diagnose, diagnose_log
from tfinstall.diagnosis.clues import CLUES
from tfinstall.model import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = [pattern.line for entry in CAUSES.values() for pattern in entry.patterns]
EXAMPLES += [clue.line for clue in CLUES]
REGEXES = sorted(
    {pattern.regex for entry in CAUSES.values() for pattern in entry.patterns}
    | {clue.regex for clue in CLUES}
)
LOUD = st.one_of(st.sampled_from(EXAMPLES), st.text(max_size=80))
SHORT, LONG = 1000, 4000
"""Characters; a line of the reader has 6,000 at most."""
ALLOWED = 2.5 * LONG / SHORT
"""Linear is 4; what backtracks is 16 and more."""
SHAPES = 4_000_000
"""Bytes: what is remembered of the shapes of lines is bounded."""
QUICK = 0.02
"""Seconds that say nothing about growth."""


@given(st.lists(LOUD, max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_raise(lines: list[str]) -> None:
    said = read("\n".join(lines).encode("utf-8", "surrogatepass"), Facts())
    assert isinstance(said, NoFailure) or said.cause in CAUSES


@given(
    st.lists(LOUD, max_size=8),
    st.text(max_size=20),
    st.text(max_size=20),
    st.text(max_size=20),
    st.one_of(st.none(), st.integers(min_value=-64, max_value=1 << 32)),
)
@settings(max_examples=100, deadline=None)
def test_no_facts_make_it_raise(
    lines: list[str], python: str, system: str, wanted: str, code: int | None
) -> None:
    facts = Facts(python=python, os=system, arch=system, wanted=wanted, pip=python, returncode=code)
    numbered = (Line(text=text, number=n) for n, text in enumerate(lines, 1))
    said = diagnose(numbered, facts)
    assert isinstance(said, NoFailure) or said.title


@given(st.lists(LOUD, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_stands_twice_says_the_same(lines: list[str]) -> None:
    text = "\n".join(each.replace("\n", " ").replace("\r", " ") for each in lines).encode(
        "utf-8", "replace"
    )
    once, again = read(text, Facts()), read(text, Facts())
    assert once == again


FILLERS = (
    "a",
    " ",
    "/",
    "\\",
    ".",
    "9",
    "1.",
    "'",
    '"',
    "'\"",
    "-",
    "=",
    "(",
    "[",
    "a/",
    "' ",
    "x=",
    "%",
)
"""What a line may be full of."""


def seeds(regex: str) -> Iterator[str]:
    """Beginnings that lead deep into the expression: its own literal pieces, repeated."""
    pieces = re.findall(
        r"[A-Za-z][A-Za-z '_-]{2,}", re.sub(r"\\.|\(\?P<\w+>|\[[^\]]*\]", " ", regex)
    )
    yield from FILLERS
    for piece in pieces[:3]:
        yield piece
        yield piece + " '"


def seconds(work: Callable[[str], object], text: str, *, tries: int = 1) -> float:
    """Of this process alone: what else the machine does is not counted."""
    best = float("inf")
    for _ in range(tries):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
    return best


def grows(work: Callable[[str], object], beginning: str, filler: str) -> bool:
    """Whether a line that goes on with a filler takes more than its length would explain."""
    short, long = ((beginning + filler * LONG)[:length] for length in (SHORT, LONG))
    if seconds(work, long) < QUICK:
        return False
    return seconds(work, long, tries=5) / seconds(work, short, tries=5) >= ALLOWED


@pytest.mark.parametrize("regex", REGEXES)
def test_no_expression_backtracks_badly(regex: str) -> None:
    search = re.compile(regex, re.IGNORECASE).search
    assert [seed for seed in seeds(regex) if grows(search, "", seed)] == []


@pytest.mark.parametrize("line", sorted({line[: len(line) * 2 // 3] for line in EXAMPLES})[::5])
def test_no_line_that_begins_well_takes_long(line: str) -> None:
    """All expressions that a line is worth trying, where it goes on with one thing for ever."""

    def search(text: str) -> None:
        read(text.encode("utf-8", "replace"), Facts())

    assert [filler for filler in (" ", "9", "a/", "'\"") if grows(search, line, filler)] == []


@pytest.mark.parametrize("filler", [*FILLERS, "\x1b[", "\x1b]", "━", "-=|", "#1 ", "\r", "|"])
@pytest.mark.parametrize("beginning", ["", "\r", "x\r", "#12 ", "2024-05-01T10:00:00", "web-1 "])
@pytest.mark.parametrize("end", ["", "x\r", "\rx"])
def test_no_line_takes_long_to_decode(beginning: str, filler: str, end: str) -> None:
    def work(text: str) -> None:
        list(decode([(text + end).encode()]))

    assert not grows(work, beginning, filler)


@pytest.mark.parametrize("alike", [True, False], ids=["lines alike", "every line another"])
def test_a_large_log_takes_memory_that_does_not_grow_with_it(*, alike: bool) -> None:
    def log(lines: int) -> Iterator[bytes]:
        for number in range(lines):
            word = b"" if alike else b"".join(b"%c" % (103 + int(n)) for n in str(number))
            yield b"  adding 'tensorflow/include/%sx%d.h' and %s\n" % (word, number, word * 20)
            if number % 50 == 0:
                yield b"WARNING: Retrying (Retry(total=%d)) after connection broken by x\n" % number
        yield b"OSError: [Errno 28] No space left on device\n"

    def chunks(lines: int) -> Iterator[bytes]:
        several = log(lines)
        return iter(lambda: b"".join(islice(several, 500)), b"")

    def peak(lines: int) -> int:
        tracemalloc.start()
        said = diagnose_log(chunks(lines))
        assert not isinstance(said, NoFailure)
        assert said.cause == "disk-full"
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(4_000)
    assert peak(40_000) < 2 * peak(6_000) + SHAPES
