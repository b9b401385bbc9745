"""Finds the Pythons of a machine, asks each of them once, and puts them in order."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from packaging.version import InvalidVersion, Version

from tfinstall.host.answers import Answers
from tfinstall.host.bases import base_of, conda_environment, python_in
from tfinstall.host.machine import normal_arch
from tfinstall.host.probe import LIMIT, Answer, ask
from tfinstall.host.shims import behind_pyenv_shim, is_pyenv_shim
from tfinstall.host.sources import Found, commands, found_in
from tfinstall.model import Interpreter, UnusableInterpreter
from tfinstall.resolution.wanted import ASKED
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfinstall.host.surroundings import Surroundings
    from tfinstall.model import OS

DEFAULT: Final = "default"
"""The source of what the user's own `python` starts, until the place that keeps it is known."""
KEEPING_NOTHING: Final = frozenset({DEFAULT, "running", "PATH", "system"})
"""Sources that say how a Python was met; the others say who keeps it, which tells more."""
SIDE_BY_SIDE: Final = 8
"""Probes at once; more gained nothing on 2 cores and little on 16."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A path to ask, out of its environment, with what is known without asking."""

    executable: Path
    source: str
    key: str
    """Its real path: the same for all names of one file."""
    environment: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """All Pythons in order, and what only looked like one."""

    interpreters: tuple[Interpreter, ...]
    unusable: tuple[UnusableInterpreter, ...]
    asked: Interpreter | None = None
    """The one that was asked for by path or command."""
    problem: str | None = None
    """Why there is none where one was asked for."""


def take_census(here: Surroundings, asked: Path | None = None, limit: float = LIMIT) -> Census:
    """Every Python that can be found, each run at most once and only where the cache is silent."""
    candidates = [*gather(here, asked)]
    answers = Answers(here.cache)
    told = _ask_all(candidates, answers, limit)
    answers.save()
    interpreters, unusable = _sorted_out(candidates, told, here)
    mine = [one for one in interpreters if one.source == ASKED]
    return Census(
        interpreters=in_order(interpreters),
        unusable=unusable,
        asked=mine[0] if mine else None,
        problem=_problem_of(candidates, told) if not mine else None,
    )


# ── gathering ───────────────────────────────────────────────────────────────────────────────


def gather(here: Surroundings, asked: Path | None) -> Iterator[Candidate]:
    """What was asked for, what the user's `python` starts, then every place's."""
    if asked is not None:
        yield _candidate(Found(path=_behind(asked, here) or asked, source=ASKED), keep=True)
    for name in ("python", "python3"):
        path = what_starts(name, here)
        if path is not None:
            yield _candidate(Found(path=path, source=DEFAULT), keep=True)
    for found in found_in(here):
        yield _candidate(found, keep=False)


def what_starts(name: str, here: Surroundings) -> Path | None:
    """The file behind a command of the user's shell; None: there is no such command."""
    for path in commands(name, here):
        behind = _behind(path, here)
        if behind is not None:
            return behind
    return None


def _behind(path: Path, here: Surroundings) -> Path | None:
    return behind_pyenv_shim(path, here) if is_pyenv_shim(path) else path


def _candidate(found: Found, *, keep: bool) -> Candidate:
    """Whether a base was found through an environment is kept only where the user chose so."""
    path = python_in(found.path) or found.path
    base = base_of(path)
    return Candidate(
        executable=base.executable,
        source=found.source,
        key=os.path.realpath(base.executable),
        environment=base.environment if keep else None,
    )


# ── asking ──────────────────────────────────────────────────────────────────────────────────


def _ask_all(
    candidates: Iterable[Candidate], answers: Answers, limit: float
) -> dict[str, Answer | str]:
    """The answer of each file, by its real path."""
    told: dict[str, Answer | str] = {}
    silent: dict[str, Candidate] = {}
    for candidate in candidates:
        known = answers.get(Path(candidate.key))
        if known is not None:
            told[candidate.key] = known
        else:
            silent.setdefault(candidate.key, candidate)
    if silent:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            said = pool.map(lambda one: ask(one.executable, limit), silent.values())
            told.update(zip(silent, said, strict=True))
    for key, candidate in silent.items():
        answer = told[key]
        if isinstance(answer, Answer) and _speaks_for_itself(candidate, answer):
            answers.put(Path(key), answer)
    return told


