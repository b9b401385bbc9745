"""One row of a tool's own wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis.entry import Pattern

if TYPE_CHECKING:
    from tfinstall.diagnosis.entry import Weight


def word(
    cause: str, line: str, needs: str, regex: str, weight: Weight = "likely"
) -> tuple[str, Pattern]:
    """`cause`, and a real line in which it shows; see `Pattern` for the rest."""
    return cause, Pattern(line=line, needs=needs, regex=regex, weight=weight)
