"""A campaign under way, as a test looks at it from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Shell

T = TypeVar("T")
PATIENCE = 150.0
"""Seconds; on an idle machine all that is waited for here takes three."""


@contextmanager
def started(shell: Shell, *words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """`tfinstall WORDS`, not waited for, and gone at the end whatever the test finds."""
    run = subprocess.Popen(
        [sys.executable, "-m", "tfinstall", *map(str, words)],
        cwd=shell.folder,
        env={**os.environ, **shell.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with run:
        try:
            yield run
        finally:
            run.kill()


def awaited(what: Callable[[], T], *, patience: float = PATIENCE) -> T:
    """The first answer that is something; fails where there is none for too long."""
    end = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < end, f"nothing came in {patience} s"
        time.sleep(0.05)
    return found


def children(pid: int) -> list[int]:
    """The processes that any thread of this one has started."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(word) for file in files for word in file.read_text(encoding="utf-8").split()]


def cell_folders(work: Path) -> list[Path]:
    """Where cells are being certified right now."""
    return [path for path in work.rglob(".tfinstall-cell-*") if path.suffix != ".lock"]


def proving(work: Path) -> list[Path]:
    """The cells that have come to their environment."""
    return [path for path in cell_folders(work) if any(path.glob(".tfinstall-*-environment"))]
