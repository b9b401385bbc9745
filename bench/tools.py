"""The commands that are measured, out of the environment that this runs in."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig


def versions() -> str:
    names = ("tfinstall", "pip", "uv")
    found = (
        subprocess.run([tool(each), "--version"], capture_output=True, text=True, check=True)
        for each in names
    )
    return ", ".join(" ".join(each.stdout.split()[:2]) for each in found)


def tool(name: str) -> str:
    """A command of the environment that this runs in."""
    path = shutil.which(name, path=sysconfig.get_path("scripts"))
    if path is None:
        sys.exit(f"{name} is not installed here; start with `python3 dev.py bench`")
    return path
