"""`No matching distribution found`: which of its many reasons it is.

pip prints one text for a wrong Python, a wrong machine, an old pip and a version that never was.
The versions that pip did see tell them apart: each Python and each system sees another span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.diagnosis.releases import (
    FINAL,
    KNOWN_ELSEWHERE,
    MANYLINUX,
    SPANS,
    TENSORFLOWS,
    version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tfinstall.diagnosis.facts import Facts, Releases
    from tfinstall.diagnosis.machine import Run
    from tfinstall.diagnosis.scan import Scan, Seen

_TODAY = max(SPANS, key=Version)
_BEFORE_ARM = ("2.7", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10")
"""Pythons that had wheels for Intel before any were made for ARM."""
_UNSUPPORTED_ARCHES = ("armv7l", "i686", "ppc64le", "riscv64", "s390x")


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

    @property
    def tensorflow(self) -> bool:
        return self.name in TENSORFLOWS

    @property
    def wanted(self) -> Version | None:
        """The newest existing release that was asked for, if it was asked for one at all."""
        fitting = [each for each in FINAL if self.specifier.contains(each)]
        return Version(fitting[-1]) if fitting else None


def explain(scan: Scan, facts: Facts, run: Run) -> Verdict | None:
    """The reason why no version was found; None where the text names no requirement at all."""
    question = _question(scan, facts, run)
    if question is None:
        return None
    for rule in RULES:
        verdict = rule(question)
        if verdict is not None:
            return verdict
    return Verdict(slug="version-not-found", facts=_asked(question), asks=_missing(question))


def _missing(question: Question) -> tuple[str, ...]:
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


def _seen(scan: Scan) -> Seen | None:
    """What pip said of the versions it saw: of TensorFlow's, where several packages failed."""
    return scan.clues.get("tensorflow-versions") or scan.clues.get("versions")


def _question(scan: Scan, facts: Facts, run: Run) -> Question | None:
    seen = _seen(scan)
    text = seen.captured.get("requirement", "") if seen else _requirement(scan)
    parsed = _parsed(text)
    if parsed is None:
        return None
    listed = seen.captured.get("versions") if seen else None
    specifier = parsed.specifier
    if not specifier and canonicalize_name(parsed.name) in TENSORFLOWS:
        specifier = _specifier(facts.wanted)
    versions = (version(each.strip()) for each in (listed or "").replace("…", ",").split(","))
    return Question(
        name=canonicalize_name(parsed.name),
        specifier=specifier,
        seen=tuple(sorted(each for each in versions if each is not None)),
        listed=listed is not None or (seen is not None and "none" in seen.lines[-1].text),
        run=run,
        releases=facts.releases,
        text=text,
        own_index=scan.has("own-index"),
    )


def _requirement(scan: Scan) -> str:
    for hit in scan.hits:
        if hit.cause.slug == "version-not-found" and "requirement" in hit.seen.captured:
            return hit.seen.captured["requirement"]
    return ""


def _parsed(text: str) -> Requirement | None:
    try:
        return Requirement(text.rstrip(".,;"))
    except InvalidRequirement:
        return None


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


def _asked(question: Question, **more: str) -> dict[str, str]:
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


def _named_like_a_file(question: Question) -> Verdict | None:
    if not question.name.endswith((".txt", "-txt")) and not question.text.endswith(".txt"):
        return None
    return Verdict(slug="invalid-requirement", facts={"file": question.text})


def _nothing_seen_elsewhere(question: Question) -> Verdict | None:
    """Packages that are published for few Pythons or systems."""
    known = KNOWN_ELSEWHERE.get(question.name)
    if question.seen or known is None:
        return None
    newest, systems = known
    run = question.run
    if systems and run.os is not None and run.os not in systems:
        return Verdict(
            slug="platform-unsupported", facts=_asked(question, platforms=", ".join(systems))
        )
    if newest and run.minor and Version(run.minor) > Version(newest):
        return Verdict(slug="python-too-new", facts=_asked(question))
    return None


