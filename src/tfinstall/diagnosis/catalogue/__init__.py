"""All causes, in the order of the published list; a mistake in an entry fails at import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue import (
    artifacts,
    assets,
    build,
    http,
    index,
    network,
    other,
    platform,
    proof,
    proof_dependencies,
    proxy_and_tls,
    python,
    request,
    storage,
    tools,
)
from tfinstall.diagnosis.wording import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.diagnosis.cause import Cause

__all__ = ["CAUSES", "cause"]

_MODULES = (
    request,
    python,
    platform,
    storage,
    network,
    proxy_and_tls,
    index,
    http,
    artifacts,
    tools,
    build,
    proof,
    proof_dependencies,
    assets,
    other,
)

CAUSES: Mapping[str, Cause] = {
    entry.slug: check(entry) for module in _MODULES for entry in module.CAUSES
}


def cause(slug: str) -> Cause:
    """The entry of this slug; raises KeyError where there is none."""
    return CAUSES[slug]
