"""What a sync would do: the lock, the Python, the files, and what that changes in the target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from tfinstall import environment, host
from tfinstall.app import standing
from tfinstall.app.locks import read_lock
from tfinstall.app.syncing.python import choose_python
from tfinstall.app.verify import Changes
from tfinstall.app.wishes import with_options
from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy, Sizes, TfinstallError
from tfinstall.resolution.names import DISTRIBUTIONS, TENSORFLOW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tfinstall.matrix import Matrix
    from tfinstall.model import Choice, Interpreter, Platform, Receipt, Request
    from tfinstall.resolution.locks import LockFile, Piece

SEEDS = frozenset({"pip", "setuptools", "wheel"})
"""What an environment has to begin with; a lock that names them decides on them as well."""
SHOWN = 3
UNPACKED_RATIO = 3
"""Installed bytes for each byte of a wheel, roughly: see `app/plan.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOrder:
    """Which lock is to be made into which environment."""

    lock: Path
    name: str
    """The lock as the user wrote it, for messages."""
    request: Request
    """Where and how; its SPEC only names the lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPlan:
    """Everything that will be done, before anything is."""

    order: SyncOrder
    lock: LockFile
    platform: Platform
    python: Choice[Interpreter]
    pieces: tuple[Piece, ...]
    sizes: Sizes
    changes: Changes | None
    """None: there is no environment of ours at the target yet."""
    receipt: Receipt | None = None
    """Of the environment that is there."""

    @property
    def tensorflow(self) -> Piece | None:
        """The piece that is a TensorFlow: `tensorflow` itself before its delegates."""
        found = [piece for piece in self.pieces if piece.name in DISTRIBUTIONS]
        return min(found, key=lambda piece: piece.name != TENSORFLOW, default=None)

    @property
    def other_python(self) -> bool:
        """Whether the environment that is there has to change its Python."""
        return self.receipt is not None and self.receipt.python != str(self.python.value.version)

    @property
    def stands(self) -> Receipt | None:
        """Of the environment that is there, where the lock asks for nothing else."""
        return None if self.changes or self.other_python else self.receipt

    @property
    def asked(self) -> tuple[str, ...]:
        """The request in canonical words, the lock by its content."""
        return asked(self.order, self.lock)


def asked(order: SyncOrder, lock: LockFile) -> tuple[str, ...]:
    words = (*standing.asked(order.request), f"sync {order.lock}", f"lock {lock.digest}")
    return tuple(sorted(words))


def opened(order: SyncOrder) -> tuple[SyncOrder, LockFile]:
    """The lock, and the order with what a requirements file sets for the run. Raises."""
    lock, files = read_lock(order.lock, order.name)
    request = replace(order.request, pip=with_options(order.request.pip, files))
    return replace(order, request=request), lock


def plan_sync(order: SyncOrder, lock: LockFile, matrix: Matrix) -> SyncPlan:
    """What would be done. Raises TfinstallError where the lock is not for this machine."""
    request = order.request
    receipt = None if request.recreate else environment.read_receipt(request.venv)
    if receipt is not None and not receipt.own:
        receipt = None
    machine = host.discover(request.python)
    python, pieces = choose_python(
        lock, machine, matrix, wanted=request.python, before=receipt.python if receipt else None
    )
    check_tensorflow(lock, pieces, matrix)
    return SyncPlan(
        order=order,
        lock=lock,
        platform=machine.platform,
        python=python,
        pieces=pieces,
        sizes=_sizes(pieces),
        changes=None if receipt is None else changes(request.venv, receipt, pieces),
        receipt=receipt,
    )


def changes(path: Path, receipt: Receipt, pieces: Iterable[Piece]) -> Changes:
    """What is there against what the lock says; the seeds count only where it names them."""
    wanted = {str(piece.name): str(piece.version or "") for piece in pieces}
    there = {
        name: version
        for name, version in _there(path, receipt).items()
        if name in wanted or name not in SEEDS
    }
    return Changes(
        added={name: wanted[name] for name in sorted(wanted) if name not in there},
        changed={
            name: (there[name], wanted[name])
            for name in sorted(wanted)
            if name in there and not _same(there[name], wanted[name])
        },
        removed={name: there[name] for name in sorted(there) if name not in wanted},
    )


def _there(path: Path, receipt: Receipt) -> dict[str, str]:
    try:
        found = environment.packages(environment.describe(path))
    except TfinstallError:  # its Python is gone; the receipt remembers
        return dict(receipt.packages)
    return {str(name): version for name, version in found.items()}


def _same(there: str, wanted: str) -> bool:
    """`1.0` is `1.0.0`; a piece known by its file alone is taken to be another one."""
    try:
        return Version(there) == Version(wanted)
    except InvalidVersion:
        return there == wanted


def _sizes(pieces: Iterable[Piece]) -> Sizes:
    sizes = [piece.size for piece in pieces]
    download = sum(size or 0 for size in sizes)
    return Sizes(download=download, installed=download * UNPACKED_RATIO, estimated=None in sizes)


def check_tensorflow(lock: LockFile, pieces: Iterable[Piece], matrix: Matrix) -> None:
    """The very bytes that the matrix knows, before anything is fetched."""
    for piece in pieces:
        published = _published(piece, matrix)
        if published and not published & set(piece.hashes):
            raise failure(
                "hash-mismatch",
                f"{lock.name} gives {piece.filename or piece.pin} a SHA-256 that was never "
                "published: was the lock edited, or made from an index that lies?",
                evidence=(
                    *(Evidence(source=lock.name, text=each) for each in piece.hashes),
                    *(Evidence(source="matrix", text=each) for each in sorted(published)[:SHOWN]),
                ),
                remedies=(
                    Remedy(text="Take the lock as it was: `git checkout` brings it back"),
                    Remedy(text="Or make it anew", command="tfinstall lock"),
                ),
                file=lock.name,
                package=str(piece.name),
            )


def _published(piece: Piece, matrix: Matrix) -> frozenset[str]:
    """The hashes that the file may have; empty where the matrix does not know it."""
    if piece.name not in DISTRIBUTIONS or piece.version is None:
        return frozenset()
    release = matrix.release(piece.name, piece.version)
    return frozenset(
        f"sha256:{wheel.sha256}"
        for wheel in (release.wheels if release is not None else ())
        if piece.filename in {None, wheel.filename}
    )
