"""Why nothing fits, and what would: the cause, the reasons in words, and commands to type.

The resolver is asked again about the same machine with other Pythons: what it then finds is what a
Python would change, and what it still turns down is what no Python would.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.matrix.tags import PYTHONS
from tfinstall.model import NoSelection
from tfinstall.resolution import nearest, words
from tfinstall.resolution.alternatives import Found, alternatives
from tfinstall.resolution.provider import cells
from tfinstall.resolution.question import IMAGINED, with_pythons
from tfinstall.resolution.routes import unserved
from tfinstall.resolution.wanted import parse_wanted
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.model import Interpreter
    from tfinstall.resolution.candidates import Kind, Rejection
    from tfinstall.resolution.question import Question

    Try = Callable[[Question], tuple[Version | None, tuple[Rejection, ...]]]
    """The release found, if one was, and what was turned down."""

SHOWN: Final = 3
"""Releases whose own reason is told; the older ones mostly repeat them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The cause, one sentence for it, and the sentences behind it."""

    cause: str
    title: str
    reasons: tuple[str, ...] = ()


def refuse(asked: Question, rejections: tuple[Rejection, ...], attempt: Try) -> NoSelection:
    """What to say of a question that the resolver could not answer."""
    if not _any_release(asked):
        return _refused(asked, _not_found(asked), Found())
    newest, whatever = attempt(with_pythons(asked))
    narrow = asked if newest is None else nearest.narrowed(asked, newest)
    pythons = _that_would_do(narrow, attempt) if newest is not None else ()
    releases = nearest.runnable(asked, present(asked))
    found = Found(pythons=pythons, releases=releases, nearest=_verified(asked, releases, attempt))
    finding = _python(narrow, pythons, rejections) if pythons else _machine(asked, whatever)
    return _refused(asked, finding, found)


def present(asked: Question) -> tuple[Interpreter, ...]:
    """The Pythons in question: those that `--python` names, or all where it names none here."""
    return asked.interpreters or asked.host.interpreters


def _refused(asked: Question, finding: Finding, found: Found) -> NoSelection:
    return NoSelection(
        cause=finding.cause,
        title=finding.title,
        reasons=finding.reasons,
        pythons=found.pythons,
        releases=found.releases,
        alternatives=alternatives(asked, finding.cause, found),
    )


def _any_release(asked: Question) -> bool:
    return next(iter(nearest.admitted(asked)), None) is not None


def _that_would_do(asked: Question, attempt: Try) -> tuple[str, ...]:
    """Only those with a wheel are worth a try: whether all else is there, the resolver says."""
    wheels = {cell.python for cell in cells(asked)}
    tried = (minor for minor in PYTHONS if minor in wheels)
    return tuple(each for each in tried if attempt(with_pythons(asked, (each,)))[0] is not None)


def _verified(asked: Question, releases: tuple[str, ...], attempt: Try) -> str | None:
    """The release nearest to the wanted one that really resolves here."""
    for version in nearest.by_distance(asked, releases)[:SHOWN]:
        specifier = SpecifierSet(f"=={version}")
        spec = replace(asked.spec, specifier=specifier, distribution=None, extras=frozenset())
        if attempt(replace(asked, spec=spec, interpreters=present(asked)))[0] is not None:
            return version
    return None


# ── no such release ─────────────────────────────────────────────────────────────────────────


def _not_found(asked: Question) -> Finding:
    wanted = nearest.called(asked)
    if hidden := nearest.prereleases(asked):
        return Finding(
            cause="version-not-found",
            title=f"{wanted} has no final release yet",
            reasons=(f"it has {words.listed(hidden)}, which is taken only where it is named",),
        )
    near = nearest.releases(asked)
    if not near:
        return Finding(
            cause="version-not-found",
            title=f"No release of {wanted} is known to the matrix",
            reasons=("nightlies and other builds are found on the index alone",),
        )
    return Finding(
        cause="version-not-found",
        title=f"There is no {wanted}",
        reasons=(f"the nearest releases are {words.listed(near)}",),
    )


# ── another Python would do ─────────────────────────────────────────────────────────────────


def _python(
    asked: Question, pythons: tuple[str, ...], rejections: tuple[Rejection, ...]
) -> Finding:
    called, would = nearest.called(asked), words.pythons(pythons, "or")
    machine = words.machine(asked.platform)
    has = f"{called} has wheels for Python {words.pythons(pythons)} on {machine}"
    if not asked.interpreters:
        return _absent(asked, pythons, has)
    python = _telling(asked.interpreters, pythons)
    cause = _misfit(python, pythons)
    kind = words.kind(python)
    return Finding(
        cause=cause,
        title=f"{kind[0].upper()}{kind[1:]} {python.version} {VERDICTS[cause]} {called}, "
        f"which needs Python {would}",
        reasons=(has, *_seen(asked), *_built_for(asked, python), *_deep(rejections)),
    )


def _built_for(asked: Question, python: Interpreter) -> tuple[str, ...]:
    """An interpreter of another processor than the machine's own, as Rosetta runs them."""
    same = {"amd64": "x86_64"}
    mine, machine = (each.lower() for each in (python.arch, asked.platform.arch))
    if not mine or same.get(mine, mine) == same.get(machine, machine):
        return ()
    return (f"{python.executable} is built for {python.arch}, and this machine is {machine}",)


