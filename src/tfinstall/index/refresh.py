"""Makes the generated part of the matrix anew from the index: every wheel of every TensorFlow.

Only a wheel's METADATA and its archive's directory are read, by HTTP range; what is known by its
sha256 is not read again, so a second run costs one request per distribution.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.effects import Progress
from tfinstall.matrix import Matrix
from tfinstall.matrix.document import all_wheels, minor_of, read_release_file
from tfinstall.matrix.writing import write_index, write_release_file
from tfinstall.model import Release, TfinstallError, Wheel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from tfinstall.effects import Reporter
    from tfinstall.index.client import Index
    from tfinstall.index.file import File

DISTRIBUTIONS = (
    "tensorflow",
    "tensorflow-cpu",
    "tensorflow-gpu",
    "tensorflow-intel",
    "tensorflow-macos",
    "tensorflow-cpu-aws",
    "tensorflow-aarch64",
    "tensorflow-rocm",
)
"""All under which TensorFlow itself was released; tf-nightly is a rule, not a list of wheels."""
BY_HAND = (
    "repairs.toml",
    "gpu.toml",
    "nightly.toml",
    "tested_builds.json",
    *(
        f"schema/{name}.schema.json"
        for name in (
            "index",
            "release",
            "repairs",
            "gpu",
            "nightly",
            "tested_builds",
            "cells",
            "packages",
        )
    ),
)
_FIRST = Version("0.12")
"""The first TensorFlow on the index."""
_PASSING = frozenset({"connection-reset", "incomplete-download", "read-timeout"})
"""Causes that may be gone on a second try; requests retries only what fails before the body."""
COMMAND = "tfinstall matrix refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did."""

    wheels: int
    read: int
    """Wheels that were looked into; the others were known."""
    changed: tuple[str, ...]
    """Files that were written, relative to the directory."""
    kept: tuple[str, ...]
    """Distributions that this index does not have; what was known of them stays."""
    unread: tuple[str, ...]
    """Wheels left out because they could not be read, each with the reason."""


def refresh(  # noqa: PLR0913 - two seams, one place, three choices
    index: Index,
    directory: Path,
    *,
    now: datetime,
    reporter: Reporter,
    distributions: Sequence[str] = DISTRIBUTIONS,
    seed: Callable[[str], str] | None = None,
) -> Refreshed:
    """Brings `index.json` and `releases/` in `directory` up to date with an index.

    Nothing is written before everything was read; each file is replaced in one step, `index.json`
    last. `seed` reads another matrix: an empty directory starts from what that one knows, and
    takes over its hand-written files. Raises a TfinstallError where the index cannot be asked.
    """
    known = known_wheels(directory) or _seeded(seed)
    listed = {name: wanted(files) for name, files in index.projects(distributions).items()}
    kept = tuple(name for name in distributions if not listed[name])
    files = [file for found in listed.values() for file in found if file.is_wheel]
    wheels, unread = _read(index, files, {wheel.sha256: wheel for wheel in known}, reporter)
    wheels += [wheel for wheel in known if wheel.distribution in kept]
    releases = _releases(wheels, [f for found in listed.values() for f in found if not f.is_wheel])
    by_hand = _by_hand(directory, seed)
    changed = _write(directory, {**by_hand, **_texts(directory, releases, now)})
    fresh = {wheel.sha256 for wheel in known}
    return Refreshed(
        wheels=len(wheels),
        read=sum(wheel.sha256 not in fresh for wheel in wheels),
        changed=changed,
        kept=kept,
        unread=unread,
    )


def known_wheels(directory: Path) -> tuple[Wheel, ...]:
    """Every wheel in the release files of a matrix on disk."""
    paths = sorted((directory / "releases").glob("*.json"))
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return tuple(wheel for text in texts for wheel in all_wheels(read_release_file(text)))


def every_wheel(matrix: Matrix) -> Iterator[Wheel]:
    """All that a matrix knows, which reads all of its files."""
    for distribution in matrix.distributions:
        for version in matrix.versions(distribution):
            release = matrix.release(distribution, version)
            yield from release.wheels if release is not None else ()


