"""The line to type, per shell; what runs here is run by real shells."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from tfinstall.environment import activation, create, shell_of
from tfinstall.environment.transaction import new_environment

if TYPE_CHECKING:
    from tfinstall.environment.activation import Shell
    from tfinstall.model import Interpreter

HERE = PurePosixPath(".venv")
AWKWARD = PurePosixPath("/a b/it's")
WINDOWS = PureWindowsPath(r"C:\Users\Jo Do\.venv")

LINES: list[tuple[PurePath, Shell, str]] = [
    (HERE, "sh", ". .venv/bin/activate"),
    (HERE, "bash", "source .venv/bin/activate"),
    (HERE, "zsh", "source .venv/bin/activate"),
    (HERE, "fish", "source .venv/bin/activate.fish"),
    (HERE, "csh", "source .venv/bin/activate.csh"),
    (HERE, "nu", "overlay use .venv/bin/activate.nu"),
    (HERE, "powershell", "& '.venv/bin/activate.ps1'"),
    (AWKWARD, "bash", """source '/a b/it'"'"'s/bin/activate'"""),
    (AWKWARD, "fish", r"source '/a b/it\'s/bin/activate.fish'"),
    (PurePosixPath("/wow!"), "tcsh", r"source '/wow\!/bin/activate.csh'"),
    (AWKWARD, "powershell", "& '/a b/it''s/bin/activate.ps1'"),
    (PureWindowsPath(".venv"), "cmd", r".venv\Scripts\activate.bat"),
    (WINDOWS, "cmd", r'"C:\Users\Jo Do\.venv\Scripts\activate.bat"'),
    (WINDOWS, "powershell", r"& 'C:\Users\Jo Do\.venv\Scripts\activate.ps1'"),
    (PureWindowsPath(r"C:\env"), "powershell", r"C:\env\Scripts\activate.ps1"),
    (WINDOWS, "bash", "source 'C:/Users/Jo Do/.venv/Scripts/activate'"),
]


@pytest.mark.parametrize(("path", "shell", "line"), LINES, ids=[line for *_, line in LINES])
def test_the_line_to_type(path: PurePath, shell: Shell, line: str) -> None:
    assert activation(path, shell) == line


SHELLS: list[tuple[dict[str, str], bool, Shell]] = [
    ({"SHELL": "/usr/bin/zsh"}, False, "zsh"),
    ({"SHELL": "/usr/local/bin/pwsh"}, False, "powershell"),
    ({"SHELL": "/bin/dash"}, False, "sh"),
    ({"SHELL": "/opt/odd"}, False, "sh"),
    ({}, False, "sh"),
    ({"PROMPT": "$P$G"}, True, "cmd"),
    ({}, True, "powershell"),
    ({"SHELL": "C:\\Program Files\\Git\\usr\\bin\\bash.exe"}, True, "bash"),
]


@pytest.mark.parametrize(("environ", "windows", "shell"), SHELLS)
def test_the_shell_is_told_from_what_it_left(
    environ: dict[str, str],
    windows: bool,  # noqa: FBT001  (a table's column)
    shell: Shell,
) -> None:
    assert shell_of(environ, windows=windows) == shell


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh", "fish", "tcsh"])
@pytest.mark.parametrize("name", [".venv", "it's a $mall !env"])
def test_a_real_shell_finds_the_environments_python_after_it(
    shell: Shell, name: str, running: Interpreter, tmp_path: Path
) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} on this machine")
    with new_environment(tmp_path / name) as work:
        create(running, work.path)
        target = work.commit().path
    line = activation(target, shell)
    code = "import sys; print(sys.prefix)"
    done = subprocess.run(
        [program, "-c", f"{line}\npython -c '{code}'"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == [str(target)], done.stderr
    assert "does not exist" not in done.stderr
