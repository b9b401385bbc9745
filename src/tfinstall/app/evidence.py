"""What failed → why: hands the evidence of an attempt or a proof to diagnosis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import Version

from tfinstall import environment
from tfinstall.diagnosis import Facts, decode, diagnose, failure
from tfinstall.diagnosis.releases import Builtin
from tfinstall.matrix.tags import supports
from tfinstall.model import Diagnosis, Evidence, Line, Remedy, TfinstallError
from tfinstall.resolution.names import TENSORFLOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tfinstall.index import File
    from tfinstall.matrix import Matrix
    from tfinstall.model import Attempt, Plan, Platform, Proof

CHUNK = 1 << 20
FOUND_NOTHING = frozenset(
    {
        "version-not-found",
        "index-unreachable",
        "index-invalid",
        "http-404",
        "wheel-tag-mismatch",
        "unknown",
    }
)
"""Causes behind which pip may hide what the index really answered."""

SAID_MISSING = frozenset({"version-not-found", "wheel-tag-mismatch"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the matrix in use says of TensorFlow's releases, as diagnosis asks for it."""

    matrix: Matrix
    platform: Platform

    def exists(self, version: str) -> bool:
        return Version(version) in self.matrix.versions(TENSORFLOW)

    def pythons(self, version: str, platform: str) -> tuple[str, ...]:
        if platform != str(self.platform):
            return Builtin().pythons(version, platform)
        return self.matrix.pythons(TENSORFLOW, Version(version), self.platform)


def diagnosed_attempt(attempt: Attempt, made: Plan, matrix: Matrix) -> TfinstallError:
    """Why an installer failed: its own log tells more than its console.

    The console alone prints the same for a dead network, a proxy and a wrong Python.
    """
    facts = replace(_facts(made, "pip", 0), releases=Known(matrix, made.platform))
    return second_opinion(attempt_named(attempt, facts), made)


def attempt_named(attempt: Attempt, facts: Facts) -> TfinstallError:
    """The same with what is known of the run, and without asking the index."""
    lines = tuple(_logged(attempt.log))
    if not _whole(lines, attempt):
        lines = (*lines, *attempt.output)
    known = replace(facts, source="pip", tool=attempt.tool, returncode=attempt.returncode)
    return _named(lines, known, attempt.log)


def _whole(logged: Iterable[Line], attempt: Attempt) -> bool:
    """Whether the kept log has the end of the output too; a disk that is full cuts it off."""
    told = [text for line in attempt.output if (text := line.text.strip())]
    return bool(told) and any(line.text.strip() == told[-1] for line in logged)


def second_opinion(error: TfinstallError, made: Plan) -> TfinstallError:
    """What the index itself answers, where pip only says that it found nothing.

    The matrix knows the release, so that an index without it, or an answer that is no index page,
    is news that pip's words do not hold. The first opinion stands where the index has no other.
    """
    if error.diagnosis.cause not in FOUND_NOTHING or made.request.pip.no_index:
        return error
    from tfinstall.index import Index, configured  # noqa: PLC0415  (only after a failure)

    names = [made.selection.distribution.value, *(each.name for each in made.request.requirements)]
    missing = _missing(error.diagnosis)
    try:
        with Index(replace(configured(made.request.pip), retries=0)) as index:
            projects = index.projects([*names, *([missing.name] if missing else [])])
    except TfinstallError as better:
        found, first = better.diagnosis, error.diagnosis
        evidence = found.evidence or first.evidence
        return TfinstallError(replace(found, log=first.log, evidence=evidence))
    unknown = [name for name in names if not projects[name]]
    if unknown:
        return _not_on_index(error, unknown[0])
    fitting = _newest_fitting(missing, projects[missing.name], made) if missing else None
    return error if missing is None or fitting is None else _excluded(error, missing, fitting)


def _missing(found: Diagnosis) -> Requirement | None:
    """The requirement for which pip found nothing; None where something else stopped it."""
    if found.cause not in SAID_MISSING:
        return None
    try:
        return Requirement(found.facts.get("requirement", ""))
    except InvalidRequirement:
        return None


def _newest_fitting(wanted: Requirement, files: Iterable[File], made: Plan) -> Version | None:
    """The newest version on the index that satisfies the requirement here; None: none does."""
    python = made.selection.interpreter.value
    fitting = (
        file.version
        for file in files
        if file.version in wanted.specifier
        and file.yanked is None
        and (file.requires_python is None or python.version in file.requires_python)
        and (not file.is_wheel or supports(made.platform, python, file.tags))
    )
    return max(fitting, default=None)


def _excluded(error: TfinstallError, missing: Requirement, fitting: Version) -> TfinstallError:
    """Old pips call it missing what a constraint excludes: it is there, and may not be taken."""
    conflict = failure(
        "dependency-conflict",
        f"`{missing}` is wanted, and {missing.name} {fitting} is on the index, "
        "but another requirement, a constraint or a required hash excludes it",
        evidence=error.diagnosis.evidence,
        package=missing.name,
    )
    return TfinstallError(replace(conflict.diagnosis, log=error.diagnosis.log))


def _not_on_index(error: TfinstallError, name: str) -> TfinstallError:
    made = failure(
        "version-not-found",
        f"No configured index has a project named `{name}`",
        evidence=error.diagnosis.evidence,
        remedies=(
            Remedy(text="Check the spelling of the name"),
            Remedy(text="See which indexes are asked", command="python -m pip config list"),
        ),
        package=name,
    )
    return TfinstallError(replace(made.diagnosis, log=error.diagnosis.log))


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


def _facts(made: Plan | None, source: str, returncode: int) -> Facts:
    if made is None:
        return Facts(source=source, returncode=returncode)
    python = made.selection.interpreter.value
    return Facts(
        returncode=returncode,
        python=str(python.version),
        os=made.platform.os,
        arch=made.platform.arch,
        wanted=str(made.selection.version.value),
        proxy=made.request.pip.proxy,
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
