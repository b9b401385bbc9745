"""Proves an environment again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall import environment
from tfinstall.app.evidence import diagnosed_proof

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.model import Proof


def verify(path: Path, *, reporter: Reporter) -> Proof:
    """What TensorFlow can do in an environment, whoever made it.

    Raises TfinstallError where it cannot do all of it.
    """
    env = environment.describe(path)
    reporter.stage("prove", f"TensorFlow in {path}")
    proof = environment.prove(env.python)
    if not proof.proved:
        raise diagnosed_proof(proof, None, None)
    return proof
