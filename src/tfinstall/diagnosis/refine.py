"""The last step from the first suspect to the cause: where the text's words mean something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from tfinstall.diagnosis import missing_version
from tfinstall.diagnosis.missing_version import Verdict
from tfinstall.diagnosis.ordering import LINE, stopped_early, with_assets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfinstall.diagnosis.facts import Facts
    from tfinstall.diagnosis.machine import Run
    from tfinstall.diagnosis.ordering import Suspect
    from tfinstall.diagnosis.scan import Scan


def refine(order: Sequence[Suspect], found: Scan, facts: Facts, run: Run) -> Verdict | None:
    """The cause; None where no suspect says enough."""
    if not order or order[0].weight == "noise":
        return _noise(order, found)
    first = order[0]
    for rule in REFINEMENTS:
        verdict = rule(first, order, found, facts, run)
        if verdict is not None:
            return verdict
    return Verdict(slug=first.slug)


def _noise(order: Sequence[Suspect], found: Scan) -> Verdict | None:
    for each in order:
        if each.slug == "dependency-conflict" and not found.has("success"):
            return Verdict(slug="dependency-conflict")
        if each.slug in ("environment-damaged", "build-failed"):
            return Verdict(slug=each.slug)
    return None


def _no_version(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    if first.slug != "version-not-found":
        return None
    if first.weight == "decisive" and not found.has("versions"):
        return None
    return missing_version.explain(found, facts, run)


def _other_python_required(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """`Requires-Python` says which way a Python is wrong."""
    if first.slug != "python-too-old":
        return None
    captured = {k: v for hit in first.hits for k, v in hit.seen.captured.items()}
    python = captured.get("python") or run.python
    if "ignored" in captured:
        return _ignored_versions(captured["ignored"], found, facts, run)
    if python and "pythons" in captured:
        return Verdict(slug=_which_way(captured["pythons"], python), facts={"python": python})
    return None


def _which_way(specifier: str, python: str) -> str:
    try:
        allowed = SpecifierSet(specifier)
        lower = [Version(each.version) for each in allowed if each.operator in (">=", ">", "~=")]
    except InvalidSpecifier:
        return "python-too-old"
    plain = re.match(r"\d+(?:\.\d+)*", python)
    if plain is None or any(Version(plain.group()) < each for each in lower):
        return "python-too-old"
    return "python-too-new"


def _ignored_versions(ignored: str, found: Scan, facts: Facts, run: Run) -> Verdict | None:
    """`1.0 Requires-Python >=3.99; ...` is a mere hint: it must be about the wanted version."""
    question = missing_version.explain(found, facts, run)
    offers = re.findall(r"(\d[\w.+!]*) Requires-Python ([^;]{1,60})", ignored)
    wanted = missing_version.wanted_specifier(found)
    fitting = [
        spec for each, spec in offers if wanted is None or wanted.contains(each, prereleases=True)
    ]
    if not fitting:
        return question or Verdict(slug="version-not-found")
    if question is not None and question.slug not in ("version-not-found",):
        return question
    if run.python is None:
        return Verdict(slug="python-too-old" if "<" not in fitting[-1] else "python-too-new")
    return Verdict(slug=_which_way(fitting[-1].strip(), run.python), facts={"python": run.python})


def _newest_python(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """Uv names the tags there are and the one it wanted; which way follows from the numbers."""
    if first.slug != "python-too-new":
        return None
    captured = {k: v for hit in first.hits for k, v in hit.seen.captured.items()}
    tag, lowest = captured.get("python_tag"), captured.get("lowest")
    offered = re.findall(r"\d\.\d+", captured.get("conda_pythons", ""))
    if offered:
        lowest = min(offered, key=Version).replace(".", "")
    python = run.minor or (f"{tag[0]}.{tag[1:]}" if tag else None)
    if python and lowest and Version(python) < Version(f"{lowest[0]}.{lowest[1:]}"):
        return Verdict(slug="python-too-old", facts={"python": python})
    return Verdict(slug="python-too-new", facts={"python": python} if python else {})


def _unreachable_for_a_reason(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """urllib3 2 names the proxy's host and no proxy: it is one if it is not the index's."""
    if first.slug not in LINE or "reached" not in found.clues:
        return None
    reached = found.clues["reached"].captured
    host, port = reached.get("host", ""), reached.get("port", "")
    indexes = " ".join(found.values("index"))
    hosts = re.findall(r"https?://(?:[^/\s@]{1,80}@)?([\w.-]{1,120}(?::\d+)?)", indexes)
    if hosts and not any(host == each.partition(":")[0] for each in hosts):
        return Verdict(slug="proxy-unreachable", facts={"proxy": f"{host}:{port}"})
    if not hosts and port not in ("443", "80") and "HTTPSConnection" in _lines(found, "reached"):
        return Verdict(slug="proxy-unreachable", facts={"proxy": f"{host}:{port}"})
    return None


def _lines(found: Scan, clue: str) -> str:
    return " ".join(line.text for line in found.clues[clue].lines)


def _plain_http_proxy(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """The public index speaks TLS: who answers something else in its place is a proxy."""
    if first.slug != "tls-verify" or found.has("index"):
        return None
    if any(re.search(r"https://[^/\s]*:\d+/", each) for each in _urls(first)):
        return None
    text = " ".join(line.text for hit in first.hits for line in hit.seen.lines)
    if re.search(r"wrong.version.number", text, re.IGNORECASE) and "VERIFY_FAILED" not in text:
        return Verdict(slug="proxy-unreachable")
    return None


def _urls(suspect: Suspect) -> tuple[str, ...]:
    return tuple(line.text for hit in suspect.hits for line in hit.seen.lines)


def _cut_short(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """Another hash, and a progress bar that stopped on the way: it arrived in part."""
    if first.slug in ("hash-mismatch", "corrupt-archive") and stopped_early(found):
        return Verdict(slug="incomplete-download")
    return None


def _about_an_asset(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """A damaged or vanished file that is data, and no package."""
    if not with_assets({}, found):
        return None
    if first.slug in ("corrupt-archive", "hash-mismatch"):
        return Verdict(slug="asset-corrupt-cache")
    fetched = " ".join((*found.values("asset"), *found.values("downloading")))
    moved = re.search(r"yann\.lecun\.com|s3[\w.-]*/(?:text|img)-datasets", fetched)
    if first.slug == "http-404" or (moved and first.slug.startswith("http-")):
        return Verdict(slug="asset-gone")
    return None


def _conda_numpy(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """Conda's NumPy without its libraries: the environment was not activated."""
    if first.slug != "import-dll-missing" or not found.has("conda"):
        return None
    if any(each.slug == "import-numpy-abi" for each in order):
        return Verdict(slug="conda-mix")
    return None


def _wrong_file_for_python(
    first: Suspect, order: Sequence[Suspect], found: Scan, facts: Facts, run: Run
) -> Verdict | None:
    """The tags in a wheel's name say which Python it is for."""
    if first.slug != "wheel-tag-mismatch":
        return None
    wheel = next((hit.seen.captured.get("wheel", "") for hit in first.hits), "")
    tag = re.search(r"-cp(\d)(\d{1,2})-", wheel)
    facts_of = {"wanted_python": f"{tag.group(1)}.{tag.group(2)}"} if tag else {}
    return Verdict(slug=first.slug, facts=facts_of)


REFINEMENTS = (
    _cut_short,
    _about_an_asset,
    _no_version,
    _other_python_required,
    _newest_python,
    _unreachable_for_a_reason,
    _plain_http_proxy,
    _conda_numpy,
    _wrong_file_for_python,
)
"""Asked in this order of the first suspect; the first that knows better has the last word."""
