"""A matrix that fits on a screen: three minor releases, a stub, caps, and three cells tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.atlas.entries import KINDS
from tfinstall.atlas.page import FOLDER, template
from tfinstall.matrix import Matrix
from tfinstall.matrix.cells import digest
from tfinstall.matrix.writing import write_cells, write_index, write_packages, write_release_file
from tfinstall.model import Cell, LockedFile, Release, Wheel

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 3, 4, tzinfo=timezone.utc)
LINUX = KINDS[0]
MALICE = "</script><img src=x onerror=alert(1)>&\u2028"
"""What a page must show as the letters that it is."""

TEMPLATE = template(
    lambda name: (files("tfinstall.atlas") / FOLDER / name).read_text(encoding="utf-8")
)

NUMPY = "numpy-1.23.5-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
REPAIRS = """\
schema = 1

[[repair]]
id = "numpy-2"
constraint = "numpy<2"
tensorflow = "<2.12"
symptom = "TypeError: Unable to convert function return value"
reason = "compiled against NumPy 1"
source = "seen on 2.10.1"
level = "import"
"""
GPU = """\
schema = 1

[driver]
"11.2" = { linux = "450.80.02", windows = "452.39" }

[[build]]
tensorflow = ">=2.5,<2.12"
linux = ["tensorflow"]
cuda = "11.2"
cudnn = "8.1"
minimum_capability = "3.5"
source = "the tables"

[[build.caveat]]
tensorflow = "==2.11.*"
text = "asks for a ptxas that is not there"
source = "seen"
"""
TESTED = """\
{"schema": 1, "rows": [
 {"os": "linux", "accelerator": "gpu", "distribution": "tensorflow", "tensorflow": "2.10.0",
  "python": "3.7-3.10", "compiler": "GCC 9.3.1", "build_tool": "Bazel 5.1.1", "cuda": "11.2",
  "cudnn": "8.1", "source": {"repo": "docs", "path": "source.md", "commit": "abc"}}]}
"""
NIGHTLY = """\
schema = 1
[platforms]
manylinux_2_27_x86_64 = "3.12"
"""


def wheel(filename: str, *requires: str, size: int = 500_000_000) -> Wheel:
    name, version = filename.split("-")[:2]
    return Wheel(
        filename=filename,
        distribution=canonicalize_name(name),
        version=Version(version),
        size=size,
        unpacked=size * 2,
        sha256=sha256(filename.encode()).hexdigest(),
        uploaded=datetime(2022, 9, 6, tzinfo=timezone.utc),
        requires_python=SpecifierSet(">=3.7"),
        yanked=None,
        requires=tuple(map(Requirement, requires)),
    )


def linux(version: str, *pythons: str) -> tuple[Wheel, ...]:
    tags = "manylinux_2_17_x86_64.manylinux2014_x86_64"
    return tuple(
        wheel(f"tensorflow-{version}-cp{p}-cp{p}-{tags}.whl", "numpy>=1.20") for p in pythons
    )


RELEASES = (
    *linux("2.12.0", "310", "311"),
    *linux("2.11.1", "39", "310"),
    *linux("2.11.0", "39", "310"),
    *linux("2.10.1", "310"),
    *linux("2.10.0", "39", "310"),
    *linux("2.11.0rc1", "310"),
    wheel("tensorflow-2.11.0-cp39-cp39-win_amd64.whl", "tensorflow-intel==2.11.0", size=2000),
    wheel("tensorflow-2.11.0-cp310-cp310-win_amd64.whl", "tensorflow-intel==2.11.0", size=2000),
    wheel("tensorflow_intel-2.11.0-cp310-cp310-win_amd64.whl", "numpy>=1.20"),
)


def locked(one: Wheel) -> LockedFile:
    return LockedFile(
        name=one.distribution,
        version=one.version,
        filename=one.filename,
        size=one.size,
        sha256=one.sha256,
        uploaded=one.uploaded,
        requires=one.requires,
    )


NUMPY_FILE = locked(wheel(NUMPY, size=17_000_000))
PROVED = tuple(sorted((NUMPY_FILE, locked(linux("2.10.1", "310")[0])), key=lambda each: each.name))


def cells() -> tuple[Cell, ...]:
    certified = Cell(
        distribution=canonicalize_name("tensorflow"),
        version=Version("2.10.1"),
        python="3.10",
        platform=LINUX,
        state="certified",
        level="check",
        date=date(2026, 3, 5),
        pins=tuple(file.pin for file in PROVED),
        lock=digest(PROVED),
        download=sum(file.size for file in PROVED),
        installed=2_000_000_000,
        seconds={"install": 61.5, "import": 3.2, "compute": 0.1, "train": 1.5},
        tools={"python": "3.10.13", "pip": "26.3"},
    )
    resolved_files = (NUMPY_FILE, locked(linux("2.11.1", "310")[0]))
    resolved = replace(
        certified,
        version=Version("2.11.1"),
        state="resolved",
        level=None,
        pins=tuple(file.pin for file in resolved_files),
        lock=digest(resolved_files),
        installed=0,
        seconds={},
        tools={},
    )
    broken = replace(
        resolved,
        version=Version("2.11.1"),
        python="3.9",
        state="broken",
        pins=(),
        lock="",
        cause="dependency-conflict",
        because=f"numpy {MALICE} does not go with tensorflow",
    )
    return certified, resolved, broken


def texts() -> dict[str, str]:
    """Every file of that matrix by its name."""
    by_release: dict[tuple[str, Version], list[Wheel]] = {}
    for each in RELEASES:
        by_release.setdefault((each.distribution, each.version), []).append(each)
    releases = [
        Release(distribution=canonicalize_name(name), version=version, wheels=tuple(wheels))
        for (name, version), wheels in by_release.items()
    ]
    minors = sorted({f"{r.version.major}.{r.version.minor}" for r in releases})
    found = {
        "index.json": write_index(releases, generated=DAY, command="by hand"),
        "repairs.toml": REPAIRS,
        "gpu.toml": GPU,
        "tested_builds.json": TESTED,
        "nightly.toml": NIGHTLY,
        "packages.json": write_packages((NUMPY_FILE,)),
    }
    for minor in minors:
        of = [r for r in releases if f"{r.version.major}.{r.version.minor}" == minor]
        tried = [c for c in cells() if f"{c.version.major}.{c.version.minor}" == minor]
        found[f"releases/{minor}.json"] = write_release_file(minor, of)
        if tried:
            found[f"cells/{minor}.json"] = write_cells(minor, tried)
    return found


def matrix() -> Matrix:
    found = texts()

    def read(name: str) -> str:
        if name not in found:
            raise FileNotFoundError(name)
        return found[name]

    return Matrix(read)


def write(folder: Path) -> Path:
    """The same as a folder, for `TFINSTALL_MATRIX`."""
    for name, text in texts().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
