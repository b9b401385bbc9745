"""An environment.yml: conda gives the Python, pip everything else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.export.values import Content


def environment_yml(content: Content) -> str:
    """For `conda env create -f`; conda hands the lines under `pip` to pip as they stand.

    TensorFlow and all that it needs come from pip: packages of conda beneath them, NumPy above
    all, are other builds than those that these wheels were made and proved with.
    """
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Content) -> Iterator[str]:
    name = "packages" if content.tensorflow is None else f"tensorflow-{content.tensorflow}"
    yield from content.head()
    yield "#"
    yield "#   conda env create -f environment.yml"
    yield "#"
    yield f"name: {name}"
    yield "channels:"
    yield "  - conda-forge"
    yield "  - nodefaults"
    yield "dependencies:"
    yield f"  - python={content.python}"
    yield "  - pip"
    yield "  # All from pip: conda's own builds of NumPy and others do not belong beneath these."
    yield "  - pip:"
    yield from (f"      - {_quoted(item.hashed)}" for item in content.items)


def _quoted(text: str) -> str:
    """A scalar that YAML reads as this very text: JSON's strings are YAML's."""
    return json.dumps(text)