def _seeded(seed: Callable[[str], str] | None) -> tuple[Wheel, ...]:
    return tuple(every_wheel(Matrix(seed))) if seed is not None else ()


def _by_hand(directory: Path, seed: Callable[[str], str] | None) -> dict[str, str]:
    """The files that no index can tell, where the directory does not have its own."""
    if seed is None:
        return {}
    return {name: seed(name) for name in BY_HAND if not (directory / name).exists()}


def wanted(files: Iterable[File]) -> tuple[File, ...]:
    """Finals and pre-releases; development snapshots come and go, 0.0.1 only held a name."""
    return tuple(f for f in files if not f.version.is_devrelease and f.version >= _FIRST)


def _read(
    index: Index, files: Sequence[File], known: Mapping[str, Wheel], reporter: Reporter
) -> tuple[list[Wheel], tuple[str, ...]]:
    wheels: list[Wheel] = []
    unread: list[str] = []
    for done, found in enumerate(index.each(partial(_looked, index, known), files), start=1):
        if isinstance(found, str):
            unread.append(found)
        else:
            wheels.append(found)
        reporter.progress(
            Progress(item="reading wheels", action="work", done=done, total=len(files))
        )
    return wheels, tuple(unread)


def _looked(index: Index, known: Mapping[str, Wheel], file: File) -> Wheel | str:
    """The wheel, or why it could not be read: one of four thousand must not stop the rest."""
    if file.sha256 is None:
        return f"{file.filename}: the index does not tell its sha256"
    read = partial(_wheel, index, file, file.sha256, known.get(file.sha256))
    try:
        return read()
    except TfinstallError as error:
        if error.diagnosis.cause not in _PASSING:
            return f"{file.filename}: {error.diagnosis.title}"
    try:
        return read()
    except TfinstallError as error:
        return f"{file.filename}: {error.diagnosis.title}"


def _wheel(index: Index, file: File, sha256: str, known: Wheel | None) -> Wheel:
    """A wheel as it stands on the index today; what is in the file itself cannot have changed."""
    if known is not None:
        size, unpacked, requires = known.size, known.unpacked, known.requires
    else:
        contents = index.contents(file)
        size, unpacked = contents.size, contents.unpacked
        requires = contents.metadata.requires
    return Wheel(
        filename=file.filename,
        distribution=file.project,
        version=file.version,
        size=size,
        unpacked=unpacked,
        sha256=sha256,
        uploaded=file.uploaded or index.modified(file),
        requires_python=file.requires_python,
        yanked=file.yanked,
        requires=requires,
    )


def _releases(wheels: Iterable[Wheel], sdists: Iterable[File]) -> tuple[Release, ...]:
    grouped: dict[tuple[str, Version], list[Wheel]] = defaultdict(list)
    for wheel in wheels:
        grouped[wheel.distribution, wheel.version].append(wheel)
    alone = {(file.project, file.version) for file in sdists} - grouped.keys()
    releases = [
        Release(distribution=canonicalize_name(name), version=version, wheels=tuple(found))
        for (name, version), found in grouped.items()
    ]
    releases += [
        Release(distribution=canonicalize_name(name), version=version, wheels=(), sdist_only=True)
        for name, version in alone
    ]
    return tuple(releases)


def _texts(directory: Path, releases: Sequence[Release], now: datetime) -> dict[str, str]:
    by_minor: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        by_minor[minor_of(release.version)].append(release)
    texts = {
        f"releases/{minor}.json": write_release_file(minor, group)
        for minor, group in by_minor.items()
    }
    changed = any(_differs(directory / name, text) for name, text in texts.items())
    if changed or not (directory / "index.json").is_file():
        texts["index.json"] = write_index(releases, generated=now, command=COMMAND)
    return texts


def _write(directory: Path, texts: Mapping[str, str]) -> tuple[str, ...]:
    changed = tuple(name for name, text in texts.items() if _differs(directory / name, text))
    for name in changed:
        _replace(directory / name, texts[name])
    return changed


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text(encoding="utf-8") != text


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    Path(temporary).chmod(0o644)  # mkstemp makes it private; this is data to be shared
    Path(temporary).replace(path)
