"""The JSON document of `--json` and `--report`: one shape for success and failure.

Its schema is `schema.json` beside this file; a contract test pins both.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import tfinstall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.model import (
        Alternative,
        AppliedRemedy,
        Attempt,
        Cell,
        Choice,
        CudaNeeds,
        Diagnosis,
        Failed,
        Gpu,
        Installed,
        Interpreter,
        NoSelection,
        Plan,
        Proof,
        Receipt,
        Selection,
    )

SCHEMA_VERSION = 1
PYTHON = sys.version.split()[0]
"""What `platform.python_version()` would say, 2 ms earlier."""


def envelope(
    command: str, *, cause: str | None = None, exit_code: int = 0, **parts: Any
) -> dict[str, Any]:
    """The document that every command prints; `parts` are what this command adds."""
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "ok": cause is None,
        "cause": cause,
        "exit_code": exit_code,
        "plan": None,
        "environment": None,
        "diagnosis": None,
        "timings": {},
        "versions": {"tfinstall": tfinstall.__version__, "python": PYTHON},
        "log": None,
    }
    versions = parts.pop("versions", {})
    document.update(parts)
    document["versions"] = {**document["versions"], **versions}
    return document


def dumps(document: Mapping[str, Any]) -> str:
    """The document as text; ASCII, so that no terminal and no pipe can spoil it."""
    return json.dumps(document, indent=2) + "\n"


def installed(outcome: Installed) -> dict[str, Any]:
    return envelope(
        "install",
        plan=None if outcome.plan is None else plan(outcome.plan),
        environment=environment(outcome),
        timings=timings(outcome.timings),
        versions=dict(outcome.receipt.tools),
        attempts=[attempt(each) for each in outcome.attempts],
        applied=[applied(each) for each in outcome.applied],
        log=text_or_none(outcome.log),
    )


def failed(command: str, outcome: Failed) -> dict[str, Any]:
    found = outcome.diagnosis
    return envelope(
        command,
        cause=found.cause,
        exit_code=found.exit_code,
        plan=None if outcome.plan is None else plan(outcome.plan),
        diagnosis=diagnosis(found),
        timings=timings(outcome.timings),
        attempts=[attempt(each) for each in outcome.attempts],
        applied=[applied(each) for each in outcome.applied],
        log=text_or_none(found.log),
    )


def plan(value: Plan) -> dict[str, Any]:
    return {
        "spec": value.request.spec.text,
        "platform": str(value.platform),
        "environment": str(value.environment),
        **selection(value.selection),
        "gpu": None if value.gpu is None else gpu(value.gpu),
        "constraints": [
            {"constraint": str(cap.constraint), "because": cap.because, "source": cap.source}
            for cap in value.caps
        ],
        "lock": None if value.cell is None else lock_of(value.cell),
        "pins": pins(value),
        "requirements": [str(each) for each in value.request.requirements],
        "requirement_files": [str(each) for each in value.request.requirement_files],
        "constraint_files": [str(each) for each in value.request.constraint_files],
        "sizes": {
            "download_bytes": value.sizes.download,
            "installed_bytes": value.sizes.installed,
            "estimated": value.sizes.estimated,
        },
        "findings": [
            {
                "severity": each.severity,
                "title": each.title,
                "detail": each.detail,
                "command": each.command,
            }
            for each in value.findings
        ],
    }


def lock_of(value: Cell) -> dict[str, Any]:
    """The certified lock that a plan installs."""
    return {
        "id": value.lock,
        "state": value.state,
        "level": value.level,
        "date": value.date.isoformat(),
        "as_of": None if value.as_of is None else value.as_of.isoformat(),
    }


def pins(value: Plan) -> list[dict[str, Any]]:
    """Every file that will be installed, with its reasons; empty where pip is to resolve."""
    if not value.locked:
        return []
    from tfinstall.resolution.pins import reasons  # noqa: PLC0415  (start-up time)

    python = value.selection.interpreter.value.version
    because = reasons(value.locked, value.caps, value.platform, str(python))
    return [
        {
            "name": file.name,
            "version": str(file.version),
            "filename": file.filename,
            "bytes": file.size,
            "sha256": file.sha256,
            "because": list(because[file.name]),
        }
        for file in value.locked
    ]


def selection(value: Selection) -> dict[str, Any]:
    return {
        "requirement": value.requirement,
        "tensorflow": choice(value.version),
        "distribution": choice(value.distribution),
        "extras": sorted(value.extras),
        "accelerator": choice(value.accelerator),
        "cuda": None if value.cuda is None else cuda(value.cuda),
        "interpreter": {
            **interpreter(value.interpreter.value),
            "because": value.interpreter.because,
        },
        "wheels": [
            {"filename": each.filename, "bytes": each.size, "sha256": each.sha256}
            for each in value.wheels
        ],
        "outside_matrix": value.outside_matrix,
    }


def cuda(value: CudaNeeds) -> dict[str, Any]:
    from tfinstall.resolution import words  # noqa: PLC0415  (start-up time)

    return {
        "cuda": value.cuda,
        "cudnn": value.cudnn,
        "driver": None if value.driver is None else words.driver(value.driver),
        "minimum_capability": value.minimum_capability,
        "capabilities": list(value.capabilities),
        "caveats": list(value.caveats),
    }


def gpu(value: Gpu) -> dict[str, Any]:
    from tfinstall.resolution import words  # noqa: PLC0415  (start-up time)

    driver = None if value.driver is None else words.driver(value.driver)
    return {"kind": value.kind, "driver": driver, "evidence": value.evidence}


def choice(value: Choice[Any]) -> dict[str, str]:
    return {"value": str(value.value), "because": value.because}


def interpreter(value: Interpreter) -> dict[str, Any]:
    return {
        "executable": str(value.executable),
        "version": str(value.version),
        "implementation": value.implementation,
        "bits": value.bits,
        "source": value.source,
        "default": value.is_default,
    }


def no_selection(value: NoSelection) -> dict[str, Any]:
    return {
        "cause": value.cause,
        "title": value.title,
        "reasons": list(value.reasons),
        "pythons": list(value.pythons),
        "releases": list(value.releases),
        "alternatives": [alternative(each) for each in value.alternatives],
    }


def alternative(value: Alternative) -> dict[str, Any]:
    return {"text": value.text, "command": value.command}


def environment(outcome: Installed) -> dict[str, Any]:
    return {
        "path": str(outcome.environment),
        "already": outcome.already,
        **receipt(outcome.receipt),
    }


def receipt(value: Receipt) -> dict[str, Any]:
    return {
        "tensorflow": value.tensorflow,
        "requirement": value.requirement,
        "python": value.python,
        "created": value.created.isoformat(),
        "packages": dict(value.packages),
        "proof": None if value.proof is None else proof(value.proof),
    }


def proof(value: Proof) -> dict[str, Any]:
    return {
        "proved": value.proved,
        "steps": [
            {
                "name": each.name,
                "passed": each.passed,
                "seconds": round(each.seconds, 3),
                "detail": each.detail,
            }
            for each in value.steps
        ],
        "returncode": value.returncode,
        "timed_out": value.timed_out,
        "seconds": round(value.seconds, 3),
        "versions": dict(value.versions),
        "devices": list(value.devices),
    }


def diagnosis(value: Diagnosis) -> dict[str, Any]:
    return {
        "cause": value.cause,
        "title": value.title,
        "explanation": value.explanation,
        "blame": value.blame,
        "exit_code": value.exit_code,
        "transient": value.transient,
        "facts": dict(value.facts),
        "evidence": [
            {"source": each.source, "line": each.line, "text": each.text} for each in value.evidence
        ],
        "remedies": [
            {"text": each.text, "command": each.command, "automatic": each.automatic}
            for each in value.remedies
        ],
        "also_seen": list(value.also_seen),
        "log": text_or_none(value.log),
    }


def attempt(value: Attempt) -> dict[str, Any]:
    return {
        "tool": value.tool,
        "command": list(value.command),
        "returncode": value.returncode,
        "seconds": round(value.seconds, 3),
        "interrupted": value.interrupted,
    }


def applied(value: AppliedRemedy) -> dict[str, Any]:
    return {
        "remedy": value.name,
        "cause": value.cause,
        "text": value.text,
        "helped": value.helped,
    }


def timings(value: Mapping[str, float]) -> dict[str, float]:
    return {name: round(seconds, 3) for name, seconds in value.items()}


def text_or_none(value: object | None) -> str | None:
    return None if value is None else str(value)
