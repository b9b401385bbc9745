"""Names the cause of a failure: the published catalogue, and the walk over the evidence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tfinstall.model import Diagnosis, TfinstallError

if TYPE_CHECKING:
    from typing import Any

    from tfinstall.diagnosis.catalogue import CAUSES, cause
    from tfinstall.diagnosis.decoding import decode
    from tfinstall.diagnosis.diagnosing import NoFailure, diagnose, diagnose_log
    from tfinstall.diagnosis.facts import Facts
    from tfinstall.model import OS, Evidence, Remedy

__all__ = ["CAUSES", "Facts", "NoFailure", "cause", "decode", "diagnose", "diagnose_log", "failure"]

_LATER = {
    "CAUSES": "tfinstall.diagnosis.catalogue",
    "cause": "tfinstall.diagnosis.catalogue",
    "decode": "tfinstall.diagnosis.decoding",
    "diagnose": "tfinstall.diagnosis.diagnosing",
    "diagnose_log": "tfinstall.diagnosis.diagnosing",
    "NoFailure": "tfinstall.diagnosis.diagnosing",
    "Facts": "tfinstall.diagnosis.facts",
}


def __getattr__(name: str) -> Any:
    """The catalogue and the reader of logs are loaded late: a command that succeeds needs none."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415 - as late as the rest

    return getattr(import_module(_LATER[name]), name)


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
    from tfinstall.diagnosis import wording  # noqa: PLC0415 - as late as the rest
    from tfinstall.diagnosis.catalogue import cause as entry_of  # noqa: PLC0415

    entry = entry_of(cause)
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
