"""Small machines in a temporary folder: their Pythons are links to real ones."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tfinstall.host.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMachine:
    """A home, a root and a PATH with nothing in them, until a test puts it there."""

    folder: Path
    here: Surroundings

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def bin(self) -> Path:
        """The one folder on PATH."""
        return self.folder / "bin"

    @property
    def root(self) -> Path:
        return self.folder / "root"

    def link(self, path: Path, target: Path) -> Path:
        """A link to a real Python; its folders are made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return path

    def with_env(self, **env: str) -> Surroundings:
        return replace(self.here, env={**self.here.env, **env})

    def with_path(self, *folders: Path) -> Surroundings:
        return self.with_env(PATH=os.pathsep.join(str(folder) for folder in folders))


@pytest.fixture
def small(tmp_path: Path) -> SmallMachine:
    for name in ("home", "bin", "root", "cwd"):
        (tmp_path / name).mkdir()
    here = Surroundings(
        env={"PATH": str(tmp_path / "bin")},
        home=tmp_path / "home",
        cwd=tmp_path / "cwd",
        cache=tmp_path / "cache",
        root=tmp_path / "root",
        executable="",
    )
    return SmallMachine(folder=tmp_path, here=here)


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str, str], Path]:
    """`script("python3.10", "sleep 60")`: a program that pretends to be a Python."""
    if os.name != "posix":
        pytest.skip("the pretenders are shell scripts")

    def write(name: str, body: str) -> Path:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def small_python_2() -> Path:
    """A real Python 2.7, which no other test wants."""
    places = [Path.home() / ".pyenv" / "versions", *map(Path, os.get_exec_path())]
    for place in places:
        for path in (*place.glob("2.7*/bin/python2.7"), place / "python2.7"):
            if path.exists() and path.parent.name != "shims":
                return path
    pytest.skip("no Python 2.7 on this machine")
