"""Cells on the disk: whole or not at all, whoever writes, whatever was there before."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.app.cells import Store
from tfinstall.app.certify import Certified
from tfinstall.matrix.cells import digest, locked_files, read_cells, read_packages
from tfinstall.model import Cell, LockedFile, Platform, TfinstallError

if TYPE_CHECKING:
    from pathlib import Path

LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 28))
TAGS = "manylinux_2_17_x86_64"


def file(filename: str, *, requires: tuple[str, ...] = ()) -> LockedFile:
    name, version = filename.split("-")[:2]
    return LockedFile(
        name=canonicalize_name(name),
        version=Version(version),
        filename=filename,
        size=1000,
        sha256=digest([]) * 4,
        uploaded=None,
        requires=tuple(map(Requirement, requires)),
    )


OLD_WHEEL = file("numpy-1.23.5-cp310-cp310-manylinux_2_5_x86_64.whl")
NEW_WHEEL = replace(file(f"numpy-1.23.5-cp310-cp310-{TAGS}.whl"), sha256="b" * 64)
SIX = file("six-1.16.0-py3-none-any.whl")


def certified(version: str, *files: LockedFile, python: str = "3.10") -> Certified:
    cell = Cell(
        distribution=canonicalize_name("tensorflow"),
        version=Version(version),
        python=python,
        platform=LINUX,
        state="certified",
        date=date(2026, 11, 28),
        level="check",
        pins=tuple(each.pin for each in files),
        lock=digest(files),
        inputs="0123456789",
    )
    return Certified(cell=cell, files=files)


def locks(folder: Path) -> dict[str, list[str]]:
    """What each cell means today, by release: the names of its files."""
    packages = read_packages((folder / "packages.json").read_text(encoding="utf-8"))
    cells = [
        cell
        for path in sorted((folder / "cells").glob("*.json"))
        for cell in read_cells(path.read_text(encoding="utf-8"))
    ]
    return {
        f"{cell.version}/{cell.python}": [
            each.filename for each in locked_files(cell, packages, ())
        ]
        for cell in cells
    }


def test_a_cell_comes_back_as_it_was_written(tmp_path: Path) -> None:
    found = certified("2.10.1", OLD_WHEEL, SIX)
    Store(folder=tmp_path).record(found)
    (cell,) = read_cells((tmp_path / "cells/2.10.json").read_text(encoding="utf-8"))
    assert cell == found.cell


def test_a_cell_takes_the_place_of_what_was_known_of_it_and_of_nothing_else(
    tmp_path: Path,
) -> None:
    store = Store(folder=tmp_path)
    store.record(certified("2.10.1", OLD_WHEEL))
    store.record(certified("2.10.1", SIX, python="3.9"))
    store.record(certified("2.9.3", SIX))
    store.record(certified("2.10.1", SIX))
    six = SIX.filename
    assert locks(tmp_path) == {"2.10.1/3.9": [six], "2.10.1/3.10": [six], "2.9.3/3.10": [six]}
    assert "numpy" not in (tmp_path / "packages.json").read_text(encoding="utf-8")


def test_a_better_file_of_the_same_pin_leaves_older_locks_what_they_were(tmp_path: Path) -> None:
    store = Store(folder=tmp_path)
    store.record(certified("2.9.3", OLD_WHEEL))
    store.record(certified("2.10.1", NEW_WHEEL))
    assert locks(tmp_path) == {
        "2.9.3/3.10": [OLD_WHEEL.filename],
        "2.10.1/3.10": [NEW_WHEEL.filename],
    }
    text = (tmp_path / "cells/2.9.json").read_text(encoding="utf-8")
    assert json.loads(text)["cells"][0]["files"] == {"numpy": OLD_WHEEL.filename}


def test_a_cell_whose_lock_has_another_file_than_the_best_names_it(tmp_path: Path) -> None:
    store = Store(folder=tmp_path)
    store.record(certified("2.10.1", NEW_WHEEL))
    store.record(certified("2.9.3", OLD_WHEEL))
    assert locks(tmp_path)["2.9.3/3.10"] == [OLD_WHEEL.filename]
    assert locks(tmp_path)["2.10.1/3.10"] == [NEW_WHEEL.filename]


def test_killed_between_the_two_writes_it_leaves_locks_that_are_whole(tmp_path: Path) -> None:
    """`packages.json` is of the next cell already, the cells are not yet."""
    store = Store(folder=tmp_path)
    store.record(certified("2.9.3", OLD_WHEEL))
    before = (tmp_path / "cells/2.9.json").read_text(encoding="utf-8")
    store.record(certified("2.10.1", SIX))
    (tmp_path / "cells/2.10.json").unlink()
    (tmp_path / "cells/2.9.json").write_text(before, encoding="utf-8")
    assert locks(tmp_path) == {"2.9.3/3.10": [OLD_WHEEL.filename]}

    store.record(certified("2.10.1", SIX))

    assert locks(tmp_path) == {
        "2.9.3/3.10": [OLD_WHEEL.filename],
        "2.10.1/3.10": [SIX.filename],
    }


def test_what_a_killed_writer_had_begun_is_swept_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "cells").mkdir()
    (tmp_path / "cells/.2.10.json-abc").write_text('{"half', encoding="utf-8")
    (tmp_path / ".packages.json-xyz").write_text('{"half', encoding="utf-8")
    Store(folder=tmp_path).record(certified("2.10.1", SIX))
    names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json*"))
    assert names == ["cells/2.10.json", "packages.json"]


WRITER = """
import sys
from pathlib import Path
from tests.app.test_store import SIX, certified
from tfinstall.app.cells import Store
for patch in range(8):
    found = certified(f"2.{sys.argv[2]}.{patch}", SIX)
    Store(folder=Path(sys.argv[1])).record(found)
