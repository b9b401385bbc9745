"""Whether an installation did what was asked: pip's exit status 0 does not say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.markers import default_environment
from packaging.utils import canonicalize_name

from tfinstall.diagnosis import failure
from tfinstall.installer import hashes
from tfinstall.installer.pip import report_of
from tfinstall.installer.sites import complete, installed, python_version
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import Distribution
    from pathlib import Path

    from packaging.requirements import Requirement
    from packaging.utils import NormalizedName

    from tfinstall.model import Attempt, Line

# ERROR: tensorboard 2.10.1 has requirement protobuf<3.20, but you'll have protobuf 4.1 which is ...
# tensorboard 2.10.1 requires protobuf<3.20, but you have protobuf 4.1 which is incompatible.
# tensorboard 2.10.1 requires protobuf<3.20, which is not installed.
_CONFLICT = re.compile(
    r"^(?:ERROR: )?(?P<package>[A-Za-z0-9][\w.-]*) \S+ (?:has requirement|requires) "
    r"(?P<wanted>\S.*?), (?:but you(?:'ll)? have (?P<present>\S+ \S+) |which is not installed)"
)
_INSTALLED = re.compile(r"^Successfully installed (?P<all>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found out about a successful installation."""

    checked: tuple[str, ...] = ()
    """File names whose SHA-256 is the expected one."""
    unchecked: tuple[str, ...] = ()
    """Wheels that pip took under an expected name without anybody knowing their SHA-256."""
    older_conflicts: tuple[str, ...] = ()
    """Lines of pip about packages that this run did not touch."""


def verify_install(
    python: Path,
    requirements: Iterable[Requirement],
    attempt: Attempt,
    *,
    expected: Mapping[str, str],
) -> Verification:
    """What the attempt, which ended with 0, has really left in the environment.

    `expected` is file name to SHA-256 of every wheel of the release that was asked for. Raises
    `hash-mismatch` where pip took another file under such a name, `environment-damaged` where
    something asked for is missing or has no list of its files, and `dependency-conflict` where
    pip itself says that what it installed does not go together.
    """
    verification = verify_hashes(attempt, expected=expected)
    _present(python, requirements)
    conflicts = [(line, found) for line in attempt.output if (found := _CONFLICT.match(line.text))]
    touched = _touched(attempt)
    ours = [(line, found) for line, found in conflicts if _names(found) & touched]
    if ours:
        raise _conflict(ours)
    return Verification(
        checked=verification.checked,
        unchecked=verification.unchecked,
        older_conflicts=tuple(line.text for line, _ in conflicts),
    )


def verify_hashes(attempt: Attempt, *, expected: Mapping[str, str]) -> Verification:
    """Which of the wheels taken are the expected ones; raises `hash-mismatch`."""
    found = _taken(attempt)
    for name in hashes.wrong(found, expected):
        raise failure(
            "hash-mismatch",
            f"{name} is not the file that the matrix knows: its SHA-256 is another one",
            evidence=(
                Evidence(source="pip", text=f"{name} sha256={found[name]}"),
                Evidence(source="matrix", text=f"{name} sha256={expected[name]}"),
            ),
            file=name,
            expected=expected[name],
            got=found[name] or "",
        )
    taken = [name for name in found if name in expected]
    return Verification(
        checked=tuple(name for name in taken if found[name]),
        unchecked=tuple(name for name in taken if not found[name]),
    )


def _taken(attempt: Attempt) -> dict[str, str | None]:
    """File name to SHA-256, from the report where there is one, else from the log."""
    if attempt.log is None:
        return {}
    return hashes.from_report(report_of(attempt.log)) or hashes.from_log(attempt.log)


def _present(python: Path, requirements: Iterable[Requirement]) -> None:
    here = installed(python)
    for requirement in requirements:
        if _applies(requirement, python):
            _check(requirement, here.get(canonicalize_name(requirement.name)))


def _applies(requirement: Requirement, python: Path) -> bool:
    """By the environment's Python, not by the one that runs this."""
    if requirement.marker is None:
        return True
    version = python_version(python)
    if version is None:
        return False
    environment = {**default_environment(), "python_version": str(version), "extra": ""}
    if "python_full_version" in str(requirement.marker):
        return False  # the patch release is not known without starting the interpreter
    return requirement.marker.evaluate({name: str(value) for name, value in environment.items()})


def _check(requirement: Requirement, distribution: Distribution | None) -> None:
    name = requirement.name
    if distribution is None:
        problem = f"{name} was asked for and is not in the environment, though pip reports success"
    elif not complete(distribution):
        problem = f"{name} is in the environment without a list of its files"
    elif not requirement.specifier.contains(distribution.version, prereleases=True):
        problem = f"{name} is {distribution.version} in the environment, not `{requirement}`"
    else:
        return
    raise failure("environment-damaged", problem, package=name)


def _touched(attempt: Attempt) -> set[NormalizedName]:
    """The names in pip's last line: `Successfully installed numpy-1.26.4 six-1.16.0`."""
    found: set[NormalizedName] = set()
    for line in attempt.output:
        success = _INSTALLED.match(line.text)
        if success:
            found |= {canonicalize_name(each.rpartition("-")[0]) for each in success["all"].split()}
    return found


def _names(found: re.Match[str]) -> set[NormalizedName]:
    wanted = re.split(r"[^\w.-]", found["wanted"], maxsplit=1)[0]
    return {canonicalize_name(found["package"]), canonicalize_name(wanted)}


def _conflict(lines: list[tuple[Line, re.Match[str]]]) -> Exception:
    first = lines[0][1]
    present = f"{first['present']} is there" if first["present"] else "which is missing"
    return failure(
        "dependency-conflict",
        f"{first['package']} requires {first['wanted']}, and {present}",
        evidence=tuple(
            Evidence(source="pip", text=line.text, line=line.number) for line, _ in lines
        ),
        package=first["package"],
    )
