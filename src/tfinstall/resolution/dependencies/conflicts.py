"""resolvelib's causes → the failure that a user reads: who asks what, and what to relax."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy
from tfinstall.resolution import explain
from tfinstall.resolution.dependencies.values import PYTHON
from tfinstall.resolution.explain import Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packaging.utils import NormalizedName

    from tfinstall.model import TfinstallError
    from tfinstall.resolution.dependencies.provider import Provider
    from tfinstall.resolution.dependencies.values import Candidate, Need, Wish

SOURCE: Final = "resolver"


def ask_of(need: Need, parent: Candidate | None) -> Ask:
    """One cause of resolvelib's as an ask."""
    name = "Python" if need.name == PYTHON else str(need.name)
    by = need.by if parent is None else str(parent)
    return Ask(by=by, name=name, specifier=need.specifier, text=need.text)


def conflict(
    causes: Sequence[explain.Cause[Need, Candidate]], provider: Provider
) -> TfinstallError:
    """What stands against what; the title is the pair that cannot be, where there is one."""
    names = tuple(dict.fromkeys(cause.requirement.name for cause in causes))
    asks = explain.asks(causes, ask_of)
    caps = tuple(_ask_of_cap(wish) for name in names for wish in provider.constraints(name))
    everything = (*asks, *caps)
    pair = explain.clash(everything)
    named = () if pair else names
    lacks = tuple(_lack(name, causes, provider) for name in named if name != PYTHON)
    title = explain.clash_sentence(pair) if pair else "; ".join(lacks) or _told(everything)
    told = dict.fromkeys((*explain.sentences(everything), *lacks))
    return failure(
        "dependency-conflict" if pair or len(everything) > 1 else "version-not-found",
        title,
        evidence=tuple(Evidence(source=SOURCE, text=line) for line in told),
        remedies=tuple(Remedy(text=way[:1].upper() + way[1:]) for way in explain.relax(everything)),
        package=", ".join(names),
        requirement="; ".join(dict.fromkeys(ask.what for ask in everything)),
    )


def _lack(
    name: NormalizedName, causes: Sequence[explain.Cause[Need, Candidate]], provider: Provider
) -> str:
    needs = [cause.requirement for cause in causes if cause.requirement.name == name]
    return provider.lack(name, needs)


def _told(asks: Sequence[Ask]) -> str:
    return "; ".join(explain.sentences(asks))


def _ask_of_cap(wish: Wish) -> Ask:
    return Ask(by=wish.by, name=wish.requirement.name, specifier=wish.requirement.specifier)
