"""Which processes a run has left behind: they all carry a mark in their environment."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

MARK = "FAULT_RIG_RUN"
PATIENCE = 20.0
"""Seconds that a process may take to disappear after its parent."""


def left_behind(token: str, patience: float = PATIENCE) -> list[str]:
    """The command lines of those that are still there after some patience."""
    end = time.monotonic() + patience
    while (found := _marked(token)) and time.monotonic() < end:
        time.sleep(0.1)
    return [f"{pid}: {_command(pid)}" for pid in found]


def kill_all(token: str) -> None:
    for pid in _marked(token):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _marked(token: str) -> list[int]:
    """Linux tells the environment of a process; elsewhere nothing is found."""
    wanted = f"{MARK}={token}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0") and not _zombie(folder):
                found.append(int(folder.name))
    return found


def _zombie(folder: Path) -> bool:
    return (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[0] == "Z"


def _command(pid: int) -> str:
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return " ".join(word.decode(errors="replace") for word in words)
    return "gone"
