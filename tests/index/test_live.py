"""Against the index that pip is configured to use on this machine."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.effects import Silent
from tfinstall.index import Index, check, configured, refresh
from tfinstall.matrix import Matrix

DATA = Path(__file__).parents[2] / "compat_matrix"

pytestmark = pytest.mark.network


def shipped(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def test_the_shipped_matrix_agrees_with_the_index() -> None:
    with Index(configured()) as index:
        found = check(index, shipped)
    assert found.agrees, found


def test_a_refresh_of_one_distribution_makes_what_is_shipped(tmp_path: Path) -> None:
    name = "tensorflow-cpu-aws"
    with Index(configured()) as index:
        done = refresh(
            index,
            tmp_path,
            now=datetime.now(timezone.utc),
            reporter=Silent(),
            distributions=[name],
        )
    assert done.unread == ()
    made = Matrix(lambda file: (tmp_path / file).read_text(encoding="utf-8"))
    kept = Matrix(shipped)
    version = Version("2.10.1")
    distribution = canonicalize_name(name)
    assert made.release(distribution, version) == kept.release(distribution, version)
