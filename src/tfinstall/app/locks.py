"""A file → the lock in it, in the standard's format or as hashed requirements, whoever made it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from packaging.pylock import is_valid_pylock_path

from tfinstall import installer
from tfinstall.diagnosis import failure
from tfinstall.environment.oserrors import os_failure
from tfinstall.model import Remedy
from tfinstall.resolution.locks import foreign, pylock_of, requirements_lock

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.installer import AskedFiles
    from tfinstall.resolution.locks import LockFile


def read_lock(path: Path, name: str) -> tuple[LockFile, AskedFiles]:
    """The lock, and what a requirements file sets beside it (`--index-url ...`).

    `name` is the file as the user wrote it. Raises TfinstallError naming the file, the line or the
    package, what is wrong and what would be right.
    """
    data = _bytes(path, name)
    command = foreign(path.name)
    if command is not None:
        raise failure(
            "usage",
            f"{name} is a lock of another tool's own; a pylock.toml or hashed requirements are "
            "what all of them understand",
            remedies=(Remedy(text="Have it written as one", command=command),),
            file=name,
        )
    digest = hashlib.sha256(data).hexdigest()
    text = _text(data, name)
    if is_valid_pylock_path(path) or path.suffix == ".toml":
        return pylock_of(text, name=name, digest=digest), installer.AskedFiles()
    asked = installer.read_requirements([path])
    lock = requirements_lock(text, asked.lines, name=name, digest=digest)
    return lock, asked


def _bytes(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise failure(
            "usage", f"{name} is a directory; name the lock in it: {name}/pylock.toml", file=name
        )
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise failure(
            "file-missing",
            f"{name} does not exist",
            remedies=(
                Remedy(text="Make a lock", command="tfinstall lock"),
                Remedy(text="Or name the one that is meant: `tfinstall sync FILE`"),
            ),
            file=name,
        ) from None
    except OSError as error:
        raise os_failure(error, path) from error


def _text(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = f"byte {error.start}"
        raise failure(
            "invalid-requirement", f"{name} is not a text in UTF-8: {at} is no part of one"
        ) from None
    return text
