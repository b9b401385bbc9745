"""Reads the few bytes of a wheel that matter: its METADATA and its archive's directory."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from packaging.metadata import parse_email
from packaging.requirements import InvalidRequirement, Requirement
from remotezip import (  # type: ignore[import-untyped] # it has no stubs
    RangeNotSupported,
    RemoteZip,
    RemoteZipError,
)

from tfinstall.diagnosis import failure
from tfinstall.index.file import Contents, File, Metadata
from tfinstall.index.page import specifier
from tfinstall.index.problems import NETWORK_ERRORS, explained
from tfinstall.index.session import RangeReader
from tfinstall.index.sources import local_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.index.session import Session

_SMALL = 200_000
"""A wheel up to this size is one request anyway."""
_BROKEN = (zipfile.BadZipFile, RemoteZipError, KeyError, UnicodeDecodeError)


def contents(session: Session, file: File) -> Contents:
    """Size, unpacked size and METADATA of a wheel, read by HTTP ranges where they are served.

    Raises the failure of the network, or package-invalid where the archive is none.
    """
    try:
        with _opened(session, file) as (archive, size):
            return Contents(
                size=size,
                unpacked=sum(member.file_size for member in archive.infolist()),
                metadata=parsed(_metadata_text(archive, file)),
            )
    except NETWORK_ERRORS as error:
        raise explained(error, file.location) from error
    except _BROKEN as error:
        message = f"{file.filename} at {file.url} is not a readable wheel: {error}"
        raise failure("package-invalid", message, package=file.filename) from error


def parsed(text: str) -> Metadata:
    """METADATA as values; a requirement that cannot be read is passed over, as pip does."""
    raw, _ = parse_email(text)
    found = (_requirement(line) for line in raw.get("requires_dist", ()))
    return Metadata(
        requires=tuple(requirement for requirement in found if requirement is not None),
        requires_python=specifier(raw.get("requires_python")),
        extras=frozenset(raw.get("provides_extra", ())),
    )


def _requirement(line: str) -> Requirement | None:
    try:
        return Requirement(line)
    except InvalidRequirement:
        return None


@contextmanager
def _opened(session: Session, file: File) -> Iterator[tuple[zipfile.ZipFile, int]]:
    path = local_path(file.location)
    if path is not None:
        with zipfile.ZipFile(path) as archive:
            yield archive, path.stat().st_size
        return
    archive = _ranged(session, file) or _whole(session, file)
    with archive:
        yield archive, _size(archive)


def _ranged(session: Session, file: File) -> zipfile.ZipFile | None:
    """None: the server does not serve ranges."""
    tail = _SMALL if file.size is None or file.size > _SMALL else file.size
    reader = RangeReader(session)
    try:
        archive: zipfile.ZipFile = RemoteZip(
            file.location, initial_buffer_size=tail, session=reader
        )
    except RangeNotSupported:
        reader.close()
        return None
    return archive


def _whole(session: Session, file: File) -> zipfile.ZipFile:
    """The last resort, for servers without ranges: these are small test indexes and old mirrors."""
    response = session.get(file.location)
    if response is None:
        raise failure("http-404", f"{file.filename} is on the index but not at {file.url}")
    return zipfile.ZipFile(io.BytesIO(response.content))


def _size(archive: zipfile.ZipFile) -> int:
    if isinstance(archive, RemoteZip):
        return int(archive.size())
    stream = archive.fp
    if stream is None:
        return 0
    return stream.seek(0, io.SEEK_END)


def _metadata_text(archive: zipfile.ZipFile, file: File) -> str:
    # The folder's spelling may differ from the file name's (dots, case), so it is looked for.
    names = [n for n in archive.namelist() if n.count("/") == 1]
    name = next((n for n in names if n.endswith(".dist-info/METADATA")), None)
    if name is None:
        raise KeyError(f"no METADATA in {file.filename}")
    return archive.read(name).decode("utf-8", "replace")
