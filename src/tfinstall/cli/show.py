"""`tfinstall matrix show`: the cells of the matrix as a table, as a document or as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import tfinstall
from tfinstall.cli.request import absolute
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure
from tfinstall.words import bytes_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from tfinstall.atlas.entries import Entry
    from tfinstall.atlas.page import Template
    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.matrix import Matrix
    from tfinstall.model import Platform


def configure(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("show")
    group.add_argument(
        "--html",
        metavar="FILE",
        help="write one page that shows every cell of every machine in a browser",
    )
    parser.add_argument(
        "--platform",
        metavar="NAME",
        help="show, certify: another machine, such as macos-arm64-14.0; show draws this machine "
        "without it, and `--json` lists every kind of machine",
    )


def run(call: Call) -> int:
    """A table of one machine; as a document every cell of all of them."""
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.host.machine import parse_platform  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415

    matrix = Matrix(bundled.read)
    named = call.arguments.platform
    platform = parse_platform(named) if named else None
    if call.arguments.html is not None:
        return _page(call, matrix)
    try:
        return call.screen.show(_answer(call, matrix, platform))
    except ValueError as error:
        raise failure("usage", str(error)) from error


def _answer(call: Call, matrix: Matrix, platform: Platform | None) -> Answer:
    from tfinstall import host  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.atlas.grid import grid  # noqa: PLC0415
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415
    from tfinstall.cli.render.grid import drawn  # noqa: PLC0415

    words = call.arguments
    if call.screen.json:
        return Answer(document=_document(matrix, platform, words.cells), text=lambda _: "")
    where = platform or host.platform()
    table = grid(matrix, where, words.cells, every_patch=words.all)
    return Answer(
        # A second look, at all machines, which a report alone is worth.
        document=_document(matrix, platform, words.cells)
        if call.screen.report
        else envelope("matrix show"),
        text=lambda paint: drawn(table, matrix.generated, paint),
    )


def _page(call: Call, matrix: Matrix) -> int:
    """All kinds of machine, whichever is named: the page itself asks for one."""
    from tfinstall.app.writing import write  # noqa: PLC0415  (start-up time)
    from tfinstall.atlas.content import content  # noqa: PLC0415
    from tfinstall.atlas.page import page  # noqa: PLC0415
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415

    named = call.arguments.html
    if named in {"", "-"}:
        raise failure(
            "usage", f"`--html {named}` names no file; right would be `--html matrix.html`"
        )
    if call.arguments.cells:
        raise failure("usage", "`--html` takes no CELL: the page holds all, and filters by itself")
    made = content(matrix, tfinstall.__version__)
    text = page(made, _template())
    path = absolute(Path(named))
    write(text, path, unasked=False)
    told = {"path": str(path), "bytes": len(text.encode()), "cells": len(made["cells"])}
    return call.screen.show(
        Answer(
            document=envelope("matrix show", page=told),
            text=lambda paint: _written(told, paint),
        )
    )


def _written(told: dict[str, Any], paint: Paint) -> str:
    sign = paint("good", paint.sign("✓"))
    return (
        f"{sign} {told['cells']} cells are in {paint.plain(told['path'])} "
        f"({bytes_text(told['bytes'])}); open it in a browser\n"
    )


def _template() -> Template:
    """From the files beside the code, in a wheel and in a zip file alike."""
    from importlib import resources  # noqa: PLC0415  (20 ms)

    from tfinstall.atlas.page import FOLDER, template  # noqa: PLC0415

    folder = resources.files("tfinstall.atlas") / FOLDER
    return template(lambda name: (folder / name).read_text(encoding="utf-8"))


def _document(matrix: Matrix, platform: Platform | None, patterns: Sequence[str]) -> dict[str, Any]:
    from tfinstall.atlas.entries import KINDS, entries, meant  # noqa: PLC0415  (start-up time)
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415

    found = meant(entries(matrix, KINDS if platform is None else (platform,)), patterns)
    return envelope(
        "matrix show",
        matrix={"generated": matrix.generated.isoformat()},
        cells=[dict(_cell(entry)) for entry in found],
    )


def _cell(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The keys that `matrix certify --json` tells of a cell too, and what the index says of it."""
    cell, wheel = entry.cell, entry.wheel
    yield "tensorflow", str(entry.version)
    yield "distribution", entry.distribution
    yield "python", entry.python
    yield "os", entry.platform.os
    yield "arch", entry.platform.arch
    yield "state", entry.state
    yield "level", cell.level if cell else None
    yield "date", cell.date.isoformat() if cell else None
    yield "cause", entry.cause
    yield "because", entry.because
    yield "lock", (cell.lock or None) if cell else None
    yield "repairs", [str(repair.constraint) for repair in entry.repairs]
    yield "wheel", wheel.filename
    yield "bytes", wheel.size
    yield "sha256", wheel.sha256
    yield "yanked", wheel.yanked
