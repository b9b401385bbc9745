"""The real matrix of this checkout: every test that asks it about releases shares one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfinstall.matrix import Matrix

DATA = Path(__file__).resolve().parents[2] / "compat_matrix"


@pytest.fixture(scope="session")
def matrix() -> Matrix:
    return Matrix(lambda name: (DATA / name).read_text(encoding="utf-8"))
