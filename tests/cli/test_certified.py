"""A lock that was proved before, made by `matrix certify`: planned and installed by anybody."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Shell
from tests.support.index import LoopbackIndex
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOWHERE = "http://127.0.0.1:9/simple"


@pytest.fixture(scope="module")
def certified_matrix(
    wheels: Path,
    small_matrix: Path,
    interpreters: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The small matrix with one cell certified: `tfinstall matrix certify` as it is typed."""
    minor = _minor(interpreters)
    folder = tmp_path_factory.mktemp("certified")
    matrix = folder / "matrix"
    shutil.copytree(small_matrix, matrix)
    with LoopbackIndex(wheels) as index:
        shell = Shell(
            folder=folder,
            environ={
                "HOME": str(folder / "home"),
                "PATH": f"{interpreters[minor].parent}:/usr/bin:/bin",
                "PIP_INDEX_URL": index.url,
                "TFINSTALL_MATRIX": str(matrix),
                "TFINSTALL_PLATFORM": "linux-x86_64-glibc2.36",
            },
        )
        ran = shell("matrix", "certify", f"2.10/{minor}", "--work", folder, "--json")
    assert ran.code == 0, ran.err
    assert [cell["state"] for cell in ran.document["cells"]] == ["certified"]
    return matrix


@pytest.fixture
def certified(shell: Shell, certified_matrix: Path, interpreters: dict[str, Path]) -> Shell:
    """Where that matrix is used and no index answers."""
    minor = _minor(interpreters)
    environ = {
        "TFINSTALL_MATRIX": str(certified_matrix),
        "TFINSTALL_PYTHON": str(interpreters[minor]),
    }
    return Shell(folder=shell.folder, environ={**shell.environ, **environ})


@pytest.fixture
def later(wheels: Path, tmp_path: Path) -> Iterator[LoopbackIndex]:
    """The index of a later day: a newer NumPy and a newer absl-py have come."""
    folder = tmp_path / "later"
    shutil.copytree(wheels, folder)
    build_wheel(folder, "absl-py", "9.0", files={"absl/__init__.py": "__version__ = '9.0'\n"})
    with LoopbackIndex(folder) as index:
        yield index


def _minor(interpreters: dict[str, Path]) -> str:
    """The newest Python here that the tiny TensorFlow has wheels for."""
    return max(
        (minor for minor in interpreters if minor in {"3.10", "3.11", "3.12", "3.13"}),
        key=lambda minor: int(minor.split(".")[1]),
    )


def test_a_plan_names_every_pin_and_its_reason_without_any_network(certified: Shell) -> None:
    plan = certified("plan", "2.10", "--json").document["plan"]
    assert plan["lock"]["state"] == "certified"
    assert plan["sizes"]["estimated"] is False
    pins = {pin["name"]: pin for pin in plan["pins"]}
    assert set(pins) == {"absl-py", "numpy", "tensorflow"}
    assert "tensorflow 2.10.1 needs numpy>=1.20" in pins["numpy"]["because"]
    assert "numpy<1.24: repair numpy-1.24" in pins["numpy"]["because"]
    assert pins["tensorflow"]["because"] == []
    assert all(len(pin["sha256"]) == 64 for pin in pins.values())


def test_the_plan_on_a_terminal_says_that_it_is_certified(certified: Shell) -> None:
    out = certified("plan", "2.10").out
    assert "certified, 3 packages" in out
    assert "absl-py==1.3.0" in out


def test_years_later_the_same_packages_are_installed(
    certified: Shell, later: LoopbackIndex
) -> None:
    ran = certified("2.10", "--json", PIP_INDEX_URL=later.url)
    assert ran.code == 0, ran.err
    assert packages(ran.document)["absl-py"] == "1.3.0"


def test_fresh_leaves_the_lock_aside(certified: Shell, later: LoopbackIndex) -> None:
    ran = certified("2.10", "--fresh", "--json", PIP_INDEX_URL=later.url)
    assert ran.code == 0, ran.err
    assert ran.document["plan"]["lock"] is None
    assert packages(ran.document)["absl-py"] == "9.0"


