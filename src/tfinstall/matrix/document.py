"""The generated files of the matrix, read into values.

`index.json` says which releases exist and what they are for; `releases/<minor>.json` holds every
wheel of one minor release, one a line. Requirements stand once per distinct set, named by their
hash, because the wheels of one release differ in them and most sets repeat a hundred times.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import parse_wheel_filename
from packaging.version import Version

from tfinstall.model import Release, Wheel

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
        rows = self.wheels.get(distribution, ())
        requirements: dict[str, tuple[Requirement, ...]] = {}
        wheels = tuple(
            self._wheel(row, requirements)
            for row in rows
            if parse_wheel_filename(row["file"])[1] == version
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
        self, row: Mapping[str, Any], requirements: dict[str, tuple[Requirement, ...]]
    ) -> Wheel:
        distribution, version, _, _ = parse_wheel_filename(row["file"])
        key = row["requires"]
        if key not in requirements:
            requirements[key] = tuple(map(Requirement, self.requires[key]))
        return Wheel(
            filename=row["file"],
            distribution=distribution,
            version=version,
            size=row["bytes"],
            unpacked=row.get("unpacked"),
            sha256=row["sha256"],
            uploaded=instant(row["uploaded"]),
            requires_python=SpecifierSet(row["python"]) if "python" in row else None,
            yanked=row.get("yanked"),
            requires=requirements[key],
        )


def minor_of(version: Version) -> str:
    """The minor release whose file holds a version: `2.10` of 2.10.0.520."""
    return f"{version.major}.{version.minor}"


def instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


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
    for rows in file.wheels.values():
        for row in rows:
            yield file._wheel(row, requirements)  # noqa: SLF001 - of this module
