"""What became of the cells of a campaign, as lines, as a table and as a document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tfinstall.cli.render.document import diagnosis, envelope
from tfinstall.cli.screen import Answer
from tfinstall.model import Diagnosis
from tfinstall.words import bytes_text, join_words, seconds_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfinstall.app.apart import Done
    from tfinstall.app.campaign import Campaign
    from tfinstall.cli.render.paint import Paint, Role
    from tfinstall.matrix.worklist import Item
    from tfinstall.model import Cell

STYLES: dict[str, Role] = {
    "certified": "good",
    "resolved": "warn",
    "broken": "bad",
    "not done": "bad",
}
SHOWN = 100
"""Characters of a reason in the table; the whole of it is in the cell and in the document."""


def told(done: Done) -> str:
    """One line about one cell, as it comes."""
    if isinstance(done.result, Diagnosis):
        return f"{done.key}  not done: {done.result.cause}: {done.result.title}"
    cell = done.result.cell
    level = f" up to {cell.level}" if cell.level else ""
    day = f", as of {cell.as_of:%Y-%m-%d}" if cell.as_of else ""
    why = f"; {cell.because}" if cell.because else ""
    return f"{done.key}  {cell.state}{level}{day}{why}"


# ── before ──────────────────────────────────────────────────────────────────────────────────


def reasons(items: Sequence[Item], wanted: Sequence[Item]) -> Iterator[str]:
    """What there is to do and why: new cells counted, cells that are out of date by name."""
    counts = Counter(item.why or "up to date" for item in items)
    yield ", ".join(f"{count} {why}" for why, count in counts.items()) + f"; {len(wanted)} to do"
    for item in wanted:
        if item.why not in {"new", None}:
            yield f"{item.key}: {item.because}"


def listed(items: Sequence[Item], wanted: Sequence[Item]) -> Answer:
    """All that there would be to do; nothing was done."""
    document = envelope(
        "matrix certify",
        cells=[],
        not_done=[],
        up_to_date=[str(item.key) for item in items if item.why is None],
        to_do=[
            {"cell": str(item.key), "why": item.why, "because": item.because} for item in wanted
        ],
    )
    return Answer(document=document, text=lambda paint: "".join(_listed(items, wanted, paint)))


def _listed(items: Sequence[Item], wanted: Sequence[Item], paint: Paint) -> Iterator[str]:
    width = max((len(str(item.key)) for item in wanted), default=0)
    for item in wanted:
        why = item.because or "up to date"
        yield f"{paint('label', str(item.key).ljust(width))}  {why}\n"
    if not wanted:
        yield "nothing to do: "
        changed = any(item.why is not None for item in items)
        yield "no cell is out of date\n" if changed else "every cell is up to date\n"


# ── after ───────────────────────────────────────────────────────────────────────────────────


def document(items: Sequence[Item], ended: Campaign) -> dict[str, Any]:
    first = _first_cause(ended)
    because = {item.key: item.why for item in items}
    return envelope(
        "matrix certify",
        cause=first.cause if first else None,
        exit_code=first.exit_code if first else 0,
        diagnosis=diagnosis(first) if first else None,
        timings={"total": round(ended.seconds, 3)},
        cells=[
            {**_cell(each.result.cell), "why": because.get(each.key)}
            for each in ended.done
            if not isinstance(each.result, Diagnosis)
        ],
        not_done=[
            {"cell": str(key), "cause": found.cause, "title": found.title}
            for key, found in _not_done(ended)
        ],
        up_to_date=[str(item.key) for item in items if item.why is None],
        to_do=[],
    )


def _first_cause(ended: Campaign) -> Diagnosis | None:
    failed = [each.result for each in ended.done if isinstance(each.result, Diagnosis)]
    if ended.stopped is not None and ended.stopped.cause == "interrupted":
        return ended.stopped
    return failed[0] if failed else ended.stopped


def _not_done(ended: Campaign) -> Iterator[tuple[object, Diagnosis]]:
    for each in ended.done:
        if isinstance(each.result, Diagnosis):
            yield each.key, each.result
    for key in ended.not_begun:
        if ended.stopped is not None:
            yield key, ended.stopped


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "tensorflow": str(cell.version),
        "distribution": cell.distribution,
        "python": cell.python,
        "os": cell.platform.os,
        "arch": cell.platform.arch,
        "state": cell.state,
        "level": cell.level,
        "date": cell.date.isoformat(),
        "as_of": None if cell.as_of is None else cell.as_of.isoformat(),
        "cause": cell.cause,
        "because": cell.because,
        "lock": cell.lock,
        "seconds": dict(cell.seconds),
        "installed_bytes": cell.installed,
    }


def summary(items: Sequence[Item], ended: Campaign, paint: Paint) -> Iterator[str]:
    """A row a cell, and what it all comes to."""
    rows = [_row(each) for each in ended.done]
    rows += [(str(key), "not done", "", "", "", "not begun") for key in ended.not_begun]
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    for row in rows:
        columns = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        columns[1] = paint(STYLES[row[1]], columns[1])
        why = row[5] if len(row[5]) <= SHOWN else row[5][:SHOWN] + paint.sign("…")
        yield paint.plain("  ".join([*columns, why]).rstrip()) + "\n"
    counts = Counter(row[1] for row in rows)
    tried = {*(each.key for each in ended.done), *ended.not_begun}
    current = sum(item.why is None and item.key not in tried for item in items)
    parts = [f"{count} {state}" for state, count in counts.items()]
    parts += [f"{current} up to date before"] if current else []
    yield f"\n{join_words(parts)}; {seconds_text(ended.seconds)}\n"
    if ended.stopped is not None:
        yield paint.plain(f"stopped: {ended.stopped.title}") + "\n"
        yield "what was certified is written down; the same command goes on from here\n"


def _row(done: Done) -> tuple[str, str, str, str, str, str]:
    if isinstance(done.result, Diagnosis):
        found = done.result
        took = seconds_text(done.seconds)
        return str(done.key), "not done", "", took, "", f"{found.cause}: {found.title}"
    cell = done.result.cell
    size = bytes_text(cell.installed) if cell.installed else ""
    day = f"as of {cell.as_of:%Y-%m-%d}; " if cell.as_of else ""
    why = f"{day}{cell.because}".removesuffix("; ")
    return str(done.key), cell.state, cell.level or "", seconds_text(done.seconds), size, why
