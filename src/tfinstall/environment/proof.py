"""Lets a child process of an environment show what TensorFlow can do there."""

from __future__ import annotations

import json
import sys
from importlib import resources
from typing import TYPE_CHECKING, Any

from tfinstall.diagnosis import failure
from tfinstall.environment.crashes import crashed, ending
from tfinstall.environment.oserrors import os_failure, ours
from tfinstall.environment.process import clean_environ, run
from tfinstall.environment.workplace import workplace
from tfinstall.model import Evidence, Line, Proof, ProofStep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tfinstall.environment.process import Finished
    from tfinstall.model import StepName

STEPS: tuple[StepName, ...] = ("import", "compute", "train")
"""What an installation is judged by."""
DEEPER: tuple[StepName, ...] = (*STEPS, "use", "save", "tensorboard")
"""What a lock is certified by; takes three times as long."""
LIMIT = 300.0
"""Seconds; a cold import of a large release from a slow disk takes more than a minute."""

# Settings that change what is proved: the messages wanted as evidence, another Keras backend.
UNWANTED = ("TF_CPP_MIN_LOG_LEVEL", "KERAS_BACKEND")


def prove(
    python: Path,
    *,
    steps: Sequence[StepName] = STEPS,
    limit: float = LIMIT,
    environ: Mapping[str, str] | None = None,
) -> Proof:
    """Import, compute and train with the environment's TensorFlow; a crash is a result.

    `limit` is seconds. Raises TfinstallError (`environment-damaged`) where `python` does not
    start at all.
    """
    with workplace() as folder:
        script, results = folder / "proof_script.py", folder / "result.jsonl"
        script.write_text(_script(), encoding="utf-8")
        empty = folder / "empty"
        empty.mkdir()  # an innocent place: nothing here can be imported in place of a package
        # -E and -s, not -I, which Python 2.7 lacks: nothing to import lies beside the script.
        command = (python, "-E", "-s", script, results, str(limit), *steps)
        try:
            finished = run(command, cwd=empty, environ=_surroundings(environ), limit=limit)
        except OSError as error:
            if ours(error):
                raise os_failure(error, python) from error
            raise failure(
                "environment-damaged",
                f"{python} does not start",
                evidence=(Evidence(source="this machine", text=str(error)),),
                path=str(python),
            ) from error
        return _read(finished, _facts(results), steps)


def proof_evidence(proof: Proof) -> tuple[Line, ...]:
    """What the child printed, and after it, as lines of their own, how the steps ended."""
    number = proof.output[-1].number if proof.output else 0
    told = [f"proof: {step.name} failed: {step.detail}" for step in proof.steps if not step.passed]
    if proof.timed_out:
        told.append(f"proof: stopped after {proof.seconds:.0f} seconds")
    if crashed(proof.returncode):
        told.append(f"proof: the process ended with {ending(proof.returncode)}")
    lines = (Line(text=text, number=number + at) for at, text in enumerate(told, 1))
    return (*proof.output, *lines)


def _script() -> str:
    """The text, not the path: inside a zipapp there is no file that a child could be given."""
    script = resources.files("tfinstall.environment") / "proof_script.py"
    return script.read_text(encoding="utf-8")


def _surroundings(environ: Mapping[str, str] | None) -> dict[str, str]:
    kept = clean_environ(environ)
    for name in UNWANTED:
        kept.pop(name, None)
    # A GPU may be shared: taking all of its memory for two numbers would fail, or harm others.
    kept.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
    if sys.platform == "win32":
        kept.setdefault("SYSTEMROOT", "C:\\Windows")  # sockets and random numbers need it there
    return kept


def _facts(results: Path) -> list[dict[str, Any]]:
    """What the child told; the last line may be cut where it died."""
    facts = []
    try:
        lines = results.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    for line in lines:
        try:
            facts.append(json.loads(line))
        except ValueError:
            break
    return facts


def _read(
    finished: Finished, facts: Sequence[Mapping[str, Any]], wanted: Sequence[StepName]
) -> Proof:
    steps = tuple(_step(fact) for fact in facts if "step" in fact)
    if all(step.passed for step in steps) and len(steps) < len(wanted):
        steps = (*steps, _unfinished(wanted[len(steps)], finished, steps))
    return Proof(
        steps=steps,
        returncode=finished.returncode,
        seconds=finished.seconds,
        versions=next((fact["versions"] for fact in reversed(facts) if "versions" in fact), {}),
        devices=tuple(next((fact["devices"] for fact in facts if "devices" in fact), ())),
        output=finished.output,
        timed_out=finished.timed_out,
    )


def _step(fact: Mapping[str, Any]) -> ProofStep:
    return ProofStep(
        name=fact["step"],
        passed=fact["passed"],
        seconds=fact["seconds"],
        detail=str(fact["detail"]),
    )


def _unfinished(name: StepName, finished: Finished, done: tuple[ProofStep, ...]) -> ProofStep:
    """The step in which the process ended without a word."""
    how = "not done within the time limit" if finished.timed_out else ending(finished.returncode)
    if finished.returncode == 0:
        how = "the process ended by itself, with exit code 0, before the step was done"
    spent = max(finished.seconds - sum(step.seconds for step in done), 0.0)
    return ProofStep(name=name, passed=False, seconds=spent, detail=how)
