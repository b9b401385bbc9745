"""No input makes the reader raise, loop, grow, or take more than linear time."""

from __future__ import annotations

import re
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnosis.corpus import read
from tfinstall.diagnosis import CAUSES, Facts, NoFailure, decode, diagnose
from tfinstall.diagnosis.clues import CLUES
from tfinstall.model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def seeds(regex: str) -> Iterator[str]:
    """Beginnings that lead deep into the expression: its own literal pieces, repeated."""
    pieces = re.findall(
        r"[A-Za-z][A-Za-z '_-]{2,}", re.sub(r"\\.|\(\?P<\w+>|\[[^\]]*\]", " ", regex)
    )
    yield "a"
    yield " "
    yield "'/"
    for piece in pieces[:3]:
        yield piece
        yield piece + " '"


def seconds(regex: re.Pattern[str], text: str, *, tries: int = 1) -> float:
    best = float("inf")
    for _ in range(tries):
        started = time.perf_counter()
        regex.search(text)
        best = min(best, time.perf_counter() - started)
    return best


@pytest.mark.parametrize("regex", REGEXES)
def test_no_expression_backtracks_badly(regex: str) -> None:
    compiled = re.compile(regex, re.IGNORECASE)
    for seed in seeds(regex):
        short, long = (seed * SHORT)[:SHORT], (seed * LONG)[:LONG]
        if seconds(compiled, long) < QUICK:
            continue
        ratio = seconds(compiled, long, tries=5) / seconds(compiled, short, tries=5)
        assert ratio < ALLOWED, seed


def test_a_large_log_takes_memory_that_does_not_grow_with_it() -> None:
    def log(lines: int) -> Iterator[bytes]:
        for number in range(lines):
            yield b"  adding 'tensorflow/include/x%d.h'\n" % number
            if number % 50 == 0:
                yield b"WARNING: Retrying (Retry(total=%d)) after connection broken by x\n" % number
        yield b"OSError: [Errno 28] No space left on device\n"

    def peak(lines: int) -> int:
        tracemalloc.start()
        numbered = (Line(text=text, number=n) for n, text in enumerate(decode(log(lines)), 1))
        said = diagnose(numbered)
        assert not isinstance(said, NoFailure)
        assert said.cause == "disk-full"
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(20_000) < 2 * peak(2_000) + 200_000
