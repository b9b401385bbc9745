"""Performs one fault on one pip, and judges what came out."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.faults.fault import KILLED, NotArrangedError
from tests.faults.packages import NEW
from tests.faults.promise import broken, broken_by_success, is_folder, look, works
from tests.faults.scene import Scene

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation
    from tests.faults.promise import Before
    from tests.faults.scene import Ran
    from tests.faults.workshop import Workshop

SUCCESS = "(success)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one fault on one pip."""

    fault: str
    generation: Generation
    cause: str
    problems: tuple[str, ...]
    seconds: float
    stage: str
    """The last pip that ran, or `before pip`."""
    ran: Ran


def perform(fault: Fault, generation: Generation, workshop: Workshop) -> Result:
    """Arranges, runs, judges, undoes; raises pytest's Skipped where something is missing."""
    root = workshop.root / f"scene-{generation.pip}"
    shutil.rmtree(root, ignore_errors=True)
    with ExitStack() as stack:
        scene = Scene(root=root, workshop=workshop, generation=generation, stack=stack)
        if fault.old:
            furnish(scene)
        fault.arrange(scene)
        before = look(scene)
        ran = scene.tfinstall()
        problems = judge(fault, scene, before, ran)
        return Result(
            fault=fault.name,
            generation=generation,
            cause=ran.document.get("cause") or (SUCCESS if ran.returncode == 0 else "?"),
            problems=tuple(problems),
            seconds=ran.seconds,
            stage=stage(ran),
            ran=ran,
        )


def furnish(scene: Scene) -> None:
    """An old environment at the target: made once, then put back where it was made."""
    store = scene.workshop.root / f"old-{scene.generation.pip}"
    if not store.exists():
        make_old(scene, store)
    shutil.copytree(store, scene.target, symlinks=True)


def make_old(scene: Scene, store: Path) -> None:
    spec, scene.spec = scene.spec, "2.9"
    ran = scene.tfinstall()
    scene.spec = spec
    if ran.returncode:
        raise NotArrangedError(f"no old environment could be made:\n{explain(ran)}")
    scene.target.rename(store)
    shutil.rmtree(scene.home)
    scene.home.mkdir()
    for path in [*scene.temporary.iterdir(), *scene.project.iterdir()]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def judge(fault: Fault, scene: Scene, before: Before, ran: Ran) -> list[str]:
    """Everything that is wrong with what tfinstall said and left."""
    expected = fault.expected(scene.generation.pip)
    if KILLED in expected:
        problems = _killed(fault, scene, before, ran)
    elif expected:
        problems = [*_said(fault, expected, ran), *broken(scene, before, ran)]
    else:
        problems = [*_said(fault, expected, ran), *broken_by_success(scene, before, ran, NEW)]
    if fault.again:
        problems += _again(scene, before)
    return problems


def _killed(fault: Fault, scene: Scene, before: Before, ran: Ran) -> list[str]:
    """Who is killed says nothing, and cleans up nothing: the next run does."""
    problems = []
    if ran.returncode not in codes(fault):
        problems.append(f"exit code {ran.returncode}, not {fault.code}")
    if before.environment is not None and not works(scene.target, ""):
        problems.append("neither the old nor the new environment works")
    if before.environment is None and is_folder(scene.target) and not works(scene.target, NEW):
        problems.append("a new environment stands there that does not work")
    return problems


def codes(fault: Fault) -> tuple[int, ...]:
    return fault.code if isinstance(fault.code, tuple) else (fault.code,)


def _said(fault: Fault, expected: tuple[str, ...], ran: Ran) -> list[str]:
    document = ran.document
    if not document:
        return [f"no JSON document, exit code {ran.returncode}"]
    problems = []
    cause = document.get("cause")
    if (cause not in expected) if expected else (cause is not None):
        problems.append(f"cause {cause}, not {' or '.join(expected) or SUCCESS}")
    if ran.returncode not in codes(fault) or document.get("exit_code") != ran.returncode:
        told = document.get("exit_code")
        problems.append(f"exit code {ran.returncode} (document: {told}), not {fault.code}")
    if "Traceback" in ran.errors:
        problems.append("a traceback on the screen")
    spoken = bool(expected) or not fault.causes
    if fault.says and spoken and not re.search(fault.says, told_by(document), re.IGNORECASE):
        problems.append(f"no evidence like {fault.says!r}")
    return problems


def told_by(document: dict[str, Any]) -> str:
    """All words of the diagnosis: evidence, facts, title, explanation, remedies."""
    found = document.get("diagnosis") or {}
    parts = [found.get("title", ""), found.get("explanation", "")]
    parts += [f"{name}={value}" for name, value in (found.get("facts") or {}).items()]
    parts += [each.get("text", "") for each in found.get("evidence") or []]
    parts += [f"{each.get('text')} {each.get('command')}" for each in found.get("remedies") or []]
    parts += [
        str(each.get("helped")) + each.get("text", "") for each in document.get("applied") or []
    ]
    return "\n".join(parts)


def _again(scene: Scene, before: Before) -> list[str]:
    """The fault is over: the same command succeeds, and cleans up what a kill has left."""
    scene.heal()
    ran = scene.tfinstall()
    if ran.returncode:
        return [f"the second run failed: {ran.document.get('cause')}\n{explain(ran)}"]
    found = broken_by_success(scene, before, ran, NEW)
    return [f"after the second run: {each}" for each in found]


def stage(ran: Ran) -> str:
    attempts = ran.document.get("attempts") or []
    return str(attempts[-1].get("tool")) if attempts else "before pip"


def explain(ran: Ran) -> str:
    """What a person needs to see why a row is wrong."""
    return (
        f"$ {' '.join(ran.command)}\nexit code {ran.returncode} after {ran.seconds:.1f} s\n"
        f"── stdout\n{ran.output[-4000:]}\n── stderr\n{ran.errors[-4000:]}"
    )
