"""words → Request, Outcome → words: one file a command, rendering beside it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.cli.commands import Call, find
from tfinstall.cli.screen import Screen
from tfinstall.cli.settings import gather
from tfinstall.diagnosis import failure
from tfinstall.model import Failed, Remedy, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfinstall.model import Diagnosis


def main(argv: Sequence[str]) -> int:
    """Run one command line; the exit code. No traceback leaves this function."""
    _open_closed_streams()
    return _run(argv)


def _open_closed_streams() -> None:
    """`tfinstall plan >&-`: Python has no stream there, and what is written goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for the run)
            setattr(sys, name, nowhere)


def _run(argv: Sequence[str]) -> int:
    screen = Screen(json="--json" in argv)
    name = "install"
    try:
        command, rest = find(argv)
        name = command.name
        arguments, passthrough = command.parse(rest)
        settings = gather(vars(arguments), os.environ, _folder())
        screen = Screen.of(settings)
        call = Call(arguments=arguments, passthrough=passthrough, settings=settings, screen=screen)
        return command.run(call)
    except TfinstallError as error:
        return screen.fail(name, Failed(diagnosis=_with_help(error.diagnosis, name)))
    except KeyboardInterrupt:
        return screen.fail(name, Failed(diagnosis=failure("interrupted").diagnosis))
    except SystemExit:
        raise
    except Exception as error:  # noqa: BLE001  (the last wall: a bug of ours is reported as one)
        return screen.fail(name, _internal_error(error))


def _with_help(found: Diagnosis, command: str) -> Diagnosis:
    """A command line that is wrong, and no command named that would mend it: see its options."""
    if found.cause != "usage" or any(each.command for each in found.remedies):
        return found
    words = "tfinstall --help" if command == "install" else f"tfinstall {command} --help"
    see = Remedy(text="See all options", command=words)
    return replace(found, remedies=(*found.remedies, see))


def _folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise failure(
            "file-missing", "the current directory no longer exists; `cd` to one that does"
        ) from error


def _internal_error(error: Exception) -> Failed:
    """A bug of tfinstall's own: the traceback goes to a file, its place to the person."""
    import tempfile  # noqa: PLC0415  (only here)
    import traceback  # noqa: PLC0415

    from tfinstall.model import Evidence  # noqa: PLC0415

    last = traceback.extract_tb(error.__traceback__)[-1]
    evidence = Evidence(
        source=Path(last.filename).name, line=last.lineno, text=f"{type(error).__name__}: {error}"
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="tfinstall-", suffix=".log", delete=False, encoding="utf-8"
        ) as file:
            file.write("".join(traceback.format_exception(error)))
        log = Path(file.name)
    except OSError:
        log = None
    found = failure("internal-error", evidence=(evidence,)).diagnosis
    return Failed(diagnosis=replace(found, log=log))
