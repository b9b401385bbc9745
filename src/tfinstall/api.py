"""The main verbs for programs: typed, silent, the same road as the command line.

import tfinstall

outcome = tfinstall.install("2.15", venv="env", requirements=["pandas"])
found = tfinstall.diagnose("pip.log")
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tfinstall import bundled
from tfinstall.app.diagnose import read_log
from tfinstall.app.install import install as do_install
from tfinstall.app.plan import plan as make_plan
from tfinstall.app.verify import verify as do_verify
from tfinstall.effects import Silent
from tfinstall.installer import check_pip_options, parse_requirement
from tfinstall.matrix import Matrix
from tfinstall.model import PipOptions, Request
from tfinstall.places import logs_folder
from tfinstall.resolution import parse_spec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfinstall.diagnosis import Facts, NoFailure
    from tfinstall.effects import Reporter
    from tfinstall.model import Accelerator, Diagnosis, Outcome, Plan, Proof

    AnyPath = str | os.PathLike[str]


def request(  # noqa: PLR0913  (the words of the command line, each with its default)
    spec: str = "latest",
    *,
    venv: AnyPath = ".venv",
    python: str | None = None,
    accelerator: Accelerator = "auto",
    requirements: Iterable[str] = (),
    recreate: bool = False,
    pip: PipOptions | None = None,
) -> Request:
    """The request that these words make; `dataclasses.replace` reaches its other fields.

    Raises TfinstallError: `invalid-requirement`, `usage`.
    """
    return Request(
        spec=parse_spec(spec),
        venv=Path.cwd() / venv,
        python=python,
        accelerator=accelerator,
        requirements=tuple(parse_requirement(text) for text in requirements),
        recreate=recreate,
        pip=check_pip_options(pip or PipOptions()),
    )


def plan(wanted: str | Request = "latest", *, ask_index: bool = True) -> Plan:
    """Everything that `install` would do. Raises TfinstallError where nothing fits."""
    return make_plan(_request(wanted), Matrix(bundled.read), ask_index=ask_index)


def install(wanted: str | Request = "latest", *, reporter: Reporter | None = None) -> Outcome:
    """Do it: `Installed`, or `Failed` with its diagnosis.

    Raises TfinstallError only where `wanted` itself cannot be read.
    """
    return do_install(
        _request(wanted),
        Matrix(bundled.read),
        reporter=reporter or Silent(),
        logs=logs_folder(),
    )


def verify(environment: AnyPath = ".venv") -> Proof:
    """What TensorFlow can do there. Raises TfinstallError where it cannot do all of it."""
    return do_verify(Path.cwd() / environment, reporter=Silent())


def diagnose(log: AnyPath | BinaryIO, facts: Facts | None = None) -> Diagnosis | NoFailure:
    """The cause in a log, whoever made it: a file's path, or something open for reading bytes.

    Raises TfinstallError where it cannot be read.
    """
    source = Path(log) if isinstance(log, (str, os.PathLike)) else log
    return read_log(source, facts).result


def _request(wanted: str | Request) -> Request:
    return wanted if isinstance(wanted, Request) else request(wanted)
