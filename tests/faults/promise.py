"""What has to hold after every failure: section by section what a user was promised.

No new environment, or the old one as it was and working; nothing half made; nobody left running.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.packages import OLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.scene import Ran, Scene

LOCK = ".lock"
"""A lock file may stay: removing it would be a race. It must be empty or hold a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How things stood before the run."""

    environment: dict[str, str] | None
    """Every file of the environment with its digest; None: there was none."""
    worked: bool
    """Whether the old TensorFlow was in it."""
    beside: frozenset[Path]
    """What lay where the run could leave something."""


def look(scene: Scene) -> Before:
    target = scene.into or scene.target
    return Before(
        environment=fingerprint(target) if is_folder(target) else None,
        worked=is_folder(target) and works(target, OLD),
        beside=frozenset(places(scene)),
    )


def broken(scene: Scene, before: Before, ran: Ran) -> list[str]:
    """Which parts of the promise do not hold after a failed run."""
    return [
        *_environment(scene, before),
        *_leftovers(scene, before, ran),
        *(f"left running: {each}" for each in ran.left),
    ]


def broken_by_success(scene: Scene, before: Before, ran: Ran, version: str) -> list[str]:
    """The same for a run that has to succeed, and clears away what a killed one left."""
    problems = [] if works(scene.into or scene.target, version) else ["TensorFlow does not work"]
    return [
        *problems,
        *_leftovers(scene, before, ran),
        *(f"left running: {each}" for each in ran.left),
    ]


def _environment(scene: Scene, before: Before) -> Iterator[str]:
    target = scene.into or scene.target
    if before.environment is None:
        if is_folder(target) and not target.is_symlink():
            yield f"there is a new environment: {sorted(p.name for p in target.iterdir())}"
        return
    if not is_folder(target):
        yield "the old environment is gone"
        return
    now = fingerprint(target)
    if now != before.environment:
        changed = {path for path, _ in now.items() ^ before.environment.items()}
        yield f"the old environment has changed: {sorted(changed)[:8]} ({len(changed)} files)"
    if before.worked and not works(target, OLD):
        yield "the old TensorFlow does not work any more"


def _leftovers(scene: Scene, before: Before, ran: Ran) -> Iterator[str]:
    """What is new, but for the environment, the log that the user is told of, and locks."""
    document = ran.document
    log = document.get("log") or (document.get("diagnosis") or {}).get("log")
    told = {Path(log), *Path(log).parents} if log else set()
    target = scene.into or scene.target
    for path in sorted(frozenset(places(scene)) - before.beside):
        known = path == target or path in told or path in scene.allowed
        beside_log = log is not None and path.parent == Path(log).parent
        if not known and not beside_log and not path.name.endswith(LOCK):
            yield f"left lying about: {path.relative_to(scene.root)}"


def places(scene: Scene) -> Iterator[Path]:
    """Everything beside the target, in the working directory and in the temporary folder."""
    for folder in {scene.project, (scene.into or scene.target).parent, scene.temporary}:
        if folder.is_dir():
            yield from folder.iterdir()
    for folder in scene.temporary.iterdir() if scene.temporary.is_dir() else ():
        if folder.is_dir():
            yield from folder.iterdir()


def is_folder(path: Path) -> bool:
    """False also for names that no file system takes, which raise before Python 3.14."""
    with suppress(OSError):
        return path.is_dir()
    return False


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file and link below, by content; not the bytecode that an import may leave."""
    found = {}
    for below, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if each != "__pycache__"]
        for name in files:
            path = Path(below, name)
            content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
            found[str(path.relative_to(folder))] = hashlib.sha256(content).hexdigest()
    return found


def works(environment: Path, version: str) -> bool:
    """Whether its TensorFlow is that one and can multiply."""
    code = (
        "import tensorflow as tf; "
        f"assert tf.__version__.startswith({version!r}), tf.__version__; "
        "assert tf.matmul(tf.constant([[2.0]]), tf.constant([[3.0]])).numpy().tolist() == [[6.0]]"
    )
    python = environment / "bin" / "python"
    if not python.exists():
        return False
    command = [str(python), "-I", "-B", "-c", code]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
