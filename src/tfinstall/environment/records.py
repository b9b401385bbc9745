"""Compares what is installed with what each distribution's RECORD says of its files.

A RECORD (the Python packaging specifications, "Recording installed projects") is a table of path,
hash and size. Compiled bytecode is not looked at: Python makes it anew whenever it has to. An old
`installed-files.txt` of an .egg-info tells paths only.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from tfinstall.effects import Silent
from tfinstall.environment.distributions import installed, leftovers
from tfinstall.environment.hashing import ALGORITHMS, Wanted, hashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.environment.distributions import Distribution, Row
    from tfinstall.environment.hashing import Digests
    from tfinstall.environment.layout import Environment

Kind = Literal["missing", "size", "hash", "unreadable"]
Size = int | str
"""Bytes; `missing`, or why it cannot be known."""
MISSING: Final = "missing"

AMENDED: Final = ("cacert.pem",)
"""Files to which administrators add something of their own, here their certificate authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFile:
    """One file that is not what its distribution says."""

    path: str
    """As RECORD names it, from site-packages."""
    kind: Kind
    text: str
    """Completes the path: `is missing`, `has 12 bytes in place of 345`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """One distribution that is not whole."""

    name: str
    version: str | None
    """None: its metadata does not tell."""
    problem: str = ""
    """What is wrong with its metadata; empty: only with its files."""
    metadata: Path
    """Its .dist-info directory."""
    files: tuple[DamagedFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwritten:
    """Files of one distribution in whose place another has put its own."""

    name: str
    by: str
    files: int

    def __str__(self) -> str:
        many = "1 file" if self.files == 1 else f"{self.files} files"
        return f"{self.by} has written over {many} of {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was compared, and what is not as it should be."""

    distributions: int
    files: int
    size: int
    """Bytes that were hashed."""
    damaged: tuple[Damaged, ...] = ()
    overwritten: tuple[Overwritten, ...] = ()
    amended: tuple[str, ...] = ()
    """Paths of files that have grown as an administrator lets them grow: see `AMENDED`."""
    unchecked: tuple[str, ...] = ()
    """Distributions without a list of their files, which others than pip may leave."""
    leftovers: tuple[Path, ...] = ()
    """What a pip that was cut off has renamed and not removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What one distribution says of one file."""

    owner: Distribution
    path: str
    algorithm: str
    digest: str
    size: int | None


def inspect(environment: Environment, *, reporter: Reporter | None = None) -> Inspection:
    """Compare every file of every distribution with its RECORD, sizes before hashes."""
    folders = environment.site_packages
    owners = [each for folder in folders for each in installed(folder)]
    claims = _claims(owners)
    sizes = {path: _size(path) for path in claims}
    digests = hashed(_to_hash(claims, sizes), reporter or Silent())
    verdicts = _judged(claims, sizes, digests)
    return Inspection(
        distributions=len(owners),
        files=len(claims),
        size=sum(size for path, size in sizes.items() if isinstance(size, int) and path in digests),
        damaged=tuple(_damaged(owners, verdicts.damaged)),
        overwritten=_overwritten(verdicts.overwritten),
        amended=tuple(verdicts.amended),
        unchecked=tuple(each.name for each in owners if not each.rows and not each.problem),
        leftovers=tuple(each for folder in folders for each in leftovers(folder)),
    )


# ── files ───────────────────────────────────────────────────────────────────────────────────


def missing(environment: Environment) -> tuple[str, ...]:
    """The files that a RECORD names and that are not there: a look, none of them is read."""
    owners = [each for folder in environment.site_packages for each in installed(folder)]
    return tuple(path for path in _claims(owners) if _size(path) == MISSING)


def _claims(owners: Iterable[Distribution]) -> dict[str, list[_Claim]]:
    """All that is said of each file, by its path on the disk."""
    claims: dict[str, list[_Claim]] = {}
    for owner in owners:
        for row in owner.rows:
            if row[0].endswith(".pyc") or "__pycache__" in row[0]:
                continue  # virtualenv lists the directories too
            # `../../../bin/pip` is counted from site-packages, links not followed
            path = os.path.normpath(os.path.join(owner.folder, row[0]))  # noqa: PTH118  (as fast)
            claims.setdefault(path, []).append(_claim(owner, row))
    return claims


