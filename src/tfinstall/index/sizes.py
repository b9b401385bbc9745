"""How many bytes the dependencies of a release will be, asked of the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from tfinstall.matrix.tags import supports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from tfinstall.index.client import Index
    from tfinstall.index.file import File
    from tfinstall.model import Interpreter, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One project, and everything that narrows its versions."""

    name: NormalizedName
    specifiers: tuple[SpecifierSet, ...]


def dependency_bytes(
    index: Index,
    asks: Sequence[Requirement],
    caps: Iterable[Requirement],
    platform: Platform,
    interpreter: Interpreter,
) -> int:
    """Bytes to download for these direct requirements: for each the newest file that fits.

    What the requirements require themselves counts as nothing: this is a lower bound. Raises
    TfinstallError where no index answers.
    """
    wanted = narrowed(asks, caps)
    projects = index.projects([each.name for each in wanted])
    chosen = (newest(projects[each.name], each, platform, interpreter) for each in wanted)
    sizes = index.each(index.size, [file for file in chosen if file is not None])
    return sum(size or 0 for size in sizes)


def narrowed(asks: Iterable[Requirement], caps: Iterable[Requirement]) -> tuple[Wanted, ...]:
    """Each project that is asked for, once, with all the specifiers that speak of it."""
    found: dict[NormalizedName, list[SpecifierSet]] = {}
    for ask in asks:
        found.setdefault(canonicalize_name(ask.name), []).append(ask.specifier)
    for cap in caps:
        if canonicalize_name(cap.name) in found:
            found[canonicalize_name(cap.name)].append(cap.specifier)
    return tuple(
        Wanted(name=name, specifiers=tuple(specifiers)) for name, specifiers in found.items()
    )


def newest(
    files: Iterable[File], wanted: Wanted, platform: Platform, interpreter: Interpreter
) -> File | None:
    """The newest final release's wheel for this Python, or its source where there is no wheel."""
    best_first = sorted(files, key=lambda file: (file.version, file.is_wheel), reverse=True)
    fitting = (file for file in best_first if _fits(file, wanted, platform, interpreter))
    return next(fitting, None)


def _fits(file: File, wanted: Wanted, platform: Platform, interpreter: Interpreter) -> bool:
    if file.yanked is not None or file.version.is_prerelease:
        return False
    python = file.requires_python
    if python is not None and not python.contains(interpreter.version, prereleases=True):
        return False
    if not all(each.contains(file.version) for each in wanted.specifiers):
        return False
    return not file.is_wheel or supports(platform, interpreter, file.tags)
