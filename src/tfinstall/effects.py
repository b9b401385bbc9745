"""The narrow doors through which the world comes in: Protocols of two or three members.

`app` hands real ones to the rooms below; a test hands in small real ones of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Stage = Literal["choose", "check", "environment", "install", "prove", "finish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one item is; `total` is None where nobody knows."""

    item: str
    """`tensorflow-2.10.1-cp310-cp310-manylinux_2_17_x86_64.whl`, `resolving`, ..."""
    action: Literal["download", "install", "build", "work"]
    done: int = 0
    """Bytes for a download, else a count."""
    total: int | None = None
    left: float | None = None
    """Seconds until all is done, where somebody can tell."""


class Reporter(Protocol):
    """Tells the person in front of the screen what is going on; never decides anything."""

    def stage(self, stage: Stage, text: str) -> None: ...

    def progress(self, progress: Progress) -> None: ...

    def note(self, text: str) -> None: ...


class Silent:
    """A reporter for the Python API and for tests that look only at results."""

    def stage(self, stage: Stage, text: str) -> None:
        pass

    def progress(self, progress: Progress) -> None:
        pass

    def note(self, text: str) -> None:
        pass
