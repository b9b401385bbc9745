"""Dependencies as they were when a TensorFlow came out: what it was built and tested with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from tfinstall.matrix.tags import supports
from tfinstall.model import Cap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tfinstall.index import File
    from tfinstall.model import Plan

GRACE = timedelta(days=30)
"""Dependencies often follow a release within weeks; measured on the 17 pairs of TensorFlow and
Python on which plain pip ends in a crash: all of them work with what was there 30 days later."""
NOT_DEPENDENCIES = frozenset({"pip", "setuptools", "wheel"})


def caps_of_its_day(made: Plan, installed: Iterable[str]) -> tuple[Cap, ...]:
    """A cap for each installed package: its newest version that was there in time.

    Packages without upload times on the index, or without a version that old, are left alone.
    Raises TfinstallError where no index answers.
    """
    own = {wheel.distribution for wheel in made.selection.wheels}
    names = [name for name in installed if name not in own and name not in NOT_DEPENDENCIES]
    day = made.selection.wheels[0].uploaded + GRACE
    from tfinstall.index import Index, configured  # noqa: PLC0415  (start-up time)

    with Index(configured(made.request.pip)) as index:
        projects = index.projects(names)
    caps = (_cap(name, files, made, day) for name, files in projects.items())
    return tuple(cap for cap in caps if cap is not None)


def _cap(name: str, files: Iterable[File], made: Plan, day: datetime) -> Cap | None:
    versions = [file.version for file in files if _was_there(file, made, day)]
    if not versions:
        return None
    return Cap(
        constraint=Requirement(f"{name}<={max(versions)}"),
        because=f"the newest {name} on {day:%Y-%m-%d}, {GRACE.days} days after this release",
        source="upload times of the index",
    )


def _was_there(file: File, made: Plan, day: datetime) -> bool:
    python = made.selection.interpreter.value
    if file.uploaded is None or file.uploaded > day or file.version.is_prerelease:
        return False
    if file.requires_python is not None and python.version not in file.requires_python:
        return False
    return not file.is_wheel or supports(made.platform, python, file.tags)