def _speaks_for_itself(candidate: Candidate, answer: Answer) -> bool:
    """Whether it is the Python rather than a script that starts one, perhaps another tomorrow."""
    said = answer.executable
    return said in {"", candidate.key} or os.path.realpath(said) == candidate.key


def _sorted_out(
    candidates: Iterable[Candidate], told: dict[str, Answer | str], here: Surroundings
) -> tuple[list[Interpreter], tuple[UnusableInterpreter, ...]]:
    found: dict[str, Interpreter] = {}
    unusable: dict[str, UnusableInterpreter] = {}
    for candidate in candidates:
        answer = told[candidate.key]
        interpreter = _interpreter(candidate, answer, here) if isinstance(answer, Answer) else None
        if interpreter is None:
            problem = answer if isinstance(answer, str) else "it does not say which version it is"
            unusable.setdefault(
                candidate.key, UnusableInterpreter(path=candidate.executable, problem=problem)
            )
            continue
        same = interpreter.executable == candidate.executable
        key = candidate.key if same else os.path.realpath(interpreter.executable)
        found[key] = _merged(found[key], interpreter) if key in found else interpreter
    return _with_one_default([*found.values()]), tuple(unusable.values())


def _interpreter(candidate: Candidate, answer: Answer, here: Surroundings) -> Interpreter | None:
    try:
        version = Version(answer.version)
    except InvalidVersion:
        return None
    itself = _speaks_for_itself(candidate, answer)
    executable = candidate.executable if itself else base_of(Path(answer.executable)).executable
    system: OS = here.system if here.system != "other" else "linux"
    return Interpreter(
        executable=executable,
        version=version,
        implementation=answer.implementation,
        bits=answer.bits,
        arch=normal_arch(system, answer.machine, answer.bits),
        source=candidate.source,
        is_default=candidate.source == DEFAULT,
        free_threaded=answer.free_threaded,
        environment=candidate.environment or conda_environment(Path(answer.prefix)),
    )


def _merged(first: Interpreter, second: Interpreter) -> Interpreter:
    """One file found twice: asked for stays asked for, else the place that keeps it is named."""
    keepers = [one.source for one in (first, second) if one.source not in KEEPING_NOTHING]
    return replace(
        first,
        source=keepers[0] if keepers else first.source,
        is_default=first.is_default or second.is_default,
        environment=first.environment or second.environment,
    )


def _with_one_default(found: list[Interpreter]) -> list[Interpreter]:
    """`python`, unless that is a Python 2 and `python3` is not."""
    defaults = [one for one in found if one.is_default]
    modern = [one for one in defaults if one.version.major > 2]  # noqa: PLR2004  (Python 2)
    chosen = (modern or defaults)[:1]
    return [
        replace(
            one,
            is_default=one in chosen,
            source="PATH" if one.source == DEFAULT else one.source,
        )
        for one in found
    ]


def _problem_of(candidates: list[Candidate], told: dict[str, Answer | str]) -> str | None:
    """What was wrong with the one that was asked for."""
    for candidate in candidates:
        if candidate.source == ASKED:
            answer = told[candidate.key]
            return answer if isinstance(answer, str) else "it does not say which version it is"
    return None


# ── order ───────────────────────────────────────────────────────────────────────────────────


def in_order(interpreters: Iterable[Interpreter]) -> tuple[Interpreter, ...]:
    """The user's `python`, then finals from new to old, then pre-releases; ties by plainness."""
    by_place = sorted(interpreters, key=lambda one: (one.source, str(one.executable)))
    by_plainness = sorted(by_place, key=_plainness)
    by_version = sorted(by_plainness, key=lambda one: one.version, reverse=True)
    return tuple(
        sorted(by_version, key=lambda one: (not one.is_default, one.version.is_prerelease))
    )


def _plainness(interpreter: Interpreter) -> tuple[bool, ...]:
    """What TensorFlow has most wheels for comes first."""
    return (
        interpreter.implementation != "cpython",
        interpreter.bits != 64,  # noqa: PLR2004  (bits)
        interpreter.free_threaded,
        interpreter.environment is not None,
    )
