"""What a row of the rig is: what breaks, and what tfinstall has to say and to leave behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.faults.scene import Scene

TOPICS = (
    "network",
    "proxy",
    "tls",
    "index",
    "archive",
    "disk",
    "permission",
    "limits",
    "signals",
    "environment",
    "build",
    "requirements",
    "proof",
)
LATEST = "26.3"
FAULTS: dict[str, Fault] = {}
KILLED = "(killed)"
"""The cause of a run that was killed without a chance to say anything."""


class NotArrangedError(Exception):
    """The scene could not be set: nothing is known about tfinstall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    topic: str
    arrange: Callable[[Scene], None]
    """Breaks the scene; what has to be undone goes onto its stack."""
    causes: tuple[str, ...]
    """The true cause first, then others that are right as well; empty: it has to succeed."""
    code: int | tuple[int, ...]
    says: str
    """A regular expression that evidence, facts or explanation have to match."""
    old: bool
    """Whether a working environment stands at the target before."""
    pips: tuple[str, ...]
    """The generations that can show it; empty: all."""
    quick: bool
    """Whether it is run, on the newest pip, with all other tests."""
    again: bool
    """Whether the same command has to succeed afterwards, the fault being gone."""
    plain: bool
    """Whether pip meets it in the same way without tfinstall."""
    mute: tuple[str, ...] = ()
    """The generations whose own log does not hold the true cause: tfinstall asks further."""
    but: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other causes, where a generation of pip sees something else."""

    def expected(self, pip: str) -> tuple[str, ...]:
        return self.but.get(pip, self.causes)


def fault(  # noqa: PLR0913  (the columns of the table)
    *causes: str,
    code: int | tuple[int, ...],
    says: str = "",
    old: bool = False,
    pips: tuple[str, ...] = (),
    once: bool = False,
    quick: bool = False,
    again: bool = False,
    plain: bool = True,
    mute: tuple[str, ...] = (),
    but: Mapping[str, tuple[str, ...]] | None = None,
) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    """A row of the table; its name is the function's. `once`: no pip has a part in it."""

    def add(arrange: Callable[[Scene], None]) -> Callable[[Scene], None]:
        name = arrange.__name__.replace("_", "-")
        if name in FAULTS:
            raise ValueError(f"{name} is there twice")
        FAULTS[name] = Fault(
            name=name,
            topic=arrange.__module__.rpartition(".")[2],
            arrange=arrange,
            causes=causes,
            code=code,
            says=says,
            old=old,
            pips=(LATEST,) if once else pips,
            quick=quick,
            again=again,
            plain=plain,
            mute=mute,
            but=but or {},
        )
        return arrange

    return add


def all_faults() -> dict[str, Fault]:
    for topic in TOPICS:
        import_module(f"tests.faults.cases.{topic}")
    return FAULTS
