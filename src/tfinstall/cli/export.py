"""`tfinstall export FORMAT [SPEC]`: the pinned packages as a file for another tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tfinstall.cli.options import OPTIONS, OUTPUT_OPTIONS, PIP, add_options
from tfinstall.cli.request import absolute, add_spec, request_from
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.export import Content

NAMES: Final = ("dockerfile", "requirements", "constraints", "environment.yml")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=NAMES, metavar="FORMAT", help=", ".join(NAMES))
    add_spec(parser)
    group = parser.add_argument_group("export")
    group.add_argument("--lock", metavar="FILE", help="the packages of this lock, in place of SPEC")
    group.add_argument("-o", "--output", metavar="FILE", help="the file (default: standard output)")
    group.add_argument(
        "--platform", metavar="NAME", help="for another machine: linux-aarch64, windows-amd64, ..."
    )
    ours = ("python", "accelerator", "with", "requirement", "constraint")
    pip = [option.name for option in OPTIONS if option.group == PIP]
    add_options(parser, (*ours, *pip, *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.app.export import ExportOrder, content  # noqa: PLC0415
    from tfinstall.app.writing import write  # noqa: PLC0415
    from tfinstall.export import FORMATS  # noqa: PLC0415
    from tfinstall.host.machine import parse_platform  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415

    words = call.arguments
    _refuse_contradictions(call)
    form = FORMATS[words.format]
    order = ExportOrder(
        form=form,
        request=request_from(call),
        lock=None if words.lock is None else absolute(Path(words.lock)),
        name=words.lock or "",
        platform=None if words.platform is None else parse_platform(words.platform),
    )
    with call.screen.reporter() as reporter:
        made = content(order, Matrix(bundled.read), reporter)
    text = form.write(made)
    path = None if words.output in {None, "-"} else absolute(Path(words.output))
    if path is not None:
        write(text, path, unasked=False)
    return call.screen.show(
        Answer(
            document=_document(made, words.format, path, text),
            text=lambda paint: text if path is None else "".join(_text(made, path, paint)),
        )
    )


def _refuse_contradictions(call: Call) -> None:
    words = call.arguments
    if words.lock is None:
        return
    adds = [name for name in ("with", "requirement", "constraint") if call.settings.get(name)]
    if words.spec is not None:
        raise failure(
            "usage", f"`{words.spec}` and `--lock {words.lock}` both say what is exported: keep one"
        )
    if adds:
        raise failure("usage", f"a lock is exported as it is; `--{adds[0]}` would add to it")


def _document(made: Content, form: str, path: Path | None, text: str) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415  (start-up time)

    return document.envelope(
        "export",
        export={
            "path": None if path is None else str(path),
            "format": form,
            "python": made.python,
            "machine": made.machine,
            "source": made.source,
            "packages": [
                {"name": item.name, "version": item.version, "hashes": list(item.hashes)}
                for item in made.items
            ],
            "text": text,
        },
    )


def _text(made: Content, path: Path, paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render.text import row  # noqa: PLC0415  (start-up time)

    sign = paint("good", paint.sign("✓"))
    yield f"{sign} {paint('title', f'{made.title} is in {path.name}')}\n"
    yield row(paint, "for", f"Python {made.python} on {made.machine}")
    yield row(paint, "packages", f"{len(made.items)}: {made.source}")
