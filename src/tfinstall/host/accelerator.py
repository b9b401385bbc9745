"""The accelerator that the machine shows: variables before files, files before programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from packaging.version import InvalidVersion, Version

from tfinstall.diagnosis import failure
from tfinstall.host.machine import platform
from tfinstall.host.surroundings import Surroundings
from tfinstall.model import Gpu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

VARIABLE: Final = "TFINSTALL_CUDA_DRIVER_VERSION"
"""For `docker build`, where no GPU is to be seen; empty or `none`: act as if there were none."""
LIMIT: Final = 5.0
"""Seconds for nvidia-smi; without its daemon it initialises every GPU first."""

KERNEL_MODULE: Final = "sys/module/nvidia/version"
DRIVER_FILE: Final = "proc/driver/nvidia/version"
WSL_PROGRAM: Final = "usr/lib/wsl/lib/nvidia-smi"
QUERY: Final = ("--query-gpu=driver_version", "--format=csv,noheader")

AMD_NODES: Final = "sys/class/kfd/kfd/topology/nodes"
AMD_MODULE: Final = "sys/module/amdgpu/version"

# NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  575.57.08  Release Build  (...)
_MODULE_LINE = re.compile(r"Kernel Module(?:\s+for\s+\S+)?\s+(?P<version>\d+(?:\.\d+)+)")
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_TARGET = re.compile(r"^gfx_target_version\s+(?P<target>\d+)", re.MULTILINE)


def gpu(here: Surroundings | None = None) -> Gpu | None:
    """The accelerator and its driver, None where nothing shows one.

    What is known is the driver: whether TensorFlow can use the GPU only the proof tells.
    Raises `usage` where TFINSTALL_CUDA_DRIVER_VERSION holds something else than a version.
    """
    here = here or Surroundings.here()
    told = here.env.get(VARIABLE)
    if told is not None:
        return _told(told.strip())
    return next((found for look in DETECTORS if (found := look(here))), None)


def _told(text: str) -> Gpu | None:
    if text.lower() in {"", "none"}:
        return None
    try:
        driver = Version(text)
    except InvalidVersion:
        raise failure(
            "usage",
            f"{VARIABLE} is `{text}`; right would be a driver's version (`550.54.14`) or `none`",
        ) from None
    return Gpu(kind="cuda", driver=driver, evidence=VARIABLE)


# ── NVIDIA ──────────────────────────────────────────────────────────────────────────────────


def nvidia_files(here: Surroundings) -> Gpu | None:
    """The loaded kernel module's own version; also there while an image is being built."""
    module = here.at_root(KERNEL_MODULE)
    found = _VERSION.match(_text(module))
    if found:
        return Gpu(kind="cuda", driver=Version(found[0]), evidence=str(module))
    file = here.at_root(DRIVER_FILE)
    line = _MODULE_LINE.search(_text(file))
    return Gpu(kind="cuda", driver=Version(line["version"]), evidence=str(file)) if line else None


def nvidia_program(here: Surroundings) -> Gpu | None:
    """What nvidia-smi says of the driver; the only way on Windows and in WSL."""
    for program in _nvidia_programs(here):
        found = _VERSION.match(_output(program, *QUERY).strip())
        if found:
            return Gpu(kind="cuda", driver=Version(found[0]), evidence=str(program))
    return None


def _nvidia_programs(here: Surroundings) -> Iterator[str]:
    """WSL's own first: a Linux nvidia-smi in it does not find the Windows driver."""
    wsl = here.at_root(WSL_PROGRAM)
    if os.access(wsl, os.X_OK):
        yield str(wsl)
    on_path = shutil.which("nvidia-smi", path=os.pathsep.join(map(str, here.path)))
    if on_path:
        yield on_path


# ── AMD, Apple ──────────────────────────────────────────────────────────────────────────────


def amd_files(here: Surroundings) -> Gpu | None:
    """A node of the kernel's compute driver that is a GPU: a processor's target is 0."""
    for node in _folders(here.at_root(AMD_NODES)):
        properties = node / "properties"
        target = _TARGET.search(_text(properties))
        if target and int(target["target"]):
            driver = _VERSION.match(_text(here.at_root(AMD_MODULE)))
            version = Version(driver[0]) if driver else None
            return Gpu(kind="rocm", driver=version, evidence=str(properties))
    return None


def apple(here: Surroundings) -> Gpu | None:
    """Every Mac with Apple's own processor has a GPU that speaks Metal."""
    if here.system == "macos" and platform(here).arch == "arm64":
        return Gpu(kind="metal", evidence="macOS on arm64")
    return None


DETECTORS: Final[tuple[Callable[[Surroundings], Gpu | None], ...]] = (
    nvidia_files,
    amd_files,
    apple,
    nvidia_program,
)
"""To add one: one function, one line here; those that start a program come last."""


# ── reading without surprises ───────────────────────────────────────────────────────────────


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _folders(parent: Path) -> list[Path]:
    try:
        return sorted(parent.iterdir())
    except OSError:
        return []


def _output(program: str, *arguments: str) -> str:
    """What a program prints where it succeeds in time; else nothing."""
    try:
        done = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LIMIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
