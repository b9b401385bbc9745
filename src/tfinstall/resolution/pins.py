"""Why each package of a lock is in it: who asks for it, and which cap holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from tfinstall.resolution.markers import applies, environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from packaging.utils import NormalizedName

    from tfinstall.model import Cap, LockedFile, Platform


def reasons(
    files: Sequence[LockedFile], caps: Iterable[Cap], platform: Platform, python: str
) -> Mapping[NormalizedName, tuple[str, ...]]:
    """Name to sentences: `tensorflow 2.10.1 needs numpy>=1.20`, `numpy<1.24: repair numpy-1.24`.

    Empty for what was asked for itself.
    """
    where = environment(platform, python)
    found: dict[NormalizedName, list[str]] = {file.name: [] for file in files}
    for file in files:
        for ask in file.requires:
            name = canonicalize_name(ask.name)
            if name in found and name != file.name and applies(ask, where):
                found[name].append(f"{file.name} {file.version} needs {name}{ask.specifier}")
    for cap in caps:
        name = canonicalize_name(cap.constraint.name)
        if name in found:
            found[name].append(f"{cap.constraint}: {cap.source}")
    return {name: tuple(dict.fromkeys(told)) for name, told in found.items()}
