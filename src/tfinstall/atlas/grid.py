"""The matrix as a table: TensorFlow down, Python across, for one machine."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tfinstall.atlas.entries import entries, meant, newest, number
from tfinstall.matrix.document import minor_of
from tfinstall.matrix.worklist import names_patch
from tfinstall.resolution.names import GPU, TENSORFLOW
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from packaging.version import Version

    from tfinstall.atlas.entries import Entry
    from tfinstall.matrix.knowledge import Matrix
    from tfinstall.model import GpuBuild, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One release, or the newest patches of one minor release."""

    version: Version
    """The newest in this row."""
    entries: Mapping[str, Entry]
    """By Python, oldest first."""
    build: GpuBuild | None
    """What its CUDA build needs; None: there is none for this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All releases that have a wheel on one machine, newest first."""

    platform: Platform
    pythons: tuple[str, ...]
    """Oldest first."""
    rows: tuple[Row, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for row in self.rows for entry in row.entries.values())


def grid(
    matrix: Matrix, platform: Platform, patterns: Sequence[str] = (), *, every_patch: bool = False
) -> Grid:
    """A row for each minor release with its newest patches, or for each patch release.

    `patterns` name the cells that are wanted; one that names patches gets them. Raises ValueError
    on one that names no cell.
    """
    found: Iterable[Entry] = meant(entries(matrix, (platform,)), patterns)
    by_patch = every_patch or any(map(names_patch, patterns))
    if not by_patch:
        found = newest(found)

    def name(entry: Entry) -> object:
        return entry.version if by_patch else minor_of(entry.version)

    rows = tuple(_row(matrix, platform, tuple(group)) for _, group in groupby(found, name))
    pythons = {python for row in rows for python in row.entries}
    return Grid(platform=platform, pythons=_ordered(pythons), rows=rows)


def _row(matrix: Matrix, platform: Platform, group: tuple[Entry, ...]) -> Row:
    version = max(entry.version for entry in group)
    by_python = {entry.python: entry for entry in group}
    builds = (matrix.gpu_build(name, version, platform) for name in (TENSORFLOW, GPU))
    return Row(
        version=version,
        entries={python: by_python[python] for python in _ordered(by_python)},
        build=next(filter(None, builds), None),
    )


def _ordered(pythons: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(pythons, key=lambda python: (number(python), python)))
