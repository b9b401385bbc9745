"""`failure(...)`: what a caller knows for certain, in the catalogue's words."""

from __future__ import annotations

import pytest

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy, TfinstallError


def test_the_detail_is_the_title_and_the_catalogue_says_what_to_do() -> None:
    diagnosis = failure("disk-full", "2.1 GB are needed in /tmp, 0.3 GB are free").diagnosis
    assert diagnosis.title == "2.1 GB are needed in /tmp, 0.3 GB are free"
    assert diagnosis.exit_code == 30
    assert diagnosis.blame == "machine"
    assert not diagnosis.explanation
    assert diagnosis.remedies


def test_facts_fill_the_title_where_there_is_no_detail() -> None:
    assert "`index.example`" in failure("dns-failure", host="index.example").diagnosis.title


def test_without_a_detail_the_catalogue_explains() -> None:
    assert "inodes" in failure("disk-full").diagnosis.explanation


def test_without_facts_the_general_title_stands() -> None:
    assert failure("dns-failure").diagnosis.title == "A host's name could not be resolved"


def test_the_callers_remedies_stand_in_for_the_catalogues() -> None:
    own = Remedy(text="Ask for 2.16", command="tfinstall 2.16")
    assert failure("python-too-new", remedies=(own,)).diagnosis.remedies == (own,)


def test_evidence_is_kept() -> None:
    seen = Evidence(source="pip", text="ERROR: x", line=7)
    assert failure("unknown", evidence=(seen,)).diagnosis.evidence == (seen,)


def test_a_value_from_a_strangers_log_is_one_word_of_the_shell() -> None:
    diagnosis = failure("file-missing", tool="x", requirement="a; rm -rf ~").diagnosis
    removed = failure("package-removed", package="x", replacement="y; rm -rf ~").diagnosis
    commands = [each.command or "" for each in (*diagnosis.remedies, *removed.remedies)]
    assert all("; rm" not in each or "'y; rm -rf ~'" in each for each in commands)


def test_it_is_an_exception_with_the_cause_in_its_text() -> None:
    with pytest.raises(TfinstallError, match="disk-full"):
        raise failure("disk-full")


def test_a_slug_that_is_not_in_the_catalogue_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        failure("bad-luck")
