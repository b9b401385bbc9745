"""From a version manager's shim to the Python that it would start now."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.host.surroundings import Surroundings

FOLDER: Final = "shims"
"""pyenv, asdf and mise agree on the name."""
SYSTEM: Final = "system"
"""pyenv's word for the next Python on PATH."""
LONGEST_FILE: Final = 4096
"""Bytes of a version file; it may lie in a folder that others write."""


def is_shim(executable: Path) -> bool:
    return executable.parent.name.lower() == FOLDER


def is_pyenv_shim(executable: Path) -> bool:
    """Those of asdf and mise are others: what they start, only running them tells."""
    versions = executable.parent.parent / "versions"
    return is_shim(executable) and os.path.isdir(versions)  # noqa: PTH112  (never an error)


def behind_pyenv_shim(executable: Path, here: Surroundings) -> Path | None:
    """The Python of the first active version that has this command; None: none has it.

    As `pyenv which` decides, but without its 70 ms: PYENV_VERSION, then .python-version from the
    working directory upwards, then the global `version` file.
    """
    root = executable.parent.parent
    for version in _active_versions(root, here):
        if version == SYSTEM:
            return None
        for name in _names(root, version):
            found = root / "versions" / name / "bin" / executable.name
            if os.access(found, os.X_OK):
                return found
    return None


def _active_versions(root: Path, here: Surroundings) -> tuple[str, ...]:
    told = here.env.get("PYENV_VERSION", "")
    if told:
        return tuple(told.split(":"))
    folder = here.folder("PYENV_DIR") or here.cwd
    folders = (folder, *folder.parents) if folder else ()
    for file in (*(one / ".python-version" for one in folders), root / "version"):
        versions = _versions_in(file)
        if versions:
            return versions
    return (SYSTEM,)


def _versions_in(file: Path) -> tuple[str, ...]:
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            text = opened.read(LONGEST_FILE)
    except OSError:
        return ()
    lines = (line.partition("#")[0] for line in text.splitlines())
    return tuple(word for line in lines for word in line.split())


def _names(root: Path, version: str) -> Iterator[str]:
    """The folders that a version may mean: itself, then the newest of `3.10`'s patches."""
    name = version.removeprefix("python-")
    if Path(name).name != name or name in {"", ".", ".."} or not name.isprintable():
        return
    yield name
    patch = re.compile(re.escape(name) + r"\.(\d+)")
    try:
        found = [patch.fullmatch(folder.name) for folder in (root / "versions").iterdir()]
    except OSError:
        return
    matched = [match for match in found if match]
    yield from (match[0] for match in sorted(matched, key=lambda match: -int(match[1])))
