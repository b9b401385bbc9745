"""Brings an environment's pip up to what the wheels need and the interpreter can run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.utils import parse_wheel_filename
from packaging.version import Version

from tfinstall.installer import sites
from tfinstall.installer.pip import Pip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfinstall.effects import Reporter
    from tfinstall.installer.order import InstallOrder
    from tfinstall.model import Attempt

NEEDED = (
    # tag of the platform begins with, first pip that knows it; the longest beginning first
    ("manylinux2014_", Version("19.3")),
    ("manylinux2010_", Version("19.0")),
    ("manylinux1_", Version("8.1")),
    ("manylinux_", Version("20.3")),
    ("musllinux_", Version("21.2")),
    ("macosx_11_", Version("20.3")),
    ("macosx_12_", Version("20.3")),
)
"""Source: the README of pypa/manylinux, PEP 600 and 656, and pip's own list of changes."""

ENDED = {"2.7": "<21", "3.5": "<21", "3.6": "<22", "3.7": "<24.1", "3.8": "<25.1", "3.9": "<26.1"}
"""Python to the pips that still run on it, by their Requires-Python. Asked for by name, because an
old pip takes any newer one from a folder or a page that does not say which Pythons it is for."""
_ANY = Version("0")
_GOOD_TRIES = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PipUpgrade:
    """How it went."""

    attempt: Attempt
    before: Version | None
    after: Version | None
    sufficient: bool
    """Whether the pip that is there now can take the wheels, upgraded or not."""


def upgrade_pip(
    order: InstallOrder,
    *,
    wheels: Sequence[str] = (),
    pip_version: str | None = None,
    reporter: Reporter,
) -> PipUpgrade:
    """Install the newest pip that the interpreter can run, or exactly `pip_version`.

    Of `order` the environment, the options and the directories count. `wheels` are the file names
    that will be wanted: where no index answers, a pip that knows their tags is good enough, and
    that is found out without many tries.
    """
    python = str(sites.python_version(order.python))
    wanted = f"pip=={pip_version}" if pip_version else f"pip{ENDED.get(python, '')}"
    before = sites.pip_version(order.python)
    enough = pip_version is None and pip_suffices(before, wheels)
    options = replace(order.options, require_hashes=False, passthrough=(), pre=False)
    if enough and options.retries is None:
        options = replace(options, retries=_GOOD_TRIES)
    attempt = Pip().install(
        replace(
            order,
            requirements=(wanted,),
            requirement_files=(),
            constraint_files=(),
            caps=(),
            options=options,
            upgrade=True,
        ),
        reporter=reporter,
    )
    after = sites.pip_version(order.python)
    if enough and attempt.returncode != 0:
        reporter.note(f"pip stays at {after}: no newer one could be had")
    return PipUpgrade(
        attempt=attempt, before=before, after=after, sufficient=_fits(after, pip_version, wheels)
    )


def _fits(pip: Version | None, wanted: str | None, wheels: Sequence[str]) -> bool:
    """By what is there: without an index, pip calls itself the newest and exits with 0."""
    if wanted is not None:
        return pip == Version(wanted)
    return pip_suffices(pip, wheels)


def pip_suffices(pip: Version | None, wheels: Sequence[str]) -> bool:
    """Whether this pip understands the tags of all these wheels, given by file name."""
    return pip is not None and all(pip >= needed_pip(wheel) for wheel in wheels)


def needed_pip(wheel: str) -> Version:
    """The first pip that understands one of the wheel's platform tags."""
    platforms = {tag.platform for tag in parse_wheel_filename(wheel)[3]}
    return min((_needed(platform) for platform in platforms), default=_ANY)


def _needed(platform: str) -> Version:
    return next((pip for beginning, pip in NEEDED if platform.startswith(beginning)), _ANY)