def test_what_the_user_adds_is_resolved_together_with_the_rest(certified: Shell) -> None:
    ran = certified("plan", "2.10", "--with", "six", "--json")
    assert ran.document["plan"]["lock"] is None
    assert ran.document["plan"]["pins"] == []


def test_an_index_without_a_file_of_the_lock_is_resolved_anew_and_that_is_told(
    certified: Shell, later: LoopbackIndex
) -> None:
    next(later.directory.glob("absl_py-1.3.0*")).unlink()
    ran = certified("2.10", "--json", PIP_INDEX_URL=later.url)
    assert ran.code == 0, ran.err
    assert packages(ran.document)["absl-py"] == "9.0"
    assert [each["helped"] for each in ran.document["applied"]] == [True]
    assert "certified lock" in ran.document["applied"][0]["text"]


def test_without_remedies_a_lock_that_is_not_served_is_a_failure(
    certified: Shell, later: LoopbackIndex
) -> None:
    next(later.directory.glob("absl_py-1.3.0*")).unlink()
    ran = certified("2.10", "--json", "--no-remedies", PIP_INDEX_URL=later.url)
    assert ran.document["cause"] == "version-not-found"
    assert not (certified.folder / ".venv").exists()


def test_another_file_under_the_name_of_a_locked_one_is_never_taken(
    certified: Shell, later: LoopbackIndex
) -> None:
    other = {"absl/__init__.py": "__version__ = 'changed'\n"}
    build_wheel(later.directory, "absl-py", "1.3.0", files=other)
    ran = certified("2.10", "--json", PIP_INDEX_URL=later.url)
    assert ran.document["cause"] == "hash-mismatch"
    assert ran.code == 32
    assert not (certified.folder / ".venv").exists()


def test_a_lock_that_was_changed_by_hand_is_not_used(
    certified: Shell, certified_matrix: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(certified_matrix, changed)
    path = changed / "packages.json"
    facts = json.loads(path.read_text())
    facts["packages"]["absl-py"][0]["sha256"] = "0" * 64
    path.write_text(json.dumps(facts))
    ran = certified("plan", "2.10", "--json", TFINSTALL_MATRIX=str(changed))
    assert ran.document["cause"] == "config-invalid"
    assert "cells/2.10.json" in ran.document["diagnosis"]["facts"]["file"]


def packages(document: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = document["environment"]["packages"]
    return found


def test_a_lock_file_is_that_of_the_certified_cell(certified: Shell, later: LoopbackIndex) -> None:
    ran = certified("lock", "2.10", "--format", "requirements", "-o", "-", PIP_INDEX_URL=later.url)
    assert ran.code == 0, ran.err
    assert "absl-py==1.3.0" in ran.out
    ran = certified(
        "lock", "2.10", "--fresh", "--format", "requirements", "-o", "-", PIP_INDEX_URL=later.url
    )
    assert "absl-py==9.0" in ran.out


def test_a_lock_file_is_resolved_anew_where_the_index_lacks_a_file_of_the_certified_one(
    certified: Shell, later: LoopbackIndex
) -> None:
    next(later.directory.glob("absl_py-1.3.0*")).unlink()
    ran = certified("lock", "2.10", "--format", "requirements", "-o", "-", PIP_INDEX_URL=later.url)
    assert "absl-py==9.0" in ran.out
    assert "does not serve the certified lock" in ran.err


def test_a_lock_file_never_holds_another_file_under_the_name_of_a_certified_one(
    certified: Shell, later: LoopbackIndex
) -> None:
    other = {"absl/__init__.py": "__version__ = 'changed'\n"}
    build_wheel(later.directory, "absl-py", "1.3.0", files=other)
    ran = certified("lock", "2.10", "--json", PIP_INDEX_URL=later.url)
    assert ran.document["cause"] == "hash-mismatch"
