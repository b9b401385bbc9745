"""What a cell asks of the machine, whatever its Pythons: by the index of the matrix alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.version import Version

from tfinstall.model import CudaNeeds
from tfinstall.resolution import words
from tfinstall.resolution.candidates import (
    DRIVER,
    NOTHING,
    PLATFORM,
    PROCESSOR,
    Candidate,
    Cell,
    Driver,
    Kind,
    Need,
    Processor,
)
from tfinstall.resolution.names import AND_CUDA, TENSORFLOW
from tfinstall.resolution.routes import WITH_AND_CUDA, unserved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.model import GpuBuild, Platform
    from tfinstall.resolution.question import Question

FIRST_WITH_AVX: Final = Version("1.6.0.dev0")
"""`Starting from 1.6 release, our prebuilt binaries will use AVX`: tensorflow#19104, #19584."""
WITH_AVX2: Final = Version("2.4.0")
"""Built with AVX2 by accident: tensorflow#45744."""
WITH_AVX_ARCHES: Final = frozenset({"x86_64", "amd64"})


def machine_needs(question: Question, cell: Cell) -> Iterator[Need]:
    if cell.route is None:
        yield impossible("accelerator", unserved(question, cell.version))
    if not cell.python:
        yield _platform_need(question, cell)
    if (instructions := instructions_of(cell, question.platform)) is not None:
        yield _processor_need(instructions)
    if (
        cell.route is not None
        and AND_CUDA in cell.route.extras
        and not _has_and_cuda(question, cell)
    ):
        yield impossible(
            "extra", "has no extra `and-cuda`, which exists from 2.14 on, for Linux x86_64 alone"
        )
    if cell.route is not None and cell.route.cuda:
        yield from _driver_need(question, cell)


def _platform_need(question: Question, cell: Cell) -> Need:
    """Why there is no wheel for this machine: only its system is too old, or the machine itself."""
    platform = question.platform
    least = question.shelf.least_system(cell.distribution, cell.version)
    if least is None:
        return impossible("platform", f"has no wheel for {words.machine(platform)}", of=PLATFORM)
    system = "glibc" if platform.os == "linux" else "macOS"
    here = platform.glibc or platform.macos
    has = f", and this machine has {words.dotted(here)}" if here is not None else ""
    told = f"needs {system} {words.dotted(least)} or newer{has}"
    return impossible("system", told, of=PLATFORM)


def machine_lack(question: Question, cell: Cell) -> str:
    """What the machine lacks for this cell, whatever its Pythons; by the index alone."""
    there: dict[str, Candidate] = {
        PLATFORM: question.platform,
        PROCESSOR: Processor(flags=question.host.cpu_flags),
        DRIVER: question.driver,
        NOTHING: question.platform,
    }
    needs = machine_needs(question, cell)
    return next((need.words for need in needs if not need.met_by(there[need.of])), "")


def _has_and_cuda(question: Question, cell: Cell) -> bool:
    platform = question.platform
    machine = platform.os == "linux" and platform.arch in WITH_AVX_ARCHES
    nightly = cell.distribution != TENSORFLOW
    return machine and (nightly or WITH_AND_CUDA.contains(cell.version, prereleases=True))


def instructions_of(cell: Cell, platform: Platform) -> str | None:
    """The instruction set without which the release dies at import: `avx`, `avx2`."""
    if platform.arch not in WITH_AVX_ARCHES or cell.version < FIRST_WITH_AVX:
        return None
    return "avx2" if cell.version == WITH_AVX2 else "avx"


def _processor_need(instructions: str) -> Need:
    return Need(
        of=PROCESSOR,
        kind="processor",
        words=f"is built for processors with {instructions.upper()}, which this one lacks",
        met_by=lambda found: (
            isinstance(found, Processor) and (found.flags is None or instructions in found.flags)
        ),
    )


def _driver_need(question: Question, cell: Cell) -> Iterator[Need]:
    least = least_driver(question, cell)
    if least is None:
        return
    yield Need(
        of=DRIVER,
        kind="driver",
        words=f"needs NVIDIA driver {words.driver(least)} or newer, and this machine has "
        f"{words.driver(question.driver.version)}",
        met_by=lambda found: (
            isinstance(found, Driver) and (found.version is None or found.version >= least)
        ),
    )


def least_driver(question: Question, cell: Cell) -> Version | None:
    """The oldest driver for the CUDA of a release; of a newer one than is known, the last known."""
    for version in question.shelf.versions(cell.distribution):
        if version > cell.version:
            continue
        build = question.shelf.gpu_build(cell.distribution, version)
        if build is not None:
            return _driver(build, question.platform)
    return None


def cuda_needs(question: Question, cell: Cell) -> CudaNeeds | None:
    """What the build of that very release needs here; None where it has no CUDA."""
    build = question.shelf.gpu_build(cell.distribution, cell.version)
    if build is None:
        return None
    return CudaNeeds(
        cuda=build.cuda,
        cudnn=build.cudnn,
        driver=_driver(build, question.platform),
        minimum_capability=build.minimum_capability,
        capabilities=build.capabilities,
        caveats=tuple(
            each.text
            for each in build.caveats
            if each.tensorflow.contains(cell.version, prereleases=True)
        ),
    )


def _driver(build: GpuBuild, platform: Platform) -> Version | None:
    """WSL shows the driver of the Windows around it."""
    if platform.os == "macos":
        return None
    return build.driver_windows if platform.os == "windows" or platform.wsl else build.driver_linux


def impossible(kind: Kind, told: str, of: str = NOTHING) -> Need:
    return Need(of=of, kind=kind, words=told, met_by=lambda _: False)
