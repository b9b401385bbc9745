"""A cell of the matrix → what is true of it: resolved, installed, proved, and written down.

The same road as the main job's, with a lock that was resolved a moment before and with a proof
that goes deeper; nothing is kept of the environment but what was found out.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import tfinstall
from tfinstall import environment, host
from tfinstall.app.evidence import diagnosed_proof
from tfinstall.app.journey import Journey
from tfinstall.app.lock import Order, lock
from tfinstall.app.older import GRACE
from tfinstall.app.packages import install_exactly, with_fitting_pip
from tfinstall.app.plan import choose, planned
from tfinstall.environment.oserrors import os_failure
from tfinstall.environment.proof import DEEPER
from tfinstall.installer.check import pip_check
from tfinstall.matrix.cells import digest, file_version
from tfinstall.matrix.worklist import inputs_of
from tfinstall.model import Cell, LockedFile, ProofStep, Request, TfinstallError
from tfinstall.resolution import caps_for, parse_spec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.effects import Reporter
    from tfinstall.environment import Environment
    from tfinstall.matrix import Matrix
    from tfinstall.matrix.worklist import CellKey
    from tfinstall.model import Diagnosis, PipOptions, Plan, Proof
    from tfinstall.resolution.lockfile import Lock

NEEDED = "train"
"""The step that a lock must pass to be called certified; what lies beyond is told by the level."""
ELSEWHERE = frozenset({"network", "tfinstall"})
"""Whose problem a failure of choosing may be without saying anything of the cell."""
HERE = ELSEWHERE | {"machine"}
"""The same of a failure of installing: this disk, this compiler."""
INDEX = frozenset({"http-401", "http-403", "http-429", "http-5xx", "index-invalid"})
"""An index that does not answer as one says nothing of any cell either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How cells are certified: the same for all of them."""

    matrix: Matrix
    folder: Path
    """Environments and logs come and go in it; 3 GB for each that is made at a time."""
    pip: PipOptions
    reporter: Reporter
    prove: bool = True
    """False: resolve only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What was found out about one cell, and the files of its lock."""

    cell: Cell
    files: tuple[LockedFile, ...] = ()


def certify(key: CellKey, work: Work) -> Certified:
    """Resolve a cell, install the lock, prove it; where newest packages fail, those of its day.

    A cell that cannot be had is an answer too: `broken`, with its cause. Raises TfinstallError
    only where the fault lies elsewhere: no network, no disk, no such Python here.
    """
    found = _tried(key, work, as_of=None)
    if not work.prove or found.cell.level == "check":
        return found
    as_of = _day_of(key, work.matrix) + GRACE
    older = _tried(key, work, as_of=as_of)
    return max(found, older, key=_worth)


def _worth(found: Certified) -> tuple[int, bool]:
    """How far it came; of equals the one with the newer packages."""
    steps = (*DEEPER, "check")
    level = found.cell.level
    return (-1 if level is None else steps.index(level), found.cell.as_of is None)


def _tried(key: CellKey, work: Work, *, as_of: datetime | None) -> Certified:
    request = _request(key, work)
    try:
        (made,) = lock(
            [Order(request=request, platform=key.platform, exclude_newer=as_of)],
            work.matrix,
            work.reporter,
        )
    except TfinstallError as error:
        cause = error.diagnosis.cause
        if error.diagnosis.blame in ELSEWHERE or cause in INDEX or cause == "python-missing":
            raise
        return Certified(cell=_as_failed(_empty(key, work.matrix), error))
    found = Certified(cell=_resolved(key, work.matrix, made, as_of), files=_files(made))
    return _proved(work, request, found) if work.prove else found


def _request(key: CellKey, work: Work) -> Request:
    return Request(
        spec=parse_spec(key.requirement),
        venv=work.folder / "environment",
        python=key.python,
        pip=work.pip,
        recreate=True,
        fresh=True,
    )


def _day_of(key: CellKey, matrix: Matrix) -> datetime:
    release = matrix.release(key.distribution, key.version)
    return max(wheel.uploaded for wheel in (release.wheels if release else ()))


def _empty(key: CellKey, matrix: Matrix) -> Cell:
    return Cell(
        distribution=key.distribution,
        version=key.version,
        python=key.python,
        platform=replace(key.platform, wsl=False),
        state="broken",
        date=datetime.now(timezone.utc).date(),
        inputs=inputs_of(matrix, key),
    )


def _resolved(key: CellKey, matrix: Matrix, made: Lock, as_of: datetime | None) -> Cell:
    files = _files(made)
    return replace(
        _empty(key, matrix),
        state="resolved",
        pins=tuple(file.pin for file in files),
        lock=digest(files),
        as_of=as_of,
        download=sum(file.size for file in files),
    )


def _files(made: Lock) -> tuple[LockedFile, ...]:
    return tuple(
        LockedFile(
            name=each.pin.name,
            version=file_version(each.pin.file.filename),
            filename=each.pin.file.filename,
            size=each.size or 0,
            sha256=each.sha256,
            uploaded=each.pin.file.uploaded,
            requires=each.pin.facts.requires,
        )
        for each in made.packages
    )


# ── the proof ───────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What one environment showed."""

    steps: list[ProofStep] = field(default_factory=list)
    installed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    tools: dict[str, str] = field(default_factory=dict)
    problem: Diagnosis | None = None


