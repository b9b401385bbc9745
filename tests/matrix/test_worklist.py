"""Which cells a pattern means, and which of them are out of date."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.app.test_store import LINUX, SIX, certified
from tfinstall.matrix import Matrix
from tfinstall.matrix.parcel import parcel
from tfinstall.matrix.worklist import bytes_needed, inputs_of, item, keys
from tfinstall.matrix.writing import write_cells
from tfinstall.model import Cell, Platform

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = {
    "2.10": ["2.10.1/3.7", "2.10.1/3.8", "2.10.1/3.9", "2.10.1/3.10"],
    "2.10/3.9": ["2.10.1/3.9"],
    "2.10.0/3.9": ["2.10.0/3.9"],
    "2.9.?/3.10": ["2.9.3/3.10", "2.9.2/3.10", "2.9.1/3.10", "2.9.0/3.10"],
    "2.1?.*/3.7": ["2.11.0/3.7", "2.10.1/3.7", "2.10.0/3.7"],
    "2.3/3.5": ["2.3.1/3.5"],
}
"""On Linux; wheels that are out never change. Later patches of 2.3 have none for Python 3.5."""


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_means_these_cells(matrix: Matrix, pattern: str) -> None:
    assert [str(key) for key in keys(matrix, LINUX, [pattern])] == PATTERNS[pattern]


def test_without_a_pattern_it_is_every_newest_patch(matrix: Matrix) -> None:
    found = {str(key) for key in keys(matrix, LINUX)}
    assert {"2.10.1/3.10", "2.21.0/3.13", "1.15.5/3.7"} <= found
    assert "2.10.0/3.10" not in found
    every = {str(key) for key in keys(matrix, LINUX, every_patch=True)}
    assert found < every
    assert "2.10.0/3.10" in every


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("9.9", "`9.9` means no cell: for linux-x86_64 there is TensorFlow 2.21, 2.20, "),
        (
            "2.10/3.13",
            "on linux-x86_64 TensorFlow 2.10 has wheels for Python 3.7, 3.8, 3.9 and 3.10",
        ),
        ("2.10.7", "`2.10.7` means no cell"),
        ("two", "`two` is no pattern of cells; right would be `2.10`, `2.10.1/3.10`"),
        ("2.10/", "`2.10/` is no pattern"),
        ("", "`` is no pattern"),
        ("2.10/3.10/linux", "is no pattern"),
    ],
)
def test_what_means_nothing_is_told_with_what_there_is(
    matrix: Matrix, pattern: str, told: str
) -> None:
    with pytest.raises(ValueError, match=r"means no cell|is no pattern") as caught:
        keys(matrix, LINUX, [pattern])
    assert told in str(caught.value)


def test_a_machine_without_any_wheel_is_told(matrix: Matrix) -> None:
    with pytest.raises(ValueError, match="no final TensorFlow has a wheel for linux-s390x"):
        keys(matrix, replace(LINUX, arch="s390x"))


class Changeable:
    """The shipped facts, with files of its own in front of them."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.texts: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name in self.texts:
            return self.texts[name]
        if name.startswith("cells/"):
            raise FileNotFoundError(name)
        return (self._data / name).read_text(encoding="utf-8")


@pytest.fixture
def files(data: Path) -> Changeable:
    return Changeable(data)


def known(matrix: Matrix, **changes: str) -> Cell:
    (key,) = keys(matrix, LINUX, ["2.10.1/3.10"])
    found = certified("2.10.1", SIX).cell
    return replace(found, **{"inputs": inputs_of(matrix, key), **changes})  # type: ignore[arg-type]


def why(files: Changeable, *, proved: bool = True) -> str | None:
    matrix = Matrix(files)
    (key,) = keys(matrix, LINUX, ["2.10.1/3.10"])
    return item(matrix, key, proved=proved).why


def test_a_cell_of_which_nothing_is_known_is_new(files: Changeable) -> None:
    assert why(files) == "new"


def test_a_cell_that_follows_from_todays_facts_is_up_to_date(files: Changeable) -> None:
    files.texts["cells/2.10.json"] = write_cells("2.10", [known(Matrix(files))])
    assert why(files) is None


def test_a_resolved_cell_has_still_to_be_run(files: Changeable) -> None:
    cell = known(Matrix(files), state="resolved")
    files.texts["cells/2.10.json"] = write_cells("2.10", [cell])
    assert (why(files), why(files, proved=False)) == ("not run", None)


def test_a_new_cap_makes_a_cell_out_of_date(files: Changeable) -> None:
    files.texts["cells/2.10.json"] = write_cells("2.10", [known(Matrix(files))])
    files.texts["repairs.toml"] = files("repairs.toml") + (
        '\n[[repair]]\nid = "x"\nconstraint = "six<1.99"\ntensorflow = "==2.10.*"\n'
        'symptom = "s"\nreason = "r"\nsource = "s"\nlevel = "use"\n'
    )
    assert why(files) == "changed"


def test_another_wheel_makes_a_cell_out_of_date(files: Changeable) -> None:
    files.texts["cells/2.10.json"] = write_cells("2.10", [known(Matrix(files))])
    release = json.loads(files("releases/2.10.json"))
    for wheel in release["wheels"]["tensorflow"]:
        if "2.10.1-cp310" in wheel["file"] and "x86_64" in wheel["file"]:
            wheel["sha256"] = "0" * 64
    files.texts["releases/2.10.json"] = json.dumps(release)
    assert why(files) == "changed"


def test_another_machine_has_cells_of_its_own(files: Changeable) -> None:
    files.texts["cells/2.10.json"] = write_cells("2.10", [known(Matrix(files))])
    matrix = Matrix(files)
    windows = Platform(os="windows", arch="amd64")
    (key,) = keys(matrix, windows, ["2.10.1/3.10"])
    assert item(matrix, key, proved=True).why == "new"


def test_a_parcel_holds_all_facts_and_nothing_that_was_tried(
    matrix: Matrix, files: Changeable
) -> None:
    packed = parcel(files, matrix.minors)
    sent = Matrix(packed.read())
    assert len(packed.packed) < 500_000
    assert sent.minors == matrix.minors
    assert sent.repairs == matrix.repairs
    (key,) = keys(sent, LINUX, ["2.10.1/3.10"])
    assert inputs_of(sent, key) == inputs_of(matrix, key)
    assert sent.cells(Version("2.10.1")) == ()


def test_a_cell_takes_about_the_disk_that_was_measured(matrix: Matrix) -> None:
    """2.20.0 on Python 3.10 took 2.1 GB, and downloaded 0.7 GB."""
    (key,) = keys(matrix, LINUX, ["2.20.0/3.10"])
    assert 2_800_000_000 < bytes_needed(matrix, key) < 4_000_000_000
