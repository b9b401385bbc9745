"""The index showed no version at all: whose fault that is, as far as Python and machine tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.version import Version

from tfinstall.diagnosis.question import Verdict, asked, run_by
from tfinstall.diagnosis.releases import KNOWN_ELSEWHERE, SPANS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.diagnosis.question import Question

UNSUPPORTED_ARCHES = ("armv7l", "i686", "ppc64le", "riscv64", "s390x")
_TODAY = max(SPANS, key=Version)
_BEFORE_ARM = ("2.7", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10")
"""Pythons that had wheels for Intel before any were made for ARM."""
_MANYLINUX = "8.1"
"""The first pip that takes wheels for Linux from an index."""
_DISTANT = "3.13"
"""A Python that had to wait for its wheels so long that most logs are from that time."""


def nothing_seen(question: Question) -> Verdict | None:
    """None where some version was seen, or where nothing is known of the run."""
    if question.seen:
        return None
    rules = (*_ANY, *_TENSORFLOW) if question.tensorflow else _ANY
    verdicts = (rule(question) for rule in rules)
    return next((verdict for verdict in verdicts if verdict is not None), None)


def _for_few(question: Question) -> Verdict | None:
    """Packages that are published for few Pythons or systems."""
    known = KNOWN_ELSEWHERE.get(question.name)
    if known is None:
        return None
    newest, systems = known
    run = question.run
    if systems and run.os is not None and run.os not in systems:
        platforms = ", ".join(systems)
        return Verdict(slug="platform-unsupported", facts=asked(question, platforms=platforms))
    if newest and run.minor and Version(run.minor) > Version(newest):
        return Verdict(slug="python-too-new", facts=asked(question))
    return None


def _other_libc(question: Question) -> Verdict | None:
    run = question.run
    if not run.musl and not run.android:
        return None
    platform = "musl" if run.musl else "android"
    return Verdict(slug="platform-unsupported", facts=asked(question, platform=platform))


def _others_of_old(question: Question) -> Verdict | None:
    """What else is asked for by a Python that has been left behind."""
    old = question.run.minor in ("2.7", "3.3", "3.4", "3.5")
    if question.tensorflow or not question.specifier or not old:
        return None
    return Verdict(slug="python-too-old", facts=asked(question))


def _tags_skipped(question: Question) -> Verdict | None:
    """Pip's log names the wheels that it passed over: none for this Python, or none for here."""
    tags, run = question.skipped, question.run
    if not tags or run.minor is None:
        return None
    facts = asked(question)
    if run.minor in tags:
        return Verdict(slug="platform-unsupported", facts=facts)
    new = Version(run.minor) > max(map(Version, tags))
    return Verdict(slug="python-too-new" if new else "python-too-old", facts=facts)


def _page_without_files(question: Question) -> Verdict | None:
    """Pip's log passes over no wheel and keeps none: the page that came names no file."""
    if not question.empty_page or question.skipped:
        return None
    return Verdict(slug="index-invalid", facts=asked(question))


def _before_manylinux(question: Question) -> Verdict | None:
    """A pip that knows of no wheels for Linux at all."""
    run = question.run
    if run.os not in (None, "linux") or not run.pip or Version(run.pip) >= Version(_MANYLINUX):
        return None
    return Verdict(slug="pip-too-old", facts=asked(question, pip=run.pip))


def _machine(question: Question) -> Verdict | None:
    """No build was ever made for that processor, or for that kind of Python."""
    run = question.run
    if run.bits32 or run.arch == "i686":
        return Verdict(slug="python-32bit", facts=asked(question))
    before_arm = run.arch == "arm64" and run.minor in _BEFORE_ARM
    if run.arch not in UNSUPPORTED_ARCHES and not before_arm:
        return None
    platform = run.platform if before_arm else run.arch or ""
    return Verdict(slug="platform-unsupported", facts=asked(question, platform=platform))


def _never_for_this_python(question: Question) -> Verdict | None:
    """The wanted release exists for other Pythons alone."""
    wanted, run = question.wanted, question.run
    if not question.specifier or wanted is None or run.minor is None:
        return None
    pythons = run_by(question, wanted)
    if not pythons or run.minor in pythons:
        return None
    new = Version(run.minor) > max(map(Version, pythons))
    return Verdict(slug="python-too-new" if new else "python-too-old", facts=asked(question))


def _no_such_python(question: Question) -> Verdict | None:
    """A Python that no release has ever had wheels for, or not on that system."""
    run = question.run
    if run.minor is None:
        return None
    if run.minor not in SPANS:
        new = Version(run.minor) > Version(_TODAY)
        return Verdict(slug="python-too-new" if new else "python-too-old", facts=asked(question))
    if run.os == "windows" and run.minor in ("2.7", "3.3", "3.4"):
        return Verdict(slug="python-too-old", facts=asked(question))
    return None


def _not_yet(question: Question) -> Verdict | None:
    """A Python that has wheels today, and had none when this was written."""
    run = question.run
    if run.minor not in SPANS or question.own_index or _supported_then(question, run.minor):
        return None
    if run.since or _first_patches(run.python) or Version(run.minor) >= Version(_DISTANT):
        return Verdict(slug="python-too-new", facts=asked(question))
    return None


def _all_fits(question: Question) -> Verdict | None:
    """That Python had wheels: it is its build, the processor, or what the index is."""
    run = question.run
    if run.minor not in SPANS:
        return None
    if _supported_then(question, run.minor):
        if run.os == "windows":
            return Verdict(slug="python-32bit", facts=asked(question), asks=("bits",))
        if run.os == "macos":
            facts = asked(question, platform="macos-arm64")
            return Verdict(slug="platform-unsupported", facts=facts)
    if run.os is None:
        return None
    return Verdict(slug="unknown", facts=asked(question), asks=("index",))


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


_ANY: tuple[Callable[[Question], Verdict | None], ...] = (_for_few, _other_libc, _others_of_old)
_TENSORFLOW: tuple[Callable[[Question], Verdict | None], ...] = (
    _tags_skipped,
    _page_without_files,
    _before_manylinux,
    _machine,
    _never_for_this_python,
    _no_such_python,
    _not_yet,
    _all_fits,
)
"""Asked in this order; the first that knows an answer has it."""
