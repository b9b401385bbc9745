"""The hand-written part of the matrix: repairs, GPU builds, and TensorFlow's tested builds."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final, TypeVar

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.model import Caveat, GpuBuild, Repair, TestedBuild

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from packaging.utils import NormalizedName

    from tfinstall.model import OS

T = TypeVar("T")

SYSTEMS: Final[tuple[OS, ...]] = ("linux", "windows", "macos")


def read_repairs(text: str) -> tuple[Repair, ...]:
    """One `[[repair]]` table each; raises ValueError, naming the table, on a wrong one."""
    return _tables(text, "repair", _repair)


def read_gpu_builds(text: str) -> tuple[GpuBuild, ...]:
    """One `[[build]]` table each; drivers are those of the `[driver]` table's CUDA release."""
    drivers = _toml(text)["driver"]
    return _tables(text, "build", lambda table: _gpu_build(table, drivers))


def read_tested_builds(text: str) -> tuple[TestedBuild, ...]:
    return tuple(_tested_build(row) for row in json.loads(text)["rows"])


def read_nightly_platforms(text: str) -> Mapping[str, str]:
    """Platform tag → Pythons of the newest nightly that was looked at."""
    platforms: Mapping[str, str] = _toml(text)["platforms"]
    return platforms


def _toml(text: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415 - most questions need none of these files
    else:
        import tomli as tomllib  # noqa: PLC0415
    return tomllib.loads(text)


def _tables(text: str, kind: str, make: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    found = []
    for place, table in enumerate(_toml(text)[kind], start=1):
        try:
            found.append(make(table))
        except (ValueError, KeyError, TypeError) as error:
            name = table.get("id", f"number {place}")
            raise ValueError(f"{kind} {name}: {type(error).__name__}: {error}") from error
    return tuple(found)


def _repair(table: Mapping[str, Any]) -> Repair:
    level = table["level"]
    if level not in {"import", "use"}:
        raise ValueError(f"level is {level!r}, which should be `import` or `use`")
    return Repair(
        id=table["id"],
        constraint=Requirement(table["constraint"]),
        tensorflow=SpecifierSet(table["tensorflow"]),
        python=SpecifierSet(table["python"]) if "python" in table else None,
        symptom=table["symptom"],
        reason=table["reason"],
        source=table["source"],
        level=level,
        cells=tuple(table.get("cells", ())),
    )


def _gpu_build(table: Mapping[str, Any], drivers: Mapping[str, Mapping[str, str]]) -> GpuBuild:
    driver = drivers[table["cuda"]]
    return GpuBuild(
        tensorflow=SpecifierSet(table["tensorflow"]),
        wheels=frozenset(each for system in SYSTEMS for each in _wheels(system, table)),
        cuda=table["cuda"],
        cudnn=table["cudnn"],
        driver_linux=Version(driver["linux"]),
        driver_windows=Version(driver["windows"]),
        capabilities=tuple(table.get("capabilities", ())),
        minimum_capability=table.get("minimum_capability"),
        source=table["source"],
        caveats=tuple(map(_caveat, table.get("caveat", ()))),
    )


def _caveat(table: Mapping[str, Any]) -> Caveat:
    return Caveat(
        tensorflow=SpecifierSet(table["tensorflow"]), text=table["text"], source=table["source"]
    )


def _wheels(system: OS, table: Mapping[str, Any]) -> set[tuple[OS, NormalizedName]]:
    return {(system, canonicalize_name(name)) for name in table.get(system, ())}


def _tested_build(row: Mapping[str, Any]) -> TestedBuild:
    source = row["source"]
    return TestedBuild(
        os=row["os"],
        accelerator=row["accelerator"],
        distribution=canonicalize_name(row["distribution"]),
        tensorflow=row["tensorflow"],
        python=row["python"],
        compiler=row["compiler"],
        build_tool=row["build_tool"],
        cuda=row["cuda"],
        cudnn=row["cudnn"],
        source=f"{source['repo']} {source['path']} @{source['commit']}",
    )
