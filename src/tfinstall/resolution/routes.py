"""Which distribution serves a release: by what was asked for, the accelerator and the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.specifiers import SpecifierSet

from tfinstall.resolution import words
from tfinstall.resolution.candidates import Route
from tfinstall.resolution.names import (
    AND_CUDA,
    AWS,
    CPU,
    GPU,
    MACOS,
    ROCM,
    TENSORFLOW,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packaging.utils import NormalizedName
    from packaging.version import Version

    from tfinstall.model import Accelerator, GpuBuild, Platform
    from tfinstall.resolution.question import Question

WITH_AND_CUDA: Final = SpecifierSet(">=2.14.0")
"""Release notes v2.14.0; in the metadata of the Linux x86_64 wheels ever since."""
APPLE_OWN: Final = SpecifierSet("<2.13")
"""`tensorflow` has no macOS arm64 wheel before 2.13.0."""
AWS_OWN: Final = SpecifierSet("<2.10")
"""`tensorflow` has no Linux aarch64 wheel, not even a delegating one, before 2.10.0."""
WINDOWS_CUDA_ENDS: Final = SpecifierSet(">=2.11")
"""TensorFlow 2.10 was the last release with GPU support on native Windows."""
X86_64: Final = frozenset({"x86_64", "amd64"})


def routes(question: Question, version: Version) -> tuple[Route, ...]:
    """The ways to serve this release here, the best first; empty: none for that accelerator."""
    if question.spec.distribution is not None:
        return tuple(_by_name(question, question.spec.distribution, version))
    return tuple(WAYS[question.accelerator](question, version))


def distributions(question: Question) -> tuple[NormalizedName, ...]:
    """Every distribution that could serve the request, whichever the release."""
    if question.spec.distribution is not None:
        return (question.spec.distribution,)
    return tuple(dict.fromkeys((*SERVING[question.accelerator], TENSORFLOW)))


SERVING: Final[dict[Accelerator, tuple[NormalizedName, ...]]] = {
    "auto": (TENSORFLOW, MACOS, AWS),
    "cpu": (TENSORFLOW, CPU, MACOS, AWS),
    "cuda": (TENSORFLOW, GPU),
    "rocm": (ROCM,),
    "metal": (TENSORFLOW, MACOS),
}


def _auto(question: Question, version: Version) -> Iterator[Route]:
    gpu = question.host.gpu
    if gpu is not None and gpu.kind == "cuda" and gpu.driver is not None:
        yield from (route for route in _cuda(question, version) if AND_CUDA in route.extras)
    yield from _main(question, version)


def _main(question: Question, version: Version) -> Iterator[Route]:
    """`tensorflow`, and what stands in for it where it has no wheel."""
    yield Route(
        distribution=TENSORFLOW,
        accelerator="cpu",
        because="`tensorflow` is the name on which other packages depend",
    )
    platform = question.platform
    if _is(platform, "macos", "arm64") and APPLE_OWN.contains(version, prereleases=True):
        yield Route(
            distribution=MACOS,
            accelerator="cpu",
            because="before 2.13 the wheels for Apple silicon are called `tensorflow-macos`",
        )
    apart = question.pinned or AWS_OWN.contains(version, prereleases=True)
    if _is(platform, "linux", "aarch64") and apart:
        yield Route(
            distribution=AWS,
            accelerator="cpu",
            because=f"`tensorflow` {version} has no wheel of its own for Linux aarch64 that "
            "works; `tensorflow-cpu-aws` is the build that AWS made of it",
        )


def _cpu(question: Question, version: Version) -> Iterator[Route]:
    yield Route(
        distribution=CPU,
        accelerator="cpu",
        because="`--accelerator cpu` asks for it, and `tensorflow-cpu` is the build without CUDA",
    )
    for route in _main(question, version):
        if route.distribution != TENSORFLOW:
            yield route
            continue
        yield Route(
            distribution=TENSORFLOW,
            accelerator="cpu",
            because=f"`tensorflow-cpu` {version} has no wheel that fits here, and `tensorflow` "
            "computes on the CPU too",
        )


def _cuda(question: Question, version: Version) -> Iterator[Route]:
    platform = question.platform
    if _is(platform, "linux", "x86_64") and WITH_AND_CUDA.contains(version, prereleases=True):
        yield Route(
            distribution=TENSORFLOW,
            extras=frozenset({AND_CUDA}),
            accelerator="cuda",
            cuda=True,
            because="the extra `and-cuda` brings the CUDA libraries that this release needs",
        )
        return
    for name in (TENSORFLOW, GPU):
        build = question.shelf.gpu_build(name, version)
        if build is not None:
            yield _own_cuda(name, version, build)


def _own_cuda(name: NormalizedName, version: Version, build: GpuBuild) -> Route:
    return Route(
        distribution=name,
        accelerator="cuda",
        cuda=True,
        because=f"`{name}` {version} is built for CUDA {build.cuda} and cuDNN {build.cudnn}, "
        "which have to be on the machine already",
    )


def _rocm(question: Question, version: Version) -> Iterator[Route]:
    if _is(question.platform, "linux", "x86_64"):
        yield Route(
            distribution=ROCM,
            accelerator="rocm",
            because=f"`tensorflow-rocm` {version} is AMD's build; ROCm itself has to be on the "
            "machine already",
        )


def _metal(question: Question, version: Version) -> Iterator[Route]:
    if not _is(question.platform, "macos", "arm64"):
        return
    for route in _main(question, version):
        yield Route(
            distribution=route.distribution,
            accelerator="metal",
            because=f"{route.because}; Metal itself comes with `--with tensorflow-metal`",
        )


WAYS: Final[dict[Accelerator, Callable[[Question, Version], Iterator[Route]]]] = {
    "auto": _auto,
    "cpu": _cpu,
    "cuda": _cuda,
    "rocm": _rocm,
    "metal": _metal,
}


def _by_name(question: Question, name: NormalizedName, version: Version) -> Iterator[Route]:
    """What the words name, as pip takes it; a wanted accelerator may add its extra."""
    wanted, extras = question.accelerator, question.spec.extras
    if wanted not in {"auto", "cpu"} and not extras:
        ways = WAYS[wanted](question, version)
        yield from (route for route in ways if route.distribution == name)
        return
    named = f"{name}[{','.join(sorted(extras))}]" if extras else str(name)
    yield Route(
        distribution=name,
        extras=extras,
        accelerator=_accelerator_of(name, extras),
        cuda=AND_CUDA in extras,
        because=f"`{question.spec.text}` asks for `{named}` by name",
    )


def _accelerator_of(name: NormalizedName, extras: frozenset[str]) -> Accelerator:
    if AND_CUDA in extras or name == GPU:
        return "cuda"
    return "rocm" if name == ROCM else "cpu"


def unserved(question: Question, version: Version) -> str:
    """Why no distribution serves this release with the wanted accelerator; completes its name."""
    return UNSERVED[question.accelerator](question, version)


def _no_cuda(question: Question, version: Version) -> str:
    platform = question.platform
    if platform.os != "windows":
        built = (
            "is not built for CUDA on" if question.spec.distribution else "has no CUDA build for"
        )
        return f"{built} {words.machine(platform)}"
    if WINDOWS_CUDA_ENDS.contains(version, prereleases=True):
        return (
            "has no CUDA on native Windows: 2.10 was the last release that did; "
            "the Linux wheels, which WSL runs, have it"
        )
    return "has no CUDA build for Windows"


def _no_rocm(question: Question, version: Version) -> str:  # noqa: ARG001 - as its siblings
    if not _is(question.platform, "linux", "x86_64"):
        return "has ROCm only on Linux x86_64, as `tensorflow-rocm`"
    newest = next(iter(question.shelf.versions(ROCM)), None)
    return f"has no build for ROCm: the last `tensorflow-rocm` is {newest}"


def _no_metal(question: Question, version: Version) -> str:  # noqa: ARG001 - as its siblings
    return "has Metal only on macOS arm64"


def _nothing(question: Question, version: Version) -> str:  # noqa: ARG001 - as its siblings
    return "has no build for this machine"


UNSERVED: Final[dict[Accelerator, Callable[[Question, Version], str]]] = {
    "auto": _nothing,
    "cpu": _nothing,
    "cuda": _no_cuda,
    "rocm": _no_rocm,
    "metal": _no_metal,
}


def _is(platform: Platform, os: str, arch: str) -> bool:
    same = platform.arch == arch or {platform.arch, arch} <= X86_64
    return platform.os == os and same
