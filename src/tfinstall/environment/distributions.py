"""The distributions in a site-packages directory, as their metadata tells, however damaged."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from email.parser import HeaderParser
from typing import TYPE_CHECKING, Final

from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = tuple[str, str, str]
"""Path, hash and size, as RECORD has them."""

MANAGED_BY_PIP: Final = frozenset({"", "pip", "uv"})
"""INSTALLER of those who always leave a RECORD; Debian's packages and conda's may have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One distribution, by its metadata directory."""

    name: str
    version: str | None
    metadata: Path
    folder: Path
    """From where its paths are counted."""
    problem: str = ""
    rows: tuple[Row, ...] = ()


def installed(site_packages: Path) -> Iterator[Distribution]:
    """All of them, in the order of their names. Raises OSError."""
    for entry in sorted(_entries(site_packages)):
        if entry.name.startswith("~"):
            continue
        if entry.suffix == ".dist-info" and entry.is_dir():
            yield _of_wheel(entry)
        elif entry.suffix == ".egg-info":
            yield _of_egg(entry)


def leftovers(site_packages: Path) -> Iterator[Path]:
    """What a pip that was cut off has renamed and not removed: `~ensorflow`."""
    yield from sorted(each for each in _entries(site_packages) if each.name.startswith("~"))


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _of_wheel(metadata: Path) -> Distribution:
    name, version, unreadable = _identity(metadata / "METADATA")
    rows, problem = _record(metadata)
    return Distribution(
        name=name,
        version=version,
        metadata=metadata,
        folder=metadata.parent,
        problem="; ".join(filter(None, (unreadable, problem))),
        rows=rows,
    )


def _of_egg(metadata: Path) -> Distribution:
    """As setuptools installed; paths only, and counted from the metadata directory."""
    name, version, problem = _identity(metadata / "PKG-INFO" if metadata.is_dir() else metadata)
    try:
        text = (metadata / "installed-files.txt").read_text(encoding="utf-8")
    except (OSError, ValueError):
        text = ""
    rows = tuple((line, "", "") for line in text.splitlines() if line)
    return Distribution(
        name=name, version=version, metadata=metadata, folder=metadata, problem=problem, rows=rows
    )


def _identity(path: Path) -> tuple[str, str | None, str]:
    """Name, version, and what is wrong with the file that should tell them."""
    folder = path if path.suffix == ".egg-info" else path.parent
    escaped, _, numbered = folder.stem.partition("-")
    named = canonicalize_name(escaped)
    try:
        headers = HeaderParser().parsestr(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return named, numbered or None, f"it has no {path.name}"
    except (OSError, ValueError) as error:
        return named, numbered or None, f"its {path.name} cannot be read: {error}"
    name, version = headers["Name"], headers["Version"]
    if not name or not version:
        return named, numbered or None, f"its {path.name} tells no name or no version"
    return str(name), str(version), ""


def _record(metadata: Path) -> tuple[tuple[Row, ...], str]:
    """The rows of RECORD, and what is wrong with it."""
    try:
        with (metadata / "RECORD").open(encoding="utf-8", newline="") as file:
            rows = tuple(_row(*row) for row in csv.reader(file) if row)
    except FileNotFoundError:
        gone = _installer(metadata) in MANAGED_BY_PIP
        return (), "its RECORD, the list of its files, is gone" if gone else ""
    except (OSError, ValueError, csv.Error) as error:
        return (), f"its RECORD cannot be read: {error}"
    return rows, "" if rows else "its RECORD is empty"


def _row(path: str, hashed: str = "", size: str = "", *_: str) -> Row:
    return path, hashed, size


def _installer(metadata: Path) -> str:
    try:
        return (metadata / "INSTALLER").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
