"""The matrix as a table: TensorFlow down, Python across, for one machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.matrix.document import minor_of
from tfinstall.matrix.tags import fits
from tfinstall.model import Host, NoSelection, Spec
from tfinstall.resolution.question import imagine, question
from tfinstall.resolution.selection import decide
from tfinstall.resolution.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from tfinstall.matrix.knowledge import Matrix
    from tfinstall.model import Platform

State = Literal["certified", "resolved", "broken", "unknown"]
TENSORFLOW = canonicalize_name("tensorflow")
MACOS_ARM = canonicalize_name("tensorflow-macos")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One release on one Python."""

    distribution: str
    version: Version
    python: str
    state: State
    because: str
    repairs: tuple[str, ...]
    """Constraints that the metadata lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The newest patch of one minor release."""

    version: Version
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All minors that have a wheel on one machine, newest first."""

    platform: Platform
    pythons: tuple[str, ...]
    """Oldest first."""
    rows: tuple[Row, ...]


def grid(matrix: Matrix, platform: Platform) -> Grid:
    """The newest final patch of every minor release, with each Python that it has a wheel for."""
    rows = tuple(row for row in _rows(matrix, platform) if row.cells)
    pythons = {cell.python for row in rows for cell in row.cells}
    return Grid(
        platform=platform,
        pythons=tuple(sorted(pythons, key=lambda each: Version(each.rstrip("t")))),
        rows=rows,
    )


def _rows(matrix: Matrix, platform: Platform) -> Iterator[Row]:
    for minor in matrix.minors:
        newest: dict[str, GridCell] = {}
        for distribution in (TENSORFLOW, MACOS_ARM):
            for version in matrix.versions(distribution):
                if minor_of(version) != minor or version.is_prerelease:
                    continue
                for python in matrix.pythons(distribution, version, platform):
                    if python not in newest:
                        newest[python] = _cell(matrix, distribution, version, platform, python)
        if newest:
            cells = tuple(newest[python] for python in sorted(newest, key=_by_number))
            yield Row(version=max(cell.version for cell in cells), cells=cells)


def _by_number(python: str) -> Version:
    return Version(python.rstrip("t"))


def _cell(
    matrix: Matrix,
    distribution: NormalizedName,
    version: Version,
    platform: Platform,
    python: str,
) -> GridCell:
    broken = _broken(matrix, distribution, version, platform, python)
    repairs = matrix.repairs_for(version, Version(python))
    return GridCell(
        distribution=str(distribution),
        version=version,
        python=python,
        state="broken" if broken else "unknown",
        because=broken,
        repairs=tuple(str(repair.constraint) for repair in repairs if repair.level == "import"),
    )


def _broken(
    matrix: Matrix,
    distribution: NormalizedName,
    version: Version,
    platform: Platform,
    python: str,
) -> str:
    """Why a wheel that is there cannot be installed; empty where it can.

    Only stubs can be in that state, so that the resolver is asked about them alone.
    """
    if not _is_stub(matrix, distribution, version, platform, python):
        return ""
    spec = Spec(
        text=str(version), specifier=SpecifierSet(f"=={version}"), distribution=distribution
    )
    host = Host(platform=platform, interpreters=(imagine(python),))
    answer = decide(question(spec, None, "auto", host, Shelf(matrix, platform)))
    return answer.title if isinstance(answer, NoSelection) else ""


def _is_stub(
    matrix: Matrix,
    distribution: NormalizedName,
    version: Version,
    platform: Platform,
    python: str,
) -> bool:
    release = matrix.release(distribution, version)
    wheels = () if release is None else release.wheels
    return any(wheel.stub and fits(wheel, platform, Version(f"{python}.99")) for wheel in wheels)
