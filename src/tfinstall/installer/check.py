"""`pip check`: whether everything that is installed has what it requires."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tfinstall.environment.process import clean_environ, run

LIMIT = 120.0
"""Seconds; it only reads metadata."""


def pip_check(python: Path) -> tuple[bool, str]:
    """Whether pip is content with an environment, and what it says."""
    with tempfile.TemporaryDirectory(prefix="tfinstall-check-") as folder:
        finished = run(
            (python, "-I", "-m", "pip", "check", "--disable-pip-version-check"),
            cwd=Path(folder),
            environ=clean_environ(),
            limit=LIMIT,
        )
    said = "; ".join(line.text.strip() for line in finished.output if line.text.strip())
    return finished.returncode == 0, said
