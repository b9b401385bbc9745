"""Figures and lists as people read them: the one place where bytes become `2.1 GB`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTE_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
"""Powers of 1000, as file systems, package indexes and pip print them."""

MINUTE = 60
HOUR = 3600


def bytes_text(count: float) -> str:
    """A number of bytes in three digits at most: `300 MB`, `2.1 GB`, `0 B`."""
    size, unit = abs(float(count)), 0
    while unit < len(BYTE_UNITS) - 1 and _shown(size) >= 1000:  # noqa: PLR2004  (SI units)
        size, unit = size / 1000, unit + 1
    sign = "-" if count < 0 else ""
    return f"{sign}{_shown(size):g} {BYTE_UNITS[unit]}"


def _shown(size: float) -> float:
    """Rounded as it will be printed, so that 999,999 bytes are `1 MB` and not `1000 kB`."""
    return round(size, 1) if size < 100 else round(size)  # noqa: PLR2004  (three digits)


def seconds_text(seconds: float) -> str:
    """A duration in its two largest units: `0.4 s`, `42 s`, `1 min 5 s`, `2 h 3 min`."""
    seconds = max(seconds, 0.0)
    if seconds < 10:  # noqa: PLR2004  (below ten the tenths are worth reading)
        return f"{round(seconds, 1):g} s"
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return _two(whole // MINUTE, "min", whole % MINUTE, "s")
    return _two(whole // HOUR, "h", whole % HOUR // MINUTE, "min")


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    rest = f" {small} {small_unit}" if small else ""
    return f"{large} {large_unit}{rest}"


def join_words(words: Iterable[str], last: str = "and") -> str:
    """A list as it is spoken: `3.8, 3.9 and 3.10`; empty for an empty list."""
    *head, tail = tuple(words) or ("",)
    return f"{', '.join(head)} {last} {tail}" if head else tail
