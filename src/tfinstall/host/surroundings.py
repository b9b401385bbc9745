"""What discovery looks at: environment variables, folders and the kind of system, as one value.

Tests hand in surroundings of their own: a home with a small pyenv in it, another PATH.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import platformdirs

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tfinstall.model import OS

_DRIVE = re.compile(r"/mnt/[a-z](?:/|$)", re.IGNORECASE)
Kind = Literal["linux", "macos", "windows", "other"]
_KINDS: Mapping[str, OS] = {"linux": "linux", "darwin": "macos", "win32": "windows"}


def kind_of_system(name: str = sys.platform) -> Kind:
    """`sys.platform` in the model's words; Cygwin, the BSDs and the rest are `other`."""
    return _KINDS.get(name, "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The machine around this process, as far as finding things on it goes."""

    env: Mapping[str, str]
    home: Path | None
    """None: neither HOME nor the user's entry names one."""
    cwd: Path | None
    """None: it was removed, or may not be read."""
    cache: Path | None
    """The folder that tfinstall may keep answers in."""
    system: Kind = field(default_factory=kind_of_system)
    root: Path = Path("/")
    """What well-known absolute places (`/opt/conda`) are relative to."""
    executable: str = sys.executable
    """The interpreter that runs tfinstall; empty where nobody knows."""

    @classmethod
    def here(cls) -> Surroundings:
        return cls(env=dict(os.environ), home=_home(), cwd=_cwd(), cache=_cache())

    def folder(self, variable: str) -> Path | None:
        """The absolute folder that an environment variable names; None where it names none."""
        value = self.env.get(variable, "")
        path = Path(value) if value else None
        return path if path is not None and path.is_absolute() else None

    def at_home(self, *parts: str) -> Path | None:
        return self.home.joinpath(*parts) if self.home is not None else None

    def at_root(self, path: str) -> Path:
        """A well-known place; `path` has no leading slash."""
        return self.root / path

    @property
    def path(self) -> Iterator[Path]:
        """The folders of PATH; relative ones could run whatever lies in the working directory."""
        for entry in dict.fromkeys(self.env.get("PATH", os.defpath).split(os.pathsep)):
            if entry and Path(entry).is_absolute() and not self._of_windows(entry):
                yield Path(entry)

    def _of_windows(self, entry: str) -> bool:
        """Whether WSL appended it: Windows programs, behind a file system that takes seconds."""
        wsl = "WSL_DISTRO_NAME" in self.env and self.system == "linux"
        return wsl and _DRIVE.match(entry) is not None


def _home() -> Path | None:
    try:
        home = Path.home()
    except (RuntimeError, KeyError):
        return None
    return home if home.is_absolute() else None


def _cwd() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None


def _cache() -> Path | None:
    try:
        folder = platformdirs.user_cache_path("tfinstall", appauthor=False)
    except (RuntimeError, KeyError, OSError):
        return None
    return folder if folder.is_absolute() else None
