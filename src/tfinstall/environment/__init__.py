"""Makes environments, changes them as a transaction, proves them, and keeps their receipts."""

from __future__ import annotations

from tfinstall.environment.activation import activation, shell_of
from tfinstall.environment.creation import create
from tfinstall.environment.interrupts import Terminated, stoppable
from tfinstall.environment.layout import Environment, describe, packages
from tfinstall.environment.proof import proof_evidence, prove
from tfinstall.environment.receipt import read_receipt, receipt_problem, write_receipt
from tfinstall.environment.target import check_target
from tfinstall.environment.transaction import existing_environment, new_environment

__all__ = [
    "Environment",
    "Terminated",
    "activation",
    "check_target",
    "create",
    "describe",
    "existing_environment",
    "new_environment",
    "packages",
    "proof_evidence",
    "prove",
    "read_receipt",
    "receipt_problem",
    "shell_of",
    "stoppable",
    "write_receipt",
]
