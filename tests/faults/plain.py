"""The same faults met by pip alone, and `tfinstall diagnose` reading what it left.

This is also how logs for the corpus are made: `python -m tests.faults --capture DIR`.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.generations import GENERATIONS
from tests.faults.performance import told_by
from tests.faults.scene import Scene

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation
    from tests.faults.scene import Ran
    from tests.faults.workshop import Workshop

TOPICS = ("network", "proxy", "tls", "index", "archive", "build", "requirements")
"""What pip meets in the same way with and without tfinstall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What `tfinstall diagnose` made of pip's console output and of its log."""

    fault: str
    generation: Generation
    console: str
    """What pip printed; empty where it succeeded."""
    by_console: str
    """The cause by what pip printed alone, which often cannot be enough."""
    by_log: str
    told: str
    log: str
    """What pip wrote by itself, with everything that the console lacks."""
    pip: Ran


def applies(fault: Fault) -> bool:
    return fault.plain and fault.topic in TOPICS and bool(fault.causes)


def generations(fault: Fault) -> list[Generation]:
    """Those whose own log can tell it."""
    shown = [each for each in GENERATIONS if not fault.pips or each.pip in fault.pips]
    return [each for each in shown if each.pip not in fault.mute]


def read(fault: Fault, generation: Generation, workshop: Workshop) -> Reading:
    """Let that pip fail, then ask why."""
    root = workshop.root / f"plain-scene-{generation.pip}"
    shutil.rmtree(root, ignore_errors=True)
    with ExitStack() as stack:
        scene = Scene(root=root, workshop=workshop, generation=generation, stack=stack)
        fault.arrange(scene)
        log, console = scene.root / "pip.log", scene.root / "console.log"
        ran = scene.plain_pip(log)
        console.write_text(f"{ran.output}{ran.errors}", encoding="utf-8")
        scene.changes.clear()
        by_log, told = diagnosed(scene, log, generation)
        by_console, _ = diagnosed(scene, console, generation)
        return Reading(
            fault=fault.name,
            generation=generation,
            console=console.read_text(encoding="utf-8"),
            by_console=by_console,
            by_log=by_log,
            told=told,
            log=log.read_text(encoding="utf-8", errors="replace") if log.exists() else "",
            pip=ran,
        )


def diagnosed(scene: Scene, log: Path, generation: Generation) -> tuple[str, str]:
    """The cause that `tfinstall diagnose` names, and all that it says about it."""
    if not log.exists():
        return "(no log)", ""
    scene.environment.pop("LD_PRELOAD", None)
    ran = scene.tfinstall("diagnose", "--json", "--python", generation.python, str(log))
    document = ran.document
    return document.get("cause") or "(success)", told_by(document) or ran.errors


def keep(folder: Path, fault: Fault, reading: Reading) -> None:
    """One captured log: a header of facts, then what pip printed, or its log if that says more."""
    place = folder / fault.causes[0]
    place.mkdir(parents=True, exist_ok=True)
    name = f"{fault.name}-pip-{reading.generation.pip}.log"
    head = (
        f"#: cause: {fault.causes[0]}\n"
        f"#: also: {', '.join(fault.causes[1:])}\n"
        f"#: python: {reading.generation.python}\n"
        f"#: pip: {reading.generation.pip}\n"
        f"#: exit: {reading.pip.returncode}\n"
        f"#: from: captured from pip {reading.generation.pip}\n"
    )
    text = reading.console if reading.by_console in fault.causes else reading.log
    (place / name).write_text(head + text, encoding="utf-8")


def wrong(fault: Fault, reading: Reading) -> list[str]:
    """Nothing, where the log gives the true cause and the console no false one."""
    right = {*fault.causes, *fault.but.get(reading.generation.pip, ())}
    problems = []
    if reading.pip.returncode == 0:
        problems.append("plain pip succeeds")
    elif reading.by_log not in right:
        problems.append(f"by the log: {reading.by_log}, not {' or '.join(sorted(right))}")
    return problems
