"""Environments with a tiny TensorFlow in them, made by what is tested here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.support.tiny_tensorflow import build_numpy, build_tensorflow
from tfinstall.environment import create
from tfinstall.model import Interpreter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.environment import Environment

    Ground = Callable[..., Environment]


def as_interpreter(python: Path) -> Interpreter:
    """An interpreter as discovery describes it, as far as creation looks."""
    command = [str(python), "-I", "-c", "import sys; print(sys.version.split()[0])"]
    version = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return Interpreter(executable=python, version=Version(version))


def pip_install(environment: Environment, wheelhouse: Path, *requirements: str) -> None:
    """What a person would type, without an index."""
    options = ("--no-index", "--no-cache-dir", "--disable-pip-version-check", "-q")
    command = [str(environment.python), "-m", "pip", "install", *options, *requirements]
    subprocess.run([*command, "-f", str(wheelhouse)], check=True, capture_output=True)


@pytest.fixture(scope="session")
def running() -> Interpreter:
    """The interpreter that runs the tests, or its base where that is an environment."""
    base = Path(getattr(sys, "_base_executable", sys.executable))
    return as_interpreter(base)


@pytest.fixture(scope="session")
def oldest_python() -> Path:
    """CPython 2.7, for which nothing is made here, but which `verify` may meet."""
    python = next(iter(Path.home().glob(".pyenv/versions/2.7*/bin/python")), None)
    found = python or shutil.which("python2.7")
    if found is None:
        pytest.skip("no CPython 2.7 on this machine")
    return Path(found)


@pytest.fixture(scope="session")
def tiny_wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """NumPy and two sound TensorFlows."""
    folder = tmp_path_factory.mktemp("tiny")
    build_numpy(folder)
    build_tensorflow(folder, "2.15.1")
    build_tensorflow(folder, "1.15.5")
    return folder


@pytest.fixture
def proving_ground(running: Interpreter, tmp_path: Path) -> Ground:
    """`proving_ground(fault="...")`: an environment with such a TensorFlow in it."""

    def make(
        *, fault: str = "", fault_in_training: str = "", wrong_numbers: bool = False
    ) -> Environment:
        wheelhouse = tmp_path / "broken"
        build_numpy(wheelhouse)
        build_tensorflow(
            wheelhouse,
            "2.15.1",
            fault=fault,
            fault_in_training=fault_in_training,
            wrong_numbers=wrong_numbers,
        )
        environment = create(running, tmp_path / "env")
        pip_install(environment, wheelhouse, "tensorflow")
        return environment

    return make


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a directory, to compare before and after."""
    found = {}
    for below, folders, files in os.walk(folder):
        for name in (*files, *(each for each in folders if Path(below, each).is_symlink())):
            path = Path(below, name)
            content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
            found[str(path.relative_to(folder))] = content
    return found
