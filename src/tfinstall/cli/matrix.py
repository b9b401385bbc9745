"""`tfinstall matrix show|refresh|check`: the compatibility matrix itself."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfinstall.cli import certify as certifying
from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.request import absolute, pip_options
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.matrix import Matrix
    from tfinstall.resolution.grid import Grid

NETWORK_OPTIONS = (
    "proxy",
    "timeout",
    "retries",
    "index-url",
    "extra-index-url",
    "cert",
    "client-cert",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "verb",
        choices=sorted(VERBS),
        nargs="?",
        default="show",
        help="draw it, make it anew from the index, compare it with the index, or prove its cells",
    )
    certifying.configure(parser)
    parser.add_argument(
        "--platform", metavar="NAME", help="show: another machine, such as macos-arm64-14.0"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="refresh: the folder to write to (default: the one that is read)",
    )
    add_options(parser, (*NETWORK_OPTIONS, *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    return VERBS[call.arguments.verb](call)


def show(call: Call) -> int:
    """TensorFlow down, Python across."""
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415
    from tfinstall.host.machine import parse_platform, platform  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415
    from tfinstall.resolution.grid import grid  # noqa: PLC0415

    named = call.arguments.platform
    matrix = Matrix(bundled.read)
    drawn = grid(matrix, parse_platform(named) if named else platform())
    return call.screen.show(
        Answer(
            document=envelope("matrix show", cells=_cells(drawn)),
            text=lambda paint: "".join(_drawn(drawn, matrix, paint)),
        )
    )


def _cells(drawn: Grid) -> list[dict[str, Any]]:
    return [
        {
            "tensorflow": str(cell.version),
            "distribution": cell.distribution,
            "python": cell.python,
            "os": drawn.platform.os,
            "arch": drawn.platform.arch,
            "state": cell.state,
            "level": None,
            "date": None,
            "repairs": list(cell.repairs),
            "because": cell.because,
        }
        for row in drawn.rows
        for cell in row.cells
    ]


def _drawn(drawn: Grid, matrix: Matrix, paint: Paint) -> Iterator[str]:
    width = max(len(str(row.version)) for row in drawn.rows) + 2
    head = "".join(python.rjust(6) for python in drawn.pythons)
    yield paint("title", f"TensorFlow wheels on {drawn.platform}") + "\n\n"
    yield paint("label", f"{'':{width}}{head}") + "\n"
    for row in drawn.rows:
        states = {cell.python: cell for cell in row.cells}
        signs = (_sign(states.get(python), paint) for python in drawn.pythons)
        yield f"{str(row.version).ljust(width)}{''.join(signs)}\n"
    yield "\n" + "".join(_legend(paint))
    yield paint("dim", f"from the index of {matrix.generated:%Y-%m-%d}") + "\n"


def _sign(cell: Any, paint: Paint) -> str:
    if cell is None:
        return paint("dim", paint.sign("·").rjust(6))
    if cell.state == "broken":
        return paint("bad", paint.sign("×").rjust(6))
    if cell.repairs:
        return paint("warn", "+".rjust(6))
    return paint("good", "o".rjust(6))


def _legend(paint: Paint) -> Iterator[str]:
    yield f"  {paint('good', 'o')} has a wheel\n"
    yield f"  {paint('warn', '+')} has a wheel, and needs caps that its metadata lacks\n"
    yield f"  {paint('bad', paint.sign('×'))} has a wheel that cannot be installed\n"
    yield f"  {paint('dim', paint.sign('·'))} no wheel\n"


def certify(call: Call) -> int:
    return certifying.run(call)


def refresh(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415
    from tfinstall.index import Index, configured  # noqa: PLC0415
    from tfinstall.index.refresh import refresh as make  # noqa: PLC0415

    output = call.arguments.output
    folder = absolute(output) if output else bundled.folder()
    if folder is None:
        raise failure("usage", "a matrix inside a zip file cannot be changed; give `--output DIR`")
    with (
        call.screen.reporter() as reporter,
        Index(configured(pip_options(call.settings, ()))) as index,
    ):
        reporter.stage("install", f"the matrix in {folder}")
        now = datetime.now(timezone.utc)
        done = make(index, folder, now=now, reporter=reporter, seed=bundled.read)
    changed, unread = list(done.changed), list(done.unread)
    return call.screen.show(
        Answer(
            document=envelope(
                "matrix refresh",
                folder=str(folder),
                wheels=done.wheels,
                read=done.read,
                changed=changed,
                kept=list(done.kept),
                unread=unread,
            ),
            text=lambda paint: (
                f"{done.wheels} wheels, {done.read} of them new; "
                f"{len(changed)} files changed in {paint.plain(str(folder))}\n"
                + "".join(f"not read: {paint.plain(each)}\n" for each in unread)
            ),
        )
    )


def check(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415
    from tfinstall.index import Index, configured  # noqa: PLC0415
    from tfinstall.index.check import check as compare  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415

    with Index(configured(pip_options(call.settings, ()))) as index:
        found = compare(index, bundled.read)
    age = datetime.now(timezone.utc) - Matrix(bundled.read).generated
    lists = {
        "disagreements": found.disagreements,
        "gone": found.gone,
        "beyond": found.beyond,
        "invalid": found.invalid,
        "impossible": found.caps.impossible,
    }
    return call.screen.show(
        Answer(
            document=envelope(
                "matrix check",
                cause=None if found.agrees else "config-invalid",
                exit_code=0 if found.agrees else 1,
                age_days=age.days,
                **{name: list(lines) for name, lines in lists.items()},
            ),
            text=lambda paint: "".join(_compared(lists, age.days, paint)),
        )
    )


def _compared(lists: dict[str, tuple[str, ...]], days: int, paint: Paint) -> Iterator[str]:
    yield f"the matrix is {days} days old\n"
    for name, lines in lists.items():
        sign = paint("good", paint.sign("✓")) if not lines else paint("warn", paint.sign("!"))
        yield f"{sign} {name}: {len(lines)}\n"
        yield from (f"    {paint.plain(line)}\n" for line in lines)


VERBS = {"show": show, "refresh": refresh, "check": check, "certify": certify}
