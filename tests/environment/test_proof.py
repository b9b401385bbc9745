"""What the proof says of sound and of broken TensorFlows."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.environment.conftest import pip_install
from tests.support.tiny_tensorflow import FAULTS
from tfinstall.environment import create, proof_evidence, prove
from tfinstall.environment import proof as proof_module
from tfinstall.environment.crashes import crashed, ending
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.environment import Environment
    from tfinstall.model import Interpreter

    Ground = Callable[..., Environment]

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


@pytest.mark.parametrize("version", ["1.15.5", "2.15.1"])
def test_a_sound_release_of_either_generation_is_proved(
    version: str, running: Interpreter, tmp_path: Path, tiny_wheels: Path
) -> None:
    environment = create(running, tmp_path / "env")
    pip_install(environment, tiny_wheels, f"tensorflow=={version}")
    proof = prove(environment.python, limit=60)
    assert proof.proved, proof
    assert proof.steps[-1].detail.startswith("loss ")
    assert proof_evidence(proof) == proof.output


CASES = {
    "numpy abi": ("import", "numpy.core.multiarray failed to import"),
    "protobuf": ("import", "Descriptors cannot not be created directly"),
    "abort": ("import", "Aborted (SIGABRT)"),
    "segmentation fault": ("import", "Segmentation fault (SIGSEGV)"),
    "illegal instruction": ("import", "Illegal instruction (SIGILL)"),
    "killed": ("import", "Killed (SIGKILL)"),
    "silent exit": ("import", "exit code 0, before the step was done"),
    "quiet SystemExit": ("import", "exit code 0, before the step was done"),
}


@posix
@pytest.mark.parametrize(("fault", "expected"), CASES.items(), ids=CASES)
def test_a_broken_import_is_no_proof_and_says_how_it_ended(
    fault: str, expected: tuple[str, str], proving_ground: Ground
) -> None:
    step, text = expected
    proof = prove(proving_ground(fault=FAULTS[fault]).python, limit=60)
    assert not proof.proved
    assert [(each.name, each.passed) for each in proof.steps] == [(step, False)]
    assert text in proof.steps[-1].detail
    assert any(text in line.text for line in proof_evidence(proof))


@posix
def test_a_crash_shows_the_python_line_it_happened_in(proving_ground: Ground) -> None:
    proof = prove(proving_ground(fault=FAULTS["segmentation fault"]).python, limit=60)
    said = "\n".join(line.text for line in proof.output)
    assert "Fatal Python error: Segmentation fault" in said
    assert "tensorflow/__init__.py" in said


def test_wrong_numbers_are_no_proof(proving_ground: Ground) -> None:
    proof = prove(proving_ground(wrong_numbers=True).python, limit=60)
    assert not proof.proved
    assert [(step.name, step.passed) for step in proof.steps] == [
        ("import", True),
        ("compute", False),
    ]
    assert "came out wrong: [[0.0]]" in proof.steps[-1].detail


def test_a_crash_in_training_shows_what_worked_before(proving_ground: Ground) -> None:
    proof = prove(proving_ground(fault_in_training="__import__('os')._exit(3)").python, limit=60)
    assert not proof.proved
    assert [step.passed for step in proof.steps] == [True, True, False]
    assert proof.steps[-1].detail == "exit code 3"
    assert proof.versions["tensorflow"] == "2.15.1"


@posix
@pytest.mark.parametrize(("fault", "most"), [("hang", 10.0), ("deaf hang", 15.0)])
def test_a_hang_ends_at_the_limit_and_shows_where(
    fault: str, most: float, proving_ground: Ground
) -> None:
    python = proving_ground(fault=FAULTS[fault]).python
    started = time.monotonic()
    proof = prove(python, limit=3)
    assert time.monotonic() - started < most
    assert proof.timed_out
    assert not proof.proved
    assert proof.steps[-1].detail == "not done within the time limit"
    assert any("tensorflow/__init__.py" in line.text for line in proof.output)


def test_megabytes_of_output_neither_block_nor_fill_the_memory(proving_ground: Ground) -> None:
    proof = prove(proving_ground(fault=FAULTS["megabytes"]).python, limit=60)
    assert proof.proved
    assert len(proof.output) == 2000
    assert sum(len(line.text) for line in proof.output) < 1_000_000


def test_nothing_around_the_environment_reaches_into_the_proof(
    proving_ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = proving_ground()
    pollution = tmp_path / "pollution"
    pollution.mkdir()
    (pollution / "numpy.py").write_text("raise ImportError('the wrong numpy')\n")
    (pollution / "startup.py").write_text("raise SystemExit(9)\n")
    monkeypatch.setenv("PYTHONPATH", str(pollution))
    monkeypatch.setenv("PYTHONSTARTUP", str(pollution / "startup.py"))
    monkeypatch.setenv("PYTHONHOME", str(pollution))
    monkeypatch.chdir(pollution)
    assert prove(environment.python, limit=60).proved


def test_what_a_proof_leaves_behind_is_ended_with_it(
    proving_ground: Ground, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    code = f"import time; time.sleep(4); open({str(note)!r}, 'w')"
    fault = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {code!r}])"
    started = time.monotonic()
    assert prove(proving_ground(fault=fault).python, limit=60).proved
    assert time.monotonic() - started < 4
    time.sleep(max(0.0, started + 5 - time.monotonic()))
    assert not note.exists()


def test_a_python_that_does_not_start_is_a_damaged_environment(tmp_path: Path) -> None:
    with pytest.raises(TfinstallError) as caught:
        prove(tmp_path / "bin" / "python")
    assert caught.value.diagnosis.cause == "environment-damaged"


ENDINGS = {
    3: "exit code 3",
    0xC000001D: "Illegal instruction (0xC000001D)",
    0xC0000135 - (1 << 32): "DLL not found (0xC0000135)",
    -4: "Illegal instruction (SIGILL)",
    -9: "Killed (SIGKILL)",
}


@posix
@pytest.mark.parametrize(("returncode", "text"), ENDINGS.items(), ids=ENDINGS.values())
def test_an_ending_is_told_in_the_systems_own_words(returncode: int, text: str) -> None:
    assert ending(returncode).startswith(text.split(" (SIG", maxsplit=1)[0])
    assert crashed(returncode) == (returncode != 3)


def test_an_error_that_carries_a_traceback_is_told_by_its_own_last_line(
    proving_ground: Ground,
) -> None:
    """As TensorFlow 1 wrapped what its native part said."""
    inner = "Traceback (most recent call last):\nImportError: libcublas.so.10.0: gone\n\nFailed"
    fault = f"raise ImportError({inner!r})"
    proof = prove(proving_ground(fault=fault).python, limit=60)
    assert proof.steps[-1].detail == "ImportError: libcublas.so.10.0: gone"


def test_the_script_compiles_on_the_oldest_python(oldest_python: Path) -> None:
    script = Path(proof_module.__file__).with_name("proof_script.py")
    code = "import sys; compile(open(sys.argv[1]).read(), 'proof', 'exec')"
    subprocess.run([oldest_python, "-c", code, script], check=True)
