"""Looks at the machine once, and explains what is wrong with a Python that was asked for."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tfinstall.diagnosis import failure
from tfinstall.host.accelerator import gpu
from tfinstall.host.cpu import cpu_flags
from tfinstall.host.installers import python_installers
from tfinstall.host.interpreters import Census, take_census, what_starts
from tfinstall.host.machine import platform
from tfinstall.host.probe import LIMIT
from tfinstall.host.shims import behind_pyenv_shim, is_pyenv_shim
from tfinstall.host.surroundings import Surroundings
from tfinstall.model import Evidence, Host, Remedy
from tfinstall.resolution.wanted import Wanted, parse_wanted
from tfinstall.words import join_words

if TYPE_CHECKING:
    from tfinstall.model import Interpreter

RIGHT: Final = "give a version (`--python 3.10`) or the path of a Python"


def discover(
    wanted: str | None = None, *, here: Surroundings | None = None, limit: float = LIMIT
) -> Host:
    """The machine, with all its Pythons; the one named by a path or a command is among them.

    A wanted *version* that is not here is no failure here: choosing explains it. Raises
    `python-missing` where a wanted path or command is not a Python, saying what it is; `usage`
    where `wanted`, TFINSTALL_PLATFORM or TFINSTALL_CUDA_DRIVER_VERSION cannot be read.
    """
    here = here or Surroundings.here()
    asked = parse_wanted(wanted) if wanted is not None else None
    path = _path_of(asked, here) if asked is not None and asked.command is not None else None
    this = platform(here)
    with ThreadPoolExecutor(1) as pool:
        accelerator = pool.submit(gpu, here)  # may have to wait for nvidia-smi
        census = take_census(here, path, limit)
        found = accelerator.result()
    if asked is not None and path is not None and census.asked is None:
        raise _not_a_python(asked, path, census)
    return Host(
        platform=this,
        interpreters=census.interpreters,
        cpu_flags=cpu_flags(here),
        gpu=found,
        python_installers=python_installers(here),
        unusable=census.unusable,
    )


def _path_of(asked: Wanted, here: Surroundings) -> Path:
    """Where a path or a command leads. Raises `python-missing` on a command that is not there."""
    text = asked.command or ""
    if _is_path(text):
        path = Path(text)
        if text.startswith("~") and here.home is not None:
            path = here.home.joinpath(*path.parts[1:])
        return _active((here.cwd or Path()) / path, text, here)
    found = what_starts(text, here)
    if found is None:
        raise failure(
            "python-missing",
            f"`--python {text}`: there is no command of that name on PATH; {RIGHT}",
            evidence=(Evidence(source="this machine", text=f"PATH={here.env.get('PATH', '')}"),),
            interpreter=text,
        )
    return found


def _active(path: Path, text: str, here: Surroundings) -> Path:
    """The path, unless it is a shim that starts nothing now."""
    if is_pyenv_shim(path) and behind_pyenv_shim(path, here) is None:
        raise failure(
            "python-missing",
            f"`--python {text}` is a shim of pyenv, and no active version has this command; "
            f"{RIGHT}",
            evidence=(Evidence(source="this machine", text=f"{path} starts no active version"),),
            interpreter=text,
        )
    return path


def _is_path(text: str) -> bool:
    return os.sep in text or "/" in text or text in {".", "..", "~"}


def _not_a_python(asked: Wanted, path: Path, census: Census) -> Exception:
    return failure(
        "python-missing",
        f"`--python {asked.text}` is not a usable Python: {census.problem}; {RIGHT}",
        evidence=(Evidence(source="this machine", text=f"{path}: {census.problem}"),),
        remedies=_remedies(census.interpreters),
        interpreter=asked.text,
        path=str(path),
    )


def _remedies(found: tuple[Interpreter, ...]) -> tuple[Remedy, ...]:
    minors = dict.fromkeys(one.minor for one in found if one.version.major > 2)  # noqa: PLR2004
    if not minors:
        return ()
    first, *others = minors
    more = f" (or {join_words(others, 'or')})" if others else ""
    return (Remedy(text=f"Use a Python that is here: `--python {first}`{more}"),)
