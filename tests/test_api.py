"""The Python API: the same road as the command line, silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import tfinstall
from tests.faults.packages import build_world
from tests.faults.workshop import make_matrix
from tests.support.index import LoopbackIndex
from tfinstall.model import Diagnosis, Failed, Installed, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_program_installs_and_verifies(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    interpreter: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    build_world(tmp_path / "world")
    make_matrix(tmp_path / "world", tmp_path / "matrix")
    monkeypatch.setenv("TFINSTALL_MATRIX", str(tmp_path / "matrix"))
    monkeypatch.setenv("TFINSTALL_PLATFORM", "linux-x86_64-glibc2.36")
    with LoopbackIndex(tmp_path / "world") as index:
        monkeypatch.setenv("PIP_INDEX_URL", index.url)
        asked = tfinstall.request("2.10", venv=tmp_path / "env", python=str(interpreter("3.10")))

        outcome = tfinstall.install(asked)

    assert isinstance(outcome, Installed), outcome
    assert outcome.receipt.tensorflow == "2.10.1"
    assert tfinstall.verify(tmp_path / "env").proved
    assert capsys.readouterr() == ("", "")


def test_a_failure_is_a_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TFINSTALL_PLATFORM", "linux-x86_64-musl1.2")

    outcome = tfinstall.install(tfinstall.request("2.15", venv=tmp_path / "env"))

    assert isinstance(outcome, Failed)
    assert outcome.diagnosis.cause == "platform-unsupported"
    assert not (tmp_path / "env").exists()


def test_words_that_mean_nothing_raise_the_diagnosis() -> None:
    with pytest.raises(TfinstallError) as raised:
        tfinstall.plan("two")
    assert raised.value.diagnosis.cause == "invalid-requirement"


def test_a_log_is_diagnosed(tmp_path: Path) -> None:
    log = tmp_path / "pip.log"
    log.write_text(
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left\n"
    )

    found = tfinstall.diagnose(log)

    assert isinstance(found, Diagnosis)
    assert found.cause == "disk-full"


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = tfinstall.nothing
