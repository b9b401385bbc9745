"""The cells that are shipped: each lock is whole, and every newest patch was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from packaging.utils import canonicalize_name

from tfinstall.matrix.cells import fits_machine
from tfinstall.matrix.worklist import inputs_of, keys
from tfinstall.model import Platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.matrix import Matrix
    from tfinstall.model import Cell

LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 28))
PLATFORMS = (
    Platform(os="linux", arch="aarch64", glibc=(2, 28)),
    Platform(os="macos", arch="arm64", macos=(14, 0)),
    Platform(os="macos", arch="x86_64", macos=(14, 0)),
    Platform(os="windows", arch="amd64"),
)
PROVED = {f"3.{minor}" for minor in range(6, 14)}
"""The Pythons that cells of Linux on x86-64 were run with."""


def every_cell(matrix: Matrix) -> Iterator[Cell]:
    minors = {version.release[:2]: version for version in matrix.versions(TENSORFLOW)}
    for version in minors.values():
        yield from matrix.cells(version)


TENSORFLOW = canonicalize_name("tensorflow")


def test_every_lock_leads_to_its_files(matrix: Matrix) -> None:
    locks = 0
    for cell in every_cell(matrix):
        files = matrix.locked(cell)
        locks += bool(files)
        assert fits_machine(files, cell.platform, cell.python)
        assert [file.pin for file in files] == list(cell.pins)
        assert all(len(file.sha256) == 64 for file in files)
        if cell.state in {"certified", "resolved"}:
            assert f"{cell.distribution}=={cell.version}" in cell.pins
            assert cell.download == sum(file.size for file in files)
    assert locks > 0


def test_every_newest_patch_on_linux_was_installed_and_proved(matrix: Matrix) -> None:
    """The 98 pairs on which plain pip ends in a working TensorFlow on 81."""
    wanted = [key for key in keys(matrix, LINUX) if key.python in PROVED]
    assert len(wanted) >= 98
    unproved = []
    for key in wanted:
        cell = matrix.cell(key.distribution, key.version, key.python, LINUX)
        if cell is None or cell.state != "certified" or not cell.level:
            unproved.append(str(key))
    assert unproved == []


def test_a_certified_cell_tells_when_by_what_and_how_far(matrix: Matrix) -> None:
    for cell in every_cell(matrix):
        if cell.state == "certified":
            assert cell.level in {"train", "use", "save", "tensorboard", "check"}
            assert cell.installed > cell.download / 2 > 0
            assert {"install", "import", "compute", "train"} <= set(cell.seconds)
            assert {"python", "pip"} <= set(cell.tools)
            assert cell.level == "check" or cell.because


@pytest.mark.parametrize("platform", PLATFORMS, ids=str)
def test_every_newest_patch_elsewhere_was_resolved(matrix: Matrix, platform: Platform) -> None:
    """Resolved, not run; a stub whose delegate has no wheel is broken, and says why."""
    for key in keys(matrix, platform):
        cell = matrix.cell(key.distribution, key.version, key.python, platform)
        assert cell is not None, key
        assert cell.state == "resolved" or (cell.state == "broken" and cell.because), key


def test_no_cell_is_out_of_date(matrix: Matrix) -> None:
    for platform in (LINUX, *PLATFORMS):
        for key in keys(matrix, platform, every_patch=True):
            cell = matrix.cell(key.distribution, key.version, key.python, platform)
            assert cell is None or cell.inputs == inputs_of(matrix, key), key
