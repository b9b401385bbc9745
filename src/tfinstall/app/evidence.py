"""What failed → why: hands the evidence of an attempt or a proof to diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall import environment
from tfinstall.diagnosis import failure
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.model import Attempt, Line, Plan, Proof, TfinstallError


def diagnosed_attempt(attempt: Attempt, made: Plan) -> TfinstallError:
    return failure("unknown", evidence=_last(attempt.output, "pip"))


def diagnosed_proof(proof: Proof, log: Path | None) -> TfinstallError:
    return failure("unknown", evidence=_last(environment.proof_evidence(proof), "proof"))


def _last(lines: tuple[Line, ...], source: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(source=source, line=line.number, text=line.text) for line in lines[-8:])
