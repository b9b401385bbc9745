"""Writes the generated files of the matrix so that a diff can be read: one wheel a line."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import timezone
from typing import TYPE_CHECKING, Any

from packaging.version import Version

from tfinstall.matrix.document import SCHEMA
from tfinstall.matrix.tags import PYTHONS, pythons_of, wheel_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from packaging.requirements import Requirement

    from tfinstall.model import Cell, LockedFile, Release, Wheel


def write_release_file(minor: str, releases: Iterable[Release]) -> str:
    releases = sorted(releases, key=lambda release: (release.distribution, release.version))
    wheels: dict[str, list[str]] = defaultdict(list)
    sdists: dict[str, list[str]] = defaultdict(list)
    sets: dict[str, tuple[str, ...]] = {}
    for release in releases:
        if release.sdist_only:
            sdists[release.distribution].append(str(release.version))
        for wheel in sorted(release.wheels, key=lambda wheel: wheel.filename):
            names = tuple(map(str, wheel.requires))
            sets[_name(names)] = names
            wheels[release.distribution].append(_row(wheel, _name(names)))
    return _document(
        schema=str(SCHEMA),
        minor=_json(minor),
        wheels=_object({name: _lines(rows, "[]") for name, rows in wheels.items()}),
        sdists=_object({name: _json(versions) for name, versions in sdists.items()}),
        requires=_object(
            {name: _lines(map(_json, sets[name]), "[]", indent=3) for name in sorted(sets)}
        ),
    )


def write_index(releases: Iterable[Release], *, generated: datetime, command: str) -> str:
    """`index.json` of all releases; `command` is what made it."""
    by_name: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        by_name[release.distribution].append(release)
    minors = {release.version.release[:2] for group in by_name.values() for release in group}
    return _document(
        schema=str(SCHEMA),
        generated=_json(_instant(generated)),
        command=_json(command),
        minors=_json([f"{major}.{minor}" for major, minor in sorted(minors, reverse=True)]),
        distributions=_object({name: _versions(group) for name, group in sorted(by_name.items())}),
    )


def write_cells(minor: str, cells: Iterable[Cell]) -> str:
    """`cells/<minor>.json`: one cell a line, releases and Pythons in their order."""
    rows = sorted(cells, key=_order)
    return _document(
        schema=str(SCHEMA),
        minor=_json(minor),
        cells=_lines((_json(_cell_row(cell)) for cell in rows), "[]", indent=2),
    )


def write_packages(files: Iterable[LockedFile]) -> str:
    """`packages.json`: every file that a lock names, one a line."""
    rows: dict[str, list[str]] = defaultdict(list)
    sets: dict[str, tuple[str, ...]] = {}
    for file in sorted(files, key=lambda file: (file.name, file.version, file.filename)):
        names = tuple(str(each) for each in file.requires if not _only_extra(each))
        sets[_name(names)] = names
        row: dict[str, Any] = {"file": file.filename, "bytes": file.size, "sha256": file.sha256}
        if file.uploaded is not None:
            row["uploaded"] = _instant(file.uploaded)
        rows[file.name].append(_json({**row, "requires": _name(names)}))
    return _document(
        schema=str(SCHEMA),
        packages=_object({name: _lines(each, "[]") for name, each in rows.items()}),
        requires=_object({name: _json(sets[name]) for name in sorted(sets)}),
    )


def _order(cell: Cell) -> tuple[object, ...]:
    kind = (cell.platform.os, cell.platform.arch, str(cell.platform.musl))
    return (cell.version, cell.distribution, kind, Version(cell.python))


def _cell_row(cell: Cell) -> dict[str, Any]:
    """Nothing that is empty: most cells have no more to say than their lock."""
    where = cell.platform
    row: dict[str, Any] = {
        "tensorflow": str(cell.version),
        "distribution": cell.distribution,
        "python": cell.python,
        "os": where.os,
        "arch": where.arch,
        "glibc": _dotted(where.glibc),
        "musl": _dotted(where.musl),
        "macos": _dotted(where.macos),
        "state": cell.state,
        "level": cell.level,
        "date": cell.date.isoformat(),
        "cause": cell.cause,
        "because": cell.because,
        "as_of": None if cell.as_of is None else _instant(cell.as_of),
        "download": cell.download,
        "installed": cell.installed,
        "seconds": {name: round(value, 1) for name, value in cell.seconds.items()},
        "tools": dict(cell.tools),
        "inputs": cell.inputs,
        "lock": cell.lock,
        "files": dict(cell.files),
        "pins": " ".join(cell.pins),
    }
    return {key: value for key, value in row.items() if value}


def _dotted(version: tuple[int, int] | None) -> str | None:
    return None if version is None else f"{version[0]}.{version[1]}"


def _only_extra(ask: Requirement) -> bool:
    """Whether only an extra brings it: a lock says what comes, not what could have come."""
    return ask.marker is not None and "extra" in str(ask.marker)


def _versions(releases: Iterable[Release]) -> str:
    newest_first = sorted(releases, key=lambda release: release.version, reverse=True)
    return _object({str(r.version): _json(_for(r)) for r in newest_first}, indent=2)


def _for(release: Release) -> dict[str, str]:
    """Platform tags → Pythons of one release."""
    found: dict[str, set[str]] = defaultdict(set)
    for wheel in release.wheels:
        platforms = sorted({tag.platform for tag in wheel_tags(wheel.filename)})
        found[".".join(platforms)] |= pythons_of(wheel)
    order = {python: place for place, python in enumerate(PYTHONS)}
    return {
        platforms: " ".join(sorted(pythons, key=lambda p: (order.get(p.rstrip("t"), 99), p)))
        for platforms, pythons in sorted(found.items())
    }


def _row(wheel: Wheel, requires: str) -> str:
    row: dict[str, Any] = {
        "file": wheel.filename,
        "bytes": wheel.size,
        "unpacked": wheel.unpacked,
        "sha256": wheel.sha256,
        "uploaded": _instant(wheel.uploaded),
        "python": None if wheel.requires_python is None else str(wheel.requires_python),
        "yanked": wheel.yanked,
        "requires": requires,
    }
    return _json({key: value for key, value in row.items() if value is not None})


def _instant(value: datetime) -> str:
    return f"{value.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def _name(requirements: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(requirements).encode()).hexdigest()[:8]


def _document(**members: str) -> str:
    return _object(members, indent=0) + "\n"


def _object(members: Mapping[str, str], indent: int = 1) -> str:
    return _lines(
        (f"{_json(key)}: {text}" for key, text in members.items()), "{}", indent=indent + 1
    )


def _lines(items: Iterable[str], brackets: str, *, indent: int = 3) -> str:
    """One item a line, a space of indentation a level: small, and still readable in a diff."""
    inner = _joined(items, " " * indent)
    return brackets if not inner else f"{brackets[0]}\n{inner}\n{' ' * (indent - 1)}{brackets[1]}"


def _joined(items: Iterable[str], margin: str) -> str:
    return ",\n".join(margin + item for item in items)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
