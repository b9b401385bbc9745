"""Proves that the repairs leave something to install, on every Python of every release they touch.

A cap is no repair where it makes a release uninstallable: NumPy below 1.20 has no wheel for 3.10.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.matrix.tags import file_fits, platforms_of, pythons_of
from tfinstall.resolution.markers import applies, environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tfinstall.index.client import Index
    from tfinstall.index.file import File
    from tfinstall.matrix import Matrix
    from tfinstall.model import Platform, Release, Wheel


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cap at one place: what remains of a package under the metadata and all repairs."""

    package: str
    uncapped: SpecifierSet
    """What the metadata alone allows."""
    specifier: SpecifierSet
    python: str
    platform: Platform
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What became of the caps."""

    cells: int
    """Distinct questions that were asked of the index."""
    impossible: tuple[str, ...]
    """Where a cap leaves nothing to install: the repair is wrong."""
    from_source: tuple[str, ...]
    """Where only a source distribution is left of what had a wheel: pip has to build it."""


def check_caps(index: Index, matrix: Matrix) -> Caps:
    """Looks for a file under every cap, for every final release in the matrix.

    Raises a TfinstallError where the index cannot be asked.
    """
    cells: dict[Cell, str] = {}
    for release in _finals(matrix):
        for cell in _cells(matrix, release):
            cells.setdefault(cell, f"{release.distribution} {release.version}")
    names = sorted({cell.package for cell in cells})
    shelves = {name: _Shelf(files) for name, files in index.projects(names).items()}
    verdicts = {cell: shelves[cell.package].worsened(cell) for cell in cells}
    return Caps(
        cells=len(cells),
        impossible=_told(cells, verdicts, "nothing"),
        from_source=_told(cells, verdicts, "sdist"),
    )


def _finals(matrix: Matrix) -> Iterator[Release]:
    for distribution in matrix.distributions:
        for version in matrix.versions(distribution):
            release = None if version.is_prerelease else matrix.release(distribution, version)
            if release is not None:
                yield release


def _cells(matrix: Matrix, release: Release) -> Iterator[Cell]:
    for wheel in release.wheels:
        for python in sorted(pythons_of(wheel)):
            for platform in platforms_of(wheel.filename):
                # Machines are newer than the oldest that the tag allows.
                machine = replace(platform, glibc=None, musl=None, macos=None)
                yield from _capped(matrix, wheel, python, machine)


def _capped(matrix: Matrix, wheel: Wheel, python: str, platform: Platform) -> Iterator[Cell]:
    caps: dict[str, list[tuple[str, SpecifierSet]]] = defaultdict(list)
    for repair in matrix.repairs_for(wheel.version, _newest(python)):
        caps[repair.constraint.name].append((repair.id, repair.constraint.specifier))
    where = environment(platform, python)
    for name, listed in caps.items():
        own = [r.specifier for r in wheel.requires if r.name == name and applies(r, where)]
        yield Cell(
            package=name,
            uncapped=_all(own),
            specifier=_all([*own, *(cap for _, cap in listed)]),
            python=python,
            platform=platform,
            repairs=tuple(repair for repair, _ in listed),
        )


def _all(specifiers: Iterable[SpecifierSet]) -> SpecifierSet:
    return reduce(and_, specifiers, SpecifierSet())


def _newest(python: str) -> Version:
    """Some patch release that no `>=3.7.1` excludes."""
    return Version(f"{python.rstrip('t')}.99")


class _Shelf:
    """The files of one package, looked through newest first."""

    def __init__(self, files: Iterable[File]) -> None:
        self._files = sorted(files, key=lambda file: file.version, reverse=True)
        self._versions = frozenset(file.version for file in self._files)
        self._allowed: dict[SpecifierSet, frozenset[Version]] = {}

    def worsened(self, cell: Cell) -> str | None:
        """`sdist` or `nothing`, where that is all that the caps leave of something better."""
        left = self._best(cell.specifier, cell)
        return left if left != "wheel" and left != self._best(cell.uncapped, cell) else None

    def _best(self, specifier: SpecifierSet, cell: Cell) -> str:
        found = "nothing"
        python = _newest(cell.python)
        allowed = self._within(specifier)
        for file in self._files:
            if file.yanked is not None or file.version not in allowed:
                continue
            if not file.is_wheel:
                built = file.requires_python is None or python in file.requires_python
                found = "sdist" if built else found
            elif file_fits(file.filename, file.requires_python, cell.platform, python):
                return "wheel"
        return found

    def _within(self, specifier: SpecifierSet) -> frozenset[Version]:
        """The same few specifiers come back for hundreds of cells."""
        if specifier not in self._allowed:
            self._allowed[specifier] = frozenset(specifier.filter(self._versions))
        return self._allowed[specifier]


def _told(
    cells: Mapping[Cell, str], verdicts: Mapping[Cell, str | None], verdict: str
) -> tuple[str, ...]:
    return tuple(
        f"{cell.package}{cell.specifier} on Python {cell.python}, {cell.platform}"
        f" ({', '.join(cell.repairs)}; {cells[cell]})"
        for cell in cells
        if verdicts[cell] == verdict
    )
