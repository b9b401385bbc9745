"""What was tried on each release, Python and kind of machine, and the locks that came of it.

`cells/<minor>.json` holds one cell a line, its pins as words; `packages.json` every file that any
lock names, once. A pin leads to a file by the tags of the cell's platform, as it did when the lock
was made; where that would lead elsewhere the cell names the file itself.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_sdist_filename
from packaging.version import Version

from tfinstall.matrix.document import SCHEMA, instant, minor_of
from tfinstall.matrix.tags import rank, wheel_tags
from tfinstall.model import Cell, LockedFile, Platform
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

DIGEST = 16
"""Hex digits that name a lock: enough for some thousand of them, and short in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """One `packages.json`, not yet made into values: a lock needs fifty of its thousands."""

    requires: Mapping[str, Sequence[str]]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]

    def files(self, name: NormalizedName) -> Iterator[LockedFile]:
        for row in self.rows.get(name, ()):
            yield self._file(name, row)

    def named(self, name: NormalizedName, version: Version) -> Iterator[LockedFile]:
        """The files of one version."""
        for row in self.rows.get(name, ()):
            if file_version(row["file"]) == version:
                yield self._file(name, row)

    def _file(self, name: NormalizedName, row: Mapping[str, Any]) -> LockedFile:
        return LockedFile(
            name=name,
            version=file_version(row["file"]),
            filename=row["file"],
            size=row["bytes"],
            sha256=row["sha256"],
            uploaded=instant(row["uploaded"]) if "uploaded" in row else None,
            requires=tuple(map(_requirement, self.requires[row["requires"]])),
        )


_requirement = cache(Requirement)
"""Most files share most of their lines; nobody changes one."""


def read_packages(text: str) -> Packages:
    """Raises ValueError or KeyError where the text is no such file."""
    document = _document(text)
    return Packages(requires=document["requires"], rows=document["packages"])


def read_cells(text: str) -> tuple[Cell, ...]:
    """Raises ValueError or KeyError where the text is no such file."""
    return tuple(map(_cell, _document(text)["cells"]))


def _document(text: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(text)
    if document["schema"] != SCHEMA:
        raise ValueError(f"schema {document['schema']}, where {SCHEMA} is known")
    return document


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        distribution=canonicalize_name(row["distribution"]),
        version=Version(row["tensorflow"]),
        python=row["python"],
        platform=_platform(row),
        state=row["state"],
        level=row.get("level"),
        date=date.fromisoformat(row["date"]),
        because=row.get("because", ""),
        cause=row.get("cause"),
        pins=tuple(row.get("pins", "").split()),
        files=row.get("files", {}),
        lock=row.get("lock", ""),
        as_of=instant(row["as_of"]) if "as_of" in row else None,
        download=row.get("download", 0),
        installed=row.get("installed", 0),
        seconds=row.get("seconds", {}),
        tools=row.get("tools", {}),
        inputs=row.get("inputs", ""),
    )


def _platform(row: Mapping[str, Any]) -> Platform:
    return Platform(
        os=row["os"],
        arch=row["arch"],
        glibc=_pair(row.get("glibc")),
        musl=_pair(row.get("musl")),
        macos=_pair(row.get("macos")),
    )


def _pair(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    major, minor = map(int, text.split("."))
    return major, minor


# ── from a cell to its files ────────────────────────────────────────────────────────────────


def locked_files(
    cell: Cell, packages: Packages, tensorflow: Iterable[LockedFile]
) -> tuple[LockedFile, ...]:
    """The files of a cell's lock, by name; `tensorflow` are those of the matrix itself.

    Raises ValueError where a file is missing, or where the files are not those of the lock's name.
    """
    own = tuple(tensorflow)
    found = []
    for pin in cell.pins:
        name, _, version = pin.partition("==")
        named = canonicalize_name(name)
        offered = [file for file in own if file.name == named and file.version == Version(version)]
        offered = offered or list(packages.named(named, Version(version)))
        found.append(_chosen(cell, pin, offered))
    if cell.lock != digest(found):
        raise ValueError(f"the lock of {label(cell)} is not {cell.lock}: {digest(found)}")
    return tuple(found)


def _chosen(cell: Cell, pin: str, offered: Sequence[LockedFile]) -> LockedFile:
    named = cell.files.get(pin.partition("==")[0])
    files = [file for file in offered if named is None or file.filename == named]
    best = best_file(files, cell.platform, cell.python)
    if best is None:
        raise ValueError(f"no file of {pin} is for {label(cell)}")
    return best


def best_file(files: Iterable[LockedFile], platform: Platform, python: str) -> LockedFile | None:
    """The wheel that this Python there likes best; without one a source distribution."""
    places = [(_place(file, platform, python), file.filename, file) for file in files]
    fitting = [(place, name, file) for place, name, file in places if place is not None]
    return min(fitting, key=lambda each: each[:2])[2] if fitting else None


def fits_machine(files: Iterable[LockedFile], platform: Platform, python: str) -> bool:
    """Whether every file of a lock is for this machine: its libc may be older than the lock's."""
    return all(_place(file, platform, python) is not None for file in files)


_LAST = 1_000_000
"""The place of a source distribution: after any wheel."""


def _place(file: LockedFile, platform: Platform, python: str) -> int | None:
    if not file.filename.endswith(".whl"):
        return _LAST
    return rank(platform, any_patch(python), wheel_tags(file.filename))


def any_patch(python: str) -> Version:
    """A Python by its minor alone, `3.10`: the newest patch of it, so that `>=3.10.1` holds."""
    return Version(f"{python}.99")


def hashed_line(file: LockedFile) -> str:
    """As a requirements file names it: `numpy==1.23.5 --hash=sha256:...`."""
    return f"{file.pin} --hash=sha256:{file.sha256}"


def digest(files: Iterable[LockedFile]) -> str:
    """The name of a lock: equal for equal files, in whatever order."""
    lines = sorted(map(hashed_line, files))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGEST]


def label(cell: Cell) -> str:
    """`tensorflow 2.10.1 on Python 3.10, linux-x86_64`."""
    return f"{cell.distribution} {cell.version} on Python {cell.python}, {cell.platform}"


@cache
def file_version(filename: str) -> Version:
    if filename.endswith(".whl"):
        return Version(filename.split("-")[1])
    return parse_sdist_filename(filename)[1]


def cells_name(version: Version) -> str:
    """The file of the matrix that holds the cells of a release."""
    return f"cells/{minor_of(version)}.json"
