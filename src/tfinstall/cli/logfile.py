"""`--log FILE`: the installer's logs of one run, in a file of the user's choice."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import tfinstall
from tfinstall.environment.oserrors import os_failure
from tfinstall.model import Failed

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.model import Outcome


def begin(wanted: Path | None) -> None:
    """Writes the first line; raises before any work is done where the file cannot be written."""
    if wanted is None:
        return
    try:
        with wanted.open("a", encoding="utf-8") as file:
            file.write(f"# tfinstall {tfinstall.__version__}\n")
    except OSError as error:
        raise os_failure(error, wanted) from error


def finish(outcome: Outcome, wanted: Path | None) -> Outcome:
    """Adds the logs of all runs; where no room is left for them, what was installed stands."""
    logs = [attempt.log for attempt in outcome.attempts if attempt.log is not None]
    if wanted is None or not logs:
        return outcome
    try:
        with wanted.open("ab") as file:
            for log in logs:
                file.write(log.read_bytes())
    except OSError as error:
        places = ", ".join(map(str, logs))
        sys.stderr.write(f"! {wanted} is incomplete ({error.strerror}): see {places}\n")
        return outcome
    if isinstance(outcome, Failed):
        return replace(outcome, diagnosis=replace(outcome.diagnosis, log=wanted))
    return replace(outcome, log=wanted)
