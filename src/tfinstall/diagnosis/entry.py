"""What one entry of the catalogue is: a cause, the lines that show it, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from tfinstall.model import OS, Blame

Group = Literal["request", "machine", "network", "index", "tools", "proof", "assets", "other"]
Weight = Literal["decisive", "likely", "outcome", "noise"]
"""How much a line says.

`decisive`: the program ended because of this. `likely`: seen on the way (a retry, a warning), the
cause wherever the end has no better reason. `outcome`: how a failure ends that began elsewhere
(`No matching distribution found`). `noise`: a cause only where nothing else speaks at all.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way in which a cause shows in a log."""

    line: str
    """A real line that it matches."""
    needs: str
    """A piece of every line that matches, in lower case: cheap to look for before `regex`."""
    regex: str
    """Searched for, without regard to case; its named groups are the facts of the diagnosis."""
    weight: Weight = "decisive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do about it: left out where a field that it names is not known."""

    text: str
    command: str | None = None
    """For any shell; the three below stand in for it on their system."""
    linux: str | None = None
    macos: str | None = None
    windows: str | None = None
    only: tuple[OS, ...] = ()
    """The systems on which it makes sense; empty: on all."""
    automatic: bool = False
    """Whether tfinstall may do it by itself: bounded, once, only on what is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One named reason why an installation fails."""

    slug: str
    group: Group
    exit_code: int
    blame: Blame
    title: str
    """In general, for the list of causes."""
    explanation: str
    headline: str = ""
    """The title with the facts of the case; `title` stands in where a field is not known."""
    transient: bool = False
    """Whether the very same command may succeed a little later."""
    fields: tuple[str, ...] = ()
    """Facts that callers and rules provide beside those that the patterns capture."""
    patterns: tuple[Pattern, ...] = ()
    advice: tuple[Advice, ...] = ()
