"""The lines of the constraints file: repairs that this release needs on this Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.matrix.tags import wheel_tags
from tfinstall.model import Cap, Platform
from tfinstall.resolution.markers import applies, environment
from tfinstall.resolution.specifiers import disjoint, implied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.markers import Environment
    from packaging.requirements import Requirement

    from tfinstall.model import Repair, Selection, Wheel
    from tfinstall.resolution.shelf import Knowledge

RELEASE_PARTS: Final = 3
"""`tensorflow-rocm` 2.14.0.600 is 2.14.0, and a nightly or 2.22.0rc0 is what it leads to."""


def caps_for(selection: Selection, matrix: Knowledge) -> tuple[Cap, ...]:
    """The repairs for this release on this Python that its own metadata does not make already.

    Metadata wins: a repair that contradicts it is left out, for no version would satisfy both.
    """
    repairs = matrix.repairs_for(
        _repaired_as(selection.version.value), selection.interpreter.value.version
    )
    where = _environment(selection)
    return tuple(
        _cap(repair)
        for repair in repairs
        if applies(repair.constraint, where) and _helps(repair.constraint, selection, where)
    )


def _repaired_as(version: Version) -> Version:
    return Version(".".join(map(str, version.release[:RELEASE_PARTS])))


def _helps(cap: Requirement, selection: Selection, where: Environment) -> bool:
    said = _said(cap.name, selection, where)
    return not implied(by=said, weaker=cap.specifier) and not disjoint(said, cap.specifier)


def _said(name: str, selection: Selection, where: Environment) -> SpecifierSet:
    """All that the wheel, and its delegates where it is a stub, ask of that package."""
    found = SpecifierSet()
    for requirement in _requirements(selection.wheels):
        same = canonicalize_name(requirement.name) == canonicalize_name(name)
        if same and applies(requirement, where, selection.extras):
            found &= requirement.specifier
    return found


def _requirements(wheels: tuple[Wheel, ...]) -> Iterator[Requirement]:
    for wheel in wheels:
        yield from wheel.requires


def _cap(repair: Repair) -> Cap:
    return Cap(
        constraint=repair.constraint,
        because=f"{repair.reason} (without it: {repair.symptom})",
        source=f"repair {repair.id}",
    )


def _environment(selection: Selection) -> Environment:
    platform = _platform_of(selection.wheels[0])
    return environment(platform, str(selection.interpreter.value.version))


def _platform_of(wheel: Wheel) -> Platform:
    """The machine, as far as markers see it; the wheel was chosen for it."""
    tags = sorted(tag.platform for tag in wheel_tags(wheel.filename))
    tag = next((each for each in tags if each != "any"), "")
    if tag.startswith("win"):
        return Platform(os="windows", arch="amd64")
    if tag.startswith("macosx"):
        return Platform(os="macos", arch="arm64" if tag.endswith("arm64") else "x86_64")
    return Platform(os="linux", arch="aarch64" if tag.endswith("aarch64") else "x86_64")
