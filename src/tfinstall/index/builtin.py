"""The index that a pip asks where nothing else is configured, kept between runs.

Only the help text of `pip install` tells it, and making that takes pip longer than all else that is
asked of it; it changes only with pip itself.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfinstall.index.kept import Kept

KIND = "builtin-index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Builtin:
    """What is known of the pip of one command."""

    kept: Kept
    key: str
    """The file that this pip is, and its state; empty: it has none to be known by."""

    def get(self) -> str | None:
        return self.kept.get(KIND, self.key, str) if self.key else None

    def put(self, index_url: str) -> None:
        if self.key:
            self.kept.put(KIND, self.key, index_url)


def builtin(kept: Kept, command: Sequence[str]) -> Builtin:
    """Of the command that starts a pip."""
    try:
        place = _place(command)
        state = place.stat()
    except (OSError, ValueError):
        return Builtin(kept=kept, key="")
    return Builtin(kept=kept, key=f"{place} {state.st_size} {state.st_mtime_ns}")


def _place(command: Sequence[str]) -> Path:
    """Where this Python runs its own pip, that pip's first file; else the program or the wheel."""
    if [*command] == [sys.executable, "-m", "pip"]:
        spec = find_spec("pip")
        if spec is None or spec.origin is None:
            raise ValueError("this Python has no pip")
        return Path(spec.origin)
    last = Path(command[-1]).resolve()
    return last.parent if last.parent.suffix == ".whl" else last
