"""Names the cause of a failure: the published catalogue, and the walk over the evidence."""

from __future__ import annotations

from tfinstall.model import Diagnosis, Evidence, Remedy, TfinstallError

__all__ = ["failure"]


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
    would be right; `facts` fill the catalogue's texts. `remedies` stand before the catalogue's.
    Raises KeyError on a slug that is not in the catalogue.
    """
    return TfinstallError(
        Diagnosis(
            cause=cause,
            title=detail or cause,
            explanation="",
            blame="request",
            exit_code=1,
            facts=facts,
            evidence=evidence,
            remedies=remedies,
        )
    )
