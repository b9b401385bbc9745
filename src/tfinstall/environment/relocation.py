"""Makes an environment that was built under one name work under another.

The name it is built under is its final name with a token before it, in the same directory. So
whatever wrote its own path into a file, in whatever quoting, wrote the final path and a token too
much: taking the token out is all there is to do, and no quoting can come out wrong.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from tfinstall.environment.layout import Environment

LARGEST = 4 << 20
"""Bytes; scripts, launchers and settings are smaller, compiled libraries need no change."""

# Where installers and packages write absolute paths of the environment. Compiled bytecode holds
# some too, and the import system corrects them when it loads it.
SMALL_TREES = ("etc", "share", "include", "lib/pkgconfig")


def relocate(environment: Environment, token: str) -> tuple[Path, ...]:
    """Take `token` out of every file that holds it; answers which were changed.

    RECORD files follow, so that the changed scripts still match them. Windows' launchers
    (`pip.exe`: program, shebang, zip) bear it too, as a zip is found from its end; that was not
    seen on Windows, only on such a file. Launchers written by uv, which count bytes, do not.
    Raises OSError.
    """
    mark = token.encode()
    changed = tuple(path for path in _candidates(environment) if _rewrite(path, mark))
    _follow_in_records(environment, frozenset(changed))
    return changed


def remaining(environment: Environment, token: str) -> tuple[Path, ...]:
    """The files that still hold the token."""
    mark = token.encode()
    return tuple(path for path in _candidates(environment) if mark in _content(path))


def _candidates(environment: Environment) -> Iterator[Path]:
    yield from _files(environment.path)
    yield from _files(environment.scripts)
    for folder in environment.site_packages:
        yield from _files(folder)
        for metadata in folder.glob("*.dist-info"):
            yield from (path for path in _files(metadata) if path.name != "RECORD")
    for name in SMALL_TREES:
        for below, _, _ in os.walk(environment.path / name):
            yield from _files(Path(below))


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink() or (
                entry.is_file(follow_symlinks=False) and entry.stat().st_size <= LARGEST
            ):
                yield Path(entry.path)


def _content(path: Path) -> bytes:
    """Of a link, where it leads; its target may lie outside the environment."""
    return os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


def _rewrite(path: Path, mark: bytes) -> bool:
    content = _content(path)
    if mark not in content:
        return False
    right = content.replace(mark, b"")
    # A new file in the place of the old: the content may be shared with a cache by a hard link.
    beside = path.with_name(f"{path.name}.tfinstall-new")
    if path.is_symlink():
        beside.symlink_to(os.fsdecode(right))
    else:
        beside.write_bytes(right)
        shutil.copymode(path, beside)
    beside.replace(path)
    return True


def _follow_in_records(environment: Environment, changed: AbstractSet[Path]) -> None:
    names = {path.name.encode() for path in changed}
    for folder in environment.site_packages:
        for record in folder.glob("*.dist-info/RECORD"):
            content = record.read_bytes()
            if any(name in content for name in names):
                _update_record(record, folder, changed)


def _update_record(record: Path, folder: Path, changed: AbstractSet[Path]) -> None:
    rows = list(csv.reader(io.StringIO(record.read_text(encoding="utf-8"), newline="")))
    for row in rows:
        # normpath: `../../../bin/pip` is counted from site-packages, links not followed
        path = Path(os.path.normpath(folder / row[0])) if row else folder
        if path in changed and len(row) > 2 and row[1]:  # noqa: PLR2004  (path, hash, size)
            content = path.read_bytes()
            row[1:3] = [_record_hash(content), str(len(content))]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    beside = record.with_name("RECORD.tfinstall-new")
    beside.write_text(text.getvalue(), encoding="utf-8", newline="")
    beside.replace(record)


def _record_hash(content: bytes) -> str:
    digest = hashlib.sha256(content).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
