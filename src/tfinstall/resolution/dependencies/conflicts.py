"""resolvelib's causes → the failure that a user reads: who asks what, and what to relax."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy
from tfinstall.resolution import explain
from tfinstall.resolution.dependencies.values import PYTHON
from tfinstall.resolution.explain import Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packaging.utils import NormalizedName
    from packaging.version import Version

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
    caps = tuple(_ask_of_cap(wish) for name in names for wish in provider.constraints(name))
    everything = (*_together(causes), *caps)
    pair = explain.clash(everything)
    named = () if pair else names
    lacks = tuple(_lack(name, causes, provider) for name in named if name != PYTHON)
    title = explain.clash_sentence(pair) if pair else "; ".join(lacks) or _told(everything)
    parents = {cause.parent.name for cause in causes if cause.parent is not None}
    behind = (ask_of(root, None) for root in provider.roots() if root.name in parents)
    whole = (*everything, *(ask for ask in behind if ask.specifier))
    told = dict.fromkeys((*explain.sentences(whole), *lacks))
    return failure(
        "dependency-conflict" if pair or len(everything) > 1 else "version-not-found",
        title,
        evidence=tuple(Evidence(source=SOURCE, text=line) for line in told),
        remedies=tuple(Remedy(text=way[:1].upper() + way[1:]) for way in explain.relax(whole)),
        package=", ".join(names),
        requirement="; ".join(dict.fromkeys(ask.what for ask in everything)),
    )


def _together(causes: Sequence[explain.Cause[Need, Candidate]]) -> tuple[Ask, ...]:
    """The causes as asks; versions of one package that ask for the same are told as one."""
    versions: dict[Ask, list[Version]] = {}
    for cause in causes:
        ask = ask_of(cause.requirement, cause.parent)
        if cause.parent is not None:
            ask = replace(ask, by=str(cause.parent.name))
        versions.setdefault(ask, []).extend([cause.parent.version] if cause.parent else [])
    return tuple(_by_versions(ask, found) for ask, found in versions.items())


def _by_versions(ask: Ask, versions: Sequence[Version]) -> Ask:
    """`jax 0.6.0 to 0.10.2`, `tensorflow 2.15.1`, `you`."""
    if not versions:
        return ask
    least, newest = min(versions), max(versions)
    return replace(ask, by=f"{ask.by} {least}" + (f" to {newest}" if newest > least else ""))


def _lack(
    name: NormalizedName, causes: Sequence[explain.Cause[Need, Candidate]], provider: Provider
) -> str:
    needs = [cause.requirement for cause in causes if cause.requirement.name == name]
    return provider.lack(name, needs)


def _told(asks: Sequence[Ask]) -> str:
    return "; ".join(explain.sentences(asks))


def _ask_of_cap(wish: Wish) -> Ask:
    return Ask(by=wish.by, name=wish.requirement.name, specifier=wish.requirement.specifier)