NO_PYTHON: Final = "no Python was found on this machine"
VERDICTS: Final = {
    "python-too-new": "is too new for",
    "python-too-old": "is too old for",
    "python-32bit": "cannot run",
    "wheel-tag-mismatch": "does not take the wheels of",
}


def _telling(interpreters: tuple[Interpreter, ...], pythons: tuple[str, ...]) -> Interpreter:
    """The interpreter whose misfit explains most: one of a right version, else the preferred."""
    right = (each for each in interpreters if each.minor in pythons)
    return next(right, interpreters[0])


def _misfit(python: Interpreter, pythons: tuple[str, ...]) -> str:
    if python.minor in pythons:
        return "python-32bit" if python.bits == 32 else "wheel-tag-mismatch"  # noqa: PLR2004 - bits
    return _age(python.minor, pythons)


def _age(minor: str, pythons: tuple[str, ...]) -> str:
    newer = any(Version(each) > Version(minor) for each in pythons)
    return "python-too-old" if newer else "python-too-new"


def _absent(asked: Question, pythons: tuple[str, ...], has: str) -> Finding:
    """Nothing here is what `--python` says, or there is no Python at all."""
    if asked.python is None:
        return Finding(
            cause="python-missing",
            title="There is no Python on this machine that tfinstall could find",
            reasons=(has, *_unusable(asked)),
        )
    wanted = parse_wanted(asked.python)
    called = nearest.called(asked)
    if wanted.minor is not None and wanted.minor not in pythons:
        cause = _age(wanted.minor, pythons)
        title = f"Python {wanted.minor} {VERDICTS[cause]} {called}"
        needs = f"which needs Python {words.pythons(pythons, 'or')}"
        return Finding(cause=cause, title=f"{title}, {needs}", reasons=(has, *_seen(asked)))
    return Finding(
        cause="python-missing",
        title=f"`--python {asked.python}` names no Python on this machine",
        reasons=(has, *_seen(asked), *_unusable(asked)),
    )


def _seen(asked: Question) -> tuple[str, ...]:
    """The Pythons that are here, the ones in question with their place; none that is imagined."""
    here = [each for each in asked.host.interpreters if each.source != IMAGINED]
    if asked.interpreters and not here:
        return ()  # a machine of which nothing is known
    shown = [each for each in asked.interpreters[:SHOWN] if each in here]
    named = [words.interpreter(each) for each in shown]
    others = words.pythons(each.minor for each in here if each not in shown)
    if not named:
        return (f"this machine has Python {others}" if others else NO_PYTHON,)
    also = f"; it also has Python {others}" if others else ""
    return (f"this machine has {words.listed(named)}{also}",)


