"""`--install-python` runs the tool of the machine; here a small one that really brings a Python."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the small tool is a shell script")
UNFIT = sys.version_info[:2] > (3, 10)
NEEDS_UNFIT = pytest.mark.skipif(not UNFIT, reason="the running Python fits already")


def tool(folder: Path, script: str) -> str:
    """A `uv` before which the machine has nothing but itself and the running Python."""
    folder.mkdir()
    program = folder / "uv"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(folder)


def bare(tmp_path: Path, script: str) -> dict[str, str]:
    empty = tmp_path / "nothing"
    empty.mkdir()
    path = f"{tool(tmp_path / 'tools', script)}{os.pathsep}/bin"
    home = str(tmp_path / "home")
    return {"PATH": path, "HOME": home, "PYENV_ROOT": str(empty), "XDG_DATA_HOME": f"{home}/data"}


@NEEDS_UNFIT
def test_a_missing_python_is_fetched_and_used(
    small_shell: Shell, tmp_path: Path, interpreter: Callable[[str], Path]
) -> None:
    real = interpreter("3.10")
    # As uv does it: a folder for each Python, the interpreter in its `bin`.
    script = (
        'test "$1 $2 $3" = "python install 3.10" || exit 9\n'
        'mkdir -p "$UV_PYTHON_INSTALL_DIR/cpython-3.10/bin"\n'
        f'ln -s "{real}" "$UV_PYTHON_INSTALL_DIR/cpython-3.10/bin/python"'
    )
    environ = bare(tmp_path, script)
    environ["UV_PYTHON_INSTALL_DIR"] = str(tmp_path / "uv")

    ran = small_shell("2.10", "--python", "3.10", "--install-python", "--json", **environ)

    if ran.document["ok"] and not (tmp_path / "uv").exists():
        pytest.skip("a system-wide Python 3.10 made fetching one unnecessary")
    assert ran.code == 0, ran.out
    assert ran.document["environment"]["python"].startswith("3.10.")


@NEEDS_UNFIT
def test_a_tool_that_fails_is_quoted(small_shell: Shell, tmp_path: Path) -> None:
    environ = bare(tmp_path, "echo no download mirror >&2; exit 3")

    ran = small_shell("2.10", "--python", "3.9", "--install-python", "--json", **environ)

    if ran.document["ok"]:
        pytest.skip("a system-wide Python 3.9 made fetching one unnecessary")
    assert ran.document["cause"] == "python-missing"
    assert "exit code 3" in ran.document["diagnosis"]["title"]
    assert ran.document["diagnosis"]["evidence"][0]["text"] == "no download mirror"
