"""The matrix that is shipped, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfinstall.matrix import Matrix

DATA = Path(__file__).parents[2] / "compat_matrix"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the shipped matrix."""
    return DATA


@pytest.fixture(scope="session")
def matrix() -> Matrix:
    return Matrix(lambda name: (DATA / name).read_text(encoding="utf-8"))
