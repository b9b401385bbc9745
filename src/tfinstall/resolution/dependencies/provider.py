"""resolvelib's provider for dependencies.

A package with extras is one candidate with them: extras that turn up later make it another one,
and resolvelib pins it anew. What a package requires of itself only adds extras.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from resolvelib.providers import AbstractProvider

from tfinstall.resolution.dependencies.shelf import Shelf
from tfinstall.resolution.dependencies.values import PYTHON, Candidate, Facts, Need, Wish
from tfinstall.resolution.markers import applies, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from packaging.requirements import Requirement

    from tfinstall.resolution.dependencies.values import Archive, Source, Target


class Provider(AbstractProvider[Need, Candidate, NormalizedName]):
    """Answers resolvelib's questions from a `Source`, for one `Target`."""

    def __init__(self, source: Source, target: Target, wishes: Iterable[Wish]) -> None:
        self._source = source
        self._target = target
        self._where = environment(target.platform, str(target.python.version))
        asked = [wish for wish in wishes if applies(wish.requirement, self._where)]
        self._roots = [_wanted(wish) for wish in asked if not wish.constraint]
        self._constraints: dict[NormalizedName, list[Wish]] = defaultdict(list)
        for wish in asked:
            if wish.constraint:
                self._constraints[canonicalize_name(wish.requirement.name)].append(wish)
        self._shelves: dict[NormalizedName, Shelf] = {}

    def roots(self) -> Sequence[Need]:
        self._source.ahead([need.name for need in self._roots])
        return self._roots

    def constraints(self, name: NormalizedName) -> Sequence[Wish]:
        return self._constraints.get(name, ())

    def facts(self, file: Archive) -> Facts:
        return self._source.facts(file)

    def lack(self, name: NormalizedName, needs: Iterable[Need]) -> str:
        """Why no file of that package meets these needs, as a sentence."""
        return self._shelf(name).lack(self._specifier(name, needs))

    def identify(self, requirement_or_candidate: Need | Candidate) -> NormalizedName:
        return requirement_or_candidate.name

    def get_preference(
        self,
        identifier: NormalizedName,
        resolutions: Mapping[NormalizedName, Candidate],  # noqa: ARG002 - resolvelib's signature
        candidates: Mapping[NormalizedName, Iterator[Candidate]],  # noqa: ARG002 - the same
        information: Mapping[NormalizedName, Iterator[Any]],
        backtrack_causes: Sequence[Any],
    ) -> tuple[bool, bool, bool, bool, str]:
        """Python, then what has just led into a conflict, then what leaves the least choice."""
        asks = list(information[identifier])
        operators = [each.operator for ask in asks for each in ask.requirement.specifier]
        return (
            identifier != PYTHON,
            not any(cause.requirement.name == identifier for cause in backtrack_causes),
            all(ask.parent is not None for ask in asks),
            not {"==", "===", "~=", "<", "<="} & set(operators),
            identifier,
        )

    def find_matches(
        self,
        identifier: NormalizedName,
        requirements: Mapping[NormalizedName, Iterator[Need]],
        incompatibilities: Mapping[NormalizedName, Iterator[Candidate]],
    ) -> Callable[[], Iterator[Candidate]]:
        needs = list(requirements[identifier])
        refused = list(incompatibilities[identifier])

        def matching() -> Iterator[Candidate]:
            for candidate in self._candidates(identifier, needs):
                if not any(_covers(each, candidate) for each in refused):
                    yield candidate

        first = next(matching(), None)
        if first is not None and first.file is not None:
            self._source.ahead([first.file])
        return matching

    def is_satisfied_by(self, requirement: Need, candidate: Candidate) -> bool:
        return requirement.extras <= candidate.extras and requirement.specifier.contains(
            candidate.version, prereleases=True
        )

    def get_dependencies(self, candidate: Candidate) -> list[Need]:
        if candidate.file is None:
            return []
        facts = self._source.facts(candidate.file)
        needs = self._needs(candidate, facts)
        self._source.ahead([need.name for need in needs])
        if facts.requires_python is not None:
            needs.append(Need(name=PYTHON, specifier=facts.requires_python))
        return needs

    def _needs(self, candidate: Candidate, facts: Facts) -> list[Need]:
        extras = self._closed(candidate, facts)
        return [
            _need(ask)
            for ask in facts.requires
            if canonicalize_name(ask.name) != candidate.name and applies(ask, self._where, extras)
        ]

    def _closed(self, candidate: Candidate, facts: Facts) -> frozenset[str]:
        """Its extras with those that they bring along: `all` often requires `itself[a,b]`."""
        own = [ask for ask in facts.requires if canonicalize_name(ask.name) == candidate.name]
        extras: frozenset[str] = frozenset(candidate.extras)
        while True:
            brought = {
                canonicalize_name(extra)
                for ask in own
                if applies(ask, self._where, extras)
                for extra in ask.extras
            }
            if brought <= extras:
                return extras
            extras |= brought

    def _candidates(self, name: NormalizedName, needs: list[Need]) -> Iterator[Candidate]:
        extras = frozenset[NormalizedName]().union(*(need.extras for need in needs))
        wanted = self._specifier(name, needs)
        if name == PYTHON:
            version = self._target.python.version
            if wanted.contains(version, prereleases=True):
                yield Candidate(name=name, version=version)
            return
        for file in self._shelf(name).matching(wanted):
            yield Candidate(name=name, version=file.version, extras=extras, file=file)

    def _specifier(self, name: NormalizedName, needs: Iterable[Need]) -> SpecifierSet:
        caps = (wish.requirement.specifier for wish in self.constraints(name))
        return reduce(and_, (*(need.specifier for need in needs), *caps), SpecifierSet())

    def _shelf(self, name: NormalizedName) -> Shelf:
        if name not in self._shelves:
            self._shelves[name] = Shelf(name, self._source.releases(name), self._target)
        return self._shelves[name]


def _covers(refused: Candidate, candidate: Candidate) -> bool:
    """Whether what was refused is this one, or this one with fewer extras: more ask for more."""
    return refused.version == candidate.version and refused.extras <= candidate.extras


def _wanted(wish: Wish) -> Need:
    need = _need(wish.requirement)
    return Need(name=need.name, specifier=need.specifier, extras=need.extras, by=wish.by)


def _need(ask: Requirement) -> Need:
    return Need(
        name=canonicalize_name(ask.name),
        specifier=ask.specifier,
        extras=frozenset(map(canonicalize_name, ask.extras)),
    )
