"""A short digest of each package of a lock of ours: what was edited by hand since is told.

It guards against nothing: a file's own hash does that. It says which package to look at.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from tfinstall.resolution.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LENGTH: Final = 12
"""Hex digits; a slip of the hand has no aim."""
SEALED: Final = ("name", "version", "marker", "requires-python", "dependencies")
SHOWN: Final = 5


def seals(packages: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name to digest, of the packages as TOML tables; two entries of one name share one."""
    entries: dict[str, list[Any]] = defaultdict(list)
    for package in packages:
        entries[str(package["name"])].append(_essence(package))
    return {name: digest_of(entries[name]) for name in sorted(entries)}


def edited(packages: Iterable[Mapping[str, Any]], kept: Mapping[str, Any]) -> str | None:
    """What was changed, removed or added since the seals were made, in words; None: nothing."""
    now = seals(packages)
    changes = (
        ("changed", [name for name in kept if name in now and now[name] != kept[name]]),
        ("removed", [name for name in kept if name not in now]),
        ("added", [name for name in now if name not in kept]),
    )
    told = [f"{_shortened(names)} {verb}" for verb, names in changes if names]
    return listed(told) if told else None


def digest_of(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _essence(package: Mapping[str, Any]) -> dict[str, Any]:
    """Without addresses: who moves a lock to a mirror changes nothing that is installed."""
    essence = {key: package[key] for key in SEALED if key in package}
    return {**essence, "files": sorted(_files(package))}


def _files(package: Mapping[str, Any]) -> Iterator[list[str]]:
    sdist = package.get("sdist")
    for file in [*package.get("wheels", ()), *([sdist] if sdist else ())]:
        hashes = file.get("hashes", {})
        yield [str(file.get("name", "")), *(f"{key}:{hashes[key]}" for key in sorted(hashes))]


def _shortened(names: Sequence[str]) -> str:
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    verb = "was" if len(names) == 1 else "were"
    return f"{listed([*names[:SHOWN], *more])} {verb}"
