"""The world in which all is well: an old TensorFlow, the wanted one, and what they need."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.support import tiny_tensorflow
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PADDING = 120_000
"""Bytes; wheels of TensorFlow below 100 kB are taken for stubs that delegate to another one."""
PYTHONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
OLD, NEW = "2.9.0", "2.10.1"
REQUIRES = ("absl-py>=1.0", "numpy>=1.20")


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that no compression makes smaller, the same ones each time."""
    return random.Random(seed).randbytes(size)  # noqa: S311  (no secret)


def build_tensorflow(  # noqa: PLR0913  (the facts of one release, each with a default)
    folder: Path,
    version: str = NEW,
    *,
    fault: str = "",
    fault_in_training: str = "",
    requires: Iterable[str] = REQUIRES,
    pythons: Iterable[str] = PYTHONS,
    platform: str = "manylinux2014_x86_64",
    requires_python: str = ">=3.7",
) -> list[Path]:
    """One wheel for each Python, as TensorFlow has them; `fault` is run when it is imported."""
    padding = f"# {noise(PADDING).hex()}"
    names = [f"cp{minor.replace('.', '')}" for minor in pythons]
    return [
        tiny_tensorflow.build_tensorflow(
            folder,
            version,
            tag=f"{name}-{name}-{platform}",
            fault=f"{padding}\n{fault}",
            fault_in_training=fault_in_training,
            requires=requires,
            requires_python=requires_python,
        )
        for name in names
    ]


def build_world(folder: Path) -> None:
    build_tensorflow(folder, OLD)
    build_tensorflow(folder, NEW)
    tiny_tensorflow.build_numpy(folder, "1.23.5")
    build_wheel(folder, "absl-py", "1.3.0", files={"absl/__init__.py": "__version__ = '1.3.0'\n"})
