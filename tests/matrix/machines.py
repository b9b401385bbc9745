"""Machines that the tests speak of, and short words for names and versions."""

from __future__ import annotations

from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tfinstall.matrix import Matrix, fits
from tfinstall.model import Interpreter, Platform, Wheel

UBUNTU = Platform(os="linux", arch="x86_64", glibc=(2, 35))
CENTOS_7 = Platform(os="linux", arch="x86_64", glibc=(2, 17))
ALPINE = Platform(os="linux", arch="x86_64", musl=(1, 2))
GRAVITON = Platform(os="linux", arch="aarch64", glibc=(2, 34))
APPLE_SILICON = Platform(os="macos", arch="arm64", macos=(14, 0))
BIG_SUR = Platform(os="macos", arch="arm64", macos=(11, 0))
INTEL_MAC = Platform(os="macos", arch="x86_64", macos=(12, 0))
WINDOWS = Platform(os="windows", arch="amd64")


def name(text: str) -> NormalizedName:
    return canonicalize_name(text)


def interpreter(
    version: str,
    *,
    bits: int = 64,
    arch: str = "",
    implementation: str = "cpython",
    free_threaded: bool = False,
) -> Interpreter:
    return Interpreter(
        executable=Path("python"),
        version=Version(version),
        bits=bits,
        arch=arch,
        implementation=implementation,
        free_threaded=free_threaded,
    )


def wheel_for(
    matrix: Matrix, distribution: str, version: str, platform: Platform, python: str
) -> Wheel | None:
    """The wheel that a Python on a machine takes of a release, if there is one."""
    release = matrix.release(name(distribution), Version(version))
    assert release is not None, f"{distribution} {version} is not in the matrix"
    found = [w for w in release.wheels if fits(w, platform, Version(python))]
    assert len(found) <= 1
    return found[0] if found else None
