"""Which tools of this machine can fetch a Python."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.host.surroundings import Surroundings

OF_THE_USER: Final = (
    *("uv", "mise", "pyenv", "asdf", "conda", "mamba", "micromamba", "brew", "winget"),
)
OF_THE_SYSTEM: Final = ("apt-get", "dnf")
"""Only an administrator may use these."""


def python_installers(here: Surroundings) -> tuple[str, ...]:
    """What can be typed to get a Python: `uv`, `pyenv`, ..., `sudo apt-get`."""
    return (*_present(OF_THE_USER, here), *_as_administrator(here))


def _as_administrator(here: Surroundings) -> Iterator[str]:
    present = _present(OF_THE_SYSTEM, here)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield from present
    elif _present(("sudo",), here):
        yield from (f"sudo {name}" for name in present)


def _present(names: tuple[str, ...], here: Surroundings) -> tuple[str, ...]:
    """The conda of an initialised shell is a function; its program is named by CONDA_EXE."""
    path = os.pathsep.join(str(folder) for folder in here.path)
    programs = {"conda": here.folder("CONDA_EXE"), "micromamba": here.folder("MAMBA_EXE")}
    return tuple(name for name in names if programs.get(name) or shutil.which(name, path=path))
