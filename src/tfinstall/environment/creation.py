"""Makes environments with virtualenv, and sees to it that pip is in them."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.environment.layout import describe
from tfinstall.environment.oserrors import os_failure, os_failure_told
from tfinstall.environment.process import clean_environ, run
from tfinstall.environment.workplace import workplace
from tfinstall.model import Evidence, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfinstall.environment.layout import Environment
    from tfinstall.model import Interpreter, TfinstallError

SEEDED_SINCE = (3, 9)
"""The oldest Python for which virtualenv (21.x) carries a pip; it makes environments without one
from 3.6 on. There the interpreter's own ensurepip gives the first pip."""

PATCHED_SINCE = (3, 8)
"""The oldest Python that can read the patch which virtualenv (21.x) puts into every environment;
an older one complains of its syntax at each start. The patch guards `setup.py install` against a
global distutils.cfg, which pip does not need."""

ENSUREPIP_LIMIT = 300.0
"""Seconds; it takes two on a good day, a virus scanner makes it a minute."""

OPTIONS = ("--no-download", "--no-periodic-update", "--no-setuptools")
"""No network, no background process, nothing that was not asked for."""

LOGGERS = ("virtualenv", "python_discovery", "distlib")


def create(interpreter: Interpreter, at: Path) -> Environment:
    """Make an environment with pip in it from an interpreter, at a path that does not exist yet.

    Raises TfinstallError: `venv-creation-failed` with what virtualenv or ensurepip said, or the
    operating system's own reason (`disk-full`, `permission-denied`, ...).
    """
    minor = interpreter.version.release[:2]
    _run_virtualenv(interpreter, at, seeded=minor >= SEEDED_SINCE)
    environment = describe(at)
    if minor < PATCHED_SINCE:
        _take_patch_out(environment)
    if minor < SEEDED_SINCE:
        _ensure_pip(interpreter, environment)
        environment = describe(at)
    if environment.pip_version is None:
        raise _failed(interpreter, "the new environment has no pip", ())
    return environment


def _run_virtualenv(interpreter: Interpreter, at: Path, *, seeded: bool) -> None:
    import virtualenv  # noqa: PLC0415  (start-up time)

    seed = () if seeded else ("--no-seed",)
    words = ["--python", str(interpreter.executable), *_options(), *seed, str(at)]
    with _quietly() as said:
        try:
            virtualenv.cli_run(words, setup_logging=False, env=_virtualenv_environ(at))
        except OSError as error:
            raise os_failure(error, at.parent) from error
        # RuntimeError: virtualenv's own; SystemExit: its argument parser; ValueError: a launcher
        # that cannot be written for this path.
        except (RuntimeError, SystemExit, ValueError) as error:
            reason = "" if isinstance(error, SystemExit) else str(error)
            text = "\n".join(filter(None, (said.getvalue(), reason)))
            raise os_failure_told(text, at.parent) or _failed(
                interpreter, "virtualenv could not make it", _evidence("virtualenv", text)
            ) from error


def _options() -> tuple[str, ...]:
    """Those that this virtualenv knows: an unknown one would be refused."""
    from virtualenv.create.creator import Creator  # noqa: PLC0415  (start-up time)

    # Since some version after 21.5 it writes a `.venv` file beside the target, unless told not to.
    redirects = hasattr(Creator, "point_venv_redirect")
    return (*OPTIONS, "--no-venv-redirect") if redirects else OPTIONS


def _virtualenv_environ(at: Path) -> dict[str, str]:
    """Without the user's virtualenv settings, which could break isolation or the target.

    Only its cache folder stays as the user has it.
    """
    cache = "VIRTUALENV_OVERRIDE_APP_DATA"
    inherited = clean_environ().items()
    kept = {name: value for name, value in inherited if not name.startswith("VIRTUALENV_")}
    kept["VIRTUALENV_CONFIG_FILE"] = str(at / "no-such-file.ini")
    if os.environ.get(cache):
        kept[cache] = os.environ[cache]
    return kept


@contextlib.contextmanager
def _quietly() -> Iterator[io.StringIO]:
    """Keep virtualenv off the screen and hold what it says, for the diagnosis."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)  # at DEBUG virtualenv runs the new Python once more
        logger.propagate = False
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            yield said
    finally:
        for logger, level, propagate in before:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate


def _take_patch_out(environment: Environment) -> None:
    for folder in environment.site_packages:
        for name in ("_virtualenv.pth", "_virtualenv.py"):
            (folder / name).unlink(missing_ok=True)


def _ensure_pip(interpreter: Interpreter, environment: Environment) -> None:
    """The pip that this Python was released with; it also brings its setuptools."""
    command = (environment.python, "-E", "-s", "-m", "ensurepip", "--default-pip")
    # ensurepip takes out pip's variables and configuration files by itself.
    try:
        # That of 3.8 forgets a temporary folder: it gets one that is removed with all in it.
        with workplace() as folder:
            environ = clean_environ() | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
            finished = run(command, cwd=environment.path, environ=environ, limit=ENSUREPIP_LIMIT)
    except OSError as error:
        raise os_failure(error, environment.python) from error
    if finished.returncode != 0:
        text = "\n".join(line.text for line in finished.output)
        raise os_failure_told(text, environment.path.parent) or _failed(
            interpreter, "its ensurepip could not give it pip", _evidence("ensurepip", text)
        )


def _evidence(source: str, text: str) -> tuple[Evidence, ...]:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return tuple(Evidence(source=source, text=line) for line in lines[-20:])


def _failed(interpreter: Interpreter, what: str, evidence: tuple[Evidence, ...]) -> TfinstallError:
    detail = f"No environment could be made from Python {interpreter.version}: {what}"
    return failure(
        "venv-creation-failed",
        detail,
        evidence=evidence,
        remedies=_remedies(interpreter, evidence),
        python=str(interpreter.executable),
        version=str(interpreter.version),
    )


def _remedies(interpreter: Interpreter, evidence: tuple[Evidence, ...]) -> tuple[Remedy, ...]:
    """Debian and Ubuntu package ensurepip apart from Python."""
    told = " ".join(line.text for line in evidence)
    if "ensurepip" not in told or not sys.platform.startswith("linux"):
        return ()
    command = f"sudo apt-get install python{interpreter.minor}-venv"
    return (Remedy(text="Install the missing ensurepip (Debian, Ubuntu)", command=command),)
