"""What lies in an environment, read from its folders without starting anything in it."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIP = re.compile(r"^pip-(?P<version>[^-]+)\.dist-info$")
_ASKING = "import sysconfig as s; print(s.get_path('purelib')); print(s.get_path('platlib'))"
_PATIENCE = 60.0


def prefix_of(python: Path) -> Path:
    """The environment that an interpreter belongs to, by its place: `bin/..` or `Scripts/..`."""
    folder = python.parent
    return folder.parent if folder.name.lower() in {"bin", "scripts"} else folder


def site_packages(python: Path) -> tuple[Path, ...]:
    """Where the environment keeps its packages."""
    prefix = prefix_of(python)
    if (prefix / "pyvenv.cfg").is_file():
        found = [*sorted(prefix.glob("lib/python*/site-packages")), prefix / "Lib/site-packages"]
        return tuple(place for place in found if place.is_dir())
    return _asked(python)


def _asked(python: Path) -> tuple[Path, ...]:
    """Outside virtual environments the layout is the distributor's choice."""
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(
            [str(python), "-I", "-c", _ASKING],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        return tuple(dict.fromkeys(Path(line) for line in done.stdout.splitlines()))
    return ()


def pip_version(python: Path) -> Version | None:
    """The version of the environment's pip, by its dist-info; None: it has none that is whole."""
    versions = [
        Version(found["version"])
        for place in site_packages(python)
        for entry in place.glob("pip-*.dist-info")
        if (found := _PIP.match(entry.name)) and (entry / "METADATA").is_file()
    ]
    return max(versions, default=None)


def python_version(python: Path) -> Version | None:
    """The minor of the environment's interpreter, as its folders or its settings tell."""
    prefix = prefix_of(python)
    for place in sorted(prefix.glob("lib/python*/site-packages")):
        with suppress(InvalidVersion):
            return Version(place.parent.name.removeprefix("python").rstrip("t"))
    with suppress(OSError):
        text = (prefix / "pyvenv.cfg").read_text(encoding="utf-8")
        found = re.search(r"(?m)^version(?:_info)?\s*=\s*(\d+\.\d+)", text)
        return Version(found[1]) if found else None
    return None


def installed(python: Path) -> dict[NormalizedName, Distribution]:
    """The distributions of the environment; of two with one name the first, as Python would."""
    found: dict[NormalizedName, Distribution] = {}
    for name, distribution in _all(site_packages(python)):
        found.setdefault(name, distribution)
    return found


def _all(places: tuple[Path, ...]) -> Iterator[tuple[NormalizedName, Distribution]]:
    for distribution in distributions(path=[str(place) for place in places]):
        name = named(distribution)
        if name is not None:
            yield name, distribution


def named(distribution: Distribution) -> NormalizedName | None:
    """The name by its metadata; None where the metadata is gone."""
    # A killed pip may leave a dist-info without METADATA; each Python says so differently.
    with suppress(KeyError, TypeError, FileNotFoundError):
        name: str | None = distribution.metadata["Name"]
        return canonicalize_name(name) if name else None
    return None


def complete(distribution: Distribution) -> bool:
    """Whether there is a list of its files: without one it was not installed to the end."""
    lists = ("RECORD", "installed-files.txt", "SOURCES.txt")
    return any(distribution.read_text(each) for each in lists)
