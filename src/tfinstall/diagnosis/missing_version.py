"""`No matching distribution found`: which of its many reasons it is.

pip prints one text for a wrong Python, a wrong machine, an old pip and a version that never was.
The versions that pip did see tell them apart: each Python and each system sees another span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import Version

from tfinstall.diagnosis.nothing_seen import UNSUPPORTED_ARCHES, nothing_seen
from tfinstall.diagnosis.question import Verdict, asked, missing, question_of, run_by
from tfinstall.diagnosis.releases import MANYLINUX, MODERN_GLIBC, OTHERS_LAST, SPANS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.diagnosis.facts import Facts
    from tfinstall.diagnosis.machine import Run
    from tfinstall.diagnosis.question import Question
    from tfinstall.diagnosis.scan import Scan


def explain(scan: Scan, facts: Facts, run: Run) -> Verdict | None:
    """The reason why no version was found; None where the text names no requirement at all."""
    question = question_of(scan, facts, run)
    if question is None:
        return None
    for rule in RULES:
        verdict = rule(question)
        if verdict is not None:
            return verdict
    if _undecided(question, scan):
        return Verdict(slug="unknown", facts=asked(question), asks=missing(question) or ("index",))
    return Verdict(slug="version-not-found", facts=asked(question), asks=missing(question))


def _undecided(question: Question, scan: Scan) -> bool:
    """Pip saw no release of a TensorFlow that exists, and nothing tells for whom it looked."""
    no_list = question.tensorflow and not question.seen and scan.has("tensorflow-versions")
    return no_list and question.wanted is not None and question.run.python is None


def _named_like_a_file(question: Question) -> Verdict | None:
    if not question.name.endswith((".txt", "-txt")) and not question.text.endswith(".txt"):
        return None
    return Verdict(slug="invalid-requirement", facts={"file": question.text})


def _others_left_behind(question: Question) -> Verdict | None:
    """The list of another package ends where it does for a Python that its makers left behind."""
    last = OTHERS_LAST.get(question.name)
    if last is None or not question.beyond:
        return None
    newest = str(question.seen[-1])
    run = question.run
    pythons = [python for python, version in last.items() if version == newest]
    if run.minor in last and Version(newest) <= Version(last[run.minor]):
        pythons = [run.minor]
    if not pythons or run.minor not in (None, *pythons):
        return None
    facts = asked(question) | {"python": run.python or pythons[-1]}
    return Verdict(slug="python-too-old", facts=facts)


def _others_of_a_newer_libc(question: Question) -> Verdict | None:
    """The list ends although the Python is a living one: newer wheels are for newer systems."""
    glibc = question.run.glibc
    if question.tensorflow or not question.beyond or glibc is None:
        return None
    if Version(glibc) >= Version(MODERN_GLIBC):
        return None
    return Verdict(slug="libc-too-old", facts=asked(question, needed=MODERN_GLIBC))


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
            return Verdict(slug="pip-too-old", facts=asked(question, pip=run.pip))
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
    ends = (each for each, (_, _, last) in SPANS.items() if last == str(finals[-1]))
    python = run.minor or next(iter(_spans(question)), None) or next(ends, None)
    facts = asked(question) | ({"python": run.python or python} if python else {})
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
    if question.run.arch in UNSUPPORTED_ARCHES:
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
    facts = asked(question)
    start = (first.major, first.minor)
    arm = {(2, 10): "linux-arm64", (2, 13): "macos-arm64"}
    if start in arm and (run.minor is None or run.minor in run_by(question, wanted)):
        return Verdict(slug="platform-unsupported", facts=facts | {"platform": arm[start]})
    python = run.minor or next(iter(_spans(question)), None)
    if python in SPANS and Version(SPANS[python][0]) > wanted:
        return Verdict(slug="python-too-new", facts=facts | {"python": run.python or python})
    if run.arch == "arm64":
        return Verdict(slug="platform-unsupported", facts=facts | {"platform": run.platform})
    return None


RULES: tuple[Callable[[Question], Verdict | None], ...] = (
    _named_like_a_file,
    nothing_seen,
    _others_left_behind,
    _others_of_a_newer_libc,
    _old_pip,
    _list_ends_early,
    _list_begins_late,
)
"""Asked in this order; the first that knows an answer has it."""
