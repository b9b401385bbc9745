"""resolvelib's provider: cells of the matrix, interpreters and the machine as candidates.

The release is pinned first, so that the newest that fits is found; its needs then decide about the
processor, the driver, the delegates and the interpreter. A cell is asked for its needs in the
order of `candidates.DEPTH`, and no further than the first that nothing meets: the file of a
release is read only where its index entry already fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from packaging.utils import NormalizedName
from resolvelib import BaseReporter
from resolvelib.providers import AbstractProvider

from tfinstall.matrix.tags import fits
from tfinstall.model import Interpreter
from tfinstall.resolution import words
from tfinstall.resolution.candidates import (
    DRIVER,
    NOTHING,
    PLATFORM,
    PROCESSOR,
    PYTHON,
    RELEASE,
    Candidate,
    Cell,
    Need,
    Processor,
    Rejection,
    identify,
)
from tfinstall.resolution.chains import chain_needs
from tfinstall.resolution.machine import machine_needs
from tfinstall.resolution.names import TENSORFLOW
from tfinstall.resolution.question import IMAGINED, ordinary
from tfinstall.resolution.routes import distributions, routes
from tfinstall.resolution.wanted import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from packaging.version import Version

    from tfinstall.resolution.question import Question

ORDER: Final = {PLATFORM: 0, PROCESSOR: 1, DRIVER: 2, RELEASE: 3, PYTHON: 5}
"""Delegates, 4, stand between the release and the interpreter."""


class Provider(AbstractProvider[Need, Candidate, str]):
    """Answers resolvelib's questions about one `Question`."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def roots(self) -> list[Need]:
        """What the user asks for, before any candidate asks for anything."""
        question = self.question
        needs = [
            Need(
                of=RELEASE,
                kind="release",
                words=f"`{question.spec.text}`",
                met_by=lambda found: isinstance(found, Cell) and question.admits(found.version),
            )
        ]
        wanted = question.python
        if wanted is not None and question.interpreters:
            needs.append(
                Need(
                    of=PYTHON,
                    kind="python",
                    words=f"`--python {wanted}`",
                    met_by=lambda found: isinstance(found, Interpreter) and matches(found, wanted),
                )
            )
        return needs

    def identify(self, requirement_or_candidate: Need | Candidate) -> str:
        return identify(requirement_or_candidate)

    def get_preference(self, identifier: str, *_: Any, **__: Any) -> int:
        return ORDER.get(identifier, 4)

    def find_matches(
        self,
        identifier: str,
        requirements: Mapping[str, Iterator[Need]],
        incompatibilities: Mapping[str, Iterator[Candidate]],
    ) -> Callable[[], Iterator[Candidate]]:
        needs = list(requirements[identifier])
        refused = list(incompatibilities[identifier])

        def matching() -> Iterator[Candidate]:
            for candidate in self._candidates(identifier, needs):
                if candidate not in refused and all(need.met_by(candidate) for need in needs):
                    yield candidate

        return matching

    def is_satisfied_by(self, requirement: Need, candidate: Candidate) -> bool:
        return requirement.met_by(candidate)

    def get_dependencies(self, candidate: Candidate) -> Iterator[Need]:
        if not isinstance(candidate, Cell):
            return
        if not candidate.delegate:
            yield from machine_needs(self.question, candidate)
        yield _python_need(self.question, candidate)
        yield from chain_needs(self.question, candidate)

    def _candidates(self, identifier: str, needs: list[Need]) -> Iterable[Candidate]:
        fixed: dict[str, tuple[Candidate, ...]] = {
            PYTHON: self.question.interpreters,
            PLATFORM: (self.question.platform,),
            PROCESSOR: (Processor(flags=self.question.host.cpu_flags),),
            DRIVER: (self.question.driver,),
            NOTHING: (),
        }
        if identifier == RELEASE:
            return cells(self.question)
        return fixed[identifier] if identifier in fixed else self._delegates(needs)

    def _delegates(self, needs: list[Need]) -> Iterator[Cell]:
        asked = next(need.requirement for need in needs if need.requirement is not None)
        name = NormalizedName(needs[0].of)
        for version in self.question.shelf.versions(name):
            if not asked.specifier.contains(version, prereleases=True):
                continue
            for python in self.question.shelf.pythons(name, version):
                yield Cell(distribution=name, version=version, python=python, delegate=True)


def cells(question: Question) -> Iterator[Cell]:
    """Every cell that the words admit: newest release, best route, preferred Python first."""
    for version in question.shelf.all_versions(distributions(question)):
        if question.admits(version):
            yield from _cells_of(question, version)


def _cells_of(question: Question, version: Version) -> Iterator[Cell]:
    here = routes(question, version)
    for route in here:
        if version not in question.shelf.versions(route.distribution):
            continue
        pythons = question.shelf.pythons(route.distribution, version)
        for python in _in_order(question, pythons) or [""]:
            yield Cell(distribution=route.distribution, version=version, python=python, route=route)
    if not here:
        name = question.spec.distribution or TENSORFLOW
        yield Cell(distribution=name, version=version, python="")


def _in_order(question: Question, pythons: tuple[str, ...]) -> list[str]:
    """As the interpreters are preferred; those of none last, newest first."""
    present = [python.minor for python in question.interpreters]
    rank = {minor: place for place, minor in reversed(list(enumerate(present)))}
    newest_first = list(reversed(pythons))
    return sorted(newest_first, key=lambda minor: rank.get(minor, len(present)))


def _python_need(question: Question, cell: Cell) -> Need:
    pythons = question.shelf.pythons(cell.distribution, cell.version)

    def met_by(found: Candidate) -> bool:
        if not isinstance(found, Interpreter) or found.minor != cell.python:
            return False
        wheels = question.shelf.wheels(cell.distribution, cell.version, cell.python)
        if found.source == IMAGINED and ordinary(found):
            return len(wheels) > 0  # they were chosen for such a Python: its tags are known
        return any(fits(wheel, question.platform, found) for wheel in wheels)

    return Need(
        of=PYTHON,
        kind="python",
        words=f"has wheels for Python {words.pythons(pythons)}",
        met_by=met_by,
    )


class Rejections(BaseReporter[Need, Candidate, str]):
    """Every cell that resolvelib turned down, in the order in which it tried them."""

    def __init__(self) -> None:
        self.found: list[Rejection] = []

    def rejecting_candidate(self, criterion: Any, candidate: Candidate) -> None:
        if isinstance(candidate, Cell):
            need: Need = criterion.information[-1].requirement
            self.found.append(Rejection(cell=candidate, need=need))
