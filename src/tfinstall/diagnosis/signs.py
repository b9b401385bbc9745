"""Whether what is said of the network can be about an installation at all.

Servers, databases and browsers speak of refused connections in the very words of an installer. What
they say counts only where something else in the text shows an installer, a download or a program of
Python at work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfinstall.diagnosis.ordering import HTTP, NETWORK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.diagnosis.facts import Facts
    from tfinstall.diagnosis.scan import Scan
    from tfinstall.diagnosis.suspects import Suspect

_AT_WORK = (
    "asset",
    "attempt",
    "building",
    "collecting",
    "command",
    "downloading",
    "frame",
    "import",
    "index",
    "inner",
    "pip",
    "pip-code",
    "reached",
    "retry",
    "satisfied",
    "success",
    "tag",
    "topic",
    "trace",
    "versions",
)
_ITSELF = re.compile(
    # an exception of Python's, a part of an index, or the name of what was downloading
    r"(?<=\w)Error\b|\[Errno -?\d|\burlopen\b|\burllib3?\b|/simple/|\.whl\b"
    r"|\b(?:curl|wget|aria2c|apt|apt-get|dnf|yum|brew|uv|conda|mamba|libmamba|poetry)\b"
    r"|\bFailed to fetch\b|\bunable to access\b",
)


def of_an_installation(
    suspected: Mapping[str, Suspect], found: Scan, facts: Facts
) -> Mapping[str, Suspect]:
    """The suspects without those of the network, where nothing was being installed or run."""
    if facts.returncode is not None or any(map(found.has, _AT_WORK)):
        return suspected
    return {slug: each for slug, each in suspected.items() if not _of_others(each)}


def _of_others(suspect: Suspect) -> bool:
    if suspect.slug not in (*NETWORK, *HTTP):
        return False
    lines = (line.text for hit in suspect.hits for line in hit.seen.lines)
    return not any(_ITSELF.search(line) for line in lines)