def _claim(owner: Distribution, row: Row) -> _Claim:
    path, digested, size = row
    algorithm, _, digest = digested.partition("=")
    return _Claim(
        owner=owner,
        path=path,
        algorithm=algorithm if algorithm in ALGORITHMS else "",
        digest=digest.rstrip("="),
        size=int(size) if size.isdigit() else None,
    )


def _size(path: str) -> Size:
    try:
        return os.stat(path).st_size  # noqa: PTH116  (ten thousands of them)
    except (FileNotFoundError, NotADirectoryError):
        return MISSING
    except OSError as error:
        return error.strerror or str(error)


def _to_hash(claims: Mapping[str, Iterable[_Claim]], sizes: Mapping[str, Size]) -> Iterator[Wanted]:
    """The files whose size is what one who knows their hash says."""
    for path, said in claims.items():
        size = sizes[path]
        if isinstance(size, int):
            names = {each.algorithm for each in said if each.size in {None, size}} - {""}
            if names:
                yield Wanted(path=path, size=size, algorithms=frozenset(names))


# ── verdicts ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdicts:
    """Filled file by file."""

    damaged: dict[Path, list[DamagedFile]] = field(default_factory=dict)
    """By the metadata directory of the owner."""
    overwritten: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Files of the first that are now the second's."""
    amended: list[str] = field(default_factory=list)


def _judged(
    claims: Mapping[str, list[_Claim]], sizes: Mapping[str, Size], digests: Mapping[str, Digests]
) -> _Verdicts:
    verdicts = _Verdicts()
    for path, said in claims.items():
        found = [(each, _problem(each, sizes[path], digests.get(path, {}))) for each in said]
        right = next((one.owner for one, wrong in found if one.algorithm and not wrong), None)
        for claim, wrong in found:
            if wrong is not None:
                _note(verdicts, claim, wrong, right, sizes[path])
    return verdicts


def _note(
    verdicts: _Verdicts, claim: _Claim, problem: DamagedFile, right: Distribution | None, size: Size
) -> None:
    if right is not None:
        verdicts.overwritten[claim.owner.name, right.name] += 1
    elif claim.path.endswith(AMENDED) and isinstance(size, int) and size > (claim.size or size):
        verdicts.amended.append(claim.path)
    else:
        verdicts.damaged.setdefault(claim.owner.metadata, []).append(problem)


def _problem(claim: _Claim, size: Size, digests: Digests) -> DamagedFile | None:
    found = _compared(claim, size, digests)
    return DamagedFile(path=claim.path, kind=found[0], text=found[1]) if found else None


def _compared(claim: _Claim, size: Size, digests: Digests) -> tuple[Kind, str] | None:
    if size == MISSING:
        return "missing", "is missing"
    if isinstance(size, str):
        return "unreadable", f"cannot be read: {size}"
    if claim.size not in {None, size}:
        return "size", f"has {size} bytes in place of {claim.size}"
    if claim.algorithm and "error" in digests:
        return "unreadable", f"cannot be read: {digests['error']}"
    if claim.algorithm and digests.get(claim.algorithm) != claim.digest:
        return "hash", f"has another {claim.algorithm} than RECORD says"
    return None


def _damaged(
    owners: Iterable[Distribution], found: Mapping[Path, list[DamagedFile]]
) -> Iterator[Damaged]:
    for owner in owners:
        files = tuple(found.get(owner.metadata, ()))
        if files or owner.problem:
            yield Damaged(
                name=owner.name,
                version=owner.version,
                problem=owner.problem,
                metadata=owner.metadata,
                files=files,
            )


def _overwritten(found: Mapping[tuple[str, str], int]) -> tuple[Overwritten, ...]:
    return tuple(Overwritten(name=name, by=by, files=files) for (name, by), files in found.items())
