"""The Python API: the same road as the command line, silent."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tfinstall
from tests.faults.packages import build_world
from tests.faults.workshop import make_matrix
from tests.support.index import LoopbackIndex
from tfinstall.model import Diagnosis, Failed, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


PROGRAM = """
import sys, tfinstall
from tfinstall.model import Installed
asked = tfinstall.request("2.10", venv=sys.argv[1], python=sys.argv[2])
outcome = tfinstall.install(asked)
assert isinstance(outcome, Installed), outcome
assert tfinstall.verify(sys.argv[1]).proved
sys.exit(0 if outcome.receipt.tensorflow == "2.10.1" else 3)
"""


def test_a_program_installs_and_verifies_and_says_nothing(
    tmp_path: Path, interpreter: Callable[[str], Path]
) -> None:
    build_world(tmp_path / "world")
    make_matrix(tmp_path / "world", tmp_path / "matrix")
    with LoopbackIndex(tmp_path / "world") as index:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, tmp_path / "env", interpreter("3.10")],
            env={
                **os.environ,
                "TFINSTALL_MATRIX": str(tmp_path / "matrix"),
                "TFINSTALL_PLATFORM": "linux-x86_64-glibc2.36",
                "PIP_INDEX_URL": index.url,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


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
