"""`tfinstall plan [SPEC]`: everything the main job would do, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfinstall.cli.options import OPTIONS, add_options
from tfinstall.cli.request import add_spec, request_from
from tfinstall.cli.screen import Answer

if TYPE_CHECKING:
    import argparse

    from tfinstall.cli.commands import Call


def configure(parser: argparse.ArgumentParser) -> None:
    add_spec(parser)
    add_options(parser, [option.name for option in OPTIONS])


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.app.findings import findings  # noqa: PLC0415
    from tfinstall.app.plan import plan  # noqa: PLC0415
    from tfinstall.cli.render import document, text  # noqa: PLC0415
    from tfinstall.installer import read_requirements  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415

    request = request_from(call)
    read_requirements(request.requirement_files, request.constraint_files)
    made = plan(request, Matrix(bundled.read))
    made = replace(made, findings=findings(made))
    return call.screen.show(
        Answer(
            document=document.envelope("plan", plan=document.plan(made)),
            text=lambda paint: text.plan(made, paint),
        )
    )
