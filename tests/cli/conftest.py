"""A small world: tiny TensorFlows on a loopback index, their matrix, and the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.packages import build_world
from tests.faults.workshop import make_matrix
from tests.support.index import LoopbackIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMIT = 120
"""Seconds; nothing here takes more than ten, on a busy machine thirty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How one command line ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """`tfinstall` in a folder, as a user types it."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str | Path, **environ: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "tfinstall", *map(str, words)],
            cwd=self.folder,
            env={**os.environ, **self.environ, **environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT,
            check=False,
        )
        return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    build_world(folder)
    return folder


@pytest.fixture(scope="session")
def small_matrix(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matrix")
    make_matrix(wheels, folder)
    return folder


@pytest.fixture
def small_index(wheels: Path) -> Iterator[LoopbackIndex]:
    with LoopbackIndex(wheels) as running:
        yield running


@pytest.fixture
def shell(tmp_path: Path, interpreters: dict[str, Path]) -> Shell:
    """With the bundled matrix, an index that nobody serves, and every Python of the machine.

    They are at the end of the PATH: the home is another one, and so pyenv's are not found there.
    """
    pythons = [str(path.parent) for path in interpreters.values()]
    folder = tmp_path / "project"
    folder.mkdir()
    return Shell(
        folder=folder,
        environ={
            "HOME": str(tmp_path / "home"),
            "PATH": os.pathsep.join([os.environ.get("PATH", os.defpath), *pythons]),
            "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
            "PIP_RETRIES": "0",
            "TFINSTALL_PLATFORM": "linux-x86_64-glibc2.36",
        },
    )


@pytest.fixture
def small_shell(shell: Shell, small_matrix: Path, small_index: LoopbackIndex) -> Shell:
    """With the small matrix and its index."""
    environ = {"TFINSTALL_MATRIX": str(small_matrix), "PIP_INDEX_URL": small_index.url}
    return Shell(folder=shell.folder, environ={**shell.environ, **environ})


@pytest.fixture
def python(interpreter: Callable[[str], Path]) -> Path:
    """One that the tiny TensorFlow 2.10 has wheels for."""
    return interpreter(f"3.{min(sys.version_info[1], 13)}")