def _proved(work: Work, request: Request, found: Certified) -> Certified:
    machine = host.discover(request.python)
    selection = choose(request, machine, work.matrix, ask_index=False)
    caps = caps_for(selection, work.matrix)
    made = replace(
        planned(request, machine, selection, caps, ask_index=False),
        cell=found.cell,
        locked=found.files,
    )
    with _logs(work.folder) as logs:
        journey = Journey(request=request, matrix=work.matrix, reporter=work.reporter, logs=logs)
        try:
            seen = _environment_of(journey, made)
        except TfinstallError as error:
            if error.diagnosis.blame in HERE or error.diagnosis.cause in INDEX:
                raise
            return replace(found, cell=_as_failed(found.cell, error))
    return replace(found, cell=_as_seen(found.cell, seen))


def _environment_of(journey: Journey, made: Plan) -> _Seen:
    """An environment for as long as it takes to look at it."""
    target = environment.check_target(made.request.venv, recreate=True)
    seen = _Seen()
    with environment.new_environment(target, recreate=True, reporter=journey.reporter) as work:
        with journey.timed("environment"):
            env = environment.create(made.selection.interpreter.value, work.path)
            env = with_fitting_pip(journey, made, env)
        journey.reporter.stage("install", made.selection.requirement)
        with journey.timed("install"):
            install_exactly(journey, made, env)
        seen.installed = bytes_in(work.path)
        _look(journey, made, env, seen)
    return seen


def _look(journey: Journey, made: Plan, env: Environment, seen: _Seen) -> None:
    journey.reporter.stage("prove", ", ".join(DEEPER))
    proof = environment.prove(env.python, steps=DEEPER)
    seen.steps.extend(proof.steps)
    if proof.proved:
        content, said = pip_check(env.python)
        seen.steps.append(ProofStep(name="check", passed=content, seconds=0, detail=said))
    else:
        seen.problem = diagnosed_proof(proof, made, journey.log).diagnosis
    seen.seconds["install"] = journey.timings["install"]
    seen.seconds.update({step.name: step.seconds for step in proof.steps})
    seen.tools.update(_tools(env, proof))


def _tools(env: Environment, proof: Proof) -> dict[str, str]:
    found = {
        "python": str(env.version),
        "pip": str(env.pip_version),
        "tfinstall": tfinstall.__version__,
    }
    if (glibc := host.platform().glibc) is not None:
        found["glibc"] = ".".join(map(str, glibc))
    keras = proof.versions.get("keras")
    return found if keras is None else {**found, "keras": keras}


def _as_seen(cell: Cell, seen: _Seen) -> Cell:
    passed = []
    for step in seen.steps:
        if not step.passed:
            break
        passed.append(step)
    names = [step.name for step in passed]
    failed = next((step for step in seen.steps if not step.passed), None)
    return replace(
        cell,
        state="certified" if NEEDED in names else "broken",
        level=names[-1] if names else None,
        cause=seen.problem.cause if seen.problem else None,
        because="" if failed is None else f"{failed.name}: {failed.detail}",
        installed=seen.installed,
        seconds=seen.seconds,
        tools=seen.tools,
    )


def _as_failed(cell: Cell, error: TfinstallError) -> Cell:
    """Broken; a lock that could not be installed stays beside the reason, to be looked at."""
    found = error.diagnosis
    return replace(cell, state="broken", cause=found.cause, because=found.title)


@contextmanager
def _logs(folder: Path) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logs = Path(tempfile.mkdtemp(prefix="logs-", dir=folder))
    except OSError as error:
        raise os_failure(error, folder) from error
    try:
        yield logs
    finally:
        shutil.rmtree(logs, ignore_errors=True)


def bytes_in(folder: Path) -> int:
    """Bytes of all files below a folder, links not followed."""
    total = 0
    for place, _, names in os.walk(folder):
        total += sum(os.lstat(os.path.join(place, name)).st_size for name in names)  # noqa: PTH118 - a hundred thousand of them
    return total
