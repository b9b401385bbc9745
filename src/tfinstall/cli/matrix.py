"""`tfinstall matrix show|refresh|check|certify|worker`: the compatibility matrix itself."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.cli import certify as certifying
from tfinstall.cli import show as showing
from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.request import absolute, pip_options
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint

NETWORK_OPTIONS = (
    "proxy",
    "timeout",
    "retries",
    "index-url",
    "extra-index-url",
    "cert",
    "client-cert",
    "trusted-host",
    "find-links",
    "cache-dir",
    "no-cache-dir",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "verb",
        choices=sorted(VERBS),
        nargs="?",
        default="show",
        help="draw it, make it anew from the index, compare it with the index, prove its cells, "
        "or be a worker of a cluster that does",
    )
    certifying.configure(parser)
    showing.configure(parser)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="refresh: the folder to write to (default: the one that is read)",
    )
    add_options(parser, (*NETWORK_OPTIONS, *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    verb = call.arguments.verb
    if verb != "show" and call.arguments.html is not None:
        raise failure("usage", f"`--html` goes with `matrix show`, not with `matrix {verb}`")
    return VERBS[call.arguments.verb](call)


def show(call: Call) -> int:
    return showing.run(call)


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
        "yanked": found.yanked,
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
        yield f"{sign} {name}: {len(lines)} {COMPARED[name]}\n"
        yield from (f"    {paint.plain(line)}\n" for line in lines)


COMPARED = {
    "disagreements": "facts of wheels on which the index says something else",
    "gone": "wheels, and files of locks, that the index no longer has",
    "yanked": "files of locks that were yanked since",
    "beyond": "releases that the index has, and the matrix has not or not whole",
    "invalid": "places where a file breaks its schema",
    "impossible": "caps that leave nothing to install",
}


def worker(call: Call) -> int:
    from tfinstall.cli import worker as working  # noqa: PLC0415  (start-up time of the others)

    return working.run(call)


VERBS = {
    "show": show,
    "refresh": refresh,
    "check": check,
    "certify": certify,
    "worker": worker,
}
