"""What is read out of a lock, before and after a machine has been chosen for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from packaging.markers import Marker
    from packaging.pylock import Pylock
    from packaging.utils import NormalizedName
    from packaging.version import Version

Kind = Literal["python", "platform", "file"]
"""What of a machine does not fit: its Python, its system or processor, or no file is for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One package of a lock as one machine takes it."""

    name: NormalizedName
    version: Version | None
    """None: only its file is named, by `url` or `path`."""
    hashes: tuple[str, ...]
    """`sha256:0f3a...`; a file that has one of them is the right one."""
    filename: str | None = None
    """None: a requirements format names none."""
    url: str | None = None
    """Where it was when the lock was made."""
    path: str | None = None
    """From the lock's own folder, where the file lies beside it."""
    size: int | None = None
    marker: Marker | None = None
    """Where it is wanted at all, in a requirements format."""
    where: str = ""
    """`packages[3]`, `line 12`: for messages."""

    @property
    def pin(self) -> str:
        return str(self.name) if self.version is None else f"{self.name}=={self.version}"

    @property
    def line(self) -> str:
        """What pip is asked for: exactly this version, and only a file with such a hash."""
        return " ".join([self.pin, *(f"--hash={each}" for each in self.hashes)])


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFile:
    """A lock that was read and is well formed; nothing of this machine is in it yet."""

    name: str
    """Its file, as the user named it, for messages."""
    digest: str
    """SHA-256 of its bytes, in hex."""
    made_by: str | None
    """`tfinstall`, `uv`, `pip`; None: it does not say."""
    standard: Pylock | None = None
    """Where it is a pylock.toml."""
    lines: tuple[Piece, ...] = ()
    """Where it is a requirements file."""
    places: tuple[tuple[str, str], ...] = ()
    """`("3.10", "Linux x86_64")`, ... where a requirements file of ours says so."""
    notes: tuple[str, ...] = ()
    """What is odd about it and no reason to refuse it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Why a lock is not for one machine or one of its Pythons."""

    kind: Kind
    text: str
    """Completes `pylock.toml`: `is for Python ==3.10.*, and this is 3.11.7`."""
