"""The matrix in a terminal: one sign and one colour a cell, and what each of them means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from tfinstall.atlas.entries import Entry
    from tfinstall.atlas.grid import Grid, Row
    from tfinstall.cli.render.paint import Paint, Role
    from tfinstall.model import State

CELL: Final = 5
"""Characters: a sign, a plus, and air; twelve Pythons and the CUDA columns fill 80."""

REASONS: Final = 6
"""Of broken cells, as many as are told in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """How one state looks, and what it says."""

    char: str
    role: Role
    means: str


SIGNS: Final[dict[State, Sign]] = {
    "certified": Sign(
        char="✓", role="good", means="certified: a full lock, installed and proved to work"
    ),
    "resolved": Sign(char="o", role="label", means="resolved: a full lock, not run"),
    "unknown": Sign(char="?", role="warn", means="has a wheel, nothing was tried"),
    "broken": Sign(char="×", role="bad", means="broken: has a wheel, and does not work"),
}
NOTHING: Final = Sign(char="·", role="dim", means="no wheel")
PLUS: Final = Sign(char="+", role="warn", means="needs caps that its metadata lacks")


def drawn(grid: Grid, generated: datetime, paint: Paint) -> str:
    """The whole answer of `matrix show`."""
    return "".join(_parts(grid, generated, paint))


def _parts(grid: Grid, generated: datetime, paint: Paint) -> Iterator[str]:
    if not grid.rows:
        libc = " with musl" if grid.platform.musl else ""
        yield f"no release of TensorFlow has a wheel for {grid.platform}{libc}\n"
        return
    yield paint("title", f"TensorFlow on {grid.platform}") + "\n\n"
    label = max(len(str(row.version)) for row in grid.rows) + 1
    builds = _with_builds(grid, label, paint)
    head = paint("dim", _head(grid, label, builds=builds)) + "\n"
    yield head
    for row in grid.rows:
        yield _line(grid, row, label, paint, builds=builds)
    yield head
    yield "\n"
    yield from _legend(grid.entries, paint)
    yield "\n"
    yield from _broken(grid.entries, paint)
    yield from _older(grid, paint)
    yield paint("dim", f"the index as of {generated:%Y-%m-%d}{_run(grid.entries)}") + "\n"


def _with_builds(grid: Grid, label: int, paint: Paint) -> bool:
    """Whether the columns of CUDA and cuDNN have something to say, and room for it."""
    room = paint.width - label - CELL * len(grid.pythons)
    return room >= len(_BUILD_HEAD) and any(row.build for row in grid.rows)


_BUILD_HEAD: Final = "  CUDA cuDNN"


def _head(grid: Grid, label: int, *, builds: bool) -> str:
    pythons = "".join(f"{python:>{CELL - 1}} " for python in grid.pythons)
    return f"{'':{label}}{pythons}{_BUILD_HEAD if builds else ''}".rstrip()


def _line(grid: Grid, row: Row, label: int, paint: Paint, *, builds: bool) -> str:
    cells = "".join(_cell(row.entries.get(python), paint) for python in grid.pythons)
    line = f"{str(row.version).ljust(label)}{cells}"
    if builds and row.build is not None:
        line += paint("dim", f"{row.build.cuda:>6}{row.build.cudnn:>6}")
    return line.rstrip() + "\n"


def _cell(entry: Entry | None, paint: Paint) -> str:
    sign = NOTHING if entry is None else SIGNS[entry.state]
    plus = paint(PLUS.role, PLUS.char) if entry is not None and entry.capped else " "
    return paint(sign.role, paint.sign(sign.char).rjust(CELL - 1)) + plus


def _legend(entries: Sequence[Entry], paint: Paint) -> Iterator[str]:
    """Each sign that is there, with its number."""
    counts = {state: sum(entry.state == state for entry in entries) for state in SIGNS}
    rows = [(SIGNS[state], str(count)) for state, count in counts.items() if count]
    capped = sum(entry.capped for entry in entries)
    if capped:
        rows.append((PLUS, str(capped)))
    rows.append((NOTHING, ""))
    width = max(len(paint.sign(sign.char)) for sign, _ in rows)
    for sign, count in rows:
        shown = paint(sign.role, paint.sign(sign.char).rjust(width))
        yield f"  {shown} {count:>4}  {sign.means}\n"


def _broken(entries: Sequence[Entry], paint: Paint) -> Iterator[str]:
    """Why: cells of one reason in one paragraph, and no more of them than can be read."""
    reasons: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.state == "broken":
            reasons.setdefault(entry.because or entry.cause or "", []).append(entry)
    sign = SIGNS["broken"]
    for reason, of in list(reasons.items())[:REASONS]:
        names = ", ".join(f"{entry.version} on {entry.python}" for entry in of)
        text = paint.prose(f"  {sign.char} {names}: {reason}", hanging="    ")
        char = paint.sign(sign.char)
        yield text.replace(char, paint(sign.role, char), 1) + "\n"
    if len(reasons) > REASONS:
        more = f"  … {len(reasons) - REASONS} more reasons: `tfinstall matrix show --json`"
        yield paint.prose(more, hanging="    ") + "\n"
    if reasons:
        yield "\n"


def _older(grid: Grid, paint: Paint) -> Iterator[str]:
    """Where a row's newest patch has no wheel for a Python and an older one stands in."""
    found = [
        f"{entry.version} on {entry.python}"
        for row in grid.rows
        for entry in row.entries.values()
        if entry.version != row.version
    ]
    if found:
        text = f"an older patch, the newest for its Python: {', '.join(found)}"
        yield paint("dim", paint.prose(text)) + "\n"


def _run(entries: Sequence[Entry]) -> str:
    days = [entry.cell.date for entry in entries if entry.cell is not None]
    return f"; the newest cell of {max(days)}" if days else ""
