"""A check tells where matrix and index disagree, and proves that the caps leave something."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.wheels import build_sdist, build_wheel
from tfinstall.effects import Silent
from tfinstall.index import Checked, Index, check, refresh

if TYPE_CHECKING:
    from tests.support.index import LoopbackIndex

DATA = Path(__file__).parents[2] / "compat_matrix"
NAMES = ("tensorflow",)
LINUX = "cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64"
NUMPY = """
schema = 1
[[repair]]
id = "numpy-2"
constraint = "numpy<2"
tensorflow = "<2.12"
symptom = "it crashes"
reason = "it is too new"
source = "this test"
level = "import"
"""


@pytest.fixture
def matrix(index: LoopbackIndex, client: Index, tmp_path: Path) -> Path:
    """A matrix of one TensorFlow with one repair, agreeing with the index."""
    build_wheel(index.directory, "tensorflow", "2.10.1", tag=LINUX, requires=["numpy>=1.20"])
    folder = tmp_path / "matrix"
    now = datetime(2026, 11, 20, tzinfo=timezone.utc)
    refresh(client, folder, now=now, reporter=Silent(), distributions=NAMES)
    shutil.copytree(DATA / "schema", folder / "schema")
    for name in ("gpu.toml", "nightly.toml", "tested_builds.json"):
        shutil.copy(DATA / name, folder / name)
    (folder / "repairs.toml").write_text(NUMPY, encoding="utf-8")
    return folder


def checked(client: Index, folder: Path) -> Checked:
    return check(
        client, lambda name: (folder / name).read_text(encoding="utf-8"), distributions=NAMES
    )


def test_a_fresh_matrix_agrees(index: LoopbackIndex, client: Index, matrix: Path) -> None:
    build_wheel(index.directory, "numpy", "1.23.5", tag=LINUX)
    build_wheel(index.directory, "numpy", "2.2.6", tag=LINUX)
    found = checked(client, matrix)
    assert found.agrees, found
    assert found.caps.cells == 1
    assert (found.beyond, found.caps.from_source) == ((), ())


def test_what_the_index_has_beyond_is_told(
    index: LoopbackIndex, client: Index, matrix: Path
) -> None:
    build_wheel(index.directory, "numpy", "1.23.5", tag=LINUX)
    build_wheel(index.directory, "tensorflow", "2.11.0", tag=LINUX)
    found = checked(client, matrix)
    assert found.beyond == ("tensorflow 2.11.0",)
    assert found.agrees


def test_a_wheel_that_changed_is_told(index: LoopbackIndex, client: Index, matrix: Path) -> None:
    build_wheel(index.directory, "numpy", "1.23.5", tag=LINUX)
    build_wheel(index.directory, "tensorflow", "2.10.1", tag=LINUX, requires=["numpy>=1.21"])
    found = checked(client, matrix)
    assert not found.agrees
    facts = [line.split(": ")[1].split()[0] for line in found.disagreements]
    assert "sha256" in facts


def test_a_wheel_that_went_is_told(index: LoopbackIndex, client: Index, matrix: Path) -> None:
    for path in index.directory.glob("tensorflow-*"):
        path.unlink()
    assert checked(client, matrix).gone == (f"tensorflow-2.10.1-{LINUX}.whl",)


def test_a_cap_that_leaves_nothing_is_wrong(
    index: LoopbackIndex, client: Index, matrix: Path
) -> None:
    build_wheel(index.directory, "numpy", "1.19.0", tag=LINUX)  # too old for the metadata
    build_wheel(index.directory, "numpy", "1.23.5", tag="cp39-cp39-win_amd64")
    build_wheel(index.directory, "numpy", "1.24.0", tag=LINUX.replace("310", "39"))
    build_wheel(index.directory, "numpy", "2.2.6", tag=LINUX)
    found = checked(client, matrix)
    assert not found.agrees
    (line,) = found.caps.impossible
    assert line == ("numpy<2,>=1.20 on Python 3.10, linux-x86_64 (numpy-2; tensorflow 2.10.1)")


def test_a_cap_that_leaves_only_a_source_is_told(
    index: LoopbackIndex, client: Index, matrix: Path
) -> None:
    build_sdist(index.directory, "numpy", "1.23.5", setup="")
    build_wheel(index.directory, "numpy", "2.2.6", tag=LINUX)
    found = checked(client, matrix)
    assert found.agrees
    assert len(found.caps.from_source) == 1


def test_what_the_metadata_alone_cannot_have_is_no_fault_of_a_cap(
    index: LoopbackIndex, client: Index, matrix: Path
) -> None:
    build_sdist(index.directory, "numpy", "1.23.5", setup="")
    build_wheel(index.directory, "numpy", "1.19.0", tag=LINUX)
    found = checked(client, matrix)
    assert (found.caps.impossible, found.caps.from_source) == ((), ())


def test_a_file_that_breaks_its_schema_is_told(
    index: LoopbackIndex, client: Index, matrix: Path
) -> None:
    build_wheel(index.directory, "numpy", "1.23.5", tag=LINUX)
    text = NUMPY.replace('symptom = "it crashes"', 'symptom = ""\nsince = "today"')
    (matrix / "repairs.toml").write_text(text, encoding="utf-8")
    found = checked(client, matrix)
    assert not found.agrees
    assert len(found.invalid) == 2
    assert all(line.startswith("repairs.toml: $.repair[0]") for line in found.invalid)


def test_a_file_of_a_lock_that_is_gone_changed_or_yanked_is_told(
    index: LoopbackIndex, client: Index, matrix: Path
) -> None:
    for name in ("numpy", "left", "changed", "yanked", "kept"):
        build_wheel(index.directory, name, "1.23.5")
    served = {each.name: each for each in index.directory.iterdir()}
    rows = {
        name: [
            {
                "file": file,
                "bytes": served[file].stat().st_size,
                "sha256": hashlib.sha256(served[file].read_bytes()).hexdigest(),
                "requires": "e3b0c442",
            }
        ]
        for name in ("left", "changed", "yanked", "kept")
        for file in served
        if file.startswith(f"{name}-")
    }
    packages = {"schema": 1, "packages": rows, "requires": {"e3b0c442": []}}
    (matrix / "packages.json").write_text(json.dumps(packages), encoding="utf-8")
    assert checked(client, matrix).agrees

    (index.directory / "left-1.23.5-py3-none-any.whl").unlink()
    build_wheel(index.directory, "changed", "1.23.5", files={"more.py": ""})
    index.yanked["yanked-1.23.5-py3-none-any.whl"] = "it ate the cat"
    found = checked(client, matrix)
    assert not found.agrees
    assert found.gone == ("left-1.23.5-py3-none-any.whl",)
    assert [line.split(":")[0] for line in found.disagreements] == [
        "changed-1.23.5-py3-none-any.whl"
    ]
    assert found.yanked == ("yanked-1.23.5-py3-none-any.whl: it ate the cat",)
