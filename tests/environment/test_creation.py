"""Real environments from every real interpreter of this machine."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.environment.conftest import as_interpreter, pip_install
from tfinstall.environment import create, describe, packages, prove
from tfinstall.model import Interpreter, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS = [f"3.{minor}" for minor in range(6, 14)]


@pytest.mark.parametrize("minor", TARGETS)
def test_every_interpreter_gets_an_environment_in_which_tensorflow_is_proved(
    minor: str, interpreter: Callable[[str], Path], tmp_path: Path, tiny_wheels: Path
) -> None:
    environment = create(as_interpreter(interpreter(minor)), tmp_path / "with space" / ".venv")
    assert f"{environment.version.major}.{environment.version.minor}" == minor
    assert environment.pip_version is not None
    assert environment.isolated
    pip_install(environment, tiny_wheels, "tensorflow==2.15.1")

    proof = prove(environment.python, limit=60)

    assert proof.proved, proof
    assert [step.name for step in proof.steps] == ["import", "compute", "train"]
    assert proof.versions["tensorflow"] == "2.15.1"
    assert proof.versions["python"].startswith(minor)
    assert proof.devices == ("CPU:0",)
    silent = [str(environment.python), "-c", ""]
    assert subprocess.run(silent, capture_output=True, check=True).stderr == b""
    pip = subprocess.run(
        [environment.scripts / "pip", "--version"], capture_output=True, text=True, check=True
    )
    assert str(environment.pip_version) in pip.stdout


def test_a_new_environment_says_what_it_is(running: Interpreter, tmp_path: Path) -> None:
    environment = create(running, tmp_path / ".venv")
    assert (environment.path / "pyvenv.cfg").is_file()
    assert environment.version == running.version
    assert environment.made_by is not None
    assert Version(environment.made_by["virtualenv"]) >= Version("20.26")
    assert environment.python.parent == environment.scripts
    assert describe(environment.path) == environment


def test_nothing_but_pip_is_in_a_new_environment(running: Interpreter, tmp_path: Path) -> None:
    assert list(packages(create(running, tmp_path / ".venv"))) == ["pip"]


def test_creation_prints_nothing(
    running: Interpreter, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    create(running, tmp_path / ".venv")
    assert capfd.readouterr() == ("", "")


def test_creation_leaves_nothing_beside_the_target(running: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()  # where virtualenv would add a `.venv` redirect file
    create(running, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "pyproject.toml"]


def test_nothing_around_it_opens_or_breaks_the_environment(
    running: Interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUALENV_SYSTEM_SITE_PACKAGES", "1")
    monkeypatch.setenv("VIRTUALENV_NO_PIP", "1")
    (tmp_path / "json.py").write_text("raise ImportError('the wrong json')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    environment = create(running, tmp_path / ".venv")
    assert "include-system-site-packages = false" in (environment.path / "pyvenv.cfg").read_text()
    assert environment.pip_version is not None


def test_what_is_no_python_is_named_with_virtualenvs_own_words(
    running: Interpreter, tmp_path: Path
) -> None:
    impostor = tmp_path / "python"
    impostor.write_text("#!/bin/sh\necho not today >&2\nexit 3\n")
    impostor.chmod(0o755)
    wanted = Interpreter(executable=impostor, version=running.version)
    said = io.StringIO()
    with contextlib.redirect_stderr(said), pytest.raises(TfinstallError) as caught:
        create(wanted, tmp_path / ".venv")
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "venv-creation-failed"
    assert any("not today" in evidence.text for evidence in diagnosis.evidence)
    assert said.getvalue() == ""


def without_ensurepip(python: Path, minor: str, to: Path) -> Path:
    """The same Python as Debian packages it: without ensurepip; made of links to the real one."""
    library = to / "lib" / f"python{minor}"
    library.mkdir(parents=True)
    for entry in (python.parent.parent / "lib" / f"python{minor}").iterdir():
        if entry.name != "ensurepip":
            (library / entry.name).symlink_to(entry)
    (to / "bin").mkdir()
    return Path(shutil.copy2(python.resolve(), to / "bin" / f"python{minor}"))


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's way of packaging Python")
def test_a_missing_ensurepip_is_named_with_the_package_that_has_it(
    interpreter: Callable[[str], Path], tmp_path: Path
) -> None:
    debian = without_ensurepip(interpreter("3.8"), "3.8", tmp_path / "debian")
    with pytest.raises(TfinstallError) as caught:
        create(as_interpreter(debian), tmp_path / ".venv")
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "venv-creation-failed"
    assert any("No module named ensurepip" in evidence.text for evidence in diagnosis.evidence)
    assert diagnosis.remedies[0].command == "sudo apt-get install python3.8-venv"