def _nothing_seen_machine(question: Question) -> Verdict | None:
    """No version at all, on a machine for which there is none."""
    run = question.run
    if question.seen:
        return None
    if run.musl:
        return Verdict(slug="platform-unsupported", facts=_asked(question, platform="musl"))
    if not question.tensorflow:
        old = bool(question.specifier) and run.minor in ("2.7", "3.3", "3.4", "3.5")
        return Verdict(slug="python-too-old", facts=_asked(question)) if old else None
    if run.bits32:
        return Verdict(slug="python-32bit", facts=_asked(question))
    if run.arch in _UNSUPPORTED_ARCHES:
        slug = "python-32bit" if run.arch == "i686" else "platform-unsupported"
        return Verdict(slug=slug, facts=_asked(question, platform=run.arch or ""))
    return None


def _nothing_seen_arm(question: Question) -> Verdict | None:
    run = question.run
    if question.seen or not question.tensorflow or run.arch != "arm64":
        return None
    if run.minor not in _BEFORE_ARM:
        return None
    return Verdict(slug="platform-unsupported", facts=_asked(question, platform=run.platform))


def _never_for_this_python(question: Question) -> Verdict | None:
    """No version at all, and the wanted one exists for other Pythons alone."""
    wanted, run = question.wanted, question.run
    if question.seen or not question.tensorflow or not question.specifier:
        return None
    if wanted is None or run.minor is None:
        return None
    pythons = question.releases.pythons(str(wanted), "linux-x86_64")
    if not pythons or run.minor in pythons:
        return None
    new = Version(run.minor) > max(map(Version, pythons))
    return Verdict(slug="python-too-new" if new else "python-too-old", facts=_asked(question))


def _nothing_seen_python(question: Question) -> Verdict | None:
    """No version at all: a Python that had none at that time, or not on that system."""
    run = question.run
    if question.seen or not question.tensorflow or run.minor is None:
        return None
    if run.minor not in SPANS:
        slug = "python-too-new" if Version(run.minor) > Version(_TODAY) else "python-too-old"
        return Verdict(slug=slug, facts=_asked(question))
    if run.os == "windows" and run.minor in ("2.7", "3.3", "3.4"):
        return Verdict(slug="python-too-old", facts=_asked(question))
    if _supported_then(question, run.minor):
        return _supported_and_yet_nothing(question)
    if run.since or Version(run.minor) >= Version("3.11") or _first_patches(run.python):
        return Verdict(slug="python-too-new", facts=_asked(question))
    return None


def _own_index(question: Question) -> Verdict | None:
    """An index of the house's own shows nothing, and the Python is one that has wheels today."""
    run = question.run
    if question.seen or not question.tensorflow or not question.own_index:
        return None
    if (
        run.minor is None
        or question.wanted is None
        or run.minor not in _run_by(question, question.wanted)
    ):
        return None
    return Verdict(slug="unknown", facts=_asked(question), asks=("index",))


def _supported_then(question: Question, python: str) -> bool:
    """Whether that Python had wheels when this log was written, as far as its words date it."""
    run = question.run
    if run.since and run.since >= SPANS[python][1]:
        return True
    wanted = question.wanted if question.specifier else None
    return wanted is not None and python in question.releases.pythons(str(wanted), run.platform)


def _first_patches(python: str | None) -> bool:
    """`3.8.0` is from the weeks in which few packages had wheels for 3.8."""
    return python is not None and re.fullmatch(r"3\.\d+\.[01]", python) is not None


def _supported_and_yet_nothing(question: Question) -> Verdict | None:
    """That Python had wheels by then: it is the build of Python, or the processor."""
    run = question.run
    if run.os == "windows":
        return Verdict(slug="python-32bit", facts=_asked(question), asks=("bits",))
    if run.os == "macos":
        return Verdict(slug="platform-unsupported", facts=_asked(question, platform="macos-arm64"))
    return None


def _old_pip(question: Question) -> Verdict | None:
    """Wheels with newer tags are invisible to an old pip, which then sees earlier releases only."""
    wanted, run = question.wanted, question.run
    if not question.tensorflow or wanted is None or not question.seen:
        return None
    if run.os not in (None, "linux"):
        return None
    finals = [each for each in question.seen if not each.is_prerelease] or list(question.seen)
    for first, pip, _ in MANYLINUX:
        unseen = finals[-1] < Version(first) <= wanted
        # 2.0 is as old as 1.15, and of the same kind
        unseen = unseen or (first == "1.15.0" and finals[-1] <= Version("1.14.0") < wanted)
        if unseen and run.pip and Version(run.pip) < Version(pip):
            return Verdict(slug="pip-too-old", facts=_asked(question, pip=run.pip))
    return None


