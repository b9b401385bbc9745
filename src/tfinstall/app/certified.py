"""Whether a request is answered by a lock that was proved before, so that nothing is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Cell, Platform, Request, Selection

BITS = 64


def certified_cell(
    request: Request, selection: Selection, platform: Platform, matrix: Matrix
) -> Cell | None:
    """The certified cell of a choice, where the user adds nothing that a lock could not know."""
    if adds(request) or selection.extras or selection.outside_matrix:
        return None
    python = selection.interpreter.value
    usual = python.implementation.lower() == "cpython" and python.bits == BITS
    if not usual or python.free_threaded:
        return None
    return matrix.certified(
        selection.distribution.value, selection.version.value, python.minor, platform
    )


def adds(request: Request) -> bool:
    """Whether the request wants more than TensorFlow, or wants its dependencies chosen anew."""
    return bool(
        request.fresh
        or request.into
        or request.requirements
        or request.requirement_files
        or request.constraint_files
        or request.pip.passthrough
        or request.pip.pre
    )
