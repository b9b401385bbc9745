"""What the user may want to know before anything is done: disk, pip's configuration, the matrix."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tfinstall.app.plan import spaces
from tfinstall.host import disk
from tfinstall.host.space import judge
from tfinstall.model import Finding, TfinstallError
from tfinstall.resolution import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.model import Plan


def findings(made: Plan) -> tuple[Finding, ...]:
    """Everything seen about this plan; nothing of it stops a plan from being shown."""
    found = (
        *_outside(made),
        *on_the_gpu(made),
        *judge(disk.needs(spaces(made, made.environment))),
        *_pip(made),
    )
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


def on_the_gpu(made: Plan) -> Iterator[Finding]:
    """A driver that is too old, and what goes wrong with the release on some GPUs."""
    yield from _driver(made)
    yield from _caveats(made)


def _driver(made: Plan) -> Iterator[Finding]:
    gpu, needs = made.gpu, made.selection.cuda
    if gpu is None or gpu.kind != "cuda" or needs is None:
        return
    if gpu.driver is not None and needs.driver is not None and gpu.driver < needs.driver:
        yield Finding(
            severity="warning",
            title=f"The NVIDIA driver here, {words.driver(gpu.driver)}, is too old for the GPU",
            detail=f"{words.cuda(needs)}. TensorFlow will compute on the CPU until there is a "
            "newer driver.",
        )


def _caveats(made: Plan) -> Iterator[Finding]:
    chosen = made.selection
    if chosen.cuda is not None and chosen.accelerator.value == "cuda":
        for told in chosen.cuda.caveats:
            yield Finding(
                severity="warning",
                title=f"Not every GPU and not every setting works with {chosen.version.value}",
                detail=told[:1].upper() + told[1:],
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
