"""NoSelection → the failure that the user sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy, TfinstallError

if TYPE_CHECKING:
    from tfinstall.model import NoSelection

MATRIX = "compatibility matrix"


def diagnosis_of(refused: NoSelection) -> TfinstallError:
    """The failure for a request that nothing fits: its reasons as evidence, its ways out first.

    The catalogue's own remedies are for logs, where less is known: they stand in only where the
    matrix knows no way out.
    """
    remedies = tuple(Remedy(text=way.text, command=way.command) for way in refused.alternatives)
    made = failure(
        refused.cause,
        refused.title,
        evidence=tuple(Evidence(source=MATRIX, text=reason) for reason in refused.reasons),
    )
    if not remedies:
        return made
    return TfinstallError(replace(made.diagnosis, remedies=remedies))
