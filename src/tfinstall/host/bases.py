"""From an executable to the Python behind it: out of virtual environments, into folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIGURATION = "pyvenv.cfg"
EXECUTABLES = ("bin/python", "bin/python3", "python.exe", "Scripts/python.exe", "bin/pypy3")
"""Where a prefix keeps its Python: POSIX, Windows, a Windows environment, PyPy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The Python that an environment was made from, and that environment."""

    executable: Path
    environment: Path | None


def base_of(executable: Path) -> Base:
    """The interpreter behind a virtual environment's; any other one is its own base.

    Read from pyvenv.cfg (PEP 405), which both venv and virtualenv write; nothing is run.
    """
    folder = executable.parent
    for prefix in (folder, folder.parent):
        settings = _settings(prefix / CONFIGURATION)
        for candidate in _named_bases(settings, executable.name):
            if os.path.isfile(candidate):  # noqa: PTH113  (False, not an error, where nobody may look)
                return Base(executable=candidate, environment=prefix)
    return Base(executable=executable, environment=None)


def conda_environment(prefix: Path) -> Path | None:
    """The prefix, where conda keeps its records in it."""
    return prefix if os.path.isdir(prefix / "conda-meta") else None  # noqa: PTH112  (as below)


def python_in(prefix: Path) -> Path | None:
    """The executable of an installation or environment, None where the folder has none."""
    return next((path for name in EXECUTABLES if os.path.exists(path := prefix / name)), None)  # noqa: PTH110  (False, not an error, where nobody may look)


def _settings(file: Path) -> dict[str, str]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    pairs = (line.partition("=") for line in text.splitlines())
    return {key.strip().lower(): value.strip() for key, mark, value in pairs if mark}


def _named_bases(settings: dict[str, str], name: str) -> Iterator[Path]:
    """The key of virtualenv, that of venv since 3.11, and what all of them have: the folder."""
    for key in ("base-executable", "executable"):
        if settings.get(key):
            yield Path(settings[key])
    home = settings.get("home")
    if home:
        version = ".".join(settings.get("version_info", settings.get("version", "")).split(".")[:2])
        versioned = (f"python{version}",) if version else ()
        for candidate in (*versioned, "python3", "python", name):
            yield Path(home, candidate)
        yield Path(home, "python.exe")
