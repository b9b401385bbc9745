"""Which versions did the work, for receipts and reports."""

from __future__ import annotations

import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import tfinstall

if TYPE_CHECKING:
    from tfinstall.environment import Environment
    from tfinstall.matrix import Matrix


def tool_versions(matrix: Matrix, env: Environment) -> dict[str, str]:
    """tfinstall, its Python, its matrix, and what made the environment."""
    found = {
        "tfinstall": tfinstall.__version__,
        "python": platform.python_version(),
        "matrix": str(matrix.generated),
        **(env.made_by or {}),
    }
    if env.pip_version is not None:
        found["pip"] = str(env.pip_version)
    with suppress(PackageNotFoundError):  # a zipapp has no metadata of what it carries
        found.setdefault("virtualenv", version("virtualenv"))
    return found
