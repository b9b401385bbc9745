"""What the processor can do, as far as the system tells without a privilege."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.host.surroundings import Surroundings

LIMIT: Final = 2.0
"""Seconds for macOS's `sysctl`, which takes milliseconds."""

# Numbers of IsProcessorFeaturePresent, from winnt.h.
WINDOWS_FEATURES: Final[Mapping[int, str]] = {
    10: "sse2",
    13: "sse3",
    36: "ssse3",
    37: "sse4_1",
    38: "sse4_2",
    39: "avx",
    40: "avx2",
    41: "avx512f",
}
MACOS_KEYS: Final = ("machdep.cpu.features", "machdep.cpu.leaf7_features")
MACOS_NAMES: Final[Mapping[str, str]] = {"avx1.0": "avx", "sse4.1": "sse4_1", "sse4.2": "sse4_2"}
"""macOS's spelling, and Linux's."""


def cpu_flags(here: Surroundings) -> frozenset[str] | None:
    """`avx`, `avx2`, `sse4_2`, ... in Linux's spelling; None: the system does not tell."""
    match here.system:
        case "linux":
            return _of_linux(here)
        case "macos":
            return _of_macos()
        case "windows":
            return _of_windows()
        case "other":
            return None


def _of_linux(here: Surroundings) -> frozenset[str] | None:
    """The first processor's line: x86 says `flags`, ARM `Features`; the others are the same."""
    try:
        with here.at_root("proc/cpuinfo").open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                key, _, value = line.partition(":")
                if key.strip().lower() in {"flags", "features"}:
                    return frozenset(value.lower().split())
    except OSError:
        return None
    return None


def _of_macos() -> frozenset[str] | None:
    """Intel's only: Apple's own processors have no such keys. Shown on Linux only."""
    try:
        done = subprocess.run(
            ["/usr/sbin/sysctl", "-n", *MACOS_KEYS],
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    flags = {MACOS_NAMES.get(flag, flag) for flag in done.stdout.lower().split()}
    return frozenset(flags) or None


def _of_windows() -> frozenset[str] | None:
    """Windows older than 10 2004 denies knowing AVX, so no sign of SSE2 is no sign at all."""
    import ctypes  # noqa: PLC0415  (start-up time: only Windows asks)

    libraries = getattr(ctypes, "windll", None)
    if libraries is None:
        return None
    has = libraries.kernel32.IsProcessorFeaturePresent
    flags = frozenset(name for number, name in WINDOWS_FEATURES.items() if has(number))
    return flags if "sse4_2" in flags else None
