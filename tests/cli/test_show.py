"""`tfinstall matrix show` as it is typed: the table, every cell as a document, bad input."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tests.atlas import worlds

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


@pytest.fixture
def small(tmp_path: Path) -> str:
    """A folder with a matrix of three releases."""
    return str(worlds.write(tmp_path / "small-matrix"))


def test_every_cell_of_every_kind_of_machine_is_listed(shell: Shell, small: str) -> None:
    ran = shell("matrix", "show", "--json", TFINSTALL_MATRIX=small)

    cells = ran.document["cells"]
    machines = Counter(f"{cell['os']}-{cell['arch']}" for cell in cells)
    assert machines == {"linux-x86_64": 9, "windows-amd64": 2}
    tried = next(each for each in cells if each["state"] == "certified")
    assert tried["tensorflow"] == "2.10.1"
    assert (tried["level"], tried["date"]) == ("check", "2026-03-05")
    assert tried["lock"] == worlds.cells()[0].lock
    assert tried["repairs"] == ["numpy<2"]
    assert len(tried["sha256"]) == 64
    untried = next(each for each in cells if each["state"] == "unknown")
    assert (untried["level"], untried["date"], untried["lock"]) == (None, None, None)


def test_one_machine_is_listed_where_it_is_named(shell: Shell, small: str) -> None:
    words = ("matrix", "show", "--platform", "windows-amd64", "--json")
    ran = shell(*words, TFINSTALL_MATRIX=small)

    assert {cell["os"] for cell in ran.document["cells"]} == {"windows"}
    ran = shell("matrix", "show", "2.10.0", "--json", TFINSTALL_MATRIX=small)
    assert {cell["tensorflow"] for cell in ran.document["cells"]} == {"2.10.0"}


def test_the_shipped_matrix_obeys_the_schema_and_names_each_cell_once(shell: Shell) -> None:
    ran = shell("matrix", "show", "--json")

    schema = json.loads((files("tfinstall.cli.render") / "schema.json").read_text("utf-8"))
    jsonschema.validate(ran.document, schema)
    cells = ran.document["cells"]
    names = Counter(
        tuple(cell[key] for key in ("tensorflow", "python", "os", "arch")) for cell in cells
    )
    assert len(names) > 1000
    assert set(names.values()) == {1}
    assert {"lock", "sha256", "cause", "because"} <= set(cells[0])


def test_every_patch_release_is_drawn_where_all_are_asked_for(shell: Shell, small: str) -> None:
    words = ("matrix", "show", "--platform", "linux-x86_64")
    usual = shell(*words, TFINSTALL_MATRIX=small)
    every = shell(*words, "--all", TFINSTALL_MATRIX=small)

    assert "2.10.0  " not in usual.out
    assert "2.10.0  " in every.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("show 2.99", "`2.99` names no cell"),
        ("show 2.10 --html matrix.html", "`--html` takes no CELL"),
        ("check --html matrix.html", "`--html` goes with `matrix show`"),
    ],
)
def test_words_that_go_nowhere_are_refused(shell: Shell, small: str, words: str, says: str) -> None:
    ran = shell("matrix", *words.split(), TFINSTALL_MATRIX=small)

    assert ran.code == 2
    assert says in ran.err
    assert not (shell.folder / "matrix.html").exists()


def test_a_platform_that_is_none_is_refused(shell: Shell) -> None:
    ran = shell("matrix", "show", "--platform", "beos")

    assert ran.code == 2
    assert "`beos` is not a platform" in ran.err


def test_a_page_is_written_and_said(shell: Shell, small: str) -> None:
    ran = shell("matrix", "show", "--html", "matrix.html", TFINSTALL_MATRIX=small)

    page = shell.folder / "matrix.html"
    assert ran.code == 0
    assert ran.out.startswith(f"✓ 11 cells are in {page} (")
    assert page.read_text(encoding="utf-8").endswith("</html>\n")
    told = shell("matrix", "show", "--html", "again.html", "--json", TFINSTALL_MATRIX=small)
    assert told.document["page"]["cells"] == 11
    assert told.document["page"]["bytes"] == page.stat().st_size
    assert (shell.folder / "again.html").read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        pytest.param("-", "right would be `--html matrix.html`", id="no file"),
        pytest.param("nowhere/matrix.html", "nowhere", id="no such folder"),
    ],
)
def test_a_page_that_cannot_be_written_says_why(
    shell: Shell, small: str, file: str, says: str
) -> None:
    ran = shell("matrix", "show", "--html", file, TFINSTALL_MATRIX=small)

    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err
