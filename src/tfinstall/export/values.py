"""What an export says, before it is one format or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE_BY: Final = "# made by tfinstall"
"""How a file of ours begins, or has it near its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One package: its version, and the hashes of the files that it may be."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """`sha256:0f3a...`"""
    built: bool = False
    """There is no wheel of it for the machine."""

    @property
    def pin(self) -> str:
        return f"{self.name}=={self.version}"

    @property
    def hashed(self) -> str:
        """`numpy==1.23.5 --hash=sha256:...`, on one line."""
        return " ".join([self.pin, *(f"--hash={each}" for each in self.hashes)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The packages of one machine and one Python, and where they come from."""

    title: str
    """`tensorflow==2.10.1`, or the name of the lock where it holds no TensorFlow."""
    source: str
    """Completes `the packages are`: `those of pylock.toml`."""
    python: str
    """`3.10`."""
    machine: str
    """`Linux x86_64`."""
    architecture: str
    """As containers call it: `amd64`, `arm64`."""
    tensorflow: str | None
    """Its version; None: there is none to be tried."""
    items: tuple[Item, ...]

    @property
    def built(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.built)

    def head(self) -> Iterator[str]:
        """The comment that every format begins with."""
        yield f"{MADE_BY} for {self.title}, Python {self.python} on {self.machine}"
        yield f"# the packages are {self.source}"
