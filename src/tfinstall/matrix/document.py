"""The generated files of the matrix, read into values.

`index.json` says which releases exist and what they are for; `releases/<minor>.json` holds every
wheel of one minor release, one a line. Requirements stand once per distinct set, named by their
hash, because the wheels of one release differ in them and most sets repeat a hundred times.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.model import Release, Wheel
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

SCHEMA = 1
"""Of both kinds of file; raised when an older tfinstall could no longer read them."""

Summary = dict[str, dict[str, dict[str, str]]]
"""distribution → version → platform tags → Pythons, as in `index.json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """One `releases/<minor>.json`, not yet made into values: most of it will never be asked for."""

    requires: Mapping[str, Sequence[str]]
    wheels: Mapping[str, Sequence[Mapping[str, Any]]]
    sdists: Mapping[str, Sequence[str]]

    def release(self, distribution: NormalizedName, version: Version) -> Release | None:
        requirements: dict[str, tuple[Requirement, ...]] = {}
        wheels = tuple(
            self._wheel(row, distribution, requirements)
            for row in self.wheels.get(distribution, ())
            if _version_of(row) == version
        )
        sdist = any(Version(text) == version for text in self.sdists.get(distribution, ()))
        if not wheels and not sdist:
            return None
        return Release(
            distribution=distribution,
            version=version,
            wheels=wheels,
            sdist_only=sdist and not wheels,
        )

    def _wheel(
        self,
        row: Mapping[str, Any],
        distribution: NormalizedName,
        requirements: dict[str, tuple[Requirement, ...]],
    ) -> Wheel:
        key = row["requires"]
        if key not in requirements:
            requirements[key] = tuple(map(_requirement, self.requires[key]))
        return Wheel(
            filename=row["file"],
            distribution=distribution,
            version=_version_of(row),
            size=row["bytes"],
            unpacked=row.get("unpacked"),
            sha256=row["sha256"],
            uploaded=instant(row["uploaded"]),
            requires_python=SpecifierSet(row["python"]) if "python" in row else None,
            yanked=row.get("yanked"),
            requires=requirements[key],
        )


def _version_of(row: Mapping[str, Any]) -> Version:
    """The second word of the file's name: the tags after it are read only where they matter."""
    return _version(row["file"].split("-")[1])


@cache
def _requirement(text: str) -> Requirement:
    """Most sets share most of their lines; nobody changes one."""
    return Requirement(text)


@cache
def _version(text: str) -> Version:
    return Version(text)


def minor_of(version: Version) -> str:
    """The minor release whose file holds a version: `2.10` of 2.10.0.520."""
    return f"{version.major}.{version.minor}"


def instant(text: str) -> datetime:
    """`2022-09-06T18:02:10Z`; raises ValueError on a time of no zone."""
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))  # Python 3.10 knows no Z
    if found.tzinfo is None:
        raise ValueError(f"{text} names no time zone")
    return found


def read_release_file(text: str) -> ReleaseFile:
    """Raises ValueError or KeyError where the text is no such file."""
    document = json.loads(text)
    _expect_schema(document)
    return ReleaseFile(
        requires=document["requires"],
        wheels=document["wheels"],
        sdists=document["sdists"],
    )


def read_index(text: str) -> tuple[datetime, tuple[str, ...], Summary]:
    """When it was generated, the minors newest first, and the releases."""
    document = json.loads(text)
    _expect_schema(document)
    return instant(document["generated"]), tuple(document["minors"]), document["distributions"]


def _expect_schema(document: Mapping[str, Any]) -> None:
    if document["schema"] != SCHEMA:
        raise ValueError(f"schema {document['schema']}, where {SCHEMA} is known")


def all_wheels(file: ReleaseFile) -> Iterator[Wheel]:
    """Every wheel of a minor release, for whoever rewrites or checks the file."""
    requirements: dict[str, tuple[Requirement, ...]] = {}
    for name, rows in file.wheels.items():
        for row in rows:
            yield file._wheel(row, cast("NormalizedName", name), requirements)  # noqa: SLF001 - of this module
