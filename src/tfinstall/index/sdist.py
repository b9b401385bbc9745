"""What a source distribution tells without being built.

Final where its PKG-INFO promises so (PEP 643: Metadata-Version 2.2, Requires-Dist not Dynamic).
Before that setuptools left what its last build had computed in `*.egg-info/requires.txt`; that was
on the packager's machine, and nearly always holds on any other.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from typing import TYPE_CHECKING

from packaging.metadata import parse_email
from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from tfinstall.diagnosis import failure
from tfinstall.index.remote import parsed
from tfinstall.resolution.dependencies import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATIC = Version("2.2")
_TOLD = re.compile(r"[^/]+/PKG-INFO|(?:[^/]+/)+[^/]+\.egg-info/(?:requires\.txt|PKG-INFO)")
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError)


def sdist_facts(filename: str, data: bytes) -> Facts:
    """The requirements of a source distribution, and how far they can be trusted.

    Raises package-invalid where the file is no archive.
    """
    try:
        texts = _texts(filename, data)
    except _BROKEN as error:
        message = f"{filename} is not a readable source distribution: {error}"
        raise failure("package-invalid", message, package=filename) from error
    info = texts.get("PKG-INFO", "")
    promised = parsed(info)
    if _final(info):
        return Facts(
            requires=promised.requires,
            requires_python=promised.requires_python,
            basis="sdist",
            size=len(data),
        )
    return Facts(
        requires=tuple(_requirements(texts.get("requires.txt", ""))),
        requires_python=promised.requires_python,
        basis="build" if "egg-info" in texts else "none",
        size=len(data),
    )


def _texts(filename: str, data: bytes) -> dict[str, str]:
    """PKG-INFO and requires.txt by their names; `egg-info` is there where such a folder is."""
    found: dict[str, str] = {}
    for name, content in _members(filename, data):
        text = content.decode("utf-8", "replace")
        if ".egg-info/" in name:
            found["egg-info"] = ""
            if name.endswith("requires.txt"):
                found.setdefault("requires.txt", text)
        else:
            found["PKG-INFO"] = text
    return found


def _members(filename: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if filename.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in filter(_TOLD.fullmatch, archive.namelist()):
                yield name, archive.read(name)
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            stream = tar.extractfile(member) if _TOLD.fullmatch(member.name) else None
            if stream is not None:
                yield member.name, stream.read()


def _final(info: str) -> bool:
    raw, _ = parse_email(info)
    dynamic = {each.lower() for each in raw.get("dynamic", ())}
    try:
        return Version(raw.get("metadata_version", "1.0")) >= _STATIC and not (
            {"requires-dist", "requires-python"} & dynamic
        )
    except InvalidVersion:
        return False


def _requirements(text: str) -> Iterator[Requirement]:
    """The lines of requires.txt; `[extra:marker]` above them says when they hold."""
    conditions: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("["):
            extra, _, marker = line.strip("[]").partition(":")
            conditions = [f"({marker})"] if marker else []
            conditions += [f'extra == "{extra}"'] if extra else []
            continue
        condition = " and ".join(conditions)
        try:
            yield Requirement(f"{line} ; {condition}" if condition else line)
        except InvalidRequirement:
            continue  # as a wheel's METADATA is read