def _spans(question: Question) -> tuple[str, ...]:
    """The Pythons that see just such a list: it begins and ends as theirs does."""
    finals = [each for each in question.seen if not each.is_prerelease] or list(question.seen)
    return tuple(
        python
        for python, (first, _, last) in SPANS.items()
        if (not last or finals[-1] <= Version(last))
        and finals[0] >= Version(first)
        and _close(finals[0], Version(first))
    )


def _close(one: Version, other: Version) -> bool:
    """Whether a list may begin there although the very first release is not in it."""
    return (one.major, one.minor) == (other.major, other.minor)


def _list_ends_early(question: Question) -> Verdict | None:
    """The wanted release exists, later than all that were seen: Python or machine is old."""
    wanted = question.wanted
    if not question.tensorflow or wanted is None or not question.seen:
        return None
    finals = [each for each in question.seen if not each.is_prerelease] or list(question.seen)
    if wanted <= finals[-1]:
        return None
    run = question.run
    python = run.minor or next(iter(_spans(question)), None)
    facts = _asked(question) | ({"python": run.python or python} if python else {})
    if python in SPANS:
        last = SPANS[python][2]
        if last and wanted > Version(last):
            return Verdict(slug="python-too-old", facts=facts)
        if finals[-1] in (Version("2.16.2"), Version("2.16.1")) and run.os in (None, "macos"):
            return Verdict(slug="platform-unsupported", facts=facts | {"platform": "macos-x86_64"})
        return _list_ends_for_tags(question, finals[-1], facts)
    return None


def _list_ends_for_tags(question: Question, last: Version, facts: dict[str, str]) -> Verdict | None:
    wanted = question.wanted
    if question.run.arch in _UNSUPPORTED_ARCHES:
        return Verdict(slug="platform-unsupported", facts=facts | {"platform": question.run.arch})
    for first, pip, glibc in MANYLINUX:
        if wanted is None or not last < Version(first) <= wanted:
            continue
        if question.run.pip and Version(question.run.pip) >= Version(pip):
            return Verdict(slug="libc-too-old", facts=facts | {"needed": glibc})
        if first == "1.15.0":
            return Verdict(slug="pip-too-old", facts=facts, asks=("pip",))
    return None


def _list_begins_late(question: Question) -> Verdict | None:
    """The wanted release exists, earlier than all that were seen: the Python or machine is new."""
    if not question.tensorflow or not question.seen or not question.specifier:
        return None
    wanted, first = question.wanted, question.seen[0]
    if wanted is None or wanted >= first:
        return None
    run = question.run
    facts = _asked(question)
    start = (first.major, first.minor)
    arm = {(2, 10): "linux-arm64", (2, 13): "macos-arm64"}
    if start in arm and (run.minor is None or run.minor in _run_by(question, wanted)):
        return Verdict(slug="platform-unsupported", facts=facts | {"platform": arm[start]})
    python = run.minor or next(iter(_spans(question)), None)
    if python in SPANS and Version(SPANS[python][0]) > wanted:
        return Verdict(slug="python-too-new", facts=facts | {"python": run.python or python})
    if run.arch == "arm64":
        return Verdict(slug="platform-unsupported", facts=facts | {"platform": run.platform})
    return None


def _run_by(question: Question, wanted: Version) -> tuple[str, ...]:
    return question.releases.pythons(str(wanted), "linux-x86_64")


RULES: tuple[Callable[[Question], Verdict | None], ...] = (
    _named_like_a_file,
    _nothing_seen_elsewhere,
    _nothing_seen_machine,
    _nothing_seen_arm,
    _never_for_this_python,
    _own_index,
    _nothing_seen_python,
    _old_pip,
    _list_ends_early,
    _list_begins_late,
)
"""Asked in this order; the first that knows an answer has it."""


def wanted_specifier(scan: Scan) -> SpecifierSet | None:
    """What was asked for where nothing was found; None where the text does not say it."""
    seen = _seen(scan)
    parsed = _parsed(seen.captured.get("requirement", "") if seen else _requirement(scan))
    return parsed.specifier if parsed is not None else None
