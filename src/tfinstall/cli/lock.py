"""`tfinstall lock [SPEC]`: a standard lock file with hashes, for this machine or another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tfinstall.cli.options import OPTIONS, OUTPUT_OPTIONS, PIP, add_options
from tfinstall.cli.request import absolute, add_spec, request_from
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from tfinstall.app.lock import Order
    from tfinstall.cli.commands import Call
    from tfinstall.cli.render.paint import Paint
    from tfinstall.resolution.lockfile import Lock

STANDARD_OUTPUT: Final = "-"
ALL: Final = "all"
MACHINES: Final = (
    "linux-x86_64",
    "linux-aarch64",
    "macos-arm64",
    "macos-x86_64",
    "windows-amd64",
)
"""What `--platform all` stands for, each with the version that is usual for it."""
FORMATS: Final = ("pylock", "requirements")
NEXT: Final = "tfinstall sync {path}"
"""uv and pip 26.3 take it as it stands as well."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_spec(parser)
    group = parser.add_argument_group("lock")
    group.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the lock (default: pylock.toml, or requirements-lock.txt; -: standard output)",
    )
    group.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: pylock")
    group.add_argument(
        "--platform",
        metavar="NAME",
        dest="platforms",
        action="append",
        default=[],
        help="for another machine: linux-aarch64, macos-arm64-14.0, windows-amd64, ...; "
        "repeatable; all: those that TensorFlow is made for",
    )
    group.add_argument(
        "--python",
        metavar="X.Y",
        dest="pythons",
        action="append",
        default=[],
        help="for this Python; repeatable; all: those that the release is for",
    )
    group.add_argument(
        "--exclude-newer",
        metavar="DATE",
        help="nothing uploaded after that day (2022-11-30) or instant (2022-11-30T12:00Z)",
    )
    ours = ("accelerator", "with", "requirement", "constraint", "fresh")
    pip = [option.name for option in OPTIONS if option.group == PIP]
    add_options(parser, (*ours, *pip, *OUTPUT_OPTIONS))


def run(call: Call) -> int:
    from tfinstall import bundled  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.app.lock import lock  # noqa: PLC0415
    from tfinstall.app.writing import write  # noqa: PLC0415
    from tfinstall.matrix import Matrix  # noqa: PLC0415
    from tfinstall.resolution.lockfile import FORMATS as WRITERS  # noqa: PLC0415

    words = call.arguments
    to_screen = words.output == STANDARD_OUTPUT
    if to_screen and call.screen.json:
        raise failure("usage", "`--json` and `--output -` both want standard output")
    made_by = WRITERS[words.format]
    path = None if to_screen else absolute(Path(words.output or made_by.filename))
    if path is not None:
        _check_name(path, words.format)
    with call.screen.reporter() as reporter:
        made = lock(_orders(call), Matrix(bundled.read), reporter)
    text = made_by.write(made)
    if path is not None:
        write(text, path, unasked=words.output is None)
    return call.screen.show(
        Answer(
            document=_document(made, words.format, path),
            text=lambda paint: text if path is None else "".join(_text(made, path, paint)),
        )
    )


def _orders(call: Call) -> tuple[Order, ...]:
    """One for each machine and each Python; of `all` what does not fit is left out."""
    from tfinstall.app.lock import Order  # noqa: PLC0415  (start-up time)
    from tfinstall.host.machine import parse_platform  # noqa: PLC0415
    from tfinstall.resolution.why import MINORS  # noqa: PLC0415

    words, request = call.arguments, request_from(call)
    newer = None if words.exclude_newer is None else instant(words.exclude_newer)
    platforms = MACHINES if ALL in words.platforms else tuple(words.platforms)
    pythons = MINORS if ALL in words.pythons else tuple(words.pythons)
    return tuple(
        Order(
            request=replace(request, python=python),
            platform=None if platform is None else parse_platform(platform),
            exclude_newer=newer,
            optional=ALL in words.platforms or ALL in words.pythons,
        )
        for platform in dict.fromkeys(platforms or (None,))
        for python in dict.fromkeys(pythons or (request.python,))
    )


def _check_name(path: Path, form: str) -> None:
    """PEP 751 fixes the name, and installers know the format by it."""
    from packaging.pylock import is_valid_pylock_path  # noqa: PLC0415  (start-up time)

    if form == "pylock" and not is_valid_pylock_path(path):
        message = (
            f"`{path.name}` is no name for a lock: installers know it by `pylock.toml` or "
            f"`pylock.{path.stem.replace('.', '-')}.toml`"
        )
        raise failure("usage", message)


