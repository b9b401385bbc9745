"""The releases around a wanted one, and those that given Pythons could run."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.resolution.candidates import Cell
from tfinstall.resolution.machine import machine_lack
from tfinstall.resolution.names import AWS, INTEL, MACOS, TENSORFLOW
from tfinstall.resolution.question import ordinary
from tfinstall.resolution.routes import distributions, routes
from tfinstall.resolution.spec import exact_version, series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.utils import NormalizedName

    from tfinstall.model import Interpreter, Spec
    from tfinstall.resolution.question import Question

NEAR: Final = 3
"""Releases that a message offers in place of one that is not there."""


def called(asked: Question) -> str:
    """The wanted release as a sentence names it: `TensorFlow 2.10`, `tensorflow-cpu ==2.15`."""
    spec, exact = asked.spec, exact_version(asked.spec)
    name = spec.distribution or TENSORFLOW
    shown = "TensorFlow" if name == TENSORFLOW else str(name)
    version = str(exact or series(spec) or spec.specifier)
    return f"{shown} {version}".strip()


def narrowed(asked: Question, version: Version) -> Question:
    """The question about the newest series alone, where the words admit several."""
    if exact_version(asked.spec) is not None or "." in (series(asked.spec) or ""):
        return asked
    newest = SpecifierSet(f"=={version.major}.{version.minor}.*")
    return replace(asked, spec=replace(asked.spec, specifier=newest))


def admitted(asked: Question) -> Iterator[Version]:
    """The versions that the words admit, of any distribution that could serve them."""
    for name in distributions(asked):
        yield from (each for each in asked.shelf.versions(name) if asked.admits(each))


def prereleases(asked: Question) -> tuple[str, ...]:
    """The pre-releases that only their being pre-releases keeps out, newest first."""
    specifier = asked.spec.specifier
    found = {
        each
        for name in distributions(asked)
        for each in asked.shelf.versions(name)
        if each.is_prerelease and specifier.contains(each, prereleases=True)
    }
    return tuple(str(each) for each in sorted(found, reverse=True)[:NEAR])


def releases(asked: Question) -> tuple[str, ...]:
    """The finals nearest to what was asked for, the nearest first."""
    target = _target(asked.spec)
    name = asked.spec.distribution or TENSORFLOW
    finals = [each for each in asked.shelf.versions(name) if not each.is_prerelease]
    if target is None:
        return tuple(map(str, finals[:NEAR]))
    within = [each for each in finals if _minor(each) == _minor(target)]
    others = [each for each in newest_patches(finals) if _minor(each) != _minor(target)]
    near = sorted(others, key=lambda each: _distance(each, target))
    real = (each for each in (*within, *near) if asked.shelf.machines(name, each))
    return tuple(map(str, islice(real, NEAR)))


def by_distance(asked: Question, versions: Iterable[str]) -> list[str]:
    """These versions, the nearest to what was asked for first."""
    target = _target(asked.spec)
    if target is None:
        return list(versions)
    return sorted(versions, key=lambda each: _distance(Version(each), target))


def _target(spec: Spec) -> Version | None:
    """The version that the words name first."""
    named = exact_version(spec)
    for each in sorted(spec.specifier, key=str):
        if named is None:
            text = each.version.removesuffix(".*")
            named = Version(text) if text[:1].isdigit() else None
    return named


def _distance(version: Version, target: Version) -> tuple[int, int]:
    """Of another major, its last minors are near a later one, its first near an earlier one."""
    if version.major != target.major:
        minor = version.minor if version.major > target.major else -version.minor
        return abs(version.major - target.major), minor
    return 0, abs(version.minor - target.minor)


def _minor(version: Version) -> tuple[int, int]:
    return version.major, version.minor


def newest_patches(versions: Iterable[Version]) -> list[Version]:
    """The first of each minor in a list that runs from newest to oldest."""
    first: dict[tuple[int, int], Version] = {}
    for version in versions:
        first.setdefault(_minor(version), version)
    return list(first.values())


def runnable(asked: Question, pythons: tuple[Interpreter, ...]) -> tuple[str, ...]:
    """The newest patch of each minor release that these Pythons could run here, newest first.

    By the index of the matrix alone, and without what was asked for itself: that was tried.
    """
    minors = {each.minor for each in pythons if ordinary(each)}
    known = {each for name in _names(asked) for each in asked.shelf.versions(name)}
    others = (
        each
        for each in sorted(known, reverse=True)
        if not each.is_prerelease and not _tried(asked, each)
    )
    found = (each for each in others if _runs(asked, each, minors))
    return tuple(str(each) for each in newest_patches(found))


def _names(asked: Question) -> set[NormalizedName]:
    return {TENSORFLOW, *distributions(asked)}


def _tried(asked: Question, version: Version) -> bool:
    return asked.spec.distribution in {None, TENSORFLOW} and asked.admits(version)


DELEGATES: Final = {"windows-amd64": INTEL, "macos-arm64": MACOS, "linux-aarch64": AWS}
"""To whom the stubs for each machine delegate."""


def delegated(asked: Question, version: Version) -> set[str]:
    """The Pythons of the build that may stand behind a stub; empty: there is no such build."""
    name = DELEGATES.get(str(asked.platform))
    return set(asked.shelf.pythons(name, version)) if name is not None else set()


def _runs(asked: Question, version: Version, minors: set[str]) -> bool:
    for route in routes(asked, version):
        name = route.distribution
        fitting = minors.intersection(asked.shelf.pythons(name, version))
        fitting &= delegated(asked, version) or fitting
        cell = Cell(
            distribution=name, version=version, python=max(fitting, default=""), route=route
        )
        if fitting and not machine_lack(asked, cell):
            return True
    return False
