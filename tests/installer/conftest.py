"""Environments with real pips of several ages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tfinstall.installer import InstallOrder
from tfinstall.model import PipOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.index import LoopbackIndex
    from tfinstall.effects import Progress, Stage


class Recorder:
    """A reporter that remembers."""

    def __init__(self) -> None:
        self.steps: list[Progress] = []
        self.notes: list[str] = []

    def stage(self, stage: Stage, text: str) -> None:
        pass

    def progress(self, progress: Progress) -> None:
        self.steps.append(progress)

    def note(self, text: str) -> None:
        self.notes.append(text)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, interpreter: Callable[[str], Path]
) -> Callable[[str], Path]:
    """`template("3.8")` is the folder of an environment with ensurepip's pip, made only once."""
    folder = tmp_path_factory.mktemp("templates")

    def make(minor: str) -> Path:
        if not (folder / minor).is_dir():
            command = [str(interpreter(minor)), "-m", "venv", str(folder / minor)]
            subprocess.run(command, check=True, capture_output=True)
        return folder / minor

    return make


@pytest.fixture
def environment(tmp_path: Path, template: Callable[[str], Path]) -> Callable[[str], Path]:
    """`environment("3.8")` is the interpreter of an environment of the test's own."""

    def copy(minor: str) -> Path:
        folder = tmp_path / f"env-{minor}"
        shutil.copytree(template(minor), folder, symlinks=True)
        return python_in(folder)

    return copy


@pytest.fixture
def python(request: pytest.FixtureRequest, environment: Callable[[str], Path]) -> Path:
    """An environment whose pip is 24.1 or newer, or that of the Python given as parameter."""
    return environment(getattr(request, "param", "3.13"))


@pytest.fixture
def order(python: Path, index: LoopbackIndex, tmp_path: Path) -> InstallOrder:
    """Nothing yet, from the index on loopback."""
    return order_for(python, index, tmp_path)


def order_for(python: Path, index: LoopbackIndex, folder: Path) -> InstallOrder:
    return InstallOrder(
        python=python,
        options=PipOptions(index_url=index.url, no_cache_dir=True),
        logs=folder / "logs",
        temporary=folder / "work",
    )


def python_in(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def command_lines() -> list[str]:
    """What any user of this machine can read of the running processes."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # gone meanwhile
            found.append(entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return found or listed_by_ps()


def listed_by_ps() -> list[str]:
    done = subprocess.run(["/bin/ps", "axww"], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()
