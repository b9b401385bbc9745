"""`tfinstall why SPEC`: why it does or does not fit a Python and a platform, and what would."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from tfinstall.cli.options import OUTPUT_OPTIONS, add_options
from tfinstall.cli.request import add_spec
from tfinstall.cli.screen import Answer
from tfinstall.model import Host, NoSelection, Platform

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.model import Selection
    from tfinstall.resolution import Verdict, Why

SEVERAL: Final = 2
"""Series from which on each release's own verdict is told."""


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
        Answer(
            document=_document(answer),
            text=lambda paint: text.why(answer, paint) + "".join(_releases(answer, paint)),
        )
    )


def _platform(named: str) -> Platform:
    from tfinstall.host.machine import parse_platform  # noqa: PLC0415

    return parse_platform(named)


def _host(python: str | None, asked_about: Platform | None) -> Host:
    """This machine, whose Pythons are what is offered; not looked at where another is meant."""
    from tfinstall.host.machine import platform  # noqa: PLC0415

    here = platform()
    if asked_about not in {None, here}:
        return Host(platform=here)
    from tfinstall.host.discovery import discover  # noqa: PLC0415

    return discover(python)


def _releases(answer: Why, paint: Paint) -> Iterator[str]:
    """A line for each run of releases of which the same is true, where several are asked for."""
    if len({each.version.release[:2] for each in answer.releases}) < SEVERAL:
        return
    runs = [[*run] for _, run in groupby(answer.releases, key=_verdict)]
    names = [_named(run) for run in runs]
    width = max(map(len, names))
    yield f"\n{paint('label', f'the newest {len(answer.releases)} releases asked for')}\n"
    for name, run in zip(names, runs, strict=True):
        sign = paint("good", paint.sign("✓")) if run[0].fits else paint("bad", paint.sign("×"))
        told = paint.prose(_verdict(run[0])[1], hanging=" " * (width + 6))
        yield f"  {sign} {name.ljust(width)}  {told}\n"


def _verdict(release: Verdict) -> tuple[str, str]:
    from tfinstall.resolution.words import pythons  # noqa: PLC0415

    has = f"has wheels for Python {pythons(release.pythons)}"
    return release.distribution, release.missing or has


def _named(run: list[Verdict]) -> str:
    newest, oldest = run[0], run[-1]
    versions = str(newest.version)
    if len(run) > 1:
        versions = f"{oldest.version} to {newest.version}"
    return versions if newest.distribution == "tensorflow" else f"{newest.distribution} {versions}"


def _exit_code(refused: NoSelection) -> int:
    from tfinstall.diagnosis import cause  # noqa: PLC0415  (only a refusal needs the catalogue)

    return cause(refused.cause).exit_code


def _chosen(answer: Selection | NoSelection) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415

    if isinstance(answer, NoSelection):
        return {"requirement": None, "accelerator": None, "cuda": None}
    return {
        "requirement": answer.requirement,
        "accelerator": answer.accelerator.value,
        "cuda": None if answer.cuda is None else document.cuda(answer.cuda),
    }


def _document(answer: Why) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415

    refused = answer.answer if isinstance(answer.answer, NoSelection) else None
    return document.envelope(
        "why",
        cause=refused.cause if refused else None,
        exit_code=_exit_code(refused) if refused else 0,
        why={
            "spec": answer.spec,
            "platform": str(answer.platform),
            "python": answer.python,
            "fits": answer.fits,
            **_chosen(answer.answer),
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
