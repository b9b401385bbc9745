"""Where tfinstall keeps what is not the user's project."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

KEPT = 20
"""Logs; one of a long installation takes megabytes."""


def logs_folder() -> Path:
    """A directory for the installers' logs, with room for another one.

    Of the user's own; a temporary one where there is no home that can be written to.
    """
    from platformdirs import user_log_path  # noqa: PLC0415  (start-up time)

    try:
        folder = user_log_path("tfinstall", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
    except (RuntimeError, OSError):
        return _temporary()
    if not os.access(folder, os.W_OK):
        return _temporary()
    _forget_old(folder)
    return folder


def _temporary() -> Path:
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"tfinstall-logs-{user}"


def _forget_old(folder: Path) -> None:
    """The newest logs stay; another run may be removing the same ones."""
    with suppress(OSError):
        logs = sorted(folder.glob("*-*.*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in logs[2 * KEPT :]:  # each has a report beside it
            old.unlink(missing_ok=True)
