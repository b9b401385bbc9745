"""`tfinstall verify [ENV]`: compare an environment with its records, and prove it again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.request import DEFAULT_VENV, absolute
from tfinstall.cli.screen import Answer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.app.verify import Changes, Verification
    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.environment.records import Damaged, Inspection
    from tfinstall.model import Diagnosis

SHOWN = 8
"""Packages of one kind of change that a line names."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("environment", nargs="?", type=Path, metavar="ENV", help="default: .venv")
    add_options(parser, OUTPUT_OPTIONS)


def run(call: Call) -> int:
    from tfinstall.app.verify import examine  # noqa: PLC0415  (start-up of the other commands)

    path = absolute(call.arguments.environment or call.settings.get("venv", DEFAULT_VENV))
    with call.screen.reporter() as reporter:
        found = examine(path, reporter=reporter)
        if found.diagnosis is not None:
            reporter.fail()
    if found.diagnosis is not None and not call.screen.json:
        _tell(call, found, found.diagnosis)
    return call.screen.show(
        Answer(document=_document(found), text=lambda paint: "".join(_text(found, paint)))
    )


def _tell(call: Call, found: Verification, diagnosis: Diagnosis) -> None:
    """A failure goes to standard error, as that of any command."""
    from tfinstall.cli.render import text  # noqa: PLC0415
    from tfinstall.cli.render.paint import paint_for  # noqa: PLC0415

    paint = paint_for(sys.stderr, call.screen.color, os.environ)
    sys.stderr.write(text.diagnosis(diagnosis, paint))
    sys.stderr.writelines(_notes(found, paint))


def _text(found: Verification, paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render import text  # noqa: PLC0415

    if found.diagnosis is not None:
        return
    yield text.verified(found.path, found.proof, paint)
    seen = found.inspection
    whole = f"whole: {seen.files:,} files of {seen.distributions} packages match their records"
    yield paint("dim", f"  {whole}") + "\n"
    yield from _notes(found, paint)


def _notes(found: Verification, paint: Paint) -> Iterator[str]:
    """What is no damage, and yet worth knowing."""
    sign = paint("warn", paint.sign("!"))
    for told in (*_changes(found.changes), *_oddities(found.inspection)):
        yield f"{sign} {paint.prose(told, hanging='  ')}\n"


def _changes(changes: Changes | None) -> Iterator[str]:
    if not changes:
        return
    changed = [f"{name} {was} to {now}" for name, (was, now) in changes.changed.items()]
    kinds = (
        ("added", [f"{name} {version}" for name, version in changes.added.items()]),
        ("changed", changed),
        ("removed", [f"{name} {version}" for name, version in changes.removed.items()]),
    )
    for verb, names in kinds:
        if names:
            yield f"{verb} since the receipt was written: {_shortened(names)}"


def _oddities(seen: Inspection) -> Iterator[str]:
    yield from map(str, seen.overwritten)
    for each in seen.leftovers:
        yield f"{each} was left by a pip that was cut off, and may be removed"
    if seen.unchecked:
        yield f"without a list of their files, and so not compared: {_shortened(seen.unchecked)}"


def _shortened(names: list[str] | tuple[str, ...]) -> str:
    more = f", and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _document(found: Verification) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415

    failed = found.diagnosis
    return document.envelope(
        "verify",
        cause=failed.cause if failed else None,
        exit_code=failed.exit_code if failed else 0,
        environment=_environment(found),
        diagnosis=document.diagnosis(failed) if failed else None,
    )


def _environment(found: Verification) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415

    seen, receipt = found.inspection, found.receipt
    return {
        "path": str(found.path),
        "receipt": document.receipt(receipt) if receipt else None,
        "proof": document.proof(found.proof),
        "compared": {
            "distributions": seen.distributions,
            "files": seen.files,
            "bytes": seen.size,
        },
        "damaged": [_damaged(each) for each in seen.damaged],
        "overwritten": [
            {"name": each.name, "by": each.by, "files": each.files} for each in seen.overwritten
        ],
        "amended": list(seen.amended),
        "unchecked": list(seen.unchecked),
        "leftovers": [str(each) for each in seen.leftovers],
        "changes": None if found.changes is None else _changes_document(found.changes),
    }


def _damaged(each: Damaged) -> dict[str, Any]:
    return {
        "name": each.name,
        "version": each.version,
        "problem": each.problem or None,
        "files": [{"path": file.path, "kind": file.kind, "text": file.text} for file in each.files],
    }


def _changes_document(changes: Changes) -> dict[str, Any]:
    return {
        "added": dict(changes.added),
        "changed": {name: {"was": was, "is": now} for name, (was, now) in changes.changed.items()},
        "removed": dict(changes.removed),
    }
