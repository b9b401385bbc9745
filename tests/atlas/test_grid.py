"""`matrix show` in a terminal: what each cell says, and how all of it looks."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.atlas import worlds
from tfinstall import bundled
from tfinstall.atlas.entries import KINDS, Entry, entries, newest
from tfinstall.atlas.grid import grid
from tfinstall.cli.render.grid import drawn
from tfinstall.cli.render.paint import Paint
from tfinstall.matrix import Matrix
from tfinstall.model import Platform

WINDOWS = KINDS[-1]


def by_name(platform: Platform) -> dict[str, Entry]:
    found = entries(worlds.matrix(), (platform,))
    return {f"{entry.version}/{entry.python}": entry for entry in found}


def test_every_final_release_is_there_on_every_python_that_it_has_a_wheel_for() -> None:
    found = by_name(worlds.LINUX)

    assert list(found) == [
        *("2.12.0/3.10", "2.12.0/3.11"),
        *("2.11.1/3.9", "2.11.1/3.10"),
        *("2.11.0/3.9", "2.11.0/3.10"),
        "2.10.1/3.10",
        *("2.10.0/3.9", "2.10.0/3.10"),
    ]


def test_a_cell_says_what_came_of_it_and_others_that_nobody_tried() -> None:
    found = by_name(worlds.LINUX)

    states = {name: entry.state for name, entry in found.items() if entry.state != "unknown"}
    assert states == {"2.11.1/3.9": "broken", "2.11.1/3.10": "resolved", "2.10.1/3.10": "certified"}
    assert found["2.11.1/3.9"].cause == "dependency-conflict"
    assert found["2.10.1/3.10"].capped
    assert not found["2.12.0/3.10"].capped


def test_a_stub_whose_delegate_has_no_wheel_is_broken_and_says_why() -> None:
    found = by_name(WINDOWS)

    assert found["2.11.0/3.10"].state == "unknown"
    assert found["2.11.0/3.9"].state == "broken"
    assert "3.9" in found["2.11.0/3.9"].because


def test_a_lock_for_a_newer_system_says_nothing_of_an_older_one() -> None:
    old = by_name(replace(worlds.LINUX, glibc=(2, 17)))
    older = by_name(replace(worlds.LINUX, glibc=(2, 12)))

    assert old["2.10.1/3.10"].state == "certified", "its files are for glibc 2.17"
    assert older == {}


def test_the_newest_patch_of_each_python_stands_for_a_minor_release() -> None:
    found = newest(entries(worlds.matrix(), (worlds.LINUX,)))

    assert [f"{entry.version}/{entry.python}" for entry in found][-2:] == [
        "2.10.1/3.10",
        "2.10.0/3.9",
    ]


TEXT = """\
TensorFlow on linux-x86_64

        3.9 3.10 3.11   CUDA cuDNN
2.12.0    ·    ?    ?
2.11.1    ×    o+   ·   11.2   8.1
2.10.1    ?+   ✓+   ·   11.2   8.1
        3.9 3.10 3.11   CUDA cuDNN

  ✓    1  certified: a full lock, installed and proved to work
  o    1  resolved: a full lock, not run
  ?    3  has a wheel, nothing was tried
  ×    1  broken: has a wheel, and does not work
  +    3  needs caps that its metadata lacks
  ·       no wheel

  × 2.11.1 on 3.9: numpy </script><img src=x onerror=alert(1)>&\u2028 does not go
    with tensorflow

an older patch, the newest for its Python: 2.10.0 on 3.9
the index as of 2026-03-04; the newest cell of 2026-03-05
"""


def test_a_table_is_read_without_colour() -> None:
    matrix = worlds.matrix()

    assert drawn(grid(matrix, worlds.LINUX), matrix.generated, Paint()) == TEXT


def test_a_table_is_read_without_unicode() -> None:
    matrix = worlds.matrix()
    text = drawn(grid(matrix, worlds.LINUX), matrix.generated, Paint(unicode=False))

    assert text.isascii()
    assert "2.10.1    ?+  ok+   -   11.2   8.1\n" in text
    assert "  ok    1  certified" in text
    assert "   o    1  resolved" in text


def test_a_narrow_terminal_loses_the_cuda_columns_before_a_cell() -> None:
    matrix = worlds.matrix()
    text = drawn(grid(matrix, worlds.LINUX), matrix.generated, Paint(width=30))

    assert "CUDA" not in text
    assert max(map(len, text.splitlines()[2:6])) <= 30


def test_colour_changes_no_character() -> None:
    matrix = worlds.matrix()
    text = drawn(grid(matrix, worlds.LINUX), matrix.generated, Paint(color=True))

    assert "\x1b[32m" in text
    assert _bare(text) == TEXT


def test_every_patch_release_has_a_row_where_all_are_wanted() -> None:
    table = grid(worlds.matrix(), worlds.LINUX, every_patch=True)

    assert [str(row.version) for row in table.rows] == [
        "2.12.0",
        "2.11.1",
        "2.11.0",
        "2.10.1",
        "2.10.0",
    ]


@pytest.mark.parametrize(
    ("words", "rows", "pythons"),
    [
        pytest.param(("2.10",), ["2.10.1"], ("3.9", "3.10"), id="a minor is its newest patches"),
        pytest.param(("2.10.0",), ["2.10.0"], ("3.9", "3.10"), id="a patch is itself"),
        pytest.param(("2.1?.*",), None, ("3.9", "3.10", "3.11"), id="wildcards are all patches"),
        pytest.param(("2.11/3.9", "2.12"), ["2.12.0", "2.11.1"], None, id="several words"),
    ],
)
def test_words_name_cells_as_for_certify(
    words: tuple[str, ...], rows: list[str] | None, pythons: tuple[str, ...] | None
) -> None:
    table = grid(worlds.matrix(), worlds.LINUX, words)

    shown = [str(row.version) for row in table.rows]
    assert shown == (rows or ["2.12.0", "2.11.1", "2.11.0", "2.10.1", "2.10.0"])
    assert pythons in {None, table.pythons}


@pytest.mark.parametrize("word", ["2.99", "2.10/3.13", "foo"])
def test_a_word_that_names_no_cell_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=f"`{word}`"):
        grid(worlds.matrix(), worlds.LINUX, (word,))


def test_a_machine_without_a_single_wheel_is_told_so() -> None:
    musl = Platform(os="linux", arch="x86_64", musl=(1, 2))
    matrix = worlds.matrix()

    text = drawn(grid(matrix, musl), matrix.generated, Paint())
    assert text == "no release of TensorFlow has a wheel for linux-x86_64 with musl\n"


def _bare(text: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def test_the_shipped_matrix_fits_80_columns() -> None:
    matrix = Matrix(bundled.read)
    for platform in KINDS:
        text = drawn(grid(matrix, platform), matrix.generated, Paint())
        assert max(map(len, text.splitlines())) <= 80, platform
