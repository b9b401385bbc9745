"""`tfinstall matrix check`: says what is not so, and fails where data and index disagree."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


DATA = Path(__file__).resolve().parents[2] / "compat_matrix"


@pytest.fixture
def own_matrix(small_shell: Shell, small_matrix: Path, tmp_path: Path) -> Path:
    """The small one with schemas and all that is written by hand, which a test may change."""
    folder = Path(shutil.copytree(small_matrix, tmp_path / "own"))
    for name in ("gpu.toml", "nightly.toml", "tested_builds.json", "repairs.toml"):
        shutil.copy(DATA / name, folder / name)
    shutil.copytree(DATA / "schema", folder / "schema")
    ran = small_shell("matrix", "refresh", TFINSTALL_MATRIX=str(folder))
    assert ran.code == 0, ran.err
    return folder


def test_a_matrix_that_agrees_is_told_with_its_age(small_shell: Shell, own_matrix: Path) -> None:
    ran = small_shell("matrix", "check", TFINSTALL_MATRIX=str(own_matrix))
    assert ran.code == 0, ran.out + ran.err
    assert re.match(r"the matrix is \d+ days old\n", ran.out)
    assert "0 facts of wheels on which the index says something else" in ran.out


def test_one_digit_of_one_hash_is_a_disagreement_and_a_failure(
    small_shell: Shell, own_matrix: Path
) -> None:
    file = own_matrix / "releases" / "2.10.json"
    text = file.read_text(encoding="utf-8")
    found = re.search(r"[0-9a-f]{64}", text)
    assert found is not None
    sha256 = found[0]
    wrong = sha256[:-1] + ("0" if sha256[-1] != "0" else "1")
    file.write_text(text.replace(sha256, wrong), encoding="utf-8")

    ran = small_shell("matrix", "check", "--json", TFINSTALL_MATRIX=str(own_matrix))

    assert ran.code == 1
    assert (ran.document["ok"], ran.document["exit_code"]) == (False, 1)
    (line,) = ran.document["disagreements"]
    assert f"sha256 is {wrong} in the matrix and {sha256} on the index" in line
