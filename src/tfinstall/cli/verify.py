"""`tfinstall verify [ENV]`: prove an environment again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.request import DEFAULT_VENV, absolute
from tfinstall.cli.screen import Answer

if TYPE_CHECKING:
    import argparse

    from tfinstall.cli.commands import Call


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("environment", nargs="?", type=Path, metavar="ENV", help="default: .venv")
    add_options(parser, OUTPUT_OPTIONS)


def run(call: Call) -> int:
    from tfinstall.app.verify import verify  # noqa: PLC0415  (start-up time of the others)
    from tfinstall.cli.render import document, text  # noqa: PLC0415

    path = absolute(call.arguments.environment or call.settings.get("venv", DEFAULT_VENV))
    with call.screen.reporter() as reporter:
        proof = verify(path, reporter=reporter)
    return call.screen.show(
        Answer(
            document=document.envelope(
                "verify", environment={"path": str(path), "proof": document.proof(proof)}
            ),
            text=lambda paint: text.verified(path, proof, paint),
        )
    )
