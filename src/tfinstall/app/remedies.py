"""What tfinstall does by itself about a failure: a table, each entry at most once a run.

Nothing here weakens TLS, and nothing touches more than the environment in the making and what is
asked of pip for it. `--no-remedies` turns all of it off, `--no-remedy NAME` one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tfinstall.model import Diagnosis, PipOptions, RemedyName

LONGEST_WAIT = 60.0
"""Seconds; an index that says `Retry-After: 3600` is told to the user instead."""
PATIENT = 60.0
"""Seconds of timeout where pip's usual 15 were too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Another run of the installer: after a while, with something changed."""

    name: RemedyName
    text: str
    wait: float = 2.0
    """Seconds before it."""
    change: Callable[[PipOptions], PipOptions] = lambda options: options


def _patient(options: PipOptions) -> PipOptions:
    return replace(options, timeout=max(PATIENT, 4 * (options.timeout or 0)))


def _without_cache(options: PipOptions) -> PipOptions:
    return replace(options, no_cache_dir=True)


ONCE_MORE = Again(name="retry", text="tried once more after 2 s")
WITH_PATIENCE = Again(
    name="longer-timeout", text="tried once more with a longer timeout", change=_patient
)
PAST_THE_CACHE = Again(
    name="bypass-cache", text="tried once more without pip's cache", wait=0, change=_without_cache
)

AGAIN = {
    "connection-reset": ONCE_MORE,
    "incomplete-download": ONCE_MORE,
    "http-429": ONCE_MORE,
    "http-5xx": ONCE_MORE,
    "file-locked": ONCE_MORE,
    "read-timeout": WITH_PATIENCE,
    "hash-mismatch": PAST_THE_CACHE,
    "corrupt-archive": PAST_THE_CACHE,
    "out-of-memory": PAST_THE_CACHE,
}
"""Cause to remedy. What pip itself has just tried five times (a refused connection, a name that
does not resolve) is not here."""

ANOTHER_PYTHON = frozenset({"venv-creation-failed", "tls-unavailable"})
"""Causes that lie with one interpreter: another one that fits may do."""

OLDER_DEPENDENCIES = frozenset(
    {"import-numpy-abi", "import-protobuf", "import-keras-mismatch", "import-dependency-api"}
)
"""Causes of a failed proof that dependencies of the release's own age do not have."""


LOCK_NOT_SERVED = frozenset(
    {"version-not-found", "package-removed", "yanked", "hash-missing", "dependency-conflict"}
)
"""Causes that a lock meets on an index which lacks a file of it, or beside constraints that pip is
configured with; pip's own choice there may well be possible."""


def again(found: Diagnosis, tried: set[str], allowed: Collection[RemedyName]) -> Again | None:
    """The remedy for this failure, unless it was applied already or would take too long."""
    remedy = AGAIN.get(found.cause)
    if remedy is None or found.cause in tried or remedy.name not in allowed:
        return None
    wait = _asked_to_wait(found)
    if wait is None:
        return remedy
    told = f"tried once more after the {wait:g} s that the server asks for"
    return replace(remedy, wait=wait, text=told) if wait <= LONGEST_WAIT else None


def _asked_to_wait(found: Diagnosis) -> float | None:
    """Seconds of a `Retry-After` that the evidence names."""
    try:
        return float(found.facts.get("retry_after", ""))
    except ValueError:
        return None
