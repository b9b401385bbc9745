"""Whether the bytes that are needed fit on the file systems that they go to; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfinstall.model import Evidence, Finding, Remedy
from tfinstall.words import bytes_text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable

TIGHT = 1.1
"""Less than this many times the need is worth a warning: a part of the need is an estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A file system, and the bytes that this user may still write to it."""

    id: str
    """The same for all paths on it."""
    mount: str
    """Where it is mounted, for messages: `/`, `/home`, `C:\\`."""
    free: int | None
    """None: it does not tell, as /proc does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Bytes that one role (`environment`, `temporary files`) will take on a volume."""

    role: str
    volume: Volume
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """All that will go to one file system."""

    volume: Volume
    roles: tuple[str, ...]
    needed: int

    @property
    def fits(self) -> bool:
        """True also where nobody knows: a guess must not stop anybody."""
        return self.volume.free is None or self.needed <= self.volume.free

    @property
    def text(self) -> str:
        """`needs 2.1 GB, 300 MB free on / (environment, temporary files)`."""
        known = self.volume.free is not None
        free = bytes_text(self.volume.free or 0) if known else "an unknown number of bytes"
        where = f"{self.volume.mount} ({', '.join(self.roles)})"
        told = f"needs {bytes_text(self.needed)}, {free} free on {where}"
        if self.fits or free != bytes_text(self.needed):
            return told
        return f"{told}, {bytes_text(self.missing)} too few"

    @property
    def missing(self) -> int:
        """Bytes that would have to be freed."""
        return 0 if self.fits else self.needed - (self.volume.free or 0)


def loads(needs: Iterable[Need]) -> tuple[Load, ...]:
    """The needs, added up for each file system; what needs nothing is left out."""
    by_volume: dict[str, list[Need]] = {}
    for need in needs:
        if need.bytes > 0:
            by_volume.setdefault(need.volume.id, []).append(need)
    return tuple(
        Load(
            volume=group[0].volume,
            roles=tuple(dict.fromkeys(need.role for need in group)),
            needed=sum(need.bytes for need in group),
        )
        for group in by_volume.values()
    )


def judge(needs: Iterable[Need]) -> tuple[Finding, ...]:
    """One finding for each file system: `ok`, `warning` where it is tight, or `problem`."""
    return tuple(_finding(load) for load in loads(needs))


def _finding(load: Load) -> Finding:
    free = load.volume.free
    if not load.fits:
        return Finding(severity="problem", title=f"not enough disk space: {load.text}")
    if free is not None and free < load.needed * TIGHT:
        return Finding(severity="warning", title=f"disk space is tight: {load.text}")
    return Finding(severity="ok", title=f"disk space: {load.text}")


def shortage(needs: Iterable[Need]) -> tuple[Load, ...]:
    """The file systems that are too small, the worst first; empty: all fits."""
    short = (load for load in loads(needs) if not load.fits)
    return tuple(sorted(short, key=lambda load: -load.missing))


def evidence_of(short: Iterable[Load]) -> tuple[Evidence, ...]:
    return tuple(Evidence(source="this machine", text=load.text) for load in short)


def remedies_for(short: Iterable[Load]) -> tuple[Remedy, ...]:
    """What to free, and which of the roles could go to another file system instead."""
    return tuple(remedy for load in short for remedy in _remedies(load))


def _remedies(load: Load) -> tuple[Remedy, ...]:
    movable = [_MOVES[role] for role in load.roles if role in _MOVES]
    free_some = Remedy(text=f"Free {bytes_text(load.missing)} on {load.volume.mount}")
    if not movable:
        return (free_some,)
    return (free_some, Remedy(text=f"Use another file system: {join_words(movable, 'or')}"))


TARGET, TEMP, CACHE = "environment", "temporary files", "pip's cache"
"""The usual roles."""
_MOVES = {
    TARGET: "`--venv DIR` for the environment",
    TEMP: "the variable TMPDIR (on Windows TEMP) for temporary files",
    CACHE: "`--cache-dir DIR` for pip's cache (or `--no-cache-dir`)",
}
