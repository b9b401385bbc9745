"""What was asked, chosen, installed and proved, kept as JSON inside the environment."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tfinstall.environment.layout import RECEIPT
from tfinstall.environment.oserrors import os_failure
from tfinstall.model import Line, Proof, ProofStep, Receipt

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_VERSION = 1


def write_receipt(environment: Path, receipt: Receipt) -> Path:
    """Leave the receipt in an environment, whole or not at all; answers its path.

    Raises TfinstallError with the operating system's reason.
    """
    path = environment / RECEIPT
    document = {"schema_version": SCHEMA_VERSION, **asdict(receipt)}
    document["created"] = receipt.created.isoformat()
    beside = path.with_name(f"{RECEIPT}.new")
    try:
        beside.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise os_failure(error, path) from error
    return path


def read_receipt(environment: Path) -> Receipt | None:
    """The receipt in an environment; None where there is none that can be read.

    `receipt_problem` tells why.
    """
    receipt, _ = _load(environment)
    return receipt


def receipt_problem(environment: Path) -> str | None:
    """Why the receipt that is there cannot be read; None where it can, or where there is none."""
    _, problem = _load(environment)
    return problem


def _load(environment: Path) -> tuple[Receipt | None, str | None]:
    path = environment / RECEIPT
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        version = document.pop("schema_version")
        if version > SCHEMA_VERSION:
            return None, f"{path} was written by a newer tfinstall (schema {version})"
        return _receipt(document), None
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        return None, f"{path} is damaged: {error}"


def _receipt(document: dict[str, Any]) -> Receipt:
    fields = dict(document)
    proof = fields.pop("proof")
    return Receipt(
        created=datetime.fromisoformat(fields.pop("created")),
        asked=tuple(fields.pop("asked")),
        caps=tuple(fields.pop("caps")),
        proof=None if proof is None else _proof(proof),
        **fields,
    )


def _proof(fields: dict[str, Any]) -> Proof:
    return Proof(
        **{
            **fields,
            "steps": tuple(ProofStep(**step) for step in fields["steps"]),
            "devices": tuple(fields["devices"]),
            "output": tuple(Line(**line) for line in fields["output"]),
        }
    )
