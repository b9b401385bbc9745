"""All causes, in the order of the published list; a mistake in an entry fails at import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue import (
    accelerator,
    access,
    artifacts,
    assets,
    build,
    connection,
    environments,
    http,
    index,
    installed,
    interpreters,
    libraries,
    limits,
    loading,
    network,
    numerics,
    other,
    pip,
    platform,
    proxy,
    python,
    request,
    settings,
    storage,
    tls,
    toolchain,
    transfer,
    versions,
)
from tfinstall.diagnosis.wording import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.diagnosis.entry import Cause

__all__ = ["CAUSES", "cause"]

_MODULES = (
    request,
    versions,
    python,
    interpreters,
    platform,
    storage,
    access,
    limits,
    network,
    connection,
    transfer,
    proxy,
    tls,
    index,
    http,
    artifacts,
    settings,
    pip,
    environments,
    toolchain,
    build,
    loading,
    accelerator,
    numerics,
    libraries,
    installed,
    assets,
    other,
)

CAUSES: Mapping[str, Cause] = {
    entry.slug: check(entry) for module in _MODULES for entry in module.CAUSES
}


def cause(slug: str) -> Cause:
    """The entry of this slug; raises KeyError where there is none."""
    return CAUSES[slug]
