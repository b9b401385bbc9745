"""The table of formats: a new one is a file beside this one and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tfinstall.export.conda import environment_yml
from tfinstall.export.docker import dockerfile
from tfinstall.export.pip import constraints, requirements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tfinstall.export.values import Content
    from tfinstall.model import OS


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file, and what writes it."""

    write: Callable[[Content], str]
    summary: str
    brings_python: bool = False
    """The file names the Python that it gets, so that none here is asked."""
    system: OS | None = None
    """The one that it is for, whatever this machine is; None: this machine's."""


FORMATS: Final[Mapping[str, Format]] = {
    "dockerfile": Format(
        write=dockerfile,
        summary="an image on python:X.Y-slim",
        brings_python=True,
        system="linux",
    ),
    "requirements": Format(write=requirements, summary="pins with hashes, for pip"),
    "constraints": Format(write=constraints, summary="pins alone, for `pip install -c`"),
    "environment.yml": Format(
        write=environment_yml, summary="a conda environment with a pip section", brings_python=True
    ),
}