"""


def test_two_processes_that_write_at_once_lose_nothing(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, minor], cwd=pytestconfig.rootpath)
        for minor in ("9", "10")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    expected = {f"2.{minor}.{patch}/3.10" for minor in (9, 10) for patch in range(8)}
    assert locks(tmp_path).keys() == expected


@pytest.mark.parametrize("name", ["cells/2.10.json", "packages.json"])
@pytest.mark.parametrize("text", ['{"schema": 1, "cel', "[]", '{"schema": 9}', '{"schema": 1}'])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, name: str, text: str) -> None:
    store = Store(folder=tmp_path)
    store.record(certified("2.10.1", SIX))
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(TfinstallError) as caught:
        store.record(certified("2.9.3", SIX))

    assert caught.value.diagnosis.cause == "config-invalid"
    assert str(tmp_path / name) in caught.value.diagnosis.title
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_where_nothing_can_be_written_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "cells").write_text("a file", encoding="utf-8")
    with pytest.raises(TfinstallError) as caught:
        Store(folder=tmp_path).record(certified("2.10.1", SIX))
    assert caught.value.diagnosis.cause == "file-exists"
    assert not list(tmp_path.glob(".*.json-*"))


SHORT_OF_SPACE = """
import resource, sys
from pathlib import Path
from tests.app.test_store import NEW_WHEEL, SIX, certified
from tfinstall.app.cells import Store
from tfinstall.model import TfinstallError
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    Store(folder=Path(sys.argv[1])).record(certified("2.10.1", SIX, NEW_WHEEL))
except TfinstallError as error:
    print(error.diagnosis.cause)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process as POSIX has them")
def test_a_disk_that_takes_half_a_file_leaves_what_was_written_before(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    Store(folder=tmp_path).record(certified("2.9.3", SIX))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}

    ran = subprocess.run(
        [sys.executable, "-c", SHORT_OF_SPACE, tmp_path],
        cwd=pytestconfig.rootpath,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.strip() == "quota-exceeded"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json*")} == before


def test_what_was_proved_is_not_lost_to_what_was_only_resolved(tmp_path: Path) -> None:
    store = Store(folder=tmp_path)
    proved = certified("2.10.1", SIX)
    store.record(proved)
    before = (tmp_path / "cells/2.10.json").read_text(encoding="utf-8")

    resolved = replace(proved.cell, state="resolved", level=None)
    store.record(Certified(cell=resolved, files=(SIX,)))
    assert (tmp_path / "cells/2.10.json").read_text(encoding="utf-8") == before

    other_facts = replace(resolved, inputs="9876543210")
    store.record(Certified(cell=other_facts, files=(SIX,)))
    (cell,) = read_cells((tmp_path / "cells/2.10.json").read_text(encoding="utf-8"))
    assert cell.state == "resolved"
