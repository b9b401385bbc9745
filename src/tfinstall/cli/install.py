"""`tfinstall [SPEC]`: the main job."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tfinstall.cli.options import OPTIONS, add_options
from tfinstall.cli.request import add_spec, request_from
from tfinstall.cli.screen import Answer
from tfinstall.places import logs_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from tfinstall.cli.commands import Call
    from tfinstall.model import Installed, Line


def configure(parser: argparse.ArgumentParser) -> None:
    add_spec(parser)
    add_options(parser, [option.name for option in OPTIONS])


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.app.install import install  # noqa: PLC0415
    from tfinstall.cli import logfile  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415
    from tfinstall.model import Failed  # noqa: PLC0415

    if call.settings.get("dry-run"):
        from tfinstall.cli import plan  # noqa: PLC0415

        return plan.run(call)
    request, log = request_from(call), call.settings.get("log")
    logfile.begin(log)
    with call.screen.reporter() as reporter:
        outcome = install(
            request,
            Matrix(bundled.read),
            reporter=reporter,
            logs=logs_folder(),
            echo=echo_for(call),
        )
        if isinstance(outcome, Failed):
            reporter.fail()
    outcome = logfile.finish(outcome, log)
    if isinstance(outcome, Failed):
        return call.screen.fail("install", outcome)
    return call.screen.show(_answer(outcome))


def echo_for(call: Call) -> Callable[[Line], None] | None:
    """What `--verbose` shows of the installer, line by line."""
    if not call.settings.get("verbose"):
        return None

    def echo(line: Line) -> None:
        sys.stderr.write(f"{line.text}\n")

    return echo


def _answer(outcome: Installed) -> Answer:
    from tfinstall.cli.render import document, text  # noqa: PLC0415

    return Answer(
        document=document.installed(outcome),
        text=lambda paint: text.installed(outcome, activation_line(outcome.environment), paint),
    )


def activation_line(path: Path) -> str:
    """The command that activates it in the user's shell, short where it can be."""
    from tfinstall.environment import activation, shell_of  # noqa: PLC0415

    shown: PurePath = path
    if path.is_relative_to(Path.cwd()):
        shown = path.relative_to(Path.cwd())
    return activation(shown, shell_of(os.environ, windows=os.name == "nt"))
