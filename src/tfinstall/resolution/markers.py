"""The marker environment of a machine and a Python that need not be the running ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from packaging.markers import Environment, Marker
    from packaging.requirements import Requirement

    from tfinstall.model import OS, Platform

SYSTEMS: Final[dict[OS, tuple[str, str, str]]] = {
    "linux": ("Linux", "linux", "posix"),
    "macos": ("Darwin", "darwin", "posix"),
    "windows": ("Windows", "win32", "nt"),
}
"""platform_system, sys_platform, os_name: see PEP 508."""


def environment(platform: Platform, python: str) -> Environment:
    """What PEP 508 markers see there; `python` is a minor, `3.10`, or a full version."""
    system, sys_platform, os_name = SYSTEMS[platform.os]
    minor = ".".join(python.split(".")[:2])
    full = python if python.count(".") > 1 else f"{python}.0"
    return cast(
        "Environment",
        {
            "implementation_name": "cpython",
            "implementation_version": full,
            "os_name": os_name,
            "platform_machine": _machine(platform),
            "platform_release": "",
            "platform_system": system,
            "platform_version": "",
            "python_full_version": full,
            "platform_python_implementation": "CPython",
            "python_version": minor,
            "sys_platform": sys_platform,
        },
    )


def applies(
    requirement: Requirement, where: Environment, extras: frozenset[str] = frozenset()
) -> bool:
    """Whether the requirement holds there, with these extras or without any."""
    if requirement.marker is None:
        return True
    seen = cast("dict[str, str]", dict(where))
    return any(
        requirement.marker.evaluate({**seen, "extra": extra}) for extra in (*sorted(extras), "")
    )


def holds(marker: Marker, where: Environment) -> bool:
    """Whether a marker that names no extra holds there."""
    return marker.evaluate(cast("dict[str, str]", dict(where)))


def _machine(platform: Platform) -> str:
    if platform.os == "windows":
        return {"amd64": "AMD64", "x86_64": "AMD64", "arm64": "ARM64"}.get(
            platform.arch, platform.arch
        )
    return platform.arch
