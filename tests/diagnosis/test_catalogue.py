"""The published list: complete, consistent, safe, and every pattern under a line it matches."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tfinstall.diagnosis import CAUSES, cause
from tfinstall.diagnosis.clues import CLUES, Clue
from tfinstall.diagnosis.entry import Advice, Pattern
from tfinstall.diagnosis.page import in_order, page
from tfinstall.diagnosis.scan import scan
from tfinstall.diagnosis.wording import check
from tfinstall.model import Line

PAGE = Path(__file__).parents[2] / "docs" / "causes.md"
PUBLISHED = [
    "usage",
    "invalid-requirement",
    "file-missing",
    "file-exists",
    "version-not-found",
    "package-removed",
    "hash-missing",
    "dependency-conflict",
    "python-too-new",
    "python-too-old",
    "python-32bit",
    "python-missing",
    "platform-unsupported",
    "libc-too-old",
    "wheel-tag-mismatch",
    "cpu-unsupported",
    "disk-full",
    "disk-failed",
    "quota-exceeded",
    "too-many-files",
    "permission-denied",
    "read-only",
    "path-too-long",
    "file-locked",
    "out-of-memory",
    "externally-managed",
    "conda-mix",
    "wrong-interpreter",
    "offline",
    "dns-failure",
    "connection-refused",
    "connect-timeout",
    "read-timeout",
    "connection-reset",
    "incomplete-download",
    "proxy-unreachable",
    "proxy-auth",
    "tls-verify",
    "tls-unavailable",
    "clock-skew",
    "index-unreachable",
    "index-invalid",
    "index-insecure",
    "captive-portal",
    "http-401",
    "http-403",
    "http-404",
    "http-429",
    "http-5xx",
    "yanked",
    "hash-mismatch",
    "corrupt-archive",
    "package-invalid",
    "config-invalid",
    "tool-missing",
    "pip-too-old",
    "pip-broken",
    "environment-damaged",
    "venv-creation-failed",
    "build-toolchain-missing",
    "build-failed",
    "metadata-failed",
    "uninstall-distutils",
    "interrupted",
    "import-cpu-avx",
    "import-dll-missing",
    "import-libc",
    "import-cuda-missing",
    "gpu-not-visible",
    "import-numpy-abi",
    "import-protobuf",
    "import-keras-mismatch",
    "import-dependency-api",
    "import-corrupt-install",
    "asset-gone",
    "asset-corrupt-cache",
    "unknown",
    "internal-error",
]
EXIT_CODES = {1, 2, 10, 11, 12, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 50, 51, 60, 130}
PATTERNS = [
    pytest.param(entry.slug, pattern, id=f"{entry.slug}-{number}")
    for entry in CAUSES.values()
    for number, pattern in enumerate(entry.patterns)
]


def test_the_list_is_the_published_one() -> None:
    assert sorted(CAUSES) == sorted(PUBLISHED)


def test_every_exit_code_is_a_published_one() -> None:
    assert {entry.exit_code for entry in CAUSES.values()} <= EXIT_CODES


def test_a_cause_is_found_by_its_slug() -> None:
    assert cause("disk-full").exit_code == 30


def test_an_unknown_slug_is_an_error() -> None:
    with pytest.raises(KeyError):
        cause("bad-luck")


@pytest.mark.parametrize(("slug", "pattern"), PATTERNS)
def test_a_pattern_matches_the_line_it_stands_under(slug: str, pattern: Pattern) -> None:
    assert re.search(pattern.regex, pattern.line, re.IGNORECASE)
    assert pattern.needs in pattern.line.lower()
    found = scan([Line(text=pattern.line, number=1)])
    assert any(hit.cause.slug == slug and hit.pattern == pattern for hit in found.hits)


@pytest.mark.parametrize("clue", CLUES, ids=[f"{each.name}-{n}" for n, each in enumerate(CLUES)])
def test_a_clue_is_found_in_the_line_it_stands_under(clue: Clue) -> None:
    assert clue.name in scan([Line(text=clue.line, number=1)]).clues


def test_advice_may_not_name_what_nothing_provides() -> None:
    entry = replace(cause("disk-full"), advice=(Advice(text="Free {gigabytes} GB"),))
    with pytest.raises(ValueError, match="gigabytes"):
        check(entry)


def test_advice_may_not_weaken_security() -> None:
    entry = replace(
        cause("tls-verify"),
        advice=(Advice(text="Do not look", command="pip install --trusted-host x"),),
    )
    with pytest.raises(ValueError, match="security"):
        check(entry)


def test_some_advice_needs_no_facts_at_all() -> None:
    entry = replace(cause("disk-full"), advice=(Advice(text="Free {needed}"),))
    with pytest.raises(ValueError, match="without a field"):
        check(entry)


def test_the_page_of_causes_is_the_catalogue() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "make it anew from tfinstall.diagnosis.page.page()"
    )


def test_the_page_names_every_cause_once() -> None:
    assert sorted(entry.slug for entry in in_order()) == sorted(PUBLISHED)
