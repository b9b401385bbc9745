"""What the page of the matrix knows: every cell, and what many of them share told once.

All of it comes from the matrix alone, so that the same matrix gives the same page for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tfinstall.atlas.entries import KINDS, entries
from tfinstall.resolution.names import AND_CUDA, CPU, GPU, ROCM, TENSORFLOW
from tfinstall.resolution.routes import WITH_AND_CUDA
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from packaging.utils import NormalizedName

    from tfinstall.atlas.entries import Entry
    from tfinstall.matrix.knowledge import Matrix
    from tfinstall.model import Cell, GpuBuild, Platform, Repair, TestedBuild, Wheel

NAMES: Final = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}
ARCHES: Final = {
    "x86_64": "x86-64",
    "aarch64": "ARM64",
    "arm64": "Apple silicon",
    "amd64": "x86-64",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Values that many cells point to by their place in a list."""

    values: list[Any]
    places: dict[Hashable, int]

    @classmethod
    def empty(cls) -> Shared:
        return cls(values=[], places={})

    def place(self, key: Hashable, value: Any) -> int:
        if key not in self.places:
            self.places[key] = len(self.values)
            self.values.append(value)
        return self.places[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """All that is shared, as far as the cells so far have needed it."""

    files: Shared
    builds: Shared
    caveats: Shared
    locks: dict[str, list[int]]


def content(matrix: Matrix, version: str) -> dict[str, Any]:
    """One document; `version` is that of the tfinstall which makes it."""
    shelves = Shelves(files=Shared.empty(), builds=Shared.empty(), caveats=Shared.empty(), locks={})
    cells = [_cell(entry, matrix, shelves) for entry in entries(matrix)]
    return {
        "generated": f"{matrix.generated:%Y-%m-%d}",
        "tfinstall": version,
        "machines": [_machine(platform) for platform in KINDS],
        "repairs": [_repair(repair) for repair in matrix.repairs],
        "tested": [_tested(build) for build in matrix.tested_builds],
        "builds": shelves.builds.values,
        "caveats": shelves.caveats.values,
        "files": shelves.files.values,
        "locks": shelves.locks,
        "cells": cells,
    }


def _machine(platform: Platform) -> dict[str, str]:
    return {
        "id": str(platform),
        "os": platform.os,
        "name": NAMES[platform.os],
        "arch": ARCHES[platform.arch],
    }


def _repair(repair: Repair) -> dict[str, str]:
    return {
        "constraint": str(repair.constraint),
        "level": repair.level,
        "symptom": repair.symptom,
        "reason": repair.reason,
        "source": repair.source,
    }


def _tested(build: TestedBuild) -> dict[str, Any]:
    return _said(
        {
            "os": build.os,
            "accelerator": build.accelerator,
            "distribution": build.distribution,
            "tensorflow": build.tensorflow,
            "python": build.python,
            "compiler": build.compiler,
            "build_tool": build.build_tool,
            "cuda": build.cuda,
            "cudnn": build.cudnn,
            "source": build.source,
        }
    )


def _cell(entry: Entry, matrix: Matrix, shelves: Shelves) -> dict[str, Any]:
    repairs = [place for place, one in enumerate(matrix.repairs) if one in entry.repairs]
    found = {
        "machine": KINDS.index(entry.platform),
        "tensorflow": str(entry.version),
        "distribution": entry.distribution,
        "python": entry.python,
        "state": entry.state,
        "cause": entry.cause,
        "because": entry.because,
        "capped": entry.capped,
        "repairs": repairs,
        "wheel": _wheel(entry.wheel),
        **dict(_accelerators(entry, matrix, shelves)),
    }
    if entry.cell is not None:
        found.update(_tried(entry.cell, matrix, shelves))
    return _said(found)


def _tried(cell: Cell, matrix: Matrix, shelves: Shelves) -> dict[str, Any]:
    """What came of trying, and the lock: a name that leads to the places of its files."""
    if cell.lock and cell.lock not in shelves.locks:
        shelves.locks[cell.lock] = [
            shelves.files.place(file.filename, [file.pin, file.size, file.sha256])
            for file in matrix.locked(cell)
        ]
    return {
        "level": cell.level,
        "date": cell.date.isoformat(),
        "lock": cell.lock,
        "as_of": "" if cell.as_of is None else f"{cell.as_of:%Y-%m-%d}",
        "download": cell.download,
        "installed": cell.installed,
        "seconds": dict(cell.seconds),
        "tools": dict(cell.tools),
    }


def _wheel(wheel: Wheel) -> dict[str, Any]:
    said = _said(
        {
            "file": wheel.filename,
            "bytes": wheel.size,
            "unpacked": wheel.unpacked,
            "sha256": wheel.sha256,
            "uploaded": f"{wheel.uploaded:%Y-%m-%d}",
            "stub": wheel.stub,
        }
    )
    # An empty reason is a reason too.
    return said if wheel.yanked is None else {**said, "yanked": wheel.yanked}


def _accelerators(
    entry: Entry, matrix: Matrix, shelves: Shelves
) -> Iterator[tuple[str, dict[str, Any] | str | bool]]:
    """Which distributions of this release compute on what, on this Python and machine."""

    def there(name: NormalizedName) -> bool:
        return entry.python in matrix.pythons(name, entry.version, entry.platform)

    own = [name for name in (TENSORFLOW, GPU) if there(name)]
    builds = {name: matrix.gpu_build(name, entry.version, entry.platform) for name in own}
    with_cuda = {name: build for name, build in builds.items() if build is not None}
    if there(CPU):
        yield "cpu", CPU
    elif entry.distribution not in with_cuda:
        yield "cpu", entry.distribution
    for name, build in list(with_cuda.items())[:1]:
        yield "cuda", _cuda(name, build, entry, shelves)
    if there(ROCM):
        yield "rocm", ROCM
    if (entry.platform.os, entry.platform.arch) == ("macos", "arm64"):
        yield "metal", True


def _cuda(name: NormalizedName, build: GpuBuild, entry: Entry, shelves: Shelves) -> dict[str, Any]:
    drivers = {"linux": build.driver_linux, "windows": build.driver_windows}
    driver = drivers.get(entry.platform.os)
    told = {
        "cuda": build.cuda,
        "cudnn": build.cudnn,
        "driver": None if driver is None else str(driver),
        "minimum": build.minimum_capability,
        "native": list(build.capabilities),
        "source": build.source,
    }
    extra = entry.platform.os == "linux" and WITH_AND_CUDA.contains(entry.version)
    caveats = [
        shelves.caveats.place(each.text, each.text)
        for each in build.caveats
        if each.tensorflow.contains(entry.version, prereleases=True)
    ]
    place = shelves.builds.place((build.cuda, build.source, str(driver)), _said(told))
    return {
        "distribution": f"{name}[{AND_CUDA}]" if extra else name,
        "build": place,
        "caveats": caveats,
    }


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: most cells have little to say. A zero is as good as nothing here."""
    return {key: value for key, value in row.items() if value or key == "machine"}
