"""What was done is written down, and read back the same; damage is said."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest

from tfinstall.environment import read_receipt, receipt_problem, write_receipt
from tfinstall.model import Line, Proof, ProofStep, Receipt

if TYPE_CHECKING:
    from pathlib import Path

PROOF = Proof(
    steps=(
        ProofStep(name="import", passed=True, seconds=2.5, detail="tensorflow 2.10.1"),
        ProofStep(name="compute", passed=False, seconds=0.25, detail="Aborted (SIGABRT)"),
    ),
    returncode=-6,
    seconds=3.0,
    versions={"tensorflow": "2.10.1", "numpy": "1.26.4"},
    devices=("CPU:0",),
    output=(Line(text="wärning ⚠", number=1), Line(text="", number=7, stream="stderr")),
    timed_out=False,
)


def receipt(proof: Proof | None) -> Receipt:
    return Receipt(
        spec="2.10",
        tensorflow="2.10.1",
        requirement="tensorflow==2.10.1",
        python="3.10.13",
        interpreter="/opt/pythön/bin/python3.10",
        platform="linux-x86_64",
        asked=("pandas>=2",),
        caps=("numpy<2",),
        packages={"numpy": "1.26.4", "tensorflow": "2.10.1"},
        proof=proof,
        created=datetime(2026, 11, 20, 12, 30, 15, 123456, tzinfo=timezone.utc),
        tools={"tfinstall": "0.1", "pip": "26.3"},
    )


@pytest.mark.parametrize("proof", [PROOF, None], ids=["with a proof", "without"])
def test_a_receipt_is_read_back_the_same(proof: Proof | None, tmp_path: Path) -> None:
    path = write_receipt(tmp_path, receipt(proof))
    assert path == tmp_path / "tfinstall-receipt.json"
    assert json.loads(path.read_text(encoding="utf-8"))["schema_version"] == 1
    assert read_receipt(tmp_path) == receipt(proof)
    assert receipt_problem(tmp_path) is None
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_where_there_is_none_there_is_no_problem(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing", tmp_path / "missing" / "deeper"):
        assert read_receipt(place) is None
        assert receipt_problem(place) is None


DAMAGED = {
    "empty": ("", "damaged"),
    "cut": ('{"schema_version": 1, "spec": "2.', "damaged"),
    "not an object": ("[]", "damaged"),
    "no version": ("{}", "damaged"),
    "a field missing": ('{"schema_version": 1, "spec": "2.10"}', "damaged"),
    "a version that is text": ('{"schema_version": "one"}', "damaged"),
    "from the future": ('{"schema_version": 99}', "newer tfinstall"),
}


@pytest.mark.parametrize(("text", "problem"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_one_is_none_and_says_why(text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "tfinstall-receipt.json").write_text(text)
    assert read_receipt(tmp_path) is None
    assert problem in (receipt_problem(tmp_path) or "")


def test_binary_rubbish_is_damage(tmp_path: Path) -> None:
    (tmp_path / "tfinstall-receipt.json").write_bytes(b"\xff\xfe\x00\x80")
    assert read_receipt(tmp_path) is None
    assert "damaged" in (receipt_problem(tmp_path) or "")


def test_an_unknown_field_is_damage_not_a_crash(tmp_path: Path) -> None:
    path = write_receipt(tmp_path, receipt(PROOF))
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**document, "surprise": 1}))
    assert read_receipt(tmp_path) is None
    assert "surprise" in (receipt_problem(tmp_path) or "")
