"""Which wheels a machine and a Python can take, by wheel tags alone.

`packaging.tags` asks the running machine; the same rules are needed here for any machine. So the
platforms are listed from a `Platform` value, and packaging combines them with the interpreter.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename
from packaging.version import Version

from tfinstall.model import Interpreter, Platform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packaging.specifiers import SpecifierSet

    from tfinstall.model import Wheel

_LEGACY = {"manylinux2014": (2, 17), "manylinux2010": (2, 12), "manylinux1": (2, 5)}
"""PEP 513, 571, 599: the glibc that each old name stands for (PEP 600 has the list)."""
_OLDEST_GLIBC = {"x86_64": 5, "i686": 5}
"""Minor of the first glibc 2.x that a manylinux tag exists for; 17 on other processors."""
_UNKNOWN_GLIBC, _UNKNOWN_MUSL, _UNKNOWN_MACOS = (2, 60), (1, 9), (30, 0)
"""Where a version is not known, it is taken to be new enough."""
_PLATFORM = re.compile(
    r"(linux|manylinux|musllinux|macosx|manylinux1|manylinux2010|manylinux2014)"
    r"(?:_(\d+)_(\d+))?_(\w+?)"
)
_NARROW = {"x86_64": "i686", "amd64": "win32", "aarch64": "armv8l"}
_WINDOWS = {"amd64": "win_amd64", "x86_64": "win_amd64", "win32": "win32", "arm64": "win_arm64"}
_HERE = "this machine"
"""Stands for any platform of the machine in question; no wheel can name one with a space."""

PYTHONS = ("2.7", *(f"3.{minor}" for minor in range(3, 16)))
"""The Pythons that a wheel may be for: the first TensorFlow served 2.7 and 3.3."""


def fits(wheel: Wheel, platform: Platform, python: Interpreter | Version) -> bool:
    """Whether this Python on this machine may install this wheel: its tags and Requires-Python.

    A bare Version stands for an ordinary 64-bit CPython of the machine's own architecture.
    """
    return file_fits(wheel.filename, wheel.requires_python, platform, python)


def file_fits(
    filename: str,
    requires_python: SpecifierSet | None,
    platform: Platform,
    python: Interpreter | Version,
) -> bool:
    """`fits` for a wheel of any project, by its file name."""
    version = python if isinstance(python, Version) else python.version
    if requires_python is not None and not requires_python.contains(version, prereleases=True):
        return False
    return supports(platform, python, wheel_tags(filename))


def supports(platform: Platform, python: Interpreter | Version, tags: frozenset[Tag]) -> bool:
    """Whether one of these wheel tags is for this Python on this machine."""
    here = _platform_tags_of(platform, python)
    stood_in = (_standing_in(tag) if tag.platform in here else tag for tag in tags)
    return not _supported(python).isdisjoint(stood_in)


def rank(platform: Platform, python: Interpreter | Version, tags: frozenset[Tag]) -> int | None:
    """The place of a wheel among all that this Python can take, the best at 0; None: it cannot."""
    places = _ranked(platform, python)
    return min((places[tag] for tag in tags if tag in places), default=None)


def tags_of(platform: Platform, python: Interpreter) -> tuple[Tag, ...]:
    """Every wheel tag that this Python on this machine takes, the best first."""
    return tuple(_ranked(platform, python))


@cache
def wheel_tags(filename: str) -> frozenset[Tag]:
    return parse_wheel_filename(filename)[3]


@lru_cache(maxsize=256)
def platform_tags(platform: Platform, arch: str) -> tuple[str, ...]:
    """The platform parts of the tags that a machine can take, best first, without `any`."""
    if platform.os == "windows":
        return (_WINDOWS.get(arch, f"win_{arch}"),)
    if platform.os == "macos":
        return tuple(mac_platforms(platform.macos or _UNKNOWN_MACOS, arch))
    return (*_linux(platform, arch), f"linux_{arch}")


def pythons_of(wheel: Wheel) -> frozenset[str]:
    """The minors of CPython that a wheel is for, whatever the machine; `3.13t`: free-threaded."""
    found = frozenset(python for tag in wheel_tags(wheel.filename) for python in _pythons(tag))
    return frozenset(python for python in found if _allowed(wheel, python.rstrip("t")))


def _allowed(wheel: Wheel, minor: str) -> bool:
    # The newest patch of that minor: Requires-Python `>=3.7.1` is no word against 3.7.
    required = wheel.requires_python
    return required is None or required.contains(f"{minor}.99")


def _pythons(tag: Tag) -> Iterator[str]:
    major, minor = tag.interpreter[2:3], tag.interpreter[3:]
    if tag.interpreter.startswith("cp") and minor and tag.abi != "abi3":
        yield f"{major}.{minor}" + ("t" if tag.abi.endswith("t") else "")
    elif tag.abi in {"none", "abi3"}:
        least = int(minor or 0)
        yield from (p for p in PYTHONS if p[0] == major and int(p[2:]) >= least)


def _linux(platform: Platform, arch: str) -> Iterator[str]:
    if platform.musl is not None:
        major, newest = platform.musl
        yield from (f"musllinux_{major}_{minor}_{arch}" for minor in range(newest, -1, -1))
        return
    major, newest = platform.glibc or _UNKNOWN_GLIBC
    oldest = _OLDEST_GLIBC.get(arch, 17)
    yield from (f"manylinux_{major}_{minor}_{arch}" for minor in range(newest, oldest - 1, -1))
    for name, (_, minor) in _LEGACY.items():
        if oldest <= minor <= newest:
            yield f"{name}_{arch}"


@lru_cache(maxsize=256)
def _platform_tags_of(platform: Platform, python: Interpreter | Version) -> frozenset[str]:
    return frozenset(platform_tags(platform, _arch(platform, python)))


@cache
def _supported(python: Interpreter | Version) -> frozenset[Tag]:
    """With `_HERE` for the machine: a Python takes the same wheels for each of its platforms."""
    return frozenset(_tags((_HERE,), python))


def _standing_in(tag: Tag) -> Tag:
    return Tag(tag.interpreter, tag.abi, _HERE)


@lru_cache(maxsize=64)
def _ranked(platform: Platform, python: Interpreter | Version) -> Mapping[Tag, int]:
    tags = _tags(platform_tags(platform, _arch(platform, python)), python)
    places: dict[Tag, int] = {}
    for place, tag in enumerate(tags):
        places.setdefault(tag, place)
    return places


def _arch(platform: Platform, python: Interpreter | Version) -> str:
    """The processor that the interpreter was built for: x86-64 on arm64, 32 bits on 64."""
    if isinstance(python, Version):
        return platform.arch
    arch = (python.arch or platform.arch).lower()
    same = {"windows": {"x86_64": "amd64"}, "linux": {"amd64": "x86_64", "arm64": "aarch64"}}
    arch = same.get(platform.os, {}).get(arch, arch)
    return _NARROW.get(arch, arch) if python.bits == 32 else arch  # noqa: PLR2004 - bits


def _tags(platforms: tuple[str, ...], python: Interpreter | Version) -> Iterable[Tag]:
    """What this Python takes on a machine of these platforms, best first."""
    if isinstance(python, Version):
        python = Interpreter(version=python)  # the ordinary one of that version
    minor = (python.version.major, python.version.minor)
    if python.implementation.lower() != "cpython":
        yield from compatible_tags(minor, None, platforms)
        return
    abis = _abis(minor, free_threaded=python.free_threaded)
    yield from cpython_tags(minor, abis, platforms)
    yield from compatible_tags(minor, f"cp{minor[0]}{minor[1]}", platforms)


def _abis(minor: tuple[int, int], *, free_threaded: bool) -> tuple[str, ...]:
    name = f"cp{minor[0]}{minor[1]}"
    if minor >= (3, 8):
        return (f"{name}t",) if free_threaded else (name,)
    # Before 3.8 the ABI names its memory allocator; 2.7 also its Unicode width, which nothing
    # here has asked for: both are taken.
    return (f"{name}m",) if minor[0] == 3 else (f"{name}mu", f"{name}m")  # noqa: PLR2004 - Python 3


def platforms_of(filename: str) -> frozenset[Platform]:
    """The platforms that a wheel's file name names, each with the least version that it asks for.

    Empty for a wheel of all platforms.
    """
    found = (_platform(tag.platform) for tag in wheel_tags(filename))
    return frozenset(platform for platform in found if platform is not None)


def _platform(tag: str) -> Platform | None:
    if tag.startswith("win"):
        return Platform(os="windows", arch=tag.removeprefix("win_"))
    match = _PLATFORM.fullmatch(tag)
    if match is None:
        return None
    name, major, minor, arch = match.groups()
    if name == "macosx":
        # Fat binaries serve more; the first processor is enough to stand for the wheel.
        arch = {"intel": "x86_64", "universal2": "x86_64"}.get(arch, arch)
        return Platform(os="macos", arch=arch, macos=(int(major), int(minor)))
    if name == "musllinux":
        return Platform(os="linux", arch=arch, musl=(int(major), int(minor)))
    glibc = _LEGACY.get(name) or ((int(major), int(minor)) if major else None)
    return Platform(os="linux", arch=arch, glibc=glibc)
