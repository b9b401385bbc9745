"""Requirements with hashes, and constraints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfinstall.export.values import Content, Item


def requirements(content: Content) -> str:
    """For `pip install --no-deps -r`, any pip since 8."""
    return _text(*content.head(), "", *map(_lines, content.items))


def constraints(content: Content) -> str:
    """For `pip install -c`: it installs nothing, and holds what is installed to these versions.

    Without hashes: a constraints file that has some turns on the checking of every hash.
    """
    return _text(*content.head(), "", *(item.pin for item in content.items))


def _lines(item: Item) -> str:
    return " \\\n    ".join([item.pin, *(f"--hash={each}" for each in item.hashes)])


def _text(*lines: str) -> str:
    return "\n".join(lines) + "\n"
