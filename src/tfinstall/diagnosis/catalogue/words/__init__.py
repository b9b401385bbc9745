"""How each tool says it: the wordings of uv, conda, poetry, compilers, shells and clients of HTTP.

An entry of the catalogue holds what a cause looks like in general and in pip's words; here stands,
tool by tool, how the others put the same causes. Read only where a log is read.
"""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.diagnosis.entry import Pattern

_TOOLS = (
    "pip",
    "uv",
    "conda",
    "poetry",
    "clients",
    "compilers",
    "shells",
    "numbers",
    "python",
    "loaders",
)


def by_cause() -> Mapping[str, tuple[Pattern, ...]]:
    """The wordings of all tools for each cause."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for tool in _TOOLS:
        for cause, pattern in import_module(f"{__name__}.{tool}").WORDS:
            found[cause].append(pattern)
    return {cause: tuple(patterns) for cause, patterns in found.items()}
