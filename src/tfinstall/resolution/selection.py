"""Request + Host + Matrix → Selection, or why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from resolvelib import ResolutionImpossible, Resolver

from tfinstall.matrix.tags import fits
from tfinstall.model import Interpreter, NoSelection, Selection
from tfinstall.resolution import reasons
from tfinstall.resolution.candidates import PYTHON, RELEASE, Cell
from tfinstall.resolution.chains import taken
from tfinstall.resolution.machine import cuda_needs
from tfinstall.resolution.provider import Provider, Rejections
from tfinstall.resolution.question import Question, question
from tfinstall.resolution.refusal import refuse
from tfinstall.resolution.shelf import Knowledge, Shelf
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.version import Version

    from tfinstall.model import Host, Release, Request, Wheel
    from tfinstall.resolution.candidates import Candidate, Rejection

ROUNDS: Final = 20_000
"""More than there are cells: every one of them may be tried and turned down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the resolver found, and all that it turned down before."""

    found: Mapping[str, Candidate] | None
    rejections: tuple[Rejection, ...]


def select(
    request: Request, host: Host, matrix: Knowledge, beyond: tuple[Release, ...] = ()
) -> Selection | NoSelection:
    """The newest release that the words allow and this machine can run, with its Python.

    `beyond` are releases that the index has and the matrix has not: nightlies, or newer ones.
    """
    shelf = Shelf(matrix, host.platform, beyond)
    asked = question(request.spec, request.python, request.accelerator, host, shelf)
    return decide(replace(asked, prereleases=asked.prereleases or request.pip.pre))


def decide(asked: Question) -> Selection | NoSelection:
    """The same for a question already put."""
    answer = resolve(asked)
    if answer.found is None:
        return refuse(asked, answer.rejections, _attempt)
    return _selection(asked, answer)


def resolve(asked: Question) -> Answer:
    """What resolvelib says."""
    provider, rejections = Provider(asked), Rejections()
    try:
        result = Resolver(provider, rejections).resolve(provider.roots(), max_rounds=ROUNDS)
    except ResolutionImpossible:
        return Answer(found=None, rejections=tuple(rejections.found))
    return Answer(found=result.mapping, rejections=tuple(rejections.found))


def _attempt(asked: Question) -> tuple[Version | None, tuple[Rejection, ...]]:
    answer = resolve(asked)
    cell = (answer.found or {}).get(RELEASE)
    return cell.version if isinstance(cell, Cell) else None, answer.rejections


def _selection(asked: Question, answer: Answer) -> Selection:
    found = answer.found or {}
    cell, python = found[RELEASE], found[PYTHON]
    if not isinstance(cell, Cell) or not isinstance(python, Interpreter) or cell.route is None:
        raise TypeError(f"the resolver pinned {cell} and {python}")
    delegates = [each for each in found.values() if isinstance(each, Cell) and each.delegate]
    context = reasons.Context(
        question=asked, cell=cell, python=python, rejections=answer.rejections
    )
    return Selection(
        distribution=reasons.distribution(context),
        extras=cell.route.extras,
        version=reasons.version(context),
        interpreter=reasons.interpreter(context),
        wheels=tuple(_wheel(asked, each, python) for each in (cell, *delegates)),
        accelerator=reasons.accelerator(context),
        cuda=cuda_needs(asked, cell),
        outside_matrix=not asked.shelf.inside(cell.distribution, cell.version),
    )


def _wheel(asked: Question, cell: Cell, python: Interpreter) -> Wheel:
    wheels = asked.shelf.wheels(cell.distribution, cell.version, cell.python)
    return next(
        wheel
        for wheel in wheels
        if taken(asked, cell, wheel) and fits(wheel, asked.platform, python)
    )