def _unusable(asked: Question) -> tuple[str, ...]:
    return tuple(f"{each.path} did not answer: {each.problem}" for each in asked.host.unusable)


def _deep(rejections: tuple[Rejection, ...]) -> tuple[str, ...]:
    """What stopped those cells for which there was a Python, but not all else."""
    kinds = OF_ONE_PYTHON | {"driver"}
    return _told([each for each in rejections if each.need.kind in kinds])


# ── no Python would do ──────────────────────────────────────────────────────────────────────

CAUSES: Final[dict[Kind, str]] = {
    "accelerator": "platform-unsupported",
    "platform": "platform-unsupported",
    "processor": "cpu-unsupported",
    "extra": "platform-unsupported",
    "driver": "gpu-not-visible",
    "python": "wheel-tag-mismatch",
    "companion": "package-removed",
    "delegate": "wheel-tag-mismatch",
    "contents": "package-invalid",
}


def _machine(asked: Question, rejections: tuple[Rejection, ...]) -> Finding:
    if not rejections:  # no distribution that could serve the wish has the release at all
        return _unserved(asked)
    depth = max(each.depth for each in rejections)
    deepest = [each for each in rejections if each.depth == depth]
    newest = max(deepest, key=lambda each: each.cell.version)
    if newest.need.kind == "platform":
        return _platform(asked, newest)
    title = f"{_named(newest)} {newest.need.words}"
    told = tuple(each for each in _told(deepest) if each != title)
    return Finding(cause=_cause(asked, newest), title=title, reasons=told)


def _unserved(asked: Question) -> Finding:
    title = f"{nearest.called(asked)} {unserved(asked, max(nearest.admitted(asked)))}"
    return Finding(cause="platform-unsupported", title=title)


def _cause(asked: Question, rejection: Rejection) -> str:
    if rejection.need.kind == "system":
        return "libc-too-old" if asked.platform.os == "linux" else "platform-unsupported"
    if rejection.need.words.startswith("was yanked"):
        return "yanked"
    return CAUSES[rejection.need.kind]


def _platform(asked: Question, newest: Rejection) -> Finding:
    cell, shelf, platform = newest.cell, asked.shelf, asked.platform
    release = shelf.release(cell.distribution, cell.version)
    if release is not None and release.sdist_only:
        return Finding(
            cause="package-removed",
            title=f"{_named(newest)} is a notice that stops the installation, not a TensorFlow",
            reasons=(f"its makers withdrew `{cell.distribution}` in favour of `tensorflow`",),
        )
    machines = shelf.machines(cell.distribution, cell.version)
    offered = f"{_named(newest)} has wheels for {words.listed([*map(words.machine, machines)])}"
    title = f"{nearest.called(asked)} {newest.need.words}"
    if platform.musl is not None:
        offered += ", all of them for glibc: Alpine and other systems with musl cannot run them"
    return Finding(cause="platform-unsupported", title=title, reasons=(offered,))


def _told(rejections: list[Rejection]) -> tuple[str, ...]:
    """One sentence for each reason, of the newest release, with the Pythons that it is true of."""
    said: dict[str, tuple[str, set[str]]] = {}
    for each in sorted(rejections, key=lambda one: one.cell.version, reverse=True):
        release, minors = said.setdefault(each.need.words, (_named(each), set()))
        if each.need.kind in OF_ONE_PYTHON and release == _named(each):
            minors.add(each.cell.python)
    return tuple(_sentence(told, *of) for told, of in said.items())[:SHOWN]


OF_ONE_PYTHON: Final[frozenset[Kind]] = frozenset({"delegate", "companion", "contents"})


def _sentence(told: str, release: str, minors: set[str]) -> str:
    where = f" for Python {words.pythons(minors)}" if minors else ""
    return f"{release}{where} {told}"


def _named(rejection: Rejection) -> str:
    return str(rejection.cell)
