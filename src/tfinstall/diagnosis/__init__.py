"""Names the cause of a failure: the published catalogue, and the walk over the evidence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tfinstall.diagnosis import wording
from tfinstall.diagnosis.catalogue import CAUSES, cause
from tfinstall.model import Diagnosis, TfinstallError

if TYPE_CHECKING:
    from tfinstall.model import OS, Evidence, Remedy

__all__ = ["CAUSES", "cause", "failure"]


def failure(
    cause: str,
    detail: str = "",
    *,
    evidence: tuple[Evidence, ...] = (),
    remedies: tuple[Remedy, ...] = (),
    **facts: str,
) -> TfinstallError:
    """The exception for a cause that the caller knows for certain.

    `cause` is a slug of the catalogue; `detail` names the input, what is wrong with it and what
    would be right; `facts` fill the catalogue's texts. Who knows the case knows better than the
    catalogue, which is written for logs: `detail` and `remedies` stand in for its own words.
    Raises KeyError on a slug that is not in the catalogue.
    """
    entry = CAUSES[cause]
    return TfinstallError(
        Diagnosis(
            cause=entry.slug,
            title=detail or wording.headline(entry, facts),
            explanation="" if detail else wording.explanation(entry, facts),
            blame=entry.blame,
            exit_code=entry.exit_code,
            transient=entry.transient,
            facts=facts,
            evidence=evidence,
            remedies=remedies or wording.remedies(entry, facts, _this_system()),
        )
    )


def _this_system() -> OS:
    if sys.platform == "win32":
        return "windows"
    return "macos" if sys.platform == "darwin" else "linux"
