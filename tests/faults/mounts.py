"""Small, full and read-only file systems, for as long as a scene lasts."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.faults.fault import NotArrangedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def small_disk(folder: Path, size: str, *options: str) -> Iterator[Path]:
    """A file system of that size (`12m`) at a folder; skips where nobody may mount."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small file system")
    folder.mkdir(parents=True, exist_ok=True)
    words = ",".join([f"size={size}", "mode=777", *options])
    done = mount("-t", "tmpfs", "-o", words, "tmpfs", str(folder))
    if done.returncode:
        pytest.skip(f"this machine mounts nothing: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607


def make_read_only(folder: Path) -> None:
    """From now on nothing can be written to a small disk."""
    done = mount("-o", "remount,ro", str(folder))
    if done.returncode:
        raise NotArrangedError(done.stderr)


def mount(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["mount", *words], capture_output=True, text=True, check=False)  # noqa: S607
