"""`tfinstall diagnose [LOG ...]`: the cause in any pip, uv or conda log, or import traceback."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.screen import Answer
from tfinstall.model import Diagnosis, TfinstallError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.app.diagnose import Reading
    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.diagnosis import Facts

STANDARD_INPUT = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("logs", nargs="*", metavar="LOG", help="files; `-` or none: standard input")
    parser.add_argument("--os", metavar="NAME", help="where it was made, if the log does not say")
    parser.add_argument("--tensorflow", metavar="SPEC", help="what was asked for, likewise")
    parser.add_argument("--returncode", type=int, metavar="N", help="how the program ended")
    add_options(parser, ("python", *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    from tfinstall.diagnosis import Facts  # noqa: PLC0415

    given = call.arguments
    facts = Facts(
        python=call.settings.get("python"),
        os=given.os,
        wanted=given.tensorflow,
        returncode=given.returncode,
    )
    names = given.logs or [STANDARD_INPUT]
    readings = [_reading(name, facts, alone=len(names) == 1) for name in names]
    return call.screen.show(
        Answer(document=_document(readings), text=lambda paint: "".join(_shown(readings, paint)))
    )


def _reading(name: str, facts: Facts, *, alone: bool) -> Reading:
    """What is in one log; one of several that cannot be read does not hide what the others say."""
    from tfinstall.app.diagnose import Reading, read_log  # noqa: PLC0415  (start-up time of others)

    try:
        return read_log(_source(name), facts)
    except TfinstallError as error:
        if alone:
            raise
        return Reading(name=name, result=error.diagnosis)


def _source(name: str) -> Path | None:
    if name != STANDARD_INPUT:
        return Path(name)
    if sys.stdin is not None and sys.stdin.isatty():
        sys.stderr.write("Paste the log, then press Ctrl-D (Windows: Ctrl-Z, Enter)\n")
    return None


def _document(readings: list[Reading]) -> dict[str, Any]:
    """That of the first failure; every log has its own entry in `logs`."""
    from tfinstall.cli.render import document  # noqa: PLC0415

    failures = [each.result for each in readings if isinstance(each.result, Diagnosis)]
    worst = failures[0] if failures else None
    return document.envelope(
        "diagnose",
        cause=None if worst is None else worst.cause,
        exit_code=0 if worst is None else worst.exit_code,
        diagnosis=None if worst is None else document.diagnosis(worst),
        logs=[_entry(each) for each in readings],
    )


def _entry(reading: Reading) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415

    result = reading.result
    if isinstance(result, Diagnosis):
        return {"name": reading.name, "diagnosis": document.diagnosis(result), "finding": None}
    return {"name": reading.name, "diagnosis": None, "finding": result.text}


def _shown(readings: list[Reading], paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render import text  # noqa: PLC0415

    for reading in readings:
        if len(readings) > 1:
            yield paint("title", paint.plain(reading.name)) + "\n"
        if isinstance(reading.result, Diagnosis):
            yield text.diagnosis(reading.result, paint)
        else:
            yield f"{paint('good', paint.sign('✓'))} {reading.result.text}\n"
        if reading is not readings[-1]:
            yield "\n"
