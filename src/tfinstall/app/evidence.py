"""What failed → why: hands the evidence of an attempt or a proof to diagnosis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfinstall import environment
from tfinstall.diagnosis import failure
from tfinstall.diagnosis.decode import decode
from tfinstall.diagnosis.diagnosing import diagnose
from tfinstall.diagnosis.facts import Facts
from tfinstall.model import Diagnosis, Evidence, Line, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tfinstall.model import Attempt, Plan, Proof

CHUNK = 1 << 20


def diagnosed_attempt(attempt: Attempt, made: Plan) -> TfinstallError:
    """Why an installer failed: its own log tells more than its console.

    The console alone prints the same for a dead network, a proxy and a wrong Python.
    """
    lines = (*_logged(attempt.log), *attempt.output)
    return _named(lines, _facts(made, "pip", attempt.returncode, attempt.tool), attempt.log)


def diagnosed_proof(proof: Proof, made: Plan | None, log: Path | None) -> TfinstallError:
    """Why a TensorFlow that was installed does not work."""
    lines = environment.proof_evidence(proof)
    return _named(lines, _facts(made, "proof", proof.returncode or 1), log)


def _named(lines: Iterable[Line], facts: Facts, log: Path | None) -> TfinstallError:
    kept = tuple(lines)
    found = diagnose(kept, facts)
    if isinstance(found, Diagnosis):
        return TfinstallError(replace(found, log=log))
    evidence = tuple(
        Evidence(source=facts.source, line=line.number, text=line.text) for line in kept[-5:]
    )
    unknown = failure("unknown", evidence=evidence)
    return TfinstallError(replace(unknown.diagnosis, log=log))


def _facts(made: Plan | None, source: str, returncode: int, tool: str | None = None) -> Facts:
    if made is None:
        return Facts(source=source, returncode=returncode)
    python = made.selection.interpreter.value
    return Facts(
        tool=tool,
        returncode=returncode,
        python=str(python.version),
        os=made.platform.os,
        arch=made.platform.arch,
        wanted=str(made.selection.version.value),
        source=source,
    )


def _logged(log: Path | None) -> Iterator[Line]:
    """The lines of a kept log, prefixes and colours taken off; none where it cannot be read."""
    if log is None:
        return
    try:
        with log.open("rb") as file:
            for number, text in enumerate(decode(iter(lambda: file.read(CHUNK), b"")), 1):
                yield Line(text=text, number=number, stream="log")
    except OSError:
        return
