"""`tfinstall matrix certify` on this machine: cells as they are found, resumed, interrupted."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.cli.certifying import PATIENCE, awaited, cell_folders, children, proving, started
from tests.cli.conftest import Shell
from tests.support.cells import build_cells, make_matrix
from tests.support.index import Fault, LoopbackIndex
from tests.support.tiny_tensorflow import FAULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CERTIFY = ("matrix", "certify")
PYTHON = f"3.{min(sys.version_info[1], 13)}"
HANGS = "1.13.2"
CELL = f"1.15.5/{PYTHON}"
SILENCE = Fault(path="/simple/", delay=600)


@pytest.fixture(scope="module")
def cell_wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cells")
    build_cells(folder, ("3.7", PYTHON), faults={HANGS: FAULTS["hang"]})
    return folder


@pytest.fixture(scope="module")
def fresh_matrix(cell_wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cell-matrix")
    make_matrix(cell_wheels, folder)
    return folder


@pytest.fixture
def cell_index(cell_wheels: Path) -> Iterator[LoopbackIndex]:
    with LoopbackIndex(cell_wheels) as running:
        yield running


@pytest.fixture
def matrix(fresh_matrix: Path, tmp_path: Path) -> Path:
    """One to write to."""
    return shutil.copytree(fresh_matrix, tmp_path / "matrix")


@pytest.fixture
def cells(
    shell: Shell, matrix: Path, cell_index: LoopbackIndex, interpreter: Callable[[str], Path]
) -> Shell:
    """With that matrix and that index; skipped where the Python is not here."""
    interpreter(PYTHON)
    environ = {"TFINSTALL_MATRIX": str(matrix), "PIP_INDEX_URL": cell_index.url}
    return Shell(folder=shell.folder, environ={**shell.environ, **environ})


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def written(matrix: Path, minor: str = "1.15") -> list[dict[str, object]]:
    document = json.loads((matrix / "cells" / f"{minor}.json").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = document["cells"]
    return found


def test_a_cell_is_certified_written_down_and_not_done_twice(
    cells: Shell, matrix: Path, work: Path
) -> None:
    ran = cells(*CERTIFY, CELL, "--work", work, "--json")

    assert ran.code == 0, ran.err
    (cell,) = ran.document["cells"]
    assert (cell["state"], cell["level"], cell["why"]) == ("certified", "check", "new")
    (line,) = written(matrix)
    assert (line["tensorflow"], line["python"]) == ("1.15.5", PYTHON)
    assert line["pins"] == "numpy==1.18.5 tensorflow==1.15.5"
    assert list(work.iterdir()) == []

    again = cells(*CERTIFY, CELL, "--work", work)

    assert again.code == 0
    assert "nothing to do: every cell is up to date" in again.out


def test_what_a_changed_repair_makes_out_of_date_is_named_with_the_reason(
    cells: Shell, matrix: Path
) -> None:
    assert cells(*CERTIFY, "--all", f"*/{PYTHON}", "--resolve").code == 0
    repairs = matrix / "repairs.toml"
    text = repairs.read_text(encoding="utf-8")
    new = (
        '\n[[repair]]\nid = "test"\nconstraint = "numpy<1.19"\ntensorflow = "==1.15.4"\n'
        'symptom = "s"\nreason = "r"\nsource = "s"\nlevel = "use"\n'
    )
    repairs.write_text(text + new, encoding="utf-8")

    ran = cells(*CERTIFY, "--all", f"*/{PYTHON}", "--resolve", "--changed", "--list", "--json")

    assert ran.code == 0, ran.err
    assert [item["cell"] for item in ran.document["to_do"]] == [f"1.15.4/{PYTHON}"]
    assert "wheels or its caps are others" in ran.document["to_do"][0]["because"]
    assert f"1.15.5/{PYTHON}" in ran.document["up_to_date"]


def test_ctrl_c_ends_it_with_one_document_and_nothing_left_in_the_work_folder(
    cells: Shell, work: Path
) -> None:
    with started(cells, *CERTIFY, f"{HANGS}/{PYTHON}", "--work", work, "--json") as run:
        awaited(lambda: proving(work))
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=PATIENCE)

    assert run.returncode == 130, err
    document = json.loads(out)
    assert document["cause"] == "interrupted"
    assert [each["cell"] for each in document["not_done"]] == [f"{HANGS}/{PYTHON}"]
    assert list(work.iterdir()) == []


def test_a_campaign_that_is_killed_takes_its_cells_with_it_and_goes_on_the_next_time(
    cells: Shell, cell_index: LoopbackIndex, matrix: Path, work: Path
) -> None:
    cell_index.faults.append(SILENCE)
    words = (*CERTIFY, CELL, "--resolve", "--work", work, "--json")
    with started(cells, *words) as run:
        (own,) = awaited(lambda: cell_folders(work))
        run.kill()
        run.communicate(timeout=PATIENCE)
    strangers = work / ".tfinstall-cell-somebody"
    strangers.mkdir()
    awaited(lambda: not own.exists())
    assert not (matrix / "cells").exists()

    cell_index.faults.clear()
    ran = cells(*words)

    assert [each["state"] for each in ran.document["cells"]] == ["resolved"]
    assert list(work.iterdir()) == [strangers]


def test_a_cell_whose_process_is_killed_is_not_done_and_the_others_go_on(
    cells: Shell, cell_index: LoopbackIndex, matrix: Path, work: Path
) -> None:
    cell_index.faults.append(replace(SILENCE, times=1))
    other = f"1.14.0/{PYTHON}"
    words = (*CERTIFY, other, CELL, "--resolve", "--work", work, "--json")
    with started(cells, *words) as run:
        awaited(lambda: cell_index.seen)
        (child,) = children(run.pid)
        os.kill(child, signal.SIGKILL)
        out, err = run.communicate(timeout=PATIENCE)

    document = json.loads(out)
    assert (run.returncode, document["cause"]) == (33, "out-of-memory"), err
    assert [each["cell"] for each in document["not_done"]] == [other]
    assert [each["tensorflow"] for each in document["cells"]] == ["1.15.5"]
    assert [line["tensorflow"] for line in written(matrix)] == ["1.15.5"]
    assert list(work.iterdir()) == []


def test_a_dead_network_stops_it_after_three_cells(cells: Shell, work: Path, matrix: Path) -> None:
    words = (*CERTIFY, "--all", "--resolve", f"*/{PYTHON}", "--work", work, "--json")

    ran = cells(*words, PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert (ran.code, ran.document["cause"]) == (20, "connection-refused"), ran.err
    assert len(ran.document["not_done"]) == 4
    assert ran.document["cells"] == []
    assert not (matrix / "cells").exists()


def test_an_index_that_answers_503_makes_no_cell_broken(
    cells: Shell, cell_index: LoopbackIndex, work: Path, matrix: Path
) -> None:
    cell_index.faults.append(Fault(path="/simple", status=503))

    ran = cells(*CERTIFY, CELL, "--resolve", "--work", work, "--json")

    assert ran.document["cells"] == []
    assert [each["cause"] for each in ran.document["not_done"]] == ["http-5xx"]
    assert not (matrix / "cells").exists()


def test_a_disk_that_is_too_small_is_told_before_anything_is_downloaded(
    cells: Shell, matrix: Path, cell_index: LoopbackIndex, work: Path
) -> None:
    release = matrix / "releases" / "1.15.json"
    text = release.read_text(encoding="utf-8")
    release.write_text(re.sub(r'"unpacked": \d+', f'"unpacked": {10**17}', text), encoding="utf-8")

    ran = cells(*CERTIFY, CELL, "--work", work, "--json")

    assert (ran.code, ran.document["cause"]) == (30, "disk-full"), ran.err
    assert f"{CELL} needs about 100 PB in {work}" in ran.document["diagnosis"]["title"]
    assert cell_index.seen == []
    assert not (matrix / "cells").exists()


def test_a_python_that_is_not_here_is_said_and_no_cell_is_written(
    cells: Shell, work: Path, matrix: Path, interpreters: dict[str, Path]
) -> None:
    if "3.7" in interpreters:
        pytest.skip("this machine has a Python 3.7")
    ran = cells(*CERTIFY, "1.15.5/3.7", "--work", work, "--json")
    assert ran.document["cause"] == "python-missing"
    assert not (matrix / "cells").exists()


BAD = {
    "a release that does not exist": (("9.9",), "`9.9` means no cell: for linux-x86_64 there is"),
    "a Python that a release has no wheel for": (
        (f"1.15.5/{'3.8'}",),
        "on linux-x86_64 TensorFlow 1.15.5 has wheels for Python",
    ),
    "no pattern": (("latest?",), "`latest?` is no pattern of cells; right would be `2.10`"),
    "no cell at a time": (("--jobs", "0"), "`--jobs 0`: at least one cell at a time"),
    "jobs that are no number": (("--jobs", "two"), "invalid int value: 'two'"),
    "a disk that is too small": (("--max-disk", "10MB"), "`--max-disk 10MB` is too little"),
    "no size": (("--max-disk", "much"), "`--max-disk much` is no size; right would be `8GB`"),
    "another machine": (
        ("--platform", "macos-arm64"),
        "macos-arm64 is not this machine (linux-x86_64): its cells can only be resolved",
    ),
    "a scheduler without a port": (
        ("--scheduler", "tcp://127.0.0.1"),
        "`tcp://127.0.0.1` is no address of a scheduler; right would be `tcp://host:8786`",
    ),
    "a scheduler's dashboard": (
        ("--scheduler", "http://127.0.0.1:8787/status"),
        "is no address of a scheduler; right would be",
    ),
    "a port that is none": (("--scheduler", "tcp://here:99999"), "is no address of a scheduler"),
    "jobs on a cluster": (
        ("--scheduler", "tcp://127.0.0.1:9", "--jobs", "2"),
        "`--jobs` is about this machine; with `--scheduler` each worker does one cell",
    ),
    "waiting for nobody": (("--wait", "5"), "`--wait` is for workers of a `--scheduler`"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_words_are_refused_with_what_would_be_right(case: str, cells: Shell) -> None:
    words, told = BAD[case]
    ran = cells(*CERTIFY, *words, "--json")
    assert (ran.code, ran.document["cause"]) == (2, "usage"), ran.out
    assert told in ran.document["diagnosis"]["title"]


def test_a_work_folder_that_is_a_file_is_refused_before_the_first_cell(
    cells: Shell, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    ran = cells(*CERTIFY, CELL, "--work", tmp_path / "file", "--json")
    assert ran.document["cause"] == "file-exists"
    assert str(tmp_path / "file") in ran.document["diagnosis"]["title"]


def test_damaged_cells_are_named(cells: Shell, matrix: Path) -> None:
    (matrix / "cells").mkdir()
    (matrix / "cells" / "1.15.json").write_text('{"schema": 1, "cel', encoding="utf-8")
    ran = cells(*CERTIFY, CELL, "--json")
    assert ran.document["cause"] == "config-invalid"
    assert "cells/1.15.json" in ran.document["diagnosis"]["title"]
