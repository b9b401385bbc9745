"""`tfinstall matrix certify [CELL ...]`: install and prove cells, and write down what was found."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.cli.render import certified
from tfinstall.cli.request import absolute, pip_options
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from tfinstall.app.apart import Task
    from tfinstall.app.campaign import Crew
    from tfinstall.cli.commands import Call
    from tfinstall.matrix import Matrix
    from tfinstall.matrix.worklist import Item
    from tfinstall.model import Platform

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
BYTES = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kKMGT]?)[bB]?")
"""`8GB`, `500M`, `1.5 TB`, `8000000000`."""
FOR_WORKERS = ("jobs", "max_disk", "work")
"""What is about the machine that certifies, which with a scheduler is not this one."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "cells",
        nargs="*",
        metavar="CELL",
        help="show, certify: 2.10, 2.10.0/3.9, 2.1?.*/3.10; all newest patches if none is named",
    )
    group = parser.add_argument_group("certify")
    parser.add_argument(
        "--all",
        action="store_true",
        help="show, certify: every patch release, not the newest alone",
    )
    group.add_argument("--again", action="store_true", help="also what is up to date already")
    group.add_argument(
        "--changed", action="store_true", help="only what is there and follows from other facts now"
    )
    group.add_argument(
        "--list", action="store_true", help="show what there is to do, and why; do nothing"
    )
    group.add_argument("--resolve", action="store_true", help="resolve only, for any platform")
    group.add_argument("--jobs", type=int, metavar="N", help="so many at a time (default: 1)")
    group.add_argument(
        "--max-disk", metavar="SIZE", help="no more at a time than fit there: 8GB, 500M"
    )
    group.add_argument(
        "--work", type=Path, metavar="DIR", help="where environments come and go (also: worker)"
    )
    group.add_argument(
        "--scheduler", metavar="ADDRESS", help="on the workers of a Dask cluster: tcp://host:8786"
    )
    group.add_argument(
        "--wait",
        type=float,
        metavar="SECONDS",
        help="with a scheduler: for a worker that can go on (default: 60)",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The matrix that is read, and the folder that is written."""

    folder: Path
    read: Callable[[str], str]


def run(call: Call) -> int:
    from tfinstall.app.campaign import campaign  # noqa: PLC0415  (start-up time of the others)
    from tfinstall.app.cells import Store  # noqa: PLC0415
    from tfinstall.environment import stoppable  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415

    words = call.arguments
    _check(words)
    place = _place(words.output)
    matrix = Matrix(place.read)
    items = _items(matrix, _platform(words), words)
    wanted = [item for item in items if _is_wanted(item, words)]
    if words.list or not wanted:
        return call.screen.show(certified.listed(items, wanted))
    tasks = _tasks(call, matrix, wanted, place)
    crew = _crew(words, matrix, tasks)
    with call.screen.reporter() as reporter, stoppable():
        for line in certified.reasons(items, wanted):
            reporter.note(line)
        ended = campaign(tasks, crew, Store(folder=place.folder), reporter, certified.told)
        if ended.stopped is not None:
            reporter.fail()
    return call.screen.show(
        Answer(
            document=certified.document(items, ended),
            text=lambda paint: "".join(certified.summary(items, ended, paint)),
        )
    )


def _check(words: argparse.Namespace) -> None:
    """What can be told from the words alone. Raises `usage`."""
    if words.jobs is not None and words.jobs < 1:
        raise failure("usage", f"`--jobs {words.jobs}`: at least one cell at a time")
    if words.scheduler is None:
        if words.wait is not None:
            raise failure("usage", "`--wait` is for workers of a `--scheduler`, and none is named")
        return
    from tfinstall.app.cluster import parse_address  # noqa: PLC0415  (start-up time)

    parse_address(words.scheduler)
    for name in FOR_WORKERS:
        if getattr(words, name) is not None:
            flag = f"--{name.replace('_', '-')}"
            raise failure(
                "usage",
                f"`{flag}` is about this machine; with `--scheduler` each worker does one cell "
                "at a time, in the folder of its own `--work`",
            )


def _place(output: Path | None) -> Place:
    """`--output` where it holds a matrix; an empty one starts from the facts that are bundled."""
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)

    folder = absolute(output) if output else bundled.folder()
    if folder is None:
        raise failure("usage", "a matrix inside a zip file cannot be changed; give `--output DIR`")
    own = (folder / "index.json").is_file()

    def read(name: str) -> str:
        tried_before = name == "packages.json" or name.startswith("cells/")
        if own or tried_before:
            return (folder / name).read_text(encoding="utf-8")
        return bundled.read(name)

    return Place(folder=folder, read=read)


def _platform(words: argparse.Namespace) -> Platform:
    """The machine that cells are for: on Linux with an older libc, so that more can use a lock."""
    from tfinstall.host.machine import DEFAULT_GLIBC, parse_platform, platform  # noqa: PLC0415

    here = platform()
    usual = replace(here, wsl=False, glibc=here.glibc and min(here.glibc, DEFAULT_GLIBC))
    wanted = parse_platform(words.platform) if words.platform else usual
    elsewhere = (wanted.os, wanted.arch) != (here.os, here.arch)
    if elsewhere and not words.resolve and words.scheduler is None:
        raise failure(
            "usage",
            f"{wanted} is not this machine ({here}): its cells can only be resolved; "
            "add `--resolve`, or name a cluster with such machines by `--scheduler`",
        )
    return wanted


def _items(matrix: Matrix, where: Platform, words: argparse.Namespace) -> Sequence[Item]:
    from tfinstall.matrix.worklist import item, keys  # noqa: PLC0415

    try:
        named = keys(matrix, where, words.cells, every_patch=words.all)
    except ValueError as error:
        raise failure("usage", str(error)) from error
    return [item(matrix, key, proved=not words.resolve) for key in named]


def _is_wanted(item: Item, words: argparse.Namespace) -> bool:
    if words.changed:
        return item.why == "changed"
    return bool(words.again) or item.why is not None


def _tasks(call: Call, matrix: Matrix, wanted: Sequence[Item], place: Place) -> Sequence[Task]:
    from tfinstall.app.apart import Task  # noqa: PLC0415
    from tfinstall.installer import check_pip_options  # noqa: PLC0415
    from tfinstall.matrix.parcel import parcel  # noqa: PLC0415

    words = call.arguments
    facts = parcel(place.read, matrix.minors)
    options = check_pip_options(pip_options(call.settings, ()))
    work = absolute(words.work) if words.work else Path(tempfile.gettempdir())
    return [
        Task(key=each.key, matrix=facts, work=work, pip=options, prove=not words.resolve)
        for each in wanted
    ]


def _crew(words: argparse.Namespace, matrix: Matrix, tasks: Sequence[Task]) -> Crew:
    if words.scheduler is not None:
        from tfinstall.app.cluster import WAIT, Cluster  # noqa: PLC0415  (only with a cluster)

        return Cluster(words.scheduler, wait=WAIT if words.wait is None else words.wait)
    from tfinstall.app.campaign import Local  # noqa: PLC0415

    _check_work(tasks[0].work)
    return Local(_jobs(words, matrix, tasks))


def _check_work(work: Path) -> None:
    """By writing, before the first cell. Raises TfinstallError."""
    from tfinstall.environment.oserrors import os_failure  # noqa: PLC0415

    try:
        work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=work):
            pass
    except OSError as error:
        raise os_failure(error, work) from error


def _jobs(words: argparse.Namespace, matrix: Matrix, tasks: Sequence[Task]) -> int:
    """As many as were asked for and as fit on the disk. Raises `usage`."""
    from tfinstall.matrix.worklist import bytes_needed  # noqa: PLC0415
    from tfinstall.words import bytes_text  # noqa: PLC0415

    wanted = words.jobs or 1
    if words.max_disk is None:
        return min(wanted, len(tasks))
    most = _bytes(words.max_disk)
    biggest = max(bytes_needed(matrix, task.key) for task in tasks)
    if most < biggest:
        raise failure(
            "usage",
            f"`--max-disk {words.max_disk}` is too little: one of these cells takes about "
            f"{bytes_text(biggest)} while it is certified",
        )
    return min(wanted, len(tasks), most // biggest)


def _bytes(text: str) -> int:
    match = BYTES.fullmatch(text.strip())
    if match is None:
        raise failure("usage", f"`--max-disk {text}` is no size; right would be `8GB` or `500M`")
    return int(float(match["number"]) * UNITS[match["unit"].upper()])
