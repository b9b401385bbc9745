"""A long log is skimmed: what is found in it is what a reading of every line would find."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.diagnosis.corpus import Case, cases
from tfinstall.diagnosis import CAUSES
from tfinstall.diagnosis.clues import CLUES
from tfinstall.diagnosis.decoding import blocks, decode
from tfinstall.diagnosis.entries import index
from tfinstall.diagnosis.literals import required
from tfinstall.diagnosis.scan import Scan, Seen, scan, scan_log
from tfinstall.diagnosis.sieve import Sieve, shape, shapes
from tfinstall.model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGS = tuple(cases(Path(__file__).parent.parent / "logs"))
EXAMPLES = [(each.regex, each.line) for entry in CAUSES.values() for each in entry.patterns]
EXAMPLES += [(clue.regex, clue.line) for clue in CLUES]
REGEXES = sorted({regex for regex, _ in EXAMPLES})
DULL = "  Found link https://files.example/packages/3a/8f/{}/numpy-1.{}.0.zip (from /simple/numpy/)"
OFTEN = 9
"""Times that a shape is seen: enough to be looked into, too few for anything to be known well."""
STEP = 16


def shown(found: Scan) -> dict[str, Any]:
    """Everything that a scan holds, to be compared."""
    return {
        "hits": [(hit.cause.slug, hit.pattern.regex, *seen(hit.seen)) for hit in found.hits],
        "clues": {name: seen(each) for name, each in found.clues.items()},
        "tail": found.tail,
        "telling": found.telling,
    }


def seen(each: Seen) -> tuple[Any, ...]:
    return (each.count, each.lines, each.captured, each.values)


def read(log: bytes) -> Scan:
    return scan(Line(text=text, number=n) for n, text in enumerate(decode([log]), 1))


def skimmed(log: bytes, width: int) -> Scan:
    chunks = [log[at : at + width] for at in range(0, len(log), width)]
    return scan_log(blocks(chunks), short=0)


def varied(lines: list[str], order: random.Random) -> Iterator[str]:
    """Each line several times, in hashes and times different, all mixed."""
    many = [*lines, DULL] * OFTEN
    order.shuffle(many)
    for line in many:
        if line is DULL:
            yield DULL.format(f"{order.getrandbits(200):050x}", order.randrange(10, 99))
        else:
            stamp = f"2026-01-01T10:{order.randrange(10, 60)}:00,{order.randrange(100, 999)} "
            yield order.choice(("", stamp, "web-1  | ")) + line


@pytest.mark.parametrize("start", range(0, len(EXAMPLES), STEP))
def test_every_example_is_found_in_a_long_log(start: int) -> None:
    """For each pattern and clue: what skimming finds is what reading finds."""
    lines = [line for _, line in EXAMPLES[start : start + STEP]]
    order = random.Random(start)  # noqa: S311  (no secret)
    log = "\n".join(varied(lines, order)).encode()
    assert shown(skimmed(log, 4096)) == shown(read(log))


@given(
    st.lists(
        st.one_of(st.sampled_from([line for _, line in EXAMPLES]), st.text(max_size=60)),
        min_size=1,
        max_size=8,
    ),
    st.integers(min_value=1, max_value=3000),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_skimming_finds_what_reading_finds(
    lines: list[str], width: int, order: random.Random
) -> None:
    log = "\n".join(varied(lines, order)).encode("utf-8", "surrogatepass")
    assert shown(skimmed(log, width)) == shown(read(log))


def test_what_is_known_well_is_still_counted_and_its_last_line_kept() -> None:
    lines = [f"Successfully tried x86-{n}: no space left on device" for n in range(3000)]
    log = "\n".join([*lines, "Requirement already satisfied: x", *lines[:5]]).encode()
    one, other = read(log), skimmed(log, 10_000)
    assert shown(one) == shown(other)
    assert one.hits[0].seen.count > len(lines)


def test_the_pieces_of_an_expression_are_in_the_line_that_it_matches() -> None:
    plain = [(regex, line) for regex, line in EXAMPLES if line.isascii()]
    assert [each for each in plain if not pieces_in(*each)] == []


@given(st.sampled_from(REGEXES).flatmap(lambda each: st.tuples(st.just(each), matching(each))))
@settings(max_examples=300, deadline=None)
def test_nothing_matches_without_the_pieces(case: tuple[str, str]) -> None:
    """Whatever ASCII text an expression matches, all its required pieces are in it."""
    regex, text = case
    assume(text.isascii())
    assert pieces_in(regex, text)


def matching(regex: str) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(regex, re.IGNORECASE))


def pieces_in(regex: str, text: str) -> bool:
    low = text.lower()
    return all(any(piece in low for piece in any_of) for any_of in required(regex))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_what_stands_in_a_line_stands_in_its_shape(before: str, part: str, after: str) -> None:
    assert shape(part) in shape(before + part + after) or not (before + part + after).isascii()


@given(st.lists(st.text(st.characters(exclude_characters="\n")), min_size=1))
def test_every_line_has_its_own_shape(lines: list[str]) -> None:
    assert shapes(lines) == [shape(line) for line in lines]


def test_a_shape_that_holds_nothing_needs_no_reading() -> None:
    made = Sieve(index())
    assert made.entries(shape("  adding 'x/y.h'"), 1) is None
    assert made.entries(shape("  adding 'x/y.h'"), 1000) == ()


@pytest.mark.parametrize("case", LOGS, ids=[case.name for case in LOGS])
def test_a_log_of_the_collection_is_skimmed_as_it_is_read(case: Case) -> None:
    assert shown(skimmed(case.text, 1 << 16)) == shown(read(case.text))
