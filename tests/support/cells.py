"""Cells that take seconds: tiny TensorFlow 1.x wheels that pass the whole proof, and their matrix.

The deeper steps of the proof ask less of a TensorFlow 1 without Keras; so the tiny one can pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.packages import build_tensorflow
from tests.faults.workshop import make_matrix
from tests.support.tiny_tensorflow import build_numpy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

RELEASES = ("1.13.2", "1.14.0", "1.15.4", "1.15.5")
NUMPY = "1.18.5"
"""Below the cap that the real matrix has for these releases."""


def build_cells(
    folder: Path,
    pythons: Iterable[str],
    *,
    releases: Iterable[str] = RELEASES,
    faults: Mapping[str, str] | None = None,
) -> None:
    """Wheels of each release for these Pythons; `faults` by release, as Python code."""
    folder.mkdir(parents=True, exist_ok=True)
    pythons = tuple(pythons)
    for release in releases:
        fault = (faults or {}).get(release, "")
        build_tensorflow(folder, release, requires=("numpy",), pythons=pythons, fault=fault)
    build_numpy(folder, NUMPY)


__all__ = ["NUMPY", "RELEASES", "build_cells", "make_matrix"]
