"""Conflicts in words: who asks what, which pair cannot be, and what to relax.

An `Ask` is one requirement with the one who asks; resolvelib's causes become asks by a function
that knows how to name a requirement and a candidate, so that any resolver can use this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from packaging.specifiers import SpecifierSet

from tfinstall.resolution import words
from tfinstall.resolution.specifiers import disjoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

R_co = TypeVar("R_co", covariant=True)
C_co = TypeVar("C_co", covariant=True)
R = TypeVar("R")
C = TypeVar("C")

YOU: Final = "you"
"""Who asks for what stands on the command line or in a requirements file."""


class Cause(Protocol, Generic[R_co, C_co]):
    """What resolvelib reports of a conflict: a requirement and the candidate that made it."""

    @property
    def requirement(self) -> R_co: ...

    @property
    def parent(self) -> C_co | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody asks something of a package, of Python, or of the machine."""

    by: str
    """`you`, or a candidate: `tensorflow 2.10.1`."""
    name: str
    """Of what is asked: `numpy`, `Python`."""
    specifier: SpecifierSet = field(default_factory=SpecifierSet)
    text: str = ""
    """What is asked, where a specifier cannot say it."""

    @property
    def what(self) -> str:
        """`numpy<2`, `Python 3.7 to 3.10`, `protobuf`."""
        return self.text or f"{self.name}{self.specifier}"


def asks(causes: Iterable[Cause[R, C]], describe: Callable[[R, C | None], Ask]) -> tuple[Ask, ...]:
    """The causes as asks, each once, in the order in which they were reported."""
    return tuple(dict.fromkeys(describe(cause.requirement, cause.parent) for cause in causes))


def sentence(ask: Ask) -> str:
    """`tensorflow 2.10.1 needs numpy>=1.20`, `you ask for numpy>=2`."""
    return f"{ask.by} {'ask for' if ask.by == YOU else 'needs'} {ask.what}"


def sentences(found: Sequence[Ask]) -> tuple[str, ...]:
    """One for each asker and wish; several candidates of one mind are told together."""
    by_wish: dict[str, list[str]] = {}
    for ask in found:
        by_wish.setdefault(ask.what, []).append(ask.by)
    return tuple(_together(what, who) for what, who in by_wish.items())


def _together(what: str, who: list[str]) -> str:
    others = [each for each in dict.fromkeys(who) if each != YOU]
    if not others:
        return f"{YOU} ask for {what}"
    verb = "needs" if len(others) == 1 else "need"
    also = f", as {YOU} ask" if YOU in who else ""
    return f"{words.listed(others)} {verb} {what}{also}"


def clash(found: Sequence[Ask]) -> tuple[Ask, Ask] | None:
    """The first pair over one name that no version satisfies together; None: no single pair is."""
    for one, other in combinations(found, 2):
        if one.name == other.name and disjoint(one.specifier, other.specifier):
            return one, other
    return None


def clash_sentence(pair: tuple[Ask, Ask]) -> str:
    """`numpy<2 (tensorflow 2.10.1) and numpy>=2 (you) cannot both be`."""
    one, other = pair
    return f"{one.what} ({one.by}) and {other.what} ({other.by}) cannot both be"


def relax(found: Sequence[Ask]) -> tuple[str, ...]:
    """What the user could give up: their own wishes first, each against what stands against it."""
    mine = [ask for ask in found if ask.by == YOU]
    return tuple(dict.fromkeys(_relaxed(ask, found) for ask in mine))


def _relaxed(mine: Ask, found: Sequence[Ask]) -> str:
    against = [
        ask
        for ask in found
        if ask.by != YOU and ask.name == mine.name and disjoint(ask.specifier, mine.specifier)
    ]
    if not against:
        return f"leave {mine.what} open"
    allowed = words.listed([f"{ask.specifier} ({ask.by})" for ask in against])
    return f"ask for {mine.name} within {allowed} instead of {mine.what}"
