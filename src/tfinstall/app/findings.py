"""What the user may want to know before anything is done: disk, pip's configuration, the matrix."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tfinstall.app.plan import spaces
from tfinstall.host import disk
from tfinstall.host.space import judge
from tfinstall.model import Finding, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.model import Plan


def findings(made: Plan) -> tuple[Finding, ...]:
    """Everything seen about this plan; nothing of it stops a plan from being shown."""
    found = (*_outside(made), *judge(disk.needs(spaces(made, made.environment))), *_pip(made))
    return (*found, *_conda())


def _outside(made: Plan) -> Iterator[Finding]:
    chosen = made.selection
    if chosen.outside_matrix:
        yield Finding(
            severity="note",
            title=f"{chosen.requirement} is newer than the bundled matrix",
            detail="It is taken as the index has it: no SHA-256 of ours, no repairs of its own.",
            command="tfinstall matrix refresh",
        )


def _pip(made: Plan) -> Iterator[Finding]:
    """What pip itself is configured with, passwords masked."""
    from tfinstall.installer import settings  # noqa: PLC0415  (start-up time)

    try:
        known = settings(made.selection.interpreter.value.executable)
    except TfinstallError as error:
        yield Finding(severity="warning", title=error.diagnosis.title)
        return
    lines = [
        f"{each.name} {each.value} (from {each.origin})"
        for each in known.settings
        if each.origin != "default"
    ]
    if lines:
        yield Finding(severity="note", title="pip's own settings apply", detail="\n".join(lines))
    if known.kept_out:
        yield Finding(
            severity="note",
            title="Settings of pip that would break the environment are left out",
            detail="\n".join(known.kept_out),
        )


def _conda() -> Iterator[Finding]:
    active = os.environ.get("CONDA_PREFIX")
    if active:
        yield Finding(
            severity="note",
            title=f"The conda environment {active} is active",
            detail="The new environment does not use it, and should be activated without it.",
            command="conda deactivate",
        )
