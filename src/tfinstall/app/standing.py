"""Whether what stands at the target already is what is asked for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tfinstall import environment
from tfinstall.diagnosis import failure
from tfinstall.environment.records import missing
from tfinstall.model import Remedy, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tfinstall.matrix import Matrix
    from tfinstall.model import Plan, Receipt, Request


def unchanged(request: Request, matrix: Matrix) -> Receipt | None:
    """The receipt of an environment made by this very request with this very matrix.

    Costs no look at the machine. Raises `file-exists` where it holds packages that tfinstall did
    not put there and that would be lost.
    """
    receipt = _receipt_of(request)
    if receipt is None or receipt.asked != asked(request):
        return None
    if receipt.tools.get("matrix") != str(matrix.generated):
        return None
    return receipt if whole(_path(request), receipt) else None


def answers(made: Plan) -> Receipt | None:
    """The receipt of an environment that a fresh look would make again just the same."""
    receipt = _receipt_of(made.request)
    if receipt is None or receipt.asked != asked(made.request):
        return None
    same = (
        receipt.requirement == made.selection.requirement
        and receipt.caps == tuple(str(cap.constraint) for cap in made.caps)
        and receipt.python == str(made.selection.interpreter.value.version)
    )
    return receipt if same and whole(_path(made.request), receipt) else None


def made_by(words: tuple[str, ...], path: Path) -> Receipt | None:
    """The receipt of an environment made by these very words, with nothing added to it since."""
    receipt = environment.read_receipt(path)
    if receipt is None or receipt.asked != words or _packages(path) != receipt.packages:
        return None
    return receipt if whole(path, receipt) else None


def is_ours(path: Path) -> bool:
    """Whether tfinstall made it and may make it anew.

    Raises `file-exists` where somebody has since installed something of their own there.
    """
    receipt = environment.read_receipt(path)
    if receipt is None or not receipt.own:
        return False
    added = sorted(set(_packages(path)) - set(receipt.packages) - {"pip", "setuptools", "wheel"})
    if added:
        raise failure(
            "file-exists",
            f"{path} holds packages that were installed there since: {', '.join(added[:5])}",
            remedies=(
                Remedy(text="Change it in place and keep them", command="tfinstall --into ..."),
                Remedy(text="Make it anew without them: add `--recreate`"),
            ),
            path=str(path),
        )
    return True


def asked(request: Request) -> tuple[str, ...]:
    """The request in canonical words: equal for requests that ask for the same."""
    words = [
        f"spec {request.spec.text}",
        f"python {request.python or 'any'}",
        f"accelerator {request.accelerator}",
        f"installer {request.installer}",
        f"pre {request.pip.pre}",
        *(["fresh"] if request.fresh else []),
        f"verified {request.verify}",
        *(f"with {each}" for each in request.requirements),
        *(f"pip {each}" for each in request.pip.passthrough),
        *_files("requirements", request.requirement_files),
        *_files("constraints", request.constraint_files),
    ]
    return tuple(sorted(words))


def _files(kind: str, paths: Iterable[Path]) -> Iterable[str]:
    return (f"{kind} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths)


def _path(request: Request) -> Path:
    return request.into or request.venv


def _receipt_of(request: Request) -> Receipt | None:
    return None if request.recreate else environment.read_receipt(_path(request))


def whole(path: Path, receipt: Receipt) -> bool:
    """Whether Python starts, every package of the receipt is there, and every file of theirs."""
    try:
        env = environment.describe(path)
    except TfinstallError:
        return False
    found = {str(name): version for name, version in environment.packages(env).items()}
    as_told = all(found.get(name) == version for name, version in receipt.packages.items())
    return as_told and not missing(env)


def _packages(path: Path) -> dict[str, str]:
    try:
        found = environment.packages(environment.describe(path))
    except TfinstallError:
        return {}
    return {str(name): version for name, version in found.items()}
