"""What a specifier asks for: pre-releases, no more than another, what two can meet together.

Specifiers are unions of intervals whose ends are the versions they name. So it is enough to try
each named version, and one right below and right above it: all others behave like one of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.specifiers import Specifier, SpecifierSet


NAMING: Final = frozenset({"==", "===", "~=", ">=", ">", "<="})
"""Operators that ask for what they name; `<2.22.0rc0` and `!=2.22.0rc0` ask for something else."""


def names_prerelease(specifier: Specifier) -> bool:
    """Whether it asks for a pre-release: `>=3.12.0.dev0` does, `<5.0.0dev` only ends before one."""
    if specifier.operator not in NAMING:
        return False
    try:
        return Version(specifier.version.removesuffix(".*")).is_prerelease
    except InvalidVersion:  # `===` may name anything
        return False


def implied(by: SpecifierSet, weaker: SpecifierSet) -> bool:
    """Whether every version that `by` admits is admitted by `weaker` too."""
    return all(
        weaker.contains(version, prereleases=True)
        for version in _telling((by, weaker))
        if by.contains(version, prereleases=True)
    )


def disjoint(one: SpecifierSet, other: SpecifierSet) -> bool:
    """Whether no version satisfies both."""
    both = one & other
    return not any(both.contains(version, prereleases=True) for version in _telling((one, other)))


def _telling(specifiers: Iterable[SpecifierSet]) -> set[Version]:
    found = {Version("0"), Version("99999")}
    for specifier in specifiers:
        for each in specifier:
            found.update(_around(each.version))
    return found


def _around(text: str) -> Iterator[Version]:
    try:
        version = Version(text.removesuffix(".*"))
    except InvalidVersion:  # `===` may name anything
        return
    yield version
    yield Version(f"{version.base_version}.0.0.0.1")
    yield from _ends(version)


def _ends(version: Version) -> Iterator[Version]:
    """The finals next to it, where `1.24`, `~=1.19.2` or `==2.10.*` begin and end."""
    release = version.release
    for place in range(len(release)):
        head, part = release[:place], release[place]
        yield _final(*head, part + 1)
        yield _final(*head, part, 99999)
        if part > 0:
            yield _final(*head, part - 1, 99999)


def _final(*parts: int) -> Version:
    return Version(".".join(map(str, parts)))
