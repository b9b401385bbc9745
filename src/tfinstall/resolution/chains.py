"""What a cell's wheel itself asks for: delegates of a stub, and extras that no longer resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tfinstall.resolution import words
from tfinstall.resolution.candidates import NOTHING, Candidate, Cell, Need
from tfinstall.resolution.markers import applies, environment
from tfinstall.resolution.names import DISTRIBUTIONS
from tfinstall.resolution.specifiers import implied
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packaging.requirements import Requirement

    from tfinstall.model import Wheel
    from tfinstall.resolution.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Versions of a companion that the index has not for every Python."""

    name: str
    versions: SpecifierSet
    """A requirement that admits no others is one that cannot be met."""
    without: frozenset[str] | None
    """The Pythons that cannot have one of them; None: none can."""
    words: str


GAPS: Final = (
    Gap(
        name="tensorrt",
        versions=SpecifierSet("==8.5.3.1"),
        without=frozenset({"3.11", "3.12", "3.13"}),
        words="pins tensorrt 8.5.3.1 for its CUDA, "
        "which has wheels for Python 3.6 to 3.10 alone",  # tensorflow#61986
    ),
    Gap(
        name="tensorrt-libs",
        versions=SpecifierSet("==8.6.1"),
        without=None,
        words="pins tensorrt-libs 8.6.1 for its CUDA, "
        "which is not on the index",  # tensorflow#62498, #66517
    ),
    Gap(
        name="numpy",
        versions=SpecifierSet(">=1.13"),
        without=frozenset({"3.3"}),
        words="asks for a newer NumPy than 1.12, the last one for Python 3.3",  # Requires-Python
    ),
)


def chain_needs(question: Question, cell: Cell) -> Iterator[Need]:
    """What has to be there besides the wheel that pip would take."""
    found = question.shelf.wheels(cell.distribution, cell.version, cell.python)
    wheel = next((each for each in found if taken(question, cell, each)), None)
    if wheel is None:
        yield _unmet(_yanked(found))
        return
    asked = [each for each in wheel.requires if _applies(question, cell, each)]
    yield from (_gap_need(gap) for gap in GAPS if _lacks(gap, asked, cell.python))
    if wheel.stub and cell.delegate:
        yield _unmet("is a stub to which another stub delegates")
    elif wheel.stub:
        yield from _delegate_needs(question, cell, asked)


def taken(question: Question, cell: Cell, wheel: Wheel) -> bool:
    """Whether pip would take it: what was yanked only by its very version, as stubs ask for it."""
    return wheel.yanked is None or question.pinned or cell.delegate


def _applies(question: Question, cell: Cell, requirement: Requirement) -> bool:
    extras = cell.route.extras if cell.route else frozenset[str]()
    return applies(requirement, environment(question.platform, cell.python), extras)


def _lacks(gap: Gap, asked: Sequence[Requirement], python: str) -> bool:
    return (gap.without is None or python in gap.without) and any(
        each.name == gap.name and implied(by=each.specifier, weaker=gap.versions) for each in asked
    )


def _gap_need(gap: Gap) -> Need:
    return Need(of=NOTHING, kind="companion", words=gap.words, met_by=lambda _: False)


def _yanked(wheels: Sequence[Wheel]) -> str:
    reasons = sorted({wheel.yanked for wheel in wheels if wheel.yanked})
    return "was yanked from the index" + (f": {reasons[0]}" if reasons else "")


def _delegate_needs(question: Question, cell: Cell, asked: list[Requirement]) -> Iterator[Need]:
    delegates = [each for each in asked if _delegates_to(cell, each)]
    if not delegates:
        yield _unmet("is an empty wheel that asks for nothing but itself")
    for requirement in delegates:
        yield _delegate_need(question, cell, requirement)


def _delegates_to(cell: Cell, requirement: Requirement) -> bool:
    name = canonicalize_name(requirement.name)
    return name in DISTRIBUTIONS and name != cell.distribution


def _delegate_need(question: Question, cell: Cell, requirement: Requirement) -> Need:
    name = canonicalize_name(requirement.name)
    matching = [
        version
        for version in question.shelf.versions(name)
        if requirement.specifier.contains(version, prereleases=True)
    ]
    pythons = question.shelf.pythons(name, matching[0]) if matching else ()

    def met_by(found: Candidate) -> bool:
        return (
            isinstance(found, Cell)
            and found.python == cell.python
            and requirement.specifier.contains(found.version, prereleases=True)
        )

    told = f"for Python {words.pythons(pythons)} alone" if pythons else "nowhere for this machine"
    return Need(
        of=name,
        kind="delegate",
        words=f"only delegates to {name}{requirement.specifier}, which has wheels {told}",
        met_by=met_by,
        requirement=requirement,
        python=cell.python,
    )


def _unmet(told: str) -> Need:
    return Need(of=NOTHING, kind="contents", words=told, met_by=lambda _: False)
