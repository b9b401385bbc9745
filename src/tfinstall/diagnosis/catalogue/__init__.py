"""All causes, in the order of the published list; a mistake in an entry fails when it is read.

A command that only asks for one cause, as a refusal does, reads no further than to that one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue.words import by_cause
from tfinstall.diagnosis.wording import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from tfinstall.diagnosis.entry import Cause

__all__ = ["CAUSES", "cause"]

_MODULES = (
    "request",
    "versions",
    "python",
    "interpreters",
    "platform",
    "storage",
    "access",
    "limits",
    "network",
    "connection",
    "transfer",
    "proxy",
    "tls",
    "index",
    "http",
    "artifacts",
    "settings",
    "pip",
    "environments",
    "toolchain",
    "build",
    "loading",
    "accelerator",
    "numerics",
    "libraries",
    "installed",
    "assets",
    "other",
)

CAUSES: Mapping[str, Cause]


def cause(slug: str) -> Cause:
    """The entry of this slug; raises KeyError where there is none."""
    found = next((entry for entry in _entries() if entry.slug == slug), None)
    if found is None:
        raise KeyError(slug)
    return found


def __getattr__(name: str) -> Any:
    """`CAUSES`, with the wordings of all tools, made when it is first asked for."""
    if name != "CAUSES":
        raise AttributeError(name)
    spoken = by_cause()
    made = globals()[name] = {
        entry.slug: replace(entry, patterns=entry.patterns + spoken.get(entry.slug, ()))
        for entry in _entries()
    }
    return made


def _entries() -> Iterator[Cause]:
    for module in _MODULES:
        yield from _entries_of(module)


@cache
def _entries_of(module: str) -> tuple[Cause, ...]:
    return tuple(map(check, import_module(f"{__name__}.{module}").CAUSES))
