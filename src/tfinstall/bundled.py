"""Finds the matrix that came with the program, wherever the program is.

In a wheel and in a zipapp it lies inside the package, in an editable checkout beside `src`, and
`TFINSTALL_MATRIX` names a folder that is used instead: one's own, newer or smaller one.
"""

from __future__ import annotations

import os
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader

VARIABLE = "TFINSTALL_MATRIX"
_FOLDER = "compat_matrix"


def read(name: str) -> str:
    """The text of one file of the matrix: `index.json`, `releases/2.10.json`, `repairs.toml`.

    Raises config-invalid, naming the file, where it is missing or no UTF-8 text.
    """
    path = (folder() or _inside()) / name
    try:
        return _bytes(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the matrix file {path} cannot be read: {reason}; {_advice()}"
        raise failure("config-invalid", message, file=str(path)) from error


def folder() -> Path | None:
    """The folder that the matrix is read from; None: inside a zip file."""
    override = os.environ.get(VARIABLE)
    if override:
        return Path(override).expanduser()
    beside = Path(__file__).parents[2] / _FOLDER
    return next((place for place in (_inside(), beside) if place.is_dir()), None)


def _inside() -> Path:
    return Path(__file__).parent / _FOLDER


def _bytes(path: Path) -> bytes:
    if folder() is not None:
        return path.read_bytes()
    # A path that leads into a zip file: the loader of this very module came out of it too.
    # importlib.resources would do as well, but takes some 20 ms to import.
    try:
        return cast("ResourceLoader", __spec__.loader).get_data(str(path))
    except OSError as error:
        raise FileNotFoundError(ENOENT, "not in the zip file", str(path)) from error


def _advice() -> str:
    if os.environ.get(VARIABLE):
        return f"{VARIABLE} should name a folder written by `tfinstall matrix refresh`"
    return "install tfinstall again to get its matrix back"
