"""Lists, Pythons, machines and commands as a sentence wants them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tfinstall.model import OS, CudaNeeds, Interpreter, Platform

SYSTEMS: Final = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}


def pythons(minors: Iterable[str], word: str = "and") -> str:
    """`3.7 to 3.10`, `2.7 and 3.5 to 3.7`, `3.9`; runs are told by their ends."""
    runs: list[list[Version]] = []
    for minor in sorted({Version(each) for each in minors}):
        if runs and _follows(runs[-1][-1], minor):
            runs[-1].append(minor)
        else:
            runs.append([minor])
    return listed([part for run in runs for part in _told(run)], word)


def _follows(before: Version, after: Version) -> bool:
    return before.major == after.major and before.minor + 1 == after.minor


def _told(run: Sequence[Version]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(each) for each in run]  # noqa: PLR2004 - two need no `to`


def listed(parts: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def machine(platform: Platform) -> str:
    """`Linux x86_64`, `Linux aarch64 with musl`, `macOS 11.0 arm64`, `Windows amd64`."""
    system = SYSTEMS[platform.os]
    if platform.musl is not None:
        return f"{system} {platform.arch} with musl {dotted(platform.musl)}"
    if platform.macos is not None:
        system += f" {dotted(platform.macos)}"
    return f"{system} {platform.arch}"


def dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def driver(version: Version | None) -> str:
    """`450.80.02`, as NVIDIA writes it."""
    if version is None:
        return "an unknown one"
    major, *rest = version.release
    return ".".join([str(major), *(f"{each:02}" for each in rest)])


def cuda(needs: CudaNeeds) -> str:
    """`CUDA 12.5 and cuDNN 9.3`, and what they need."""
    least = needs.minimum_capability
    known = needs.driver is not None
    nvidia = f"NVIDIA driver {driver(needs.driver)} or newer" if known else "an NVIDIA driver"
    gpu = f" and a GPU of compute capability {least} or newer" if least is not None else ""
    return f"CUDA {needs.cuda} and cuDNN {needs.cudnn} need {nvidia}{gpu}"


def interpreter(python: Interpreter) -> str:
    """`Python 3.10.13 at /usr/bin/python3.10`."""
    return f"{kind(python)} {python.version} at {python.executable}"


def kind(python: Interpreter) -> str:
    """`Python`, `32-bit Python`, `PyPy`, `free-threaded Python`."""
    if python.implementation.lower() == "pypy":
        return "PyPy"
    if python.implementation.lower() != "cpython":
        return python.implementation
    if python.free_threaded:
        return "free-threaded Python"
    return "32-bit Python" if python.bits == 32 else "Python"  # noqa: PLR2004 - bits


def quoted(word: str, os: OS) -> str:
    """One word as the shells of that system read it back: PowerShell and cmd know `"` alike."""
    if os == "windows":
        return word if shlex.quote(word) == word or _plain_path(word) else f'"{word}"'
    return shlex.quote(word)


def _plain_path(word: str) -> bool:
    return not set(word) & set(" <>|&^%!(),;='`\"[]{}$@#*?")
