"""Whole logs, captured and written, end in the cause that they are filed under."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diagnosis.corpus import SUCCESS, Case, answer, cases, read
from tfinstall.diagnosis import CAUSES, NoFailure
from tfinstall.diagnosis.decoding import without_prefixes

LOGS = tuple(cases(Path(__file__).parent.parent / "logs"))
FAILURES = tuple(case for case in LOGS if case.cause not in (SUCCESS, "unknown"))
NEVER_IN_A_LOG = {"cpu-unsupported", "libc-too-old", "internal-error", "offline"}


def named(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", LOGS, ids=named)
def test_a_log_is_diagnosed(case: Case) -> None:
    assert answer(case) in case.right


@pytest.mark.parametrize("case", LOGS, ids=named)
def test_every_log_is_filed_under_a_cause_of_the_catalogue(case: Case) -> None:
    assert case.right <= {*CAUSES, SUCCESS}


def quoted(text: str, lines: list[str]) -> bool:
    """Whether the first line holds it, or a sentence does that was broken from there on."""
    pieces = (without_prefixes(line).strip(" │|\t") for line in lines[:24])
    return text in lines[0] or text in " ".join(pieces)


@pytest.mark.parametrize("case", FAILURES, ids=named)
def test_a_diagnosis_quotes_its_lines_and_says_what_to_do(case: Case) -> None:
    said = read(case.text, case.facts)
    assert not isinstance(said, NoFailure)
    lines = case.text.decode().split("\n")
    assert said.evidence
    assert all(
        quoted(each.text, lines[(each.line or 0) - 1 :])
        for each in said.evidence
        if len(each.text) < 200
    )
    assert said.remedies
    assert "{" not in said.title


@pytest.mark.parametrize("case", FAILURES, ids=named)
def test_no_advice_weakens_security(case: Case) -> None:
    said = read(case.text, case.facts)
    assert not isinstance(said, NoFailure)
    advice = " ".join(f"{each.text} {each.command or ''}" for each in said.remedies).lower()
    for word in ("trusted-host", "break-system-packages", "sudo pip", "verify"):
        assert word not in advice.replace("tfinstall verify", "").replace("verified", "")


def test_nearly_every_cause_has_a_log() -> None:
    covered = {slug for case in LOGS for slug in case.right}
    assert set(CAUSES) - covered <= NEVER_IN_A_LOG
