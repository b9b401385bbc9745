"""The matrix as one value that is asked questions and reads no more than each of them needs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from packaging.version import Version

from tfinstall.diagnosis import failure
from tfinstall.matrix.cells import (
    Packages,
    cells_name,
    fits_machine,
    locked_files,
    read_cells,
    read_packages,
)
from tfinstall.matrix.document import (
    ReleaseFile,
    Summary,
    minor_of,
    read_index,
    read_release_file,
)
from tfinstall.matrix.facts import (
    read_gpu_builds,
    read_nightly_platforms,
    read_repairs,
    read_tested_builds,
)
from tfinstall.matrix.tags import platform_tags
from tfinstall.model import LockedFile, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from packaging.utils import NormalizedName

    from tfinstall.model import Cell, GpuBuild, Platform, Release, Repair, TestedBuild, Wheel

T = TypeVar("T")


class Matrix:
    """What is known about TensorFlow; `read` gives the text of one file by its name.

    The index is read on the first question, a minor release's file when one of its releases is
    asked for. A file that cannot be understood is config-invalid.
    """

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._files: dict[str, ReleaseFile] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._cells: dict[str, tuple[Cell, ...]] = {}

    @cached_property
    def _index(self) -> tuple[datetime, tuple[str, ...], Summary]:
        return self._parsed("index.json", read_index)

    @property
    def generated(self) -> datetime:
        """When the index was last found changed."""
        return self._index[0]

    @property
    def minors(self) -> tuple[str, ...]:
        """Newest first."""
        return self._index[1]

    @property
    def distributions(self) -> tuple[NormalizedName, ...]:
        """Their names are normalized in the file: its schema says so."""
        return tuple(cast("NormalizedName", name) for name in self._index[2])

    def versions(self, distribution: NormalizedName) -> tuple[Version, ...]:
        """All versions, pre-releases too, newest first; empty for an unknown distribution."""
        if distribution not in self._versions:
            known = self._index[2].get(distribution, {})
            self._versions[distribution] = tuple(sorted(map(Version, known), reverse=True))
        return self._versions[distribution]

    def pythons(
        self, distribution: NormalizedName, version: Version, platform: Platform
    ) -> tuple[str, ...]:
        """The Pythons that a release has a wheel for on a platform, oldest first: `3.9`, `3.10`.

        The wheel may be a stub; whether its delegate is there is for `release` to say.
        """
        return _pythons(self._platforms(distribution, version), platform)

    def nightly_pythons(self, platform: Platform) -> tuple[str, ...]:
        """The Pythons that recent builds of tf-nightly are for; they themselves are not listed."""
        return _pythons(self._parsed("nightly.toml", read_nightly_platforms), platform)

    def release(self, distribution: NormalizedName, version: Version) -> Release | None:
        """All wheels of one release; None where the matrix does not have it."""
        if version not in self.versions(distribution):
            return None
        minor = minor_of(version)
        if minor not in self._files:
            self._files[minor] = self._parsed(f"releases/{minor}.json", read_release_file)
        return self._files[minor].release(distribution, version)

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        return self._parsed("repairs.toml", read_repairs)

    def repairs_for(self, version: Version, python: Version) -> tuple[Repair, ...]:
        """The repairs that a release needs on a Python."""
        return tuple(
            repair
            for repair in self.repairs
            if repair.tensorflow.contains(version, prereleases=True)
            and (repair.python is None or repair.python.contains(python, prereleases=True))
        )

    def cells(self, version: Version) -> tuple[Cell, ...]:
        """What was tried with the releases of that minor; a matrix need not have any."""
        name = cells_name(version)
        if name not in self._cells:
            self._cells[name] = self._parsed_if_there(name, read_cells) or ()
        return self._cells[name]

    def cell(
        self, distribution: NormalizedName, version: Version, python: str, platform: Platform
    ) -> Cell | None:
        """What was tried with a release on a Python of this kind of machine."""
        for cell in self.cells(version):
            same = (cell.distribution, cell.version, cell.python) == (distribution, version, python)
            if same and kind_of(cell.platform) == kind_of(platform):
                return cell
        return None

    def locked(self, cell: Cell) -> tuple[LockedFile, ...]:
        """The files of a cell's lock, by name; empty where nothing could be locked."""
        if not cell.pins:
            return ()
        try:
            return locked_files(cell, self._packages, self._tensorflow_of(cell))
        except (ValueError, KeyError) as error:
            message = f"the locks of the matrix are damaged: {error}"
            raise failure("config-invalid", message, file=cells_name(cell.version)) from error

    def certified(
        self, distribution: NormalizedName, version: Version, python: str, platform: Platform
    ) -> Cell | None:
        """The cell whose lock was installed and proved, where its files are for this machine."""
        cell = self.cell(distribution, version, python, platform)
        if cell is None or cell.state != "certified":
            return None
        return cell if fits_machine(self.locked(cell), platform, python) else None

    def every_locked_file(self) -> Iterator[LockedFile]:
        """What any lock of the matrix names, TensorFlow's own files left out."""
        packages = self._parsed_if_there("packages.json", read_packages)
        if packages is not None:
            for name in packages.rows:
                yield from packages.files(cast("NormalizedName", name))

    @cached_property
    def _packages(self) -> Packages:
        return self._parsed("packages.json", read_packages)

    def _tensorflow_of(self, cell: Cell) -> Iterator[LockedFile]:
        """TensorFlow's own files: their facts stand with the releases, and only there."""
        for pin in cell.pins:
            name, _, text = pin.partition("==")
            if name in self._index[2]:
                release = self.release(cast("NormalizedName", name), Version(text))
                yield from map(_locked, release.wheels if release is not None else ())

    @cached_property
    def tested_builds(self) -> tuple[TestedBuild, ...]:
        return self._parsed("tested_builds.json", read_tested_builds)

    @cached_property
    def gpu_builds(self) -> tuple[GpuBuild, ...]:
        return self._parsed("gpu.toml", read_gpu_builds)

    def gpu_build(
        self, distribution: NormalizedName, version: Version, platform: Platform
    ) -> GpuBuild | None:
        """What the CUDA build of a release needs; None where it was built for the CPU alone."""
        if platform.arch not in {"x86_64", "amd64"}:
            return None
        for build in self.gpu_builds:
            listed = (platform.os, distribution) in build.wheels
            if listed and build.tensorflow.contains(version, prereleases=True):
                return build
        return None

    def _platforms(self, distribution: NormalizedName, version: Version) -> dict[str, str]:
        known = self._index[2].get(distribution, {})
        return known.get(str(version)) or next(
            (known[text] for text in known if Version(text) == version), {}
        )

    def _parsed_if_there(self, name: str, parse: Callable[[str], T]) -> T | None:
        try:
            return self._parsed(name, parse)
        except FileNotFoundError:
            return None
        except TfinstallError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            raise

    def _parsed(self, name: str, parse: Callable[[str], T]) -> T:
        text = self._read(name)
        try:
            return parse(text)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{name} of the matrix is damaged: {type(error).__name__}: {error}"
            raise failure("config-invalid", message, file=name) from error


def kind_of(platform: Platform) -> tuple[str, str, bool]:
    """What a cell is for: system, processor, and which of the two libcs."""
    return platform.os, platform.arch, platform.musl is not None


def _locked(wheel: Wheel) -> LockedFile:
    return LockedFile(
        name=wheel.distribution,
        version=wheel.version,
        filename=wheel.filename,
        size=wheel.size,
        sha256=wheel.sha256,
        uploaded=wheel.uploaded,
        requires=wheel.requires,
    )


def _pythons(known: Mapping[str, str], platform: Platform) -> tuple[str, ...]:
    here = frozenset(platform_tags(platform, platform.arch)) | {"any"}
    found: set[str] = set()
    for platforms, pythons in known.items():
        if not here.isdisjoint(platforms.split(".")):
            found.update(pythons.split())
    return tuple(sorted(found, key=_by_number))


def _by_number(python: str) -> tuple[int, int, str]:
    major, _, minor = python.partition(".")
    return int(major), int(minor.rstrip("t")), minor
