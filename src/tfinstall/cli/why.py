"""`tfinstall why SPEC`: why it does or does not fit a Python and a platform, and what would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.request import add_spec
from tfinstall.cli.screen import Answer
from tfinstall.model import Host, NoSelection, Platform

if TYPE_CHECKING:
    import argparse

    from tfinstall.cli.commands import Call
    from tfinstall.resolution import Why


def configure(parser: argparse.ArgumentParser) -> None:
    add_spec(parser)
    parser.add_argument(
        "--platform",
        metavar="NAME",
        help="another machine: linux-aarch64, macos-arm64-14.0, windows-amd64, ...",
    )
    add_options(parser, ("python", "accelerator", *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.cli.render import text  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415
    from tfinstall.resolution import parse_spec, why  # noqa: PLC0415

    python, named = call.settings.get("python"), call.arguments.platform
    platform = None if named is None else _platform(named)
    answer = why(
        parse_spec(call.settings.get("spec", "latest")),
        python,
        platform,
        _host(python, platform),
        Matrix(bundled.read),
        accelerator=call.settings.get("accelerator", "auto"),
    )
    return call.screen.show(
        Answer(document=_document(answer), text=lambda paint: text.why(answer, paint))
    )


def _platform(named: str) -> Platform:
    from tfinstall.host.machine import parse_platform  # noqa: PLC0415

    return parse_platform(named)


def _host(python: str | None, platform: Platform | None) -> Host:
    """The machine, looked at no further than the question needs: a version is only imagined."""
    from tfinstall.resolution.wanted import parse_wanted  # noqa: PLC0415

    imagined = python is not None and parse_wanted(python).minor is not None
    if imagined or (python is None and platform is not None):
        from tfinstall.host.machine import platform as this_platform  # noqa: PLC0415

        return Host(platform=platform or this_platform())
    from tfinstall import host  # noqa: PLC0415

    return host.discover(python)


def _document(answer: Why) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415
    from tfinstall.diagnosis import cause  # noqa: PLC0415

    refused = answer.answer if isinstance(answer.answer, NoSelection) else None
    return document.envelope(
        "why",
        cause=refused.cause if refused else None,
        exit_code=cause(refused.cause).exit_code if refused else 0,
        why={
            "spec": answer.spec,
            "platform": str(answer.platform),
            "python": answer.python,
            "fits": answer.fits,
            "title": answer.title,
            "reasons": list(answer.reasons),
            "pythons": list(answer.pythons),
            "alternatives": [document.alternative(each) for each in answer.alternatives],
            "releases": [
                {
                    "version": str(each.version),
                    "distribution": each.distribution,
                    "pythons": list(each.pythons),
                    "fits": each.fits,
                    "missing": each.missing,
                }
                for each in answer.releases
            ],
        },
    )
