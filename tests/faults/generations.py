"""Real pips of four generations, each with the Python that it lives on."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

INHERITED = dict(os.environ)
"""With what pip is configured to use, which the tests are kept from seeing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A pip and the minor of the CPython that runs it."""

    pip: str
    python: str
    bundled: bool = False
    """Whether it is the one that every new environment has anyway; nothing has to be fetched."""

    def __str__(self) -> str:
        return f"pip {self.pip}"


GENERATIONS = (
    Generation(pip="20.3.4", python="3.8"),  # the new resolver, no boxes, setup.py install
    Generation(pip="23.3.2", python="3.9"),  # boxes, urllib3 1, legacy TLS
    Generation(pip="25.3", python="3.10"),  # truststore, resumed downloads
    Generation(pip="26.3", python="3.12"),  # urllib3 2, network boxes
)
BUILDERS = ("setuptools==68.2.2", "wheel==0.45.1")
"""What sdists are built with; the newest that run on all of these Pythons."""
NEWEST = Generation(pip="newest", python="3.12", bundled=True)


def fetch_pips(folder: Path) -> None:
    """The wheels of all generations, from the index that pip is configured to use."""
    begun = folder.with_name(f"{folder.name}-begun")
    for wanted in [*(f"pip=={generation.pip}" for generation in GENERATIONS), *BUILDERS]:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        words = ["--only-binary", ":all:", "--dest", str(begun), wanted]
        subprocess.run([*command, *words], check=True, capture_output=True, env=INHERITED)
    begun.rename(folder)  # whole, or not there
