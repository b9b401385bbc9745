"""The published page of causes, made from the catalogue."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.diagnosis.entry import Advice, Cause

_GROUPS = {
    "request": "Request: what was asked for",
    "machine": "Machine: Python, system, disk, rights",
    "network": "Network: the way to the index",
    "index": "Index: what answers, and what it serves",
    "tools": "Tools: pip, environments, builds",
    "proof": "Proof: installed, but does not work",
    "assets": "Assets: datasets and weights",
    "other": "Other",
}
_HEAD = """# Causes

Every failure of `tfinstall`, and every log that `tfinstall diagnose` reads, ends in one of these.
The exit code is that of the program; `again` says whether the same command may succeed later.
This page is made from the catalogue: `tfinstall causes` prints the same list.
"""


def page() -> str:
    """The whole page as Markdown, with a newline at its end."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for name, entries in groupby(in_order(), key=lambda entry: entry.group):
        group = tuple(entries)
        yield f"## {_GROUPS[name]}\n"
        yield "| cause | exit code | whose problem | again | what it is |"
        yield "|---|---|---|---|---|"
        yield from (_row(entry) for entry in group)
        yield ""
        for entry in group:
            yield from _section(entry)


def in_order() -> tuple[Cause, ...]:
    """All causes, group by group, in the order of the published list."""
    groups = tuple(_GROUPS)
    return tuple(sorted(CAUSES.values(), key=lambda entry: groups.index(entry.group)))


def _row(entry: Cause) -> str:
    again = "yes" if entry.transient else ""
    return (
        f"| [{entry.slug}](#{entry.slug}) | {entry.exit_code} | {entry.blame} | {again} | "
        f"{entry.title} |"
    )


def _section(entry: Cause) -> Iterator[str]:
    yield f"### {entry.slug}\n"
    yield f"{entry.title}. {entry.explanation}\n"
    for each in entry.advice:
        yield f"- {_advice(each)}"
    yield ""


def _advice(each: Advice) -> str:
    commands = [(f" ({system})", text) for system, text in _by_system(each) if text]
    if each.command is not None:
        commands = [("", each.command), *commands]
    shown = "; ".join(f"`{text}`{where}" for where, text in commands)
    by_itself = " *(tfinstall does this by itself, once)*" if each.automatic else ""
    return each.text + (f": {shown}" if shown else "") + by_itself


def _by_system(each: Advice) -> tuple[tuple[str, str | None], ...]:
    return (("Linux", each.linux), ("macOS", each.macos), ("Windows", each.windows))
