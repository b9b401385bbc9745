"""Releases that the index has and the bundled matrix has not: nightlies, and what is newer."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tfinstall.matrix.tags import platform_tags
from tfinstall.model import Release, Wheel

if TYPE_CHECKING:
    from collections.abc import Collection

    from packaging.utils import NormalizedName
    from packaging.version import Version

    from tfinstall.index.client import Index
    from tfinstall.index.file import File
    from tfinstall.model import Platform, Spec

NEWEST = 5
"""Releases that are looked into; a person asks for the newest, not for a list."""
UNKNOWN_SHA256 = ""
"""An index need not tell it; then it is not compared."""


def releases_beyond(
    index: Index,
    distribution: NormalizedName,
    spec: Spec,
    known: Collection[Version],
    platform: Platform,
) -> tuple[Release, ...]:
    """The newest releases that the words admit and the matrix lacks, with their wheels.

    Raises TfinstallError where no index answers.
    """
    by_version: dict[Version, list[File]] = defaultdict(list)
    for file in index.project(distribution):
        admitted = spec.specifier.contains(file.version, prereleases=spec.prereleases)
        if file.is_wheel and admitted and file.version not in known:
            by_version[file.version].append(file)
    newest = sorted(by_version, reverse=True)[:NEWEST]
    return tuple(index.each(lambda each: _release(index, by_version[each], platform), newest))


def _release(index: Index, files: list[File], platform: Platform) -> Release:
    return Release(
        distribution=files[0].project,
        version=files[0].version,
        wheels=tuple(_wheel(index, file, platform) for file in files),
    )


def _wheel(index: Index, file: File, platform: Platform) -> Wheel:
    """What the index says of it; its requirements are read only where it is for this machine."""
    here = {"any", *platform_tags(platform, platform.arch)}
    ours = any(tag.platform in here for tag in file.tags)
    return Wheel(
        filename=file.filename,
        distribution=file.project,
        version=file.version,
        size=index.size(file) or 0,
        unpacked=None,
        sha256=file.sha256 or UNKNOWN_SHA256,
        uploaded=file.uploaded or index.modified(file),
        requires_python=file.requires_python,
        yanked=file.yanked,
        requires=index.metadata(file).requires if ours else (),
    )
