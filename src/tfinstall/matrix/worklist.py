"""Which cells there are to certify, and which of them are out of date: pure."""

from __future__ import annotations

import hashlib
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.matrix.cells import any_patch
from tfinstall.matrix.document import minor_of
from tfinstall.matrix.tags import fits
from tfinstall.values import dataclass
from tfinstall.words import join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName

    from tfinstall.matrix.knowledge import Matrix
    from tfinstall.model import Platform

TENSORFLOW = canonicalize_name("tensorflow")
Why = Literal["new", "changed", "not run"]
BESIDE = 1_000_000_000
"""Bytes for all that is not TensorFlow, installed and downloaded; 600 MB on 2.20."""
UNPACKED = 4
"""Times its size, where nobody looked into a wheel."""
PATTERN = re.compile(r"(?P<release>[0-9*?][0-9a-z.*?]*)(?:/(?P<python>[0-9*?][0-9.*?]*))?")
"""`2.10`, `2.10.1/3.10`, `2.1?.*/3.9`, `*/3.11`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellKey:
    """A release on a Python of a machine: what a cell will be about."""

    distribution: NormalizedName
    version: Version
    python: str
    platform: Platform

    def __str__(self) -> str:
        return f"{self.version}/{self.python}"

    @property
    def requirement(self) -> str:
        return f"{self.distribution}=={self.version}"


def keys(
    matrix: Matrix, platform: Platform, patterns: Sequence[str] = (), *, every_patch: bool = False
) -> tuple[CellKey, ...]:
    """The cells that these patterns mean, newest release first; all newest patches without one.

    A minor (`2.10`) means its newest patch that has a wheel for a Python, as it does for a user;
    a patch or a wildcard means just what it says. Raises ValueError on a pattern that is none, or
    that means no cell.
    """
    found: dict[CellKey, None] = {}
    every = tuple(_every(matrix, platform))
    newest = every if every_patch else tuple(_newest(every))
    for pattern in patterns or ("*",):
        chosen = [
            key
            for key in _universe(pattern, every, newest)
            if means(pattern, key.version, key.python)
        ]
        if not chosen:
            raise ValueError(f"`{pattern}` means no cell: {_instead(pattern, every, platform)}")
        found.update(dict.fromkeys(chosen))
    return tuple(found)


def inputs_of(matrix: Matrix, key: CellKey) -> str:
    """Names all that a cell follows from: the wheels, and the caps of the repairs.

    Ten hex digits of a SHA-256; a cell with another name is out of date.
    """
    release = matrix.release(key.distribution, key.version)
    python = any_patch(key.python)
    wheels = sorted(
        wheel.sha256
        for wheel in (release.wheels if release is not None else ())
        if fits(wheel, key.platform, python)
    )
    caps = sorted(str(repair.constraint) for repair in matrix.repairs_for(key.version, python))
    return hashlib.sha256("\n".join([*wheels, *caps]).encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A cell and why there is something to do about it; None: it is up to date."""

    key: CellKey
    why: Why | None
    because: str = ""


def item(matrix: Matrix, key: CellKey, *, proved: bool) -> Item:
    """What there is to do about a cell; `proved` False is content with a resolved one."""
    cell = matrix.cell(key.distribution, key.version, key.python, key.platform)
    if cell is None:
        return Item(key=key, why="new", because="nothing is known of it")
    if cell.inputs != inputs_of(matrix, key):
        because = f"its wheels or its caps are others than on {cell.date}"
        return Item(key=key, why="changed", because=because)
    if proved and cell.state == "resolved":
        return Item(key=key, why="not run", because="it was only resolved")
    return Item(key=key, why=None)


def bytes_needed(matrix: Matrix, key: CellKey) -> int:
    """About what certifying a cell takes on the disk for a while: the download and all of it."""
    release = matrix.release(key.distribution, key.version)
    wheels = [
        wheel.size + (wheel.unpacked or wheel.size * UNPACKED)
        for wheel in (release.wheels if release is not None else ())
        if fits(wheel, key.platform, any_patch(key.python))
    ]
    return max(wheels, default=0) + BESIDE


def _every(matrix: Matrix, platform: Platform) -> Iterator[CellKey]:
    for version in matrix.versions(TENSORFLOW):
        if not version.is_prerelease:
            for python in matrix.pythons(TENSORFLOW, version, platform):
                yield CellKey(
                    distribution=TENSORFLOW, version=version, python=python, platform=platform
                )


def _newest(every: Iterable[CellKey]) -> Iterator[CellKey]:
    """The first of each minor and Python: they come newest first."""
    seen = set()
    for key in every:
        place = minor_of(key.version), key.python
        if place not in seen:
            seen.add(place)
            yield key


def _universe(
    pattern: str, every: Sequence[CellKey], newest: Sequence[CellKey]
) -> Sequence[CellKey]:
    release = _parsed(pattern)[0]
    minor = release == "*" or release.count(".") == 1
    return newest if minor else every


def means(pattern: str, version: Version, python: str) -> bool:
    """Whether a pattern fits that cell; of a minor release any patch. Raises ValueError."""
    release, pythons = _parsed(pattern)
    if release.count(".") == 1 and "*" not in release:
        release += ".*"
    return fnmatchcase(str(version), release) and fnmatchcase(python, pythons)


def names_patch(pattern: str) -> bool:
    """Whether it is about single patch releases: `2.10.1`, `2.9.*/3.8`. Raises ValueError."""
    return _parsed(pattern)[0].count(".") > 1


def _parsed(pattern: str) -> tuple[str, str]:
    match = PATTERN.fullmatch(pattern)
    if match is None:
        right = "`2.10`, `2.10.1/3.10` or `*/3.11`"
        raise ValueError(f"`{pattern}` is no pattern of cells; right would be {right}")
    return match["release"], match["python"] or "*"


def _instead(pattern: str, every: Sequence[CellKey], platform: Platform) -> str:
    """What there is in the place of a cell that is not there."""
    if not every:
        return f"no final TensorFlow has a wheel for {platform}"
    release, _ = _parsed(pattern)
    pythons = [
        key.python
        for key in _universe(pattern, every, every)
        if means(release, key.version, key.python)
    ]
    if pythons:
        found = join_words(sorted(set(pythons), key=Version))
        return f"on {platform} TensorFlow {release} has wheels for Python {found}"
    minors = list(dict.fromkeys(minor_of(key.version) for key in every))
    return f"for {platform} there is TensorFlow {join_words(minors, 'or')}"
