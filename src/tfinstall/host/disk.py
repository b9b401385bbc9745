"""How many bytes are free where something will be written, before anything is."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.host.space import Need, Volume, evidence_of, judge, remedies_for, shortage
from tfinstall.words import bytes_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfinstall.model import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A path that need not exist yet, what it is for, and the bytes that will go there."""

    path: Path
    needed: int
    role: str
    """TARGET, TEMP or CACHE of `space`, for which remedies are known, or another word."""


def free(path: Path) -> Volume:
    """The file system that `path` is on or will be on, and its free bytes.

    Grouped by st_dev, which on Windows is the volume's number. Subvolumes of one btrfs count as
    several, each with the free bytes of all: too little may then be seen too late, never wrongly.
    """
    existing = nearest_existing(path)
    device = _device(existing)
    if device is None:
        return Volume(id=f"unknown:{existing}", mount=str(existing), free=None)
    return Volume(id=str(device), mount=str(_mount(existing, device)), free=_free_bytes(existing))


def needs(spaces: Iterable[Space]) -> tuple[Need, ...]:
    """Every space with its file system measured."""
    return tuple(
        Need(role=space.role, volume=free(space.path), bytes=space.needed) for space in spaces
    )


def require(spaces: Iterable[Space]) -> tuple[Finding, ...]:
    """The findings, one for each file system.

    Raises `disk-full`, naming figures and file system, where one of them is too small.
    """
    measured = needs(spaces)
    short = shortage(measured)
    if short:
        worst = short[0]
        raise failure(
            "disk-full",
            f"not enough disk space: {worst.text}",
            evidence=evidence_of(short),
            remedies=remedies_for(short),
            needed=bytes_text(worst.needed),
            free=bytes_text(worst.volume.free or 0),
            path=worst.volume.mount,
        )
    return judge(measured)


def nearest_existing(path: Path) -> Path:
    """The path itself or the nearest folder above it that is there and may be looked at."""
    absolute = Path(os.path.abspath(path.expanduser() if _has_home(path) else path))  # noqa: PTH100  (resolves `..`, follows no link)
    for candidate in (absolute, *absolute.parents):
        if os.path.exists(candidate):  # noqa: PTH110  (False, not an error, where nobody may look)
            return candidate
    return Path(absolute.anchor)


def _has_home(path: Path) -> bool:
    return path.parts[:1] == ("~",) and os.path.expanduser("~") != "~"  # noqa: PTH111  (no error)


def _device(existing: Path) -> int | None:
    try:
        return existing.stat().st_dev
    except OSError:
        return None


def _mount(existing: Path, device: int) -> Path:
    """The highest folder above on the same device; a link is followed to where it really is."""
    real = Path(os.path.realpath(existing))
    mount = real if real.is_dir() else real.parent
    while mount.parent != mount and _device(mount.parent) == device:
        mount = mount.parent
    return mount


def _free_bytes(existing: Path) -> int | None:
    """For this user, who may not use what is reserved for root; None: /proc and its like."""
    try:
        usage = shutil.disk_usage(existing)
    except OSError:
        return None
    return usage.free if usage.total else None
