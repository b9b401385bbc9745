"""Finds the matrix that came with the program, wherever the program is.

In a wheel and in a zipapp it lies inside the package, in an editable checkout beside `src`, and
`TFINSTALL_MATRIX` names a folder that is used instead: one's own, newer or smaller one.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    from importlib.abc import Traversable

VARIABLE = "TFINSTALL_MATRIX"
_FOLDER = "compat_matrix"


def read(name: str) -> str:
    """The text of one file of the matrix: `index.json`, `releases/2.10.json`, `repairs.toml`.

    Raises config-invalid, naming the file, where it is missing or no UTF-8 text.
    """
    path = _file(name)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, KeyError, UnicodeDecodeError) as error:  # KeyError: not in the zip file
        message = f"the matrix file {path} cannot be read: {_reason(error)}; {_advice()}"
        raise failure("config-invalid", message, file=str(path)) from error


def folder() -> Path | None:
    """The folder that the matrix is read from; None: inside a zip file."""
    place = _root()
    return place if isinstance(place, Path) else None


def _file(name: str) -> Path | Traversable:
    place = _root()
    for part in name.split("/"):
        place = place / part
    return place


def _root() -> Path | Traversable:
    override = os.environ.get(VARIABLE)
    if override:
        return Path(override).expanduser()
    inside = files("tfinstall") / _FOLDER
    beside = Path(__file__).parents[2] / _FOLDER
    return beside if not inside.is_dir() and beside.is_dir() else inside


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it is not there" if isinstance(error, KeyError) else str(error)


def _advice() -> str:
    if os.environ.get(VARIABLE):
        return f"{VARIABLE} should name a folder written by `tfinstall matrix refresh`"
    return "install tfinstall again to get its matrix back"
