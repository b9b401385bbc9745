"""`tfinstall matrix certify [CELL ...]`: install and prove cells, and write down what was found."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfinstall.cli.request import absolute, pip_options
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from tfinstall.app.campaign import Done
    from tfinstall.app.cells import Store
    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.matrix import Matrix
    from tfinstall.matrix.worklist import CellKey
    from tfinstall.model import Cell, Platform


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "cells",
        nargs="*",
        metavar="CELL",
        help="certify: 2.10, 2.10.0/3.9, 2.1?.*/3.10; all newest patches if none is named",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="show, certify: every patch release, not the newest alone",
    )
    parser.add_argument(
        "--again", action="store_true", help="certify: also what is up to date already"
    )
    parser.add_argument(
        "--resolve", action="store_true", help="certify: resolve only, for any platform"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="certify: N at a time")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="certify: where environments come and go"
    )


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.app.campaign import Task, locally  # noqa: PLC0415
    from tfinstall.app.cells import Store  # noqa: PLC0415
    from tfinstall.environment import stoppable  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415

    words = call.arguments
    folder = absolute(words.output) if words.output else bundled.folder()
    if folder is None:
        raise failure("usage", "a matrix inside a zip file cannot be changed; give `--output DIR`")
    if words.jobs < 1:
        raise failure("usage", f"`--jobs {words.jobs}`: at least one cell at a time")
    keys = _chosen(Matrix(bundled.read), _platform(words.platform, resolve=words.resolve), words)
    done: list[Done] = []
    with tempfile.TemporaryDirectory(dir=words.work, prefix="tfinstall-certify-") as work:
        tasks = [
            Task(
                key=key,
                matrix=folder,
                work=Path(work),
                pip=pip_options(call.settings, ()),
                prove=not words.resolve,
            )
            for key in keys
        ]
        with call.screen.reporter() as reporter, stoppable():
            for each in locally(tasks, words.jobs):
                done.append(each)
                _keep(each, Store(folder=folder))
                reporter.note(f"{len(done)}/{len(tasks)} {_told(each)}")
    return call.screen.show(_answer(done))


def _platform(named: str | None, *, resolve: bool) -> Platform:
    """The machine that cells are for: on Linux with an older libc, so that more can use a lock."""
    from tfinstall.host.machine import DEFAULT_GLIBC, parse_platform, platform  # noqa: PLC0415

    here = platform()
    usual = replace(here, wsl=False, glibc=here.glibc and min(here.glibc, DEFAULT_GLIBC))
    wanted = parse_platform(named) if named else usual
    if (wanted.os, wanted.arch) != (here.os, here.arch) and not resolve:
        raise failure(
            "usage",
            f"{wanted} is not this machine ({here}): its cells can only be resolved; "
            "add `--resolve`",
        )
    return wanted


def _chosen(matrix: Matrix, where: Platform, words: argparse.Namespace) -> Sequence[CellKey]:
    from tfinstall.matrix.worklist import keys, up_to_date  # noqa: PLC0415

    try:
        named = keys(matrix, where, words.cells, every_patch=words.all)
    except ValueError as error:
        raise failure("usage", str(error)) from error
    if words.again:
        return named
    return [key for key in named if not up_to_date(matrix, key, proved=not words.resolve)]


def _keep(done: Done, store: Store) -> None:
    from tfinstall.model import Diagnosis  # noqa: PLC0415

    if not isinstance(done.result, Diagnosis):
        store.record(done.result)


def _told(done: Done) -> str:
    from tfinstall.model import Diagnosis  # noqa: PLC0415

    if isinstance(done.result, Diagnosis):
        return f"{done.key}  not done: {done.result.cause}: {done.result.title}"
    cell = done.result.cell
    level = f" up to {cell.level}" if cell.level else ""
    day = f", as of {cell.as_of:%Y-%m-%d}" if cell.as_of else ""
    why = f"; {cell.because}" if cell.because else ""
    return f"{done.key}  {cell.state}{level}{day}{why}"


def _answer(done: Sequence[Done]) -> Answer:
    from tfinstall.cli.render.document import diagnosis, envelope  # noqa: PLC0415
    from tfinstall.model import Diagnosis  # noqa: PLC0415

    failed = [each.result for each in done if isinstance(each.result, Diagnosis)]
    cells = [_document(each.result.cell) for each in done if not isinstance(each.result, Diagnosis)]
    first = failed[0] if failed else None
    return Answer(
        document=envelope(
            "matrix certify",
            cause=first.cause if first else None,
            exit_code=first.exit_code if first else 0,
            diagnosis=diagnosis(first) if first else None,
            cells=cells,
            not_done=[str(each.key) for each in done if isinstance(each.result, Diagnosis)],
        ),
        text=lambda paint: "".join(_lines(done, paint)),
    )


def _document(cell: Cell) -> dict[str, Any]:
    return {
        "tensorflow": str(cell.version),
        "distribution": cell.distribution,
        "python": cell.python,
        "os": cell.platform.os,
        "arch": cell.platform.arch,
        "state": cell.state,
        "level": cell.level,
        "date": cell.date.isoformat(),
        "cause": cell.cause,
        "because": cell.because,
        "lock": cell.lock,
    }


def _lines(done: Sequence[Done], paint: Paint) -> Iterator[str]:
    if not done:
        yield "nothing to do: every cell that was named is up to date\n"
    for each in done:
        yield paint.plain(_told(each)) + "\n"
