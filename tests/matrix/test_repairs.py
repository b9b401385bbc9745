"""The repairs reach the releases that need them, and leave the others alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.matrix.machines import UBUNTU, name, wheel_for

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix

BROKEN_TODAY = [
    ("1.13.2", "3.7", "protobuf", "4.24.4"),
    ("1.14.0", "3.7", "protobuf", "4.24.4"),
    ("1.15.5", "3.7", "protobuf", "4.24.4"),
    ("2.0.4", "3.7", "protobuf", "4.24.4"),
    ("2.1.4", "3.7", "protobuf", "4.24.4"),
    ("2.2.3", "3.7", "protobuf", "4.24.4"),
    ("2.2.3", "3.8", "protobuf", "5.29.6"),
    ("2.3.4", "3.8", "protobuf", "5.29.6"),
    ("2.7.4", "3.9", "numpy", "2.0.2"),
    ("2.8.4", "3.9", "numpy", "2.0.2"),
    ("2.8.4", "3.10", "numpy", "2.2.6"),
    ("2.9.3", "3.9", "numpy", "2.0.2"),
    ("2.9.3", "3.10", "numpy", "2.2.6"),
    ("2.10.1", "3.9", "numpy", "2.0.2"),
    ("2.10.1", "3.10", "numpy", "2.2.6"),
    ("2.11.1", "3.9", "numpy", "2.0.2"),
    ("2.11.1", "3.10", "numpy", "2.2.6"),
]
"""What pip took on 2026-11-20 for exit status 0 and an import that crashes."""


def allowed(matrix: Matrix, tensorflow: str, python: str, package: str, version: str) -> bool:
    """Whether metadata and repairs together let a version of a package pass."""
    wheel = wheel_for(matrix, "tensorflow", tensorflow, UBUNTU, python)
    assert wheel is not None
    repairs = matrix.repairs_for(Version(tensorflow), Version(python))
    rules = (*wheel.requires, *(repair.constraint for repair in repairs))
    return all(Version(version) in rule.specifier for rule in rules if rule.name == package)


@pytest.mark.parametrize(("tensorflow", "python", "package", "version"), BROKEN_TODAY)
def test_what_breaks_today_is_kept_out(
    matrix: Matrix, tensorflow: str, python: str, package: str, version: str
) -> None:
    assert not allowed(matrix, tensorflow, python, package, version)
    levels = {
        repair.level
        for repair in matrix.repairs_for(Version(tensorflow), Version(python))
        if repair.constraint.name == package and Version(version) not in repair.constraint.specifier
    }
    assert "import" in levels


def test_each_broken_pair_is_a_cell_of_its_repair(matrix: Matrix) -> None:
    cells = {cell for repair in matrix.repairs for cell in repair.cells}
    assert cells == {f"{tf} py{python} linux-x86_64" for tf, python, _, _ in BROKEN_TODAY}


KEPT = [
    ("2.10.1", "3.10", "numpy", "1.23.5"),
    ("2.10.1", "3.10", "protobuf", "3.19.6"),
    ("2.10.1", "3.10", "wrapt", "1.14.2"),
    ("2.3.4", "3.8", "tensorboard", "2.3.0"),
    ("2.6.0", "3.9", "keras", "2.6.0"),
    ("2.6.0", "3.9", "protobuf", "3.20.3"),
    ("1.15.5", "3.7", "h5py", "2.10.0"),
    ("1.14.0", "3.7", "gast", "0.2.2"),
    ("2.14.0", "3.11", "numpy", "1.26.4"),
    ("2.20.0", "3.13", "protobuf", "7.36.2"),
    ("2.21.0", "3.13", "tensorboard", "2.21.0"),
]


@pytest.mark.parametrize(("tensorflow", "python", "package", "version"), KEPT)
def test_what_works_may_still_be_chosen(
    matrix: Matrix, tensorflow: str, python: str, package: str, version: str
) -> None:
    assert allowed(matrix, tensorflow, python, package, version)


REFUSED = [
    ("2.6.0", "3.9", "keras", "2.15.0"),
    ("2.6.1", "3.9", "tensorflow-estimator", "2.15.0"),
    ("2.6.0", "3.9", "tensorflow-estimator", "2.15.0"),
    ("2.9.0", "3.10", "protobuf", "7.36.2"),
    ("2.7.0", "3.7", "protobuf", "4.24.4"),
    ("2.8.1", "3.10", "protobuf", "7.36.2"),
    ("2.5.3", "3.9", "protobuf", "6.33.6"),
    ("2.4.4", "3.8", "protobuf", "5.29.6"),
    ("2.8.4", "3.8", "numpy", "1.24.4"),
    ("2.10.1", "3.10", "numpy", "1.24.0"),
    ("2.11.1", "3.8", "numpy", "1.24.4"),
    ("1.13.1", "3.7", "numpy", "1.21.6"),
    ("1.15.0", "3.7", "h5py", "3.8.0"),
    ("2.1.2", "3.7", "h5py", "3.8.0"),
    ("2.7.4", "3.7", "wrapt", "1.16.0"),
    ("2.11.1", "3.10", "wrapt", "1.15.0"),
    ("2.3.0", "3.8", "tensorboard", "2.14.0"),
    ("2.20.0", "3.9", "setuptools", "82.0.0"),
    ("2.2.0", "3.8", "numpy", "1.24.4"),
    ("2.1.0", "3.7", "numpy", "1.21.6"),
    ("2.0.0", "3.7", "h5py", "3.8.0"),
    ("1.13.2", "3.6", "gast", "0.7.0"),
    ("2.8.4", "3.10", "gast", "0.7.0"),
    ("2.8.4", "3.10", "flatbuffers", "25.9.23"),
    ("2.13.1", "3.11", "wrapt", "2.5.2"),
    ("2.14.0", "3.11", "numpy", "2.4.6"),
    ("2.3.4", "3.8", "tensorboard", "2.14.0"),
    ("2.10.1", "3.10", "setuptools", "82.0.0"),
    ("2.20.0", "3.13", "protobuf", "5.28.0"),
    ("2.21.0", "3.13", "tensorboard", "2.20.0"),
]


@pytest.mark.parametrize(("tensorflow", "python", "package", "version"), REFUSED)
def test_what_is_known_to_break_is_refused(
    matrix: Matrix, tensorflow: str, python: str, package: str, version: str
) -> None:
    assert not allowed(matrix, tensorflow, python, package, version)


def test_a_repair_reaches_every_name_that_a_release_has(matrix: Matrix) -> None:
    """2.14.0.600 of tensorflow-rocm is 2.14.0, and 2.12.1.600 is no 2.11."""
    ids = {repair.id for repair in matrix.repairs_for(Version("2.14.0.600"), Version("3.10.1"))}
    assert "numpy-2" in ids
    ids = {repair.id for repair in matrix.repairs_for(Version("2.12.1.600"), Version("3.10.1"))}
    assert "protobuf-4" not in ids


def test_pre_releases_are_repaired_like_their_release(matrix: Matrix) -> None:
    ids = {repair.id for repair in matrix.repairs_for(Version("2.10.0rc1"), Version("3.10.1"))}
    assert "numpy-2" in ids


def test_the_newest_release_needs_next_to_nothing(matrix: Matrix) -> None:
    found = matrix.repairs_for(Version("2.21.0"), Version("3.13.0"))
    assert [repair.id for repair in found] == ["tensorboard-2.21"]


def test_ids_are_unique_and_caps_are_plain(matrix: Matrix) -> None:
    assert max(Counter(repair.id for repair in matrix.repairs).values()) == 1
    for repair in matrix.repairs:
        assert isinstance(repair.constraint, Requirement)
        assert not repair.constraint.extras
        assert repair.constraint.marker is None
        assert str(repair.constraint.specifier), repair.id


def test_no_repair_is_for_nothing(matrix: Matrix) -> None:
    """Each is reached by some final release on some Python."""
    reached = {
        repair.id
        for version in matrix.versions(name("tensorflow"))
        for python in matrix.pythons(name("tensorflow"), version, UBUNTU)
        for repair in matrix.repairs_for(version, Version(python))
    }
    assert reached == {repair.id for repair in matrix.repairs}
