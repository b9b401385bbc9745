from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfinstall.words import bytes_text, join_words, seconds_text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1_550, "1.6 kB"),
        (999_949, "1 MB"),
        (300_000_000, "300 MB"),
        (497_600_000, "498 MB"),
        (2_100_000_000, "2.1 GB"),
        (12_640_000_000, "12.6 GB"),
        (10**18, "1000 PB"),
        (-2_000, "-2 kB"),
    ],
)
def test_bytes_are_read_in_three_digits(count: int, text: str) -> None:
    assert bytes_text(count) == text


@given(st.integers(min_value=0, max_value=10**17))
def test_no_figure_of_bytes_has_four_digits(count: int) -> None:
    figure, _, unit = bytes_text(count).partition(" ")
    assert float(figure) < 1000
    assert unit


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (-1, "0 s"),
        (0.44, "0.4 s"),
        (9.96, "10 s"),
        (41.6, "42 s"),
        (59.7, "1 min"),
        (65, "1 min 5 s"),
        (3600, "1 h"),
        (7410, "2 h 3 min"),
    ],
)
def test_seconds_are_read_in_their_two_largest_units(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_a_list_is_joined_as_it_is_spoken(words: tuple[str, ...], text: str) -> None:
    assert join_words(words) == text


def test_the_last_word_can_be_another() -> None:
    assert join_words(["3.9", "3.10"], "or") == "3.9 or 3.10"