def instant(text: str) -> datetime:
    """The first instant that is too late: of a day, the midnight after it, in UTC.

    Raises `usage` on what is neither a day nor an instant.
    """
    try:
        # Python 3.10 does not know the Z.
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        message = f"`--exclude-newer {text}` is no date; `2022-11-30` would be one"
        raise failure("usage", message) from None
    if len(text.strip()) == len("2022-11-30"):
        return datetime.combine(found.date() + timedelta(days=1), time(), timezone.utc)
    return found.replace(tzinfo=found.tzinfo or timezone.utc)


def _document(made: Sequence[Lock], form: str, path: Path | None) -> dict[str, Any]:
    from tfinstall.cli.render import document  # noqa: PLC0415  (start-up time)

    locks = [_lock(each) for each in made]
    return document.envelope(
        "lock",
        lock={
            "path": None if path is None else str(path),
            "format": form,
            **locks[0],
            "machines": locks,
        },
    )


def _lock(made: Lock) -> dict[str, Any]:
    """What it says for one machine."""
    return {
        "tensorflow": made.tensorflow,
        "platform": str(made.target.platform),
        "python": made.target.python.minor,
        "download_bytes": made.download,
        "packages": [
            {
                "name": each.pin.name,
                "version": str(each.pin.version),
                "file": each.pin.file.filename,
                "sha256": each.sha256,
                "bytes": each.size,
                "because": list(each.pin.because),
            }
            for each in made.packages
        ],
    }


def _text(made: Sequence[Lock], path: Path, paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render.text import row  # noqa: PLC0415  (start-up time)

    sign = paint("good", paint.sign("✓"))
    names = " and ".join(dict.fromkeys(each.tensorflow for each in made))
    yield f"{sign} {paint('title', f'{names} is locked')}\n"
    if len(made) == 1:
        yield from _machine(made[0], paint)
    else:
        yield from _machines(made, paint)
    limit = made[0].target.exclude_newer
    if limit is not None:
        yield row(paint, "from before", f"{limit:%Y-%m-%d %H:%M} UTC")
    yield from _to_build(made, paint)
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    yield row(paint, "lock", str(shown))
    yield row(paint, "install it", NEXT.format(path=shown))


def _machine(made: Lock, paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render.text import row  # noqa: PLC0415  (start-up time)
    from tfinstall.resolution import words  # noqa: PLC0415

    target = made.target
    yield row(paint, "for", f"Python {target.python.minor} on {words.machine(target.platform)}")
    yield row(paint, "packages", _packages(made))
    if made.certified is not None:
        day = f"{made.certified.date:%Y-%m-%d}"
        yield row(paint, "certified", f"installed and proved together on {day}")


def _machines(made: Sequence[Lock], paint: Paint) -> Iterator[str]:
    """One line for each; the Pythons of one machine stand below each other."""
    from tfinstall.cli.render.text import row  # noqa: PLC0415  (start-up time)
    from tfinstall.resolution import words  # noqa: PLC0415

    machines = [words.machine(each.target.platform) for each in made]
    width = max(map(len, machines))
    several = len({each.tensorflow for each in made}) > 1
    label = "for"
    for each, machine in zip(made, machines, strict=True):
        which = f"{each.tensorflow}, " if several else ""
        python = f"Python {each.target.python.minor}"
        yield row(
            paint, label, f"{machine.ljust(width)}  {python.ljust(11)}  {which}{_packages(each)}"
        )
        label = ""


def _packages(made: Lock) -> str:
    from tfinstall.words import bytes_text  # noqa: PLC0415  (start-up time)

    size = "" if made.download is None else f", {bytes_text(made.download)} to download"
    return f"{len(made.packages)}{size}"


def _to_build(made: Sequence[Lock], paint: Paint) -> Iterator[str]:
    from tfinstall.cli.render.text import row  # noqa: PLC0415  (start-up time)
    from tfinstall.words import join_words  # noqa: PLC0415

    names = dict.fromkeys(f"{pin.name} {pin.version}" for each in made for pin in each.to_build)
    if names:
        because = "there is no wheel of them; what builds them is not locked"
        yield row(paint, "to build", join_words(names), because)
