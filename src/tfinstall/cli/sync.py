"""`tfinstall sync [LOCK]`: exactly the environment of a lock, whoever made the lock."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from tfinstall.cli.install import activation_line, echo_for
from tfinstall.cli.options import OPTIONS, OUTPUT_OPTIONS, PIP, add_options
from tfinstall.cli.request import absolute, request_from
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy
from tfinstall.places import logs_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.app.syncing import SyncOrder, SyncPlan
    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.cli.render.progress import ShownReporter
    from tfinstall.matrix import Matrix
    from tfinstall.model import Installed, TfinstallError

DEFAULT: Final = "pylock.toml"
SHOWN: Final = 12
"""Packages of one kind of change that are named; the rest is counted."""
YES: Final = frozenset({"y", "yes"})


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "lock",
        nargs="?",
        metavar="LOCK",
        default=DEFAULT,
        help="a pylock.toml of any tool, or requirements with hashes (default: pylock.toml)",
    )
    ours = ("venv", "python", "pip-version", "recreate", "no-verify", "no-space-check")
    more = ("no-remedies", "no-remedy", "dry-run", "yes")
    pip = [option.name for option in OPTIONS if option.group == PIP]
    add_options(parser, (*ours, *more, *pip, *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.app.syncing import sync  # noqa: PLC0415
    from tfinstall.cli import logfile  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415
    from tfinstall.model import Failed  # noqa: PLC0415

    order, matrix = _order(call), Matrix(bundled.read)
    if call.settings.get("dry-run"):
        return _shown(call, order, matrix)
    log = call.settings.get("log")
    logfile.begin(log)
    with call.screen.reporter() as reporter:
        asked = _Question(call, order, reporter)
        outcome = sync(
            order,
            matrix,
            agree=asked,
            reporter=reporter,
            logs=logs_folder(),
            echo=echo_for(call),
        )
        if isinstance(outcome, Failed):
            reporter.fail()
    outcome = logfile.finish(outcome, log)
    if isinstance(outcome, Failed):
        return call.screen.fail("sync", outcome)
    return call.screen.show(_answer(order, outcome, asked.plan))


def _order(call: Call) -> SyncOrder:
    from dataclasses import replace  # noqa: PLC0415  (start-up time)

    from packaging.specifiers import SpecifierSet  # noqa: PLC0415

    from tfinstall.app.syncing import SyncOrder  # noqa: PLC0415
    from tfinstall.model import Spec  # noqa: PLC0415

    name = call.arguments.lock
    if not name or "\0" in name:
        raise failure("usage", "the lock must be a file: `tfinstall sync pylock.toml`")
    spec = Spec(text=f"sync {name}", specifier=SpecifierSet())
    request = replace(request_from(call), spec=spec)
    return SyncOrder(lock=absolute(Path(name)), name=name, request=request)


def _shown(call: Call, order: SyncOrder, matrix: Matrix) -> int:
    """The dry run: what would be done."""
    from tfinstall.app.syncing import opened, plan_sync  # noqa: PLC0415  (start-up time)
    from tfinstall.cli.render import document  # noqa: PLC0415

    order, lock = opened(order)
    made = plan_sync(order, lock, matrix)
    return call.screen.show(
        Answer(
            document=document.envelope("sync", sync=_document(made)),
            text=lambda paint: "".join(_plan(made, paint)),
        )
    )


class _Question:
    """Asked before an environment that is there is changed; what it would change is kept."""

    def __init__(self, call: Call, order: SyncOrder, reporter: ShownReporter) -> None:
        self._call = call
        self._order = order
        self._reporter = reporter
        self.plan: SyncPlan | None = None

    def __call__(self, made: SyncPlan) -> None:
        """Says what will change. Raises where nobody may answer, or where the answer is no."""
        self.plan = made
        settings = self._call.settings
        if settings.get("yes"):
            for line in told(made):
                self._reporter.note(line)
            return
        if settings.get("json") or not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            raise self._unasked(made)
        with self._reporter.paused():
            answer = self._ask(made)
        if answer not in YES:
            raise failure(
                "interrupted", f"{made.order.request.venv} is left as it was: you said no"
            )

    def _ask(self, made: SyncPlan) -> str:
        lines = "".join(f"  {line}\n" for line in told(made))
        sys.stderr.write(f"\n{made.order.request.venv}\n{lines}\nGo on? [y/N] ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower()

    def _unasked(self, made: SyncPlan) -> TfinstallError:
        venv = made.order.request.venv
        sync = f"tfinstall sync {quote(self._order.name)}"
        named = self._call.settings.get("venv") is not None
        again = f"{sync} --venv {quote(str(venv))}" if named else sync
        return failure(
            "file-exists",
            f"{venv} would be changed, and there is no terminal to ask on",
            evidence=tuple(Evidence(source=str(venv.name), text=line) for line in told(made)),
            remedies=(
                Remedy(text="Let it be changed", command=f"{again} --yes"),
                Remedy(text="Or make another one", command=f"{sync} --venv DIR"),
            ),
            path=str(venv),
        )


def told(made: SyncPlan) -> Iterator[str]:
    """`added: numpy 1.23.5`, one line for each kind of change."""
    if made.other_python and made.receipt is not None:
        yield f"Python {made.receipt.python} becomes {made.python.value.version}"
    changes = made.changes
    if not changes:
        return
    kinds = (
        ("added", [f"{name} {version}".strip() for name, version in changes.added.items()]),
        ("changed", [f"{name} {was} to {now}" for name, (was, now) in changes.changed.items()]),
        ("removed", [f"{name} {version}" for name, version in changes.removed.items()]),
    )
    for kind, names in kinds:
        if names:
            more = [f"and {len(names) - SHOWN} more"] if len(names) > SHOWN else []
            yield f"{kind}: {', '.join([*names[:SHOWN], *more])}"


def _plan(made: SyncPlan, paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render.text import row  # noqa: PLC0415  (start-up time)
    from tfinstall.resolution import words  # noqa: PLC0415
    from tfinstall.words import bytes_text  # noqa: PLC0415

    python = made.python
    by = f", made by {made.lock.made_by}" if made.lock.made_by else ""
    yield paint("title", f"{made.lock.name}{by}") + "\n\n"
    yield row(paint, "machine", words.machine(made.platform))
    yield row(paint, "python", f"{python.value.version}  {python.value.executable}", python.because)
    size = f", {bytes_text(made.sizes.download)} to download" if made.sizes.download else ""
    yield row(paint, "packages", f"{len(made.pieces)}{size}")
    yield row(paint, "environment", str(made.order.request.venv))
    for line in told(made) if made.changes is not None else ("it is new",):
        yield row(paint, "", line)
    if made.stands is not None:
        yield row(paint, "", "nothing to change")
    for note in made.lock.notes:
        yield f"{paint('warn', paint.sign('!'))} {paint.prose(note, hanging='  ')}\n"


def _answer(order: SyncOrder, outcome: Installed, made: SyncPlan | None) -> Answer:
    from tfinstall.cli.render import document  # noqa: PLC0415  (start-up time)

    made_of = {**document.installed(outcome), "command": "sync"}
    made_of["sync"] = None if made is None else _document(made)
    return Answer(document=made_of, text=lambda paint: "".join(_text(order, outcome, paint)))


def _text(order: SyncOrder, outcome: Installed, paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render import text  # noqa: PLC0415  (start-up time)

    receipt = outcome.receipt
    if receipt.tensorflow:
        yield text.installed(outcome, activation_line(outcome.environment), paint)
        return
    sign = paint("good", paint.sign("✓"))
    verb = "is what" if outcome.already else "is made as"
    title = paint("title", f"{outcome.environment} {verb} {order.name} says")
    yield f"{sign} {paint.plain(title)} (Python {receipt.python})\n"
    yield paint("dim", "  no TensorFlow is in the lock, so nothing was proved") + "\n"
    activate = paint.plain(activation_line(outcome.environment))
    yield f"\n  {paint('label', 'activate')}  {paint('command', activate)}\n"


def _document(made: SyncPlan) -> dict[str, Any]:
    changes = made.changes
    return {
        "lock": str(made.order.lock),
        "made_by": made.lock.made_by,
        "notes": list(made.lock.notes),
        "environment": str(made.order.request.venv),
        "platform": str(made.platform),
        "python": str(made.python.value.version),
        "interpreter": str(made.python.value.executable),
        "download_bytes": None if made.sizes.estimated else made.sizes.download,
        "packages": [
            {
                "name": piece.name,
                "version": None if piece.version is None else str(piece.version),
                "file": piece.filename,
                "hashes": list(piece.hashes),
            }
            for piece in made.pieces
        ],
        "changes": None
        if changes is None
        else {
            "added": dict(changes.added),
            "changed": {
                name: {"was": was, "is": now} for name, (was, now) in changes.changed.items()
            },
            "removed": dict(changes.removed),
        },
    }
