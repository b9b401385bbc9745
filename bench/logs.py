"""Logs that `tfinstall diagnose` is measured on: one of each usual length, and a very long one."""

from __future__ import annotations

import os
import random
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOGS = Path(__file__).parents[1] / "tests/logs"
TYPICAL = LOGS / "metadata-failed/setup-exits-pip-24.2.log"
"""135 lines: a package's own build ends in a traceback."""
MEGABYTE = 1_000_000
HEAD = "| log | seconds of the processor | peak memory |\n|---|---|---|"
_HOST = "https://files.example/packages"
_LINES = (
    (
        "  Found link {url}/{name}-{version}.tar.gz (from {page}) (requires-python:>=3.9), "
        "version: {version}"
    ),
    (
        "  Skipping link: none of the wheel's tags (cp{tag}-cp{tag}-macosx_11_0_arm64) are "
        "compatible (run pip debug --verbose to show compatible tags): "
        "{url}/{name}-{version}-cp{tag}-cp{tag}-macosx_11_0_arm64.whl (from {page})"
    ),
    (
        "  Skipping link: none of the wheel's tags (cp{tag}-cp{tag}-manylinux_2_17_x86_64) are "
        "compatible (run pip debug --verbose to show compatible tags): "
        "{url}/{name}-{version}-cp{tag}-cp{tag}-manylinux_2_17_x86_64.whl (from {page})"
    ),
)
_NAMES = ("numpy", "h5py", "grpcio", "protobuf", "wrapt", "keras", "tensorboard", "setuptools")
_END = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"


def verbose(size: int) -> Iterator[str]:
    """What `pip -vv --log` writes of the links that it looks at, each with another hash."""
    chosen, written = random.Random(1), 0  # noqa: S311  (no secret)
    while written < size:
        digest = f"{chosen.getrandbits(256):064x}"
        name = chosen.choice(_NAMES)
        stamp = f"2026-01-01T10:{chosen.randrange(60):02}:{chosen.randrange(60):02},123 "
        line = stamp + chosen.choice(_LINES).format(
            url=f"{_HOST}/{digest[:2]}/{digest[2:4]}/{digest[4:]}",
            page=f"https://index.example/simple/{name}/",
            name=name,
            version=f"{chosen.randrange(3)}.{chosen.randrange(30)}.{chosen.randrange(9)}",
            tag=chosen.choice(("27", "36", "39", "310", "313")),
        )
        yield line + "\n"
        written += len(line) + 1
    yield _END


def long_log(folder: Path, megabytes: int) -> Path:
    path = folder / f"{megabytes}.log"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(verbose(megabytes * MEGABYTE))
    return path


def row(title: str, command: Sequence[str]) -> str:
    """What one run takes, as the system accounts for it; POSIX only."""
    begun = time.perf_counter()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(started.pid, 0)
    started.returncode = 0  # waited for already
    seconds = used.ru_utime + used.ru_stime
    waited = time.perf_counter() - begun
    return f"| {title} | {seconds:.1f} s (waited {waited:.1f} s) | {used.ru_maxrss / 1024:.0f} MB |"
