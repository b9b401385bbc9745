"""The facts of a diagnosis: what its evidence, the other lines and the caller name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfinstall.diagnosis.ordering import BUILDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfinstall.diagnosis.case import Case
    from tfinstall.diagnosis.question import Verdict
    from tfinstall.diagnosis.scan import Scan
    from tfinstall.model import Evidence

_IN_EVIDENCE = (
    ("host", re.compile(r"host='([^']{1,120})'")),
    ("host", re.compile(r"Connection to ([\w.-]{1,120}) timed out")),
    ("host", re.compile(r"https?://(?:[^/\s@]{1,80}@)?([\w.-]{1,120})")),
    ("url", re.compile(r"(https?://[^\s'\"<>`)]{1,300})")),
    ("file", re.compile(r"([\w.+-]{1,120}\.(?:whl|tar\.gz|zip|npz|h5|tgz|conda|gz))\b")),
    ("path", re.compile(r"(?:Errno|WinError) \d+\][^'\n]{0,160}'([^']{1,300})'")),
)
_HOSTS = re.compile(r"https?://(?:[^/\s'\"]{1,120}@)?([\w.-]{1,120})")
_OF_ONE_HOST = frozenset(
    {"dns-failure", "connection-refused", "connect-timeout", "read-timeout", "connection-reset"}
)
_SECRET = re.compile(r"(https?://)[^/\s'\"]{1,120}@")
"""Up to the last `@`: a password may hold one itself."""


def known_facts(verdict: Verdict, evidence: Iterable[Evidence], case: Case) -> dict[str, str]:
    """All fields that the words of the catalogue may name, as far as they are known."""
    known = _of_the_run(case)
    for line in evidence:
        for name, pattern in _IN_EVIDENCE:
            match = pattern.search(line.text)
            if match and name not in known:
                known[name] = match.group(1)
    for suspect in case.order:
        if suspect.slug == verdict.slug:
            for hit in suspect.hits:
                known.update(hit.seen.captured)
    known.update(verdict.facts)
    if "package" not in known and verdict.slug in BUILDS:
        known["package"] = _built_last(case.found)
    if "host" not in known and verdict.slug in _OF_ONE_HOST:
        known["host"] = _only_index(case.found)
    return {name: _clean(value) for name, value in known.items() if value.strip()}


def _of_the_run(case: Case) -> dict[str, str]:
    run, facts = case.run, case.facts
    return {
        "python": run.python or "",
        "pip": run.pip or "",
        "platform": run.platform if run.os else "",
        "tool": (facts.tool or "").split(" ")[0],
        "wanted": facts.wanted or "",
        "requirement": _requirement(case.found),
        "proxy": facts.proxy or "",
    }


def _requirement(found: Scan) -> str:
    versions = found.clues.get("versions")
    if versions is not None:
        return versions.captured.get("requirement", "")
    attempts = found.clues.get("attempt")
    return attempts.captured.get("value", "") if attempts else ""


def _built_last(found: Scan) -> str:
    """The package whose source came last: what a build says of itself does not name it."""
    told = found.clues.get("source")
    return told.captured["package"] if told else ""


def _only_index(found: Scan) -> str:
    """The host of the index, where one alone was asked: old pips name none where they fail."""
    told = found.clues.get("index")
    hosts = _HOSTS.findall(told.captured.get("value", "")) if told else []
    return hosts[0] if len(hosts) == 1 else ""


def masked(text: str) -> str:
    """The text without the passwords of addresses in it."""
    return _SECRET.sub(r"\1****@", text) if "@" in text else text


def _clean(value: str) -> str:
    return masked(value).strip().strip("'\"`").rstrip(".,;:")
