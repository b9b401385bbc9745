"""`No matching distribution found`: what was asked for, what the index showed, and to whom."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from tfinstall.diagnosis.releases import FINAL, TENSORFLOWS, version
from tfinstall.diagnosis.requirement import requested
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfinstall.diagnosis.facts import Facts, Releases
    from tfinstall.diagnosis.machine import Run
    from tfinstall.diagnosis.scan import Scan, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The cause, what it is about, and what would have to be known to be surer."""

    slug: str
    facts: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked of the index, what it showed, and on which machine."""

    name: str
    specifier: SpecifierSet
    seen: tuple[Version, ...]
    """Oldest first; empty: none at all."""
    listed: bool
    """Whether pip printed a list, be it an empty one; 20.3 prints none."""
    run: Run
    releases: Releases
    text: str
    own_index: bool
    """Whether pip asked one index alone, and not the public one."""
    skipped: frozenset[str]
    """The Pythons of TensorFlow's wheels that pip says it passed over for their tags."""
    empty_page: bool
    """Whether pip's log says that it was left with no link at all."""

    @property
    def tensorflow(self) -> bool:
        return self.name in TENSORFLOWS

    @property
    def wanted(self) -> Version | None:
        """The newest existing release that was asked for, if it was asked for one at all."""
        fitting = [each for each in FINAL if self.specifier.contains(each)]
        if fitting:
            return Version(fitting[-1])
        exact = (version(each.version) for each in self.specifier if each.operator == "==")
        return next((each for each in exact if each and each.base_version in FINAL), None)

    @property
    def beyond(self) -> bool:
        """Whether all that would fit is newer than what was seen."""
        finals = [each for each in self.seen if not each.is_prerelease] or list(self.seen)
        least = (
            version(each.version.removesuffix(".*"))
            for each in self.specifier
            if each.operator in ("==", ">=", ">", "~=")
        )
        return bool(finals) and any(each is not None and each > finals[-1] for each in least)


def question_of(scan: Scan, facts: Facts, run: Run) -> Question | None:
    seen = _seen(scan)
    text = seen.captured.get("requirement", "") if seen else _requirement(scan)
    parsed = requested(text)
    if parsed is None:
        return None
    listed = seen.captured.get("versions") if seen else None
    specifier = parsed.specifier
    if not specifier and parsed.name in TENSORFLOWS:
        specifier = _specifier(facts.wanted)
    told = (listed or "").replace("…", ",").split(",")
    if parsed.name in TENSORFLOWS and listed is None:
        told = [*scan.values("found-tensorflow")]  # pip 20.3 prints no list
    versions = (version(each.strip()) for each in told)
    return Question(
        name=parsed.name,
        specifier=specifier,
        seen=tuple(sorted(each for each in versions if each is not None)),
        listed=listed is not None or (seen is not None and "none" in seen.lines[-1].text),
        run=run,
        releases=facts.releases,
        text=text,
        own_index=scan.has("own-index"),
        skipped=_skipped(scan),
        empty_page=parsed.name in scan.values("no-links"),
    )


def _skipped(scan: Scan) -> frozenset[str]:
    tags = scan.values("skipped-tensorflow")
    return frozenset(f"{tag[0]}.{tag[1:]}" for tag in tags)


def _seen(scan: Scan) -> Seen | None:
    """What pip said of the versions it saw: of TensorFlow's, where several packages failed."""
    return scan.clues.get("tensorflow-versions") or scan.clues.get("versions")


def _requirement(scan: Scan) -> str:
    for hit in scan.hits:
        if hit.cause.slug == "version-not-found" and "requirement" in hit.seen.captured:
            return _with_release(hit.seen.captured)
    return ""


def _with_release(captured: Mapping[str, str]) -> str:
    """Poetry names a package and its version apart."""
    name, release = captured["requirement"], captured.get("release", "")
    return f"{name}=={release}" if release[:1].isdigit() else name


def _specifier(words: str | None) -> SpecifierSet:
    """`2.10`, `==2.10`, `tensorflow<2.6` → what it asks for; anything else → everything."""
    found = re.search(r"[<>=!~][\d.,<>=!~ *a-z]*$|\d+(?:\.\d+)*(?:rc\d+)?", words or "")
    text = found.group() if found else ""
    if text[:1].isdigit():
        text = f"=={text}" if text.count(".") > 1 else f"=={text}.*"
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return SpecifierSet()


def wanted_specifier(scan: Scan) -> SpecifierSet | None:
    """What was asked for where nothing was found; None where the text does not say it."""
    seen = _seen(scan)
    parsed = requested(seen.captured.get("requirement", "") if seen else _requirement(scan))
    return parsed.specifier if parsed is not None else None


def asked(question: Question, **more: str) -> dict[str, str]:
    facts = {"requirement": question.text, "package": question.name, "wanted": question.text}
    if question.run.python:
        facts["python"] = question.run.python
    if question.seen:
        finals = [each for each in question.seen if not each.is_prerelease]
        facts["nearest"] = f"{question.name}=={(finals or question.seen)[-1]}"
    wanted = question.wanted if question.tensorflow else None
    if wanted is not None:
        pythons = question.releases.pythons(str(wanted), question.run.platform)
        if pythons:
            facts["pythons"] = ", ".join(pythons)
    return facts | more


def missing(question: Question) -> tuple[str, ...]:
    """What is not known of the run and would decide, where pip showed no versions."""
    if question.seen or not question.tensorflow:
        return ()
    run = question.run
    unknown = (
        ("python", run.python is None),
        ("os", run.os is None),
        ("bits", run.python is not None and run.os == "windows"),
        ("pip", run.pip is None and run.os == "linux"),
    )
    return tuple(name for name, lacking in unknown if lacking)


def run_by(question: Question, wanted: Version) -> tuple[str, ...]:
    return question.releases.pythons(str(wanted), "linux-x86_64")
