"""Compares an environment with its records and its receipt, and proves it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tfinstall import environment
from tfinstall.app.damage import damage_found, made_anew
from tfinstall.app.evidence import diagnosed_proof
from tfinstall.environment.oserrors import os_failure
from tfinstall.environment.records import inspect
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.environment import Environment
    from tfinstall.environment.records import Inspection
    from tfinstall.model import Diagnosis, Proof, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What others have done to the packages since the receipt was written: name to version."""

    added: Mapping[str, str]
    changed: Mapping[str, tuple[str, str]]
    """The version that was, and the one that is."""
    removed: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What an environment holds, and what its TensorFlow can do."""

    path: Path
    inspection: Inspection
    proof: Proof
    receipt: Receipt | None
    """None: tfinstall did not make it."""
    changes: Changes | None
    """None: there is no receipt to compare with."""
    diagnosis: Diagnosis | None
    """None: all of it is as it should be."""


def verify(path: Path, *, reporter: Reporter) -> Proof:
    """What TensorFlow can do in an environment, whoever made it.

    Raises TfinstallError where it cannot do all of it, or where files are damaged.
    """
    found = examine(path, reporter=reporter)
    if found.diagnosis is not None:
        raise TfinstallError(found.diagnosis)
    return found.proof


def examine(path: Path, *, reporter: Reporter) -> Verification:
    """Every file by its RECORD, the packages by the receipt, and TensorFlow by the proof.

    Raises TfinstallError where there is no environment, or none whose Python starts.
    """
    receipt = environment.read_receipt(path)
    env = _described(path, receipt)
    reporter.stage("check", f"the files in {path}")
    try:
        inspection = inspect(env, reporter=reporter)
    except OSError as error:
        raise os_failure(error, path) from error
    reporter.stage("check", f"{inspection.files} files of {inspection.distributions} packages")
    reporter.stage("prove", f"TensorFlow in {path}")
    proof = environment.prove(env.python)
    return Verification(
        path=path,
        inspection=inspection,
        proof=proof,
        receipt=receipt,
        changes=None if receipt is None else _changes(env, receipt),
        diagnosis=_diagnosis(env, inspection, proof, receipt),
    )


def _described(path: Path, receipt: Receipt | None) -> Environment:
    """Of one that tfinstall made and whose Python is gone, the way back is known."""
    try:
        return environment.describe(path)
    except TfinstallError as error:
        found = error.diagnosis
        if receipt is None or found.cause != "environment-damaged":
            raise
        raise TfinstallError(replace(found, remedies=(made_anew(path, receipt),))) from error


def _diagnosis(
    env: Environment, inspection: Inspection, proof: Proof, receipt: Receipt | None
) -> Diagnosis | None:
    failed = None if proof.proved else diagnosed_proof(proof, None, None).diagnosis
    if inspection.damaged:
        return damage_found(env, inspection, receipt, failed)
    return failed


def _changes(env: Environment, receipt: Receipt) -> Changes:
    now = {str(name): version for name, version in environment.packages(env).items()}
    then = receipt.packages
    return Changes(
        added={name: version for name, version in now.items() if name not in then},
        changed={
            name: (version, now[name])
            for name, version in then.items()
            if name in now and now[name] != version
        },
        removed={name: version for name, version in then.items() if name not in now},
    )
