"""What an installer is told to do: one value, the same for every backend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfinstall.model import PipOptions

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.model import Cap


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallOrder:
    """One run of an installer in one environment."""

    python: Path
    """The environment's own interpreter, its symbolic link kept: `.venv/bin/python`."""
    requirements: tuple[str, ...] = ()
    requirement_files: tuple[Path, ...] = ()
    constraint_files: tuple[Path, ...] = ()
    """The user's, unread and unchanged."""
    caps: tuple[Cap, ...] = ()
    """Ours; written to a constraints file with the reason above each."""
    hashed: tuple[str, ...] = ()
    """Requirements that carry hashes, in place of the bare ones: where pip checks one, it wants
    one for everything."""
    locked: tuple[str, ...] = ()
    """Lines `name==version --hash=sha256:...`, in place of all else: exactly these and no more."""
    options: PipOptions = field(default_factory=PipOptions)
    upgrade: bool = False
    logs: Path
    """A directory, made if absent; every run adds `pip-N.log` and, where pip can, `pip-N.json`."""
    temporary: Path | None = None
    """Where pip may work; None: where the system says. Left as it was found, even by a kill."""
