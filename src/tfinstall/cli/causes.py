"""`tfinstall causes [CAUSE]`: the published list, or one cause in full."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING, Any

from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.render.document import envelope
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import CAUSES, failure
from tfinstall.diagnosis.page import in_order
from tfinstall.diagnosis.wording import remedies
from tfinstall.model import Diagnosis, Remedy

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.diagnosis.entry import Cause


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cause", nargs="?", metavar="CAUSE", help="explain this one")
    add_options(parser, OUTPUT_OPTIONS)


def run(call: Call) -> int:
    slug = call.arguments.cause
    return call.screen.show(_list() if slug is None else _one(_found(slug)))


def _found(slug: str) -> Cause:
    if slug in CAUSES:
        return CAUSES[slug]
    close = difflib.get_close_matches(slug, CAUSES, n=3, cutoff=0.5)
    raise failure(
        "usage",
        f"`{slug}` is no cause" + (f"; near it: {', '.join(close)}" if close else ""),
        remedies=(Remedy(text="See all causes", command="tfinstall causes"),),
    )


def _list() -> Answer:
    return Answer(
        document=envelope("causes", causes=[_document(each) for each in in_order()]),
        text=lambda paint: "".join(_rows(paint)),
    )


def _rows(paint: Paint) -> Iterator[str]:
    width = max(len(slug) for slug in CAUSES)
    for group, entries in itertools.groupby(in_order(), key=lambda each: each.group):
        yield paint("title", group) + "\n"
        for each in entries:
            slug = paint("command", each.slug.ljust(width))
            yield f"  {each.exit_code:>3}  {slug}  {paint.plain(each.title)}\n"
        yield "\n"


def _one(entry: Cause) -> Answer:
    from tfinstall.cli.render import text  # noqa: PLC0415  (start-up time)

    shown = Diagnosis(
        cause=entry.slug,
        title=entry.title,
        explanation=entry.explanation,
        blame=entry.blame,
        exit_code=entry.exit_code,
        transient=entry.transient,
        remedies=_general(entry),
    )
    return Answer(
        document=envelope("causes", causes=[_document(entry)]),
        text=lambda paint: text.diagnosis(shown, paint),
    )


def _general(entry: Cause) -> tuple[Remedy, ...]:
    """What to do in general: fields that only a real case fills stand as their names."""
    from tfinstall.host.machine import platform  # noqa: PLC0415  (start-up time)

    names = {field: field.upper() for field in _fields(entry)}
    return remedies(entry, names, platform().os)


def _fields(entry: Cause) -> set[str]:
    import re  # noqa: PLC0415

    captured = {name for pattern in entry.patterns for name in re.compile(pattern.regex).groupindex}
    return captured | set(entry.fields)


def _document(entry: Cause) -> dict[str, Any]:
    return {
        "cause": entry.slug,
        "group": entry.group,
        "exit_code": entry.exit_code,
        "title": entry.title,
        "explanation": entry.explanation,
        "blame": entry.blame,
        "transient": entry.transient,
        "remedies": [
            {"text": each.text, "command": each.command, "automatic": each.automatic}
            for each in _general(entry)
        ],
    }
