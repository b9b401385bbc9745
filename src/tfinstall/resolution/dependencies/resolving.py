"""Wishes + Source + Target → every package with its file, or why there is no such set."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from resolvelib.reporters import BaseReporter
from resolvelib.resolvers import Resolution, ResolutionImpossible, ResolutionTooDeep

from tfinstall.diagnosis import failure
from tfinstall.resolution.dependencies.conflicts import ask_of, conflict
from tfinstall.resolution.dependencies.provider import Provider
from tfinstall.resolution.dependencies.values import PYTHON, Candidate, Need, Pin
from tfinstall.resolution.explain import YOU, asks, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packaging.utils import NormalizedName
    from resolvelib.structs import State

    from tfinstall.resolution.dependencies.values import Source, Target, Wish
    from tfinstall.resolution.explain import Ask

ROUNDS: Final = 20_000
"""A TensorFlow with all its dependencies takes fifty; a hard conflict some hundreds."""


def resolve(wishes: Sequence[Wish], source: Source, target: Target) -> tuple[Pin, ...]:
    """All packages that the wishes bring along, by name, each as the best file for the target.

    Raises dependency-conflict where no set of versions satisfies everybody, version-not-found
    where a single asker is in the way, index-invalid where the day of files is not known, and
    what the source raises.
    """
    provider = Provider(source, target, wishes)
    resolution = Resolution(provider, BaseReporter[Need, Candidate, "NormalizedName"]())
    try:
        state = resolution.resolve(provider.roots(), max_rounds=ROUNDS)
    except ResolutionImpossible as impossible:
        raise conflict(tuple(impossible.causes), provider) from impossible
    except ResolutionTooDeep as endless:
        message = f"No set of versions was found in {ROUNDS} steps; pin some of what is asked for"
        raise failure("dependency-conflict", message) from endless
    answer = _Answer(state)
    return tuple(_pin(name, answer, provider) for name in sorted(answer.found))


class _Answer:
    """What can be reached from the roots.

    The rest is what candidates needed that were given up later. resolvelib's own Resolver sorts
    that out too, but does not come back from a circle of such leftovers.
    """

    def __init__(self, state: State[Need, Candidate, NormalizedName]) -> None:
        self._state = state
        self.found: dict[NormalizedName, Candidate] = {}
        self._children: dict[NormalizedName, set[NormalizedName]] = defaultdict(set)
        for name in state.mapping:
            for parent in self._parents(name):
                self._children[parent].add(name)
        waiting = [name for name in state.mapping if None in self._askers(name)]
        while waiting:
            name = waiting.pop()
            if name not in self.found:
                self.found[name] = state.mapping[name]
                waiting += self._children[name]
        self.found.pop(PYTHON, None)

    def children(self, name: NormalizedName) -> tuple[NormalizedName, ...]:
        return tuple(sorted(self._children[name] - {PYTHON}))

    def asks(self, name: NormalizedName) -> tuple[Ask, ...]:
        """Of those that are part of the answer themselves."""
        told = self._state.criteria[name].information
        return asks(
            (each for each in told if each.parent is None or self._holds(each.parent)), ask_of
        )

    def _holds(self, parent: Candidate) -> bool:
        return self.found.get(parent.name) == parent

    def _parents(self, name: NormalizedName) -> Iterator[NormalizedName]:
        for parent in self._askers(name):
            if parent is not None and self._state.mapping.get(parent.name) == parent:
                yield parent.name

    def _askers(self, name: NormalizedName) -> list[Candidate | None]:
        return [each.parent for each in self._state.criteria[name].information]


def _pin(name: NormalizedName, answer: _Answer, provider: Provider) -> Pin:
    candidate = answer.found[name]
    if candidate.file is None:
        raise TypeError(f"{candidate} is no package")
    return Pin(
        name=name,
        version=candidate.version,
        file=candidate.file,
        facts=provider.facts(candidate.file),
        extras=candidate.extras,
        requires=answer.children(name),
        because=(*sentences(answer.asks(name)), *_caps(provider, name)),
    )


def _caps(provider: Provider, name: NormalizedName) -> Iterator[str]:
    for wish in provider.constraints(name):
        yield f"{wish.by} {'allow' if wish.by == YOU else 'allows'} {wish.requirement}"
