"""Locks for several machines → one: what is the same stands once, what differs has a marker.

The standard takes several packages of one name as long as at most one of their markers holds
anywhere; an installer first makes sure that it is in one of the lock's `environments`, so that a
marker need only tell these apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from packaging.version import Version

from tfinstall.diagnosis import failure
from tfinstall.model import Remedy
from tfinstall.resolution import words
from tfinstall.resolution.markers import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from tfinstall.resolution.dependencies import Target
    from tfinstall.resolution.lockfile import Lock, Locked

Machine: TypeAlias = tuple[str, str]
"""`sys_platform` and `platform_machine`: what markers can say of a machine."""
Place: TypeAlias = tuple[Machine, str]
"""A machine and the minor of its Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One package of a lock: the same version for one machine or for several."""

    name: NormalizedName
    version: Version
    files: tuple[Locked, ...]
    """One for each file; the first is as good as any for what they share."""
    marker: str | None
    """None: wanted on every machine of the lock."""
    because: tuple[str, ...]
    requires: tuple[Mapping[str, str], ...]
    """Tables that tell which entries it needs: `{"name": "numpy"}`, and a version where there are
    several entries of that name."""


def merged(locks: Sequence[Lock]) -> tuple[Entry, ...]:
    """The packages of all locks, by name and version.

    Raises `usage` where two locks are for machines that no marker tells apart.
    """
    _check_apart(locks)
    groups: dict[tuple[NormalizedName, Version], list[tuple[Place, Locked]]] = defaultdict(list)
    for lock in locks:
        for locked in lock.packages:
            groups[locked.pin.name, locked.pin.version].append((place_of(lock.target), locked))
    everywhere = [place_of(lock.target) for lock in locks]
    versions = _versions(locks)
    return tuple(
        Entry(
            name=name,
            version=version,
            files=_files(each for _, each in found),
            marker=marker_of({place for place, _ in found}, everywhere),
            because=tuple(dict.fromkeys(why for _, each in found for why in each.pin.because)),
            requires=tuple(_edges(found, versions)),
        )
        for (name, version), found in sorted(groups.items())
    )


def place_of(target: Target) -> Place:
    seen: Mapping[str, Any] = dict(environment(target.platform, str(target.python.version)))
    return (seen["sys_platform"], seen["platform_machine"]), target.python.minor


def environment_of(target: Target, *, python: bool) -> str:
    """The marker of one machine, for `environments`; `python`: its minor as well."""
    (system, machine), minor = place_of(target)
    parts = [f'sys_platform == "{system}"', f'platform_machine == "{machine}"']
    parts.append('implementation_name == "cpython"')
    if python:
        parts.insert(0, f'python_version == "{minor}"')
    return " and ".join(parts)


def marker_of(wanted: Iterable[Place], everywhere: Sequence[Place]) -> str | None:
    """What tells the wanted places from all others there are; None: all are wanted."""
    wanted = set(wanted)
    if wanted == set(everywhere):
        return None
    groups: dict[frozenset[str] | None, list[Machine]] = defaultdict(list)
    for machine in dict.fromkeys(machine for machine, _ in everywhere):
        there = {python for each, python in everywhere if each == machine}
        here = {python for each, python in wanted if each == machine}
        if here:
            groups[None if here == there else frozenset(here)].append(machine)
    terms = [
        _and(_machines(machines, everywhere), _pythons(pythons))
        for pythons, machines in groups.items()
    ]
    return _or(terms)


def _or(terms: Sequence[str]) -> str:
    alone = len(terms) == 1
    return " or ".join(each if alone or " and " not in each else f"({each})" for each in terms)


def _and(*terms: str) -> str:
    kept = [term for term in terms if term]
    return " and ".join(f"({each})" if " or " in each and len(kept) > 1 else each for each in kept)


def _pythons(minors: frozenset[str] | None) -> str:
    ordered = sorted(minors or (), key=Version)
    return " or ".join(f'python_version == "{minor}"' for minor in ordered)


def _machines(machines: Sequence[Machine], everywhere: Sequence[Place]) -> str:
    """By the system alone where all of its processors are meant; empty where all machines are."""
    known = {machine for machine, _ in everywhere}
    if set(machines) == known:
        return ""
    terms: list[str] = []
    for system in dict.fromkeys(system for system, _ in machines):
        here = [machine for each, machine in machines if each == system]
        term = f'sys_platform == "{system}"'
        if len(here) < len({machine for each, machine in known if each == system}):
            names = " or ".join(f'platform_machine == "{each}"' for each in here)
            term = _and(term, names)
        terms.append(term)
    return " or ".join(
        f"({term})" if len(terms) > 1 and " and " in term else term for term in terms
    )


def _files(found: Iterable[Locked]) -> tuple[Locked, ...]:
    by_name = {each.pin.file.filename: each for each in found}
    return tuple(by_name[name] for name in sorted(by_name))


def _versions(locks: Iterable[Lock]) -> Mapping[Place, Mapping[NormalizedName, Version]]:
    return {
        place_of(lock.target): {each.pin.name: each.pin.version for each in lock.packages}
        for lock in locks
    }


def _edges(
    found: Sequence[tuple[Place, Locked]],
    versions: Mapping[Place, Mapping[NormalizedName, Version]],
) -> Iterator[Mapping[str, str]]:
    wanted = {(name, versions[at][name]) for at, each in found for name in each.pin.requires}
    for name, version in sorted(wanted):
        several = {each[name] for each in versions.values() if name in each}
        yield {"name": name, "version": str(version)} if len(several) > 1 else {"name": name}


def _check_apart(locks: Sequence[Lock]) -> None:
    seen: dict[Place, Lock] = {}
    for lock in locks:
        first = seen.setdefault(place_of(lock.target), lock)
        if first is lock:
            continue
        here, there = (words.machine(each.target.platform) for each in (first, lock))
        same = f"Python {lock.target.python.minor} on {here} and on {there}"
        if here == there:
            same = f"Python {lock.target.python.minor} on {here}, asked for twice,"
        raise failure(
            "usage",
            f"{same} cannot be told apart by the markers of a lock",
            remedies=(Remedy(text="Write one lock for each, with `-o pylock.NAME.toml`"),),
        )
