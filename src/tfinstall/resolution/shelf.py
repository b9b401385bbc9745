"""The releases on offer: those of the matrix, and those that the index has beyond it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from packaging.version import Version

from tfinstall.matrix.tags import PYTHONS, fits, pythons_of
from tfinstall.model import Platform

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    from tfinstall.model import GpuBuild, Release, Repair, Wheel

MACHINES: Final = (
    Platform(os="linux", arch="x86_64"),
    Platform(os="linux", arch="aarch64"),
    Platform(os="macos", arch="x86_64"),
    Platform(os="macos", arch="arm64"),
    Platform(os="windows", arch="amd64"),
)
"""Every kind of machine that TensorFlow was ever published for."""


GLIBCS: Final = tuple((2, minor) for minor in range(5, 60))
MACOSES: Final = (
    *((10, minor) for minor in range(6, 16)),
    *((major, 0) for major in range(11, 30)),
)
"""The releases that a wheel's tag may name, oldest first."""


class Knowledge(Protocol):
    """What choosing asks of the matrix."""

    def versions(self, distribution: NormalizedName) -> tuple[Version, ...]: ...

    def pythons(
        self, distribution: NormalizedName, version: Version, platform: Platform
    ) -> tuple[str, ...]: ...

    def release(self, distribution: NormalizedName, version: Version) -> Release | None: ...

    def repairs_for(self, version: Version, python: Version) -> tuple[Repair, ...]: ...

    def gpu_build(
        self, distribution: NormalizedName, version: Version, platform: Platform
    ) -> GpuBuild | None: ...


class Shelf:
    """The matrix as one machine sees it, with the releases that the index has beyond it.

    What was once made out of a file is kept: one question asks for the same release many times.
    """

    def __init__(
        self, matrix: Knowledge, platform: Platform, beyond: tuple[Release, ...] = ()
    ) -> None:
        self.matrix = matrix
        self.platform = platform
        self._together: dict[tuple[NormalizedName, ...], tuple[Version, ...]] = {}
        self._releases: dict[tuple[NormalizedName, Version], Release | None] = {}
        self._wheels: dict[tuple[NormalizedName, Version, str], tuple[Wheel, ...]] = {}
        self._beyond = {
            (release.distribution, release.version): release
            for release in beyond
            if release.version not in matrix.versions(release.distribution)
        }

    def versions(self, distribution: NormalizedName) -> tuple[Version, ...]:
        """Newest first."""
        inside = self.matrix.versions(distribution)
        beyond = [version for name, version in self._beyond if name == distribution]
        return tuple(sorted({*inside, *beyond}, reverse=True)) if beyond else inside

    def all_versions(self, distributions: tuple[NormalizedName, ...]) -> tuple[Version, ...]:
        """Of all of these together, newest first."""
        if distributions not in self._together:
            found = {version for name in distributions for version in self.versions(name)}
            self._together[distributions] = tuple(sorted(found, reverse=True))
        return self._together[distributions]

    def inside(self, distribution: NormalizedName, version: Version) -> bool:
        """Whether the matrix itself has it."""
        return (distribution, version) not in self._beyond

    def pythons(
        self,
        distribution: NormalizedName,
        version: Version,
        platform: Platform | None = None,
    ) -> tuple[str, ...]:
        """The Pythons with a wheel, stubs included; on this machine where none other is named."""
        machine = platform or self.platform
        if (release := self._beyond.get((distribution, version))) is None:
            return self.matrix.pythons(distribution, version, machine)
        found = {
            python
            for wheel in release.wheels
            for python in pythons_of(wheel)
            if _fits_plain(wheel, machine, python)
        }
        return tuple(python for python in PYTHONS if python in found)

    def release(self, distribution: NormalizedName, version: Version) -> Release | None:
        key = (distribution, version)
        if key not in self._releases:
            self._releases[key] = self._beyond.get(key) or self.matrix.release(*key)
        return self._releases[key]

    def wheels(
        self, distribution: NormalizedName, version: Version, python: str
    ) -> tuple[Wheel, ...]:
        """Those that an ordinary Python of that minor takes on this machine."""
        key = (distribution, version, python)
        if key not in self._wheels:
            release = self.release(distribution, version)
            self._wheels[key] = tuple(
                wheel
                for wheel in (release.wheels if release else ())
                if python in pythons_of(wheel) and _fits_plain(wheel, self.platform, python)
            )
        return self._wheels[key]

    def gpu_build(self, distribution: NormalizedName, version: Version) -> GpuBuild | None:
        """What its CUDA build for this machine needs; None: it was built for the CPU alone."""
        return self.matrix.gpu_build(distribution, version, self.platform)

    def machines(self, distribution: NormalizedName, version: Version) -> tuple[Platform, ...]:
        """The kinds of machine for which the release has a wheel at all."""
        return tuple(each for each in MACHINES if self.pythons(distribution, version, each))

    def least_system(
        self, distribution: NormalizedName, version: Version
    ) -> tuple[int, int] | None:
        """The glibc or macOS from which on this machine would do; None: it is not the reason."""
        if not self.pythons(distribution, version, replace(self.platform, glibc=None, macos=None)):
            return None
        newer = (
            [replace(self.platform, glibc=each) for each in GLIBCS]
            if self.platform.os == "linux"
            else [replace(self.platform, macos=each) for each in MACOSES]
        )
        found = next((each for each in newer if self.pythons(distribution, version, each)), None)
        if found is None or self.pythons(distribution, version):
            return None
        return found.glibc if found.os == "linux" else found.macos


def _fits_plain(wheel: Wheel, platform: Platform, python: str) -> bool:
    # The newest patch: Requires-Python `>=3.7.1` is no word against 3.7.
    return fits(wheel, platform, Version(f"{python.rstrip('t')}.99"))
