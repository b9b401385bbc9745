"""What an index says about one file, and what the file says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from packaging.utils import (
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version

if TYPE_CHECKING:
    from datetime import datetime

    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.tags import Tag
    from packaging.utils import NormalizedName


_WHEEL_PARTS = (5, 6)
"""name-version(-build)-python-abi-platform.whl"""
_name = lru_cache(maxsize=64)(canonicalize_name)
_version = lru_cache(maxsize=4096)(Version)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One distribution file on an index; None where the index does not say."""

    filename: str
    location: str = field(repr=False, compare=False)
    """The complete address; it may carry credentials, so `url` is what may be shown."""
    project: NormalizedName
    version: Version
    sha256: str | None = None
    """In hex."""
    size: int | None = None
    uploaded: datetime | None = None
    requires_python: SpecifierSet | None = None
    yanked: str | None = None
    """The reason, perhaps empty; None: not yanked."""
    has_metadata: bool = False
    """Whether the index serves its METADATA beside it (PEP 658)."""

    @property
    def is_wheel(self) -> bool:
        return self.filename.endswith(".whl")

    @property
    def url(self) -> str:
        """Without credentials, query and fragment."""
        return shown(self.location)

    @property
    def tags(self) -> frozenset[Tag]:
        """Empty for a source distribution."""
        return parse_wheel_filename(self.filename)[3] if self.is_wheel else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What METADATA of one wheel promises, as far as choosing needs it."""

    requires: tuple[Requirement, ...]
    requires_python: SpecifierSet | None
    extras: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the directory of a wheel's archive tells without reading the rest."""

    size: int
    """Bytes of the whole file."""
    unpacked: int
    """Bytes of its members when unpacked."""
    metadata: Metadata


def identity(filename: str) -> tuple[NormalizedName, Version]:
    """The project and version in a file name; raises packaging's errors, all ValueErrors.

    Tags are left for later: projects of ten thousand wheels exist, and few of them matter.
    """
    if not filename.endswith(".whl"):
        return parse_sdist_filename(filename)
    parts = filename.split("-")
    if len(parts) not in _WHEEL_PARTS:
        raise InvalidWheelFilename(f"{filename} is no name of a wheel")
    return _name(parts[0]), _version(parts[1])


def shown(url: str) -> str:
    """An address as it may be shown: no credentials, no query, no fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
