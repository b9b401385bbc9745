"""Why a release does or does not fit a Python and a machine, which need not be these ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tfinstall.model import Host, NoSelection, Platform, Selection
from tfinstall.resolution import words
from tfinstall.resolution.machine import machine_lack
from tfinstall.resolution.names import TENSORFLOW
from tfinstall.resolution.nearest import delegated
from tfinstall.resolution.provider import cells
from tfinstall.resolution.question import IMAGINED, imagine, ordinary, question
from tfinstall.resolution.selection import decide
from tfinstall.resolution.shelf import Knowledge, Shelf
from tfinstall.resolution.wanted import parse_wanted
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.version import Version

    from tfinstall.model import Accelerator, Alternative, Interpreter, Spec
    from tfinstall.resolution.candidates import Cell
    from tfinstall.resolution.question import Question

SHOWN: Final = 12
"""Releases whose own verdict is told; the newest that the words admit."""
MINORS: Final = tuple(f"3.{minor}" for minor in range(15, 5, -1))
"""The Pythons that are tried where another machine is asked about and no Python is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One release: the Pythons that it has wheels for there, and what stands in its way."""

    version: Version
    distribution: str
    pythons: tuple[str, ...]
    fits: bool
    missing: str
    """Completes its name: `needs glibc 2.27 or newer`; empty where it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The answer of `tfinstall why`: whether it fits, why, and what would."""

    spec: str
    platform: Platform
    python: str | None
    """What was asked about; None: the Pythons of this machine, or all of another."""
    fits: bool
    title: str
    reasons: tuple[str, ...]
    answer: Selection | NoSelection
    releases: tuple[Verdict, ...]
    pythons: tuple[str, ...]
    """Those that would do."""
    alternatives: tuple[Alternative, ...]


def why(  # noqa: PLR0913 - each is one word of the command line, or the knowledge behind it
    spec: Spec,
    python: str | None,
    platform: Platform | None,
    host: Host,
    matrix: Knowledge,
    *,
    accelerator: Accelerator = "auto",
) -> Why:
    """Whether the words fit that Python and that machine, and what would.

    A version as `python`, or another platform, is only imagined; what `host` has is what is offered
    instead. A path or a command asks about what the host has found under that name.
    """
    there = _there(host, platform)
    asked = question(spec, python, accelerator, there, Shelf(matrix, there.platform))
    if python is not None and (named := _imagined_python(python)) is not None:
        asked = replace(asked, interpreters=(named,))
    answer = decide(asked)
    verdicts = tuple(_verdicts(asked))
    return Why(
        spec=spec.text,
        platform=there.platform,
        python=python,
        fits=isinstance(answer, Selection),
        title=_title(answer),
        reasons=_reasons(answer),
        answer=answer,
        releases=verdicts,
        pythons=_pythons(verdicts) if isinstance(answer, Selection) else answer.pythons,
        alternatives=() if isinstance(answer, Selection) else answer.alternatives,
    )


def _there(host: Host, platform: Platform | None) -> Host:
    """The machine that is asked about: this one, or one of which only the platform is known."""
    if platform is None or platform == host.platform:
        return host
    return Host(platform=platform, interpreters=tuple(map(imagine, MINORS)))


def _imagined_python(python: str) -> Interpreter | None:
    """A Python of the version that is named; None: only running it tells what it is."""
    wanted = parse_wanted(python)
    if wanted.version is None or wanted.minor is None:
        return None
    return replace(
        imagine(str(wanted.version)),
        implementation=wanted.implementation or "cpython",
        free_threaded=bool(wanted.free_threaded),
    )


def _verdicts(asked: Question) -> Iterator[Verdict]:
    """The newest releases that the words admit, each by the index of the matrix alone."""
    by_release: dict[tuple[Version, str], list[Cell]] = {}
    for cell in cells(asked):
        key = (cell.version, str(cell.distribution))
        if key not in by_release and len(by_release) == SHOWN:
            break
        by_release.setdefault(key, []).append(cell)
    for cells_of in by_release.values():
        yield _verdict(asked, cells_of)


def _verdict(asked: Question, of_release: list[Cell]) -> Verdict:
    cell = of_release[0]
    pythons = _pythons_of(asked, cell)
    missing = machine_lack(asked, cell) or _python_lack(asked.interpreters, pythons)
    return Verdict(
        version=cell.version,
        distribution=str(cell.distribution),
        pythons=pythons,
        fits=not missing,
        missing=missing,
    )


def _pythons_of(asked: Question, cell: Cell) -> tuple[str, ...]:
    """Those of the wheels, and of the delegate's where they are stubs."""
    found = asked.shelf.pythons(cell.distribution, cell.version)
    behind = delegated(asked, cell.version) if cell.distribution == TENSORFLOW else set[str]()
    return tuple(each for each in found if not behind or each in behind)


def _python_lack(interpreters: tuple[Interpreter, ...], pythons: tuple[str, ...]) -> str:
    if any(each.minor in pythons and ordinary(each) for each in interpreters):
        return ""
    if not pythons:
        return "only delegates to a build that has no wheel for the same Python"
    return f"needs Python {words.pythons(pythons, 'or')}"


def _title(answer: Selection | NoSelection) -> str:
    if isinstance(answer, NoSelection):
        return answer.title
    python = answer.interpreter.value
    told = f"Python {python.minor}" if python.source == IMAGINED else words.interpreter(python)
    return f"{answer.requirement} fits {told}"


def _reasons(answer: Selection | NoSelection) -> tuple[str, ...]:
    """All of them for what is here; of what is imagined, none about the machine that has it."""
    if isinstance(answer, NoSelection):
        return answer.reasons
    choices = (answer.version.because, answer.distribution.because, *_cuda(answer))
    if answer.interpreter.value.source == IMAGINED:
        return choices
    return (*choices, answer.interpreter.because, answer.accelerator.because)


def _cuda(answer: Selection) -> Iterator[str]:
    if answer.cuda is not None and answer.accelerator.value == "cuda":
        yield words.cuda(answer.cuda)
        yield from answer.cuda.caveats


def _pythons(verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    return next((each.pythons for each in verdicts if each.fits), ())
