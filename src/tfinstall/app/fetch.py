"""`--install-python`: a Python that fits, by a tool of this machine; never unasked."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from packaging.version import Version

from tfinstall import host
from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, NoSelection
from tfinstall.resolution import select
from tfinstall.resolution.python_commands import PythonCommand, python_command
from tfinstall.resolution.wanted import parse_wanted

if TYPE_CHECKING:
    from tfinstall.effects import Reporter
    from tfinstall.matrix import Matrix
    from tfinstall.model import Host, Request

SHOWN = 8
"""Last lines of the tool's output that are told when it fails."""


def ensure_python(request: Request, matrix: Matrix, reporter: Reporter) -> None:
    """Get a Python that the wanted release has wheels for, where none here does.

    Does nothing where one fits, or where no tool could get one: choosing then says what would.
    Raises `python-missing` with the tool's own words where it fails.
    """
    machine = host.discover(None if _only_a_version(request) else request.python)
    refused = select(request, machine, matrix)
    if not isinstance(refused, NoSelection) or not refused.pythons:
        return
    command = _command(request, refused, machine)
    if command is not None:
        _run(command, reporter)


def _only_a_version(request: Request) -> bool:
    return request.python is None or parse_wanted(request.python).command is None


def _command(request: Request, refused: NoSelection, machine: Host) -> PythonCommand | None:
    """For the Python that was named, if it would do; else for the newest that would."""
    named = parse_wanted(request.python).minor if request.python else None
    if named is not None and named not in refused.pythons:
        return None
    minors = [named] if named else sorted(refused.pythons, key=Version, reverse=True)
    commands = (python_command(minor, machine.python_installers) for minor in minors)
    return next((each for each in commands if each is not None), None)


def _run(command: PythonCommand, reporter: Reporter) -> None:
    reporter.note(f"running `{command.text}`")
    done = subprocess.run(
        command.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode == 0:
        return
    lines = done.stdout.decode("utf-8", "replace").splitlines()[-SHOWN:]
    raise failure(
        "python-missing",
        f"`{command.text}` failed with exit code {done.returncode}",
        evidence=tuple(Evidence(source=command.tool, text=line) for line in lines),
    )
