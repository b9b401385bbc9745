"""Writes a file that the user asked for in one step, and leaves alone what others made."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tfinstall.diagnosis import failure
from tfinstall.environment.oserrors import os_failure
from tfinstall.resolution.lockfile import is_ours


def write(text: str, path: Path, *, unasked: bool) -> None:
    """Write a text in one step; into what is no plain file, such as /dev/null, as it is.

    `unasked` is a path that the user did not name: there only what an earlier run made is replaced.
    Raises file-exists, or what the operating system refuses.
    """
    if unasked and path.exists() and not _is_ours(path):
        raise failure(
            "file-exists",
            f"{path} was not made by tfinstall, so it is left alone; `--output` names another file",
            file=str(path),
        )
    if path.exists() and not path.is_file():
        _write_through(text, path)
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise os_failure(error, path.parent) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise os_failure(error, path) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _write_through(text: str, path: Path) -> None:
    """A device or a pipe must stay what it is: replaced, it would be a file for everybody."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise os_failure(error, path) from error


def _is_ours(path: Path) -> bool:
    try:
        return is_ours(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return False
