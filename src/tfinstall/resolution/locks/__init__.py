"""Reads locks, whoever made them, and finds what one of them means for one machine: pure."""

from __future__ import annotations

from tfinstall.resolution.locks.fitting import fitting
from tfinstall.resolution.locks.reading import foreign, pylock_of
from tfinstall.resolution.locks.requirements import requirements_lock
from tfinstall.resolution.locks.values import LockFile, Misfit, Piece

__all__ = [
    "LockFile",
    "Misfit",
    "Piece",
    "fitting",
    "foreign",
    "pylock_of",
    "requirements_lock",
]
