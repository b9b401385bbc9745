"""Every minor release on every Python with a Linux x86-64 wheel: the newest patch, that Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.resolution import machines as m
from tests.resolution.machines import choose, chosen, host

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix

CELLS = {
    "1.0.1": ("3.6",),
    "1.1.0": ("3.6",),
    "1.2.1": ("3.6",),
    "1.3.0": ("3.6",),
    "1.4.1": ("3.6",),
    "1.5.1": ("3.6",),
    "1.6.0": ("3.6",),
    "1.7.1": ("3.6",),
    "1.8.0": ("3.6",),
    "1.9.0": ("3.6",),
    "1.10.1": ("3.6",),
    "1.11.0": ("3.6",),
    "1.12.3": ("3.6",),
    "1.13.2": ("3.6", "3.7"),
    "1.14.0": ("3.6", "3.7"),
    "1.15.5": ("3.6", "3.7"),
    "2.0.4": ("3.6", "3.7"),
    "2.1.4": ("3.6", "3.7"),
    "2.2.3": ("3.6", "3.7", "3.8"),
    "2.3.4": ("3.6", "3.7", "3.8"),
    "2.4.4": ("3.6", "3.7", "3.8"),
    "2.5.2": ("3.6",),
    "2.5.3": ("3.7", "3.8", "3.9"),
    "2.6.2": ("3.6",),
    "2.6.5": ("3.7", "3.8", "3.9"),
    "2.7.4": ("3.7", "3.8", "3.9"),
    "2.8.4": ("3.7", "3.8", "3.9", "3.10"),
    "2.9.3": ("3.7", "3.8", "3.9", "3.10"),
    "2.10.1": ("3.7", "3.8", "3.9", "3.10"),
    "2.11.0": ("3.7",),
    "2.11.1": ("3.8", "3.9", "3.10"),
    "2.12.1": ("3.8", "3.9", "3.10", "3.11"),
    "2.13.1": ("3.8", "3.9", "3.10", "3.11"),
    "2.14.1": ("3.9", "3.10", "3.11"),
    "2.15.1": ("3.9", "3.10", "3.11"),
    "2.16.2": ("3.9", "3.10", "3.11", "3.12"),
    "2.17.1": ("3.9", "3.10", "3.11", "3.12"),
    "2.18.1": ("3.9", "3.10", "3.11", "3.12"),
    "2.19.1": ("3.9", "3.10", "3.11", "3.12"),
    "2.20.0": ("3.9", "3.10", "3.11", "3.12", "3.13"),
    "2.21.0": ("3.10", "3.11", "3.12", "3.13"),
}
"""The newest patch release, and the Pythons for which it is the newest: read from the index."""

PAIRS = [(release, python) for release, pythons in CELLS.items() for python in pythons]


def minor(release: str) -> str:
    return ".".join(release.split(".")[:2])


@pytest.mark.parametrize(("release", "python"), PAIRS, ids=[f"{r} on {p}" for r, p in PAIRS])
def test_a_minor_release_on_a_python_is_its_newest_patch(
    matrix: Matrix, release: str, python: str
) -> None:
    answer = chosen(choose(matrix, minor(release), host(), python=python))
    assert answer.version.value == Version(release)
    assert answer.interpreter.value.minor == python
    assert answer.requirement == f"tensorflow=={release}"
    assert len(answer.wheels) == 1
    assert not answer.wheels[0].stub


@pytest.mark.parametrize("release", CELLS, ids=minor)
def test_a_minor_release_finds_a_python_of_the_machine(matrix: Matrix, release: str) -> None:
    same = [each for each in CELLS if minor(each) == minor(release)]
    pythons = {python for each in same for python in CELLS[each]}
    answer = chosen(choose(matrix, minor(release), host()))
    assert answer.interpreter.value.minor in pythons
    if "3.11" in pythons:
        assert answer.interpreter.value.is_default


@pytest.mark.parametrize("release", CELLS, ids=minor)
def test_no_python_of_another_cell_is_taken(matrix: Matrix, release: str) -> None:
    pythons = {python for each in CELLS if minor(each) == minor(release) for python in CELLS[each]}
    others = tuple(each for each in m.ALL if each.minor not in pythons)
    answer = choose(matrix, minor(release), host(pythons=others))
    assert m.brief(answer) in {"python-too-new", "python-too-old"}
    assert pythons <= set(m.refused(answer).pythons)
