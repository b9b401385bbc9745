"""`tfinstall verify`: damage is named with the command that mends it, and the command does."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.environment.conftest import pip_install
from tfinstall.environment import Environment, describe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ran, Shell


@pytest.fixture
def ours(small_shell: Shell, python: Path) -> Environment:
    """An environment with a receipt."""
    ran = small_shell("2.10", "--python", python)
    assert ran.code == 0, ran.err
    return describe(small_shell.folder / ".venv")


@pytest.fixture
def theirs(small_shell: Shell, python: Path, wheels: Path) -> Environment:
    """One that somebody made with venv and pip."""
    subprocess.run([python, "-m", "venv", small_shell.folder / ".venv"], check=True)
    made = describe(small_shell.folder / ".venv")
    pip_install(made, wheels, "tensorflow")
    return made


def part(env: Environment, relative: str) -> Path:
    return env.site_packages[0] / relative


def commands(ran: Ran) -> list[str]:
    return [each["command"] for each in ran.document["diagnosis"]["remedies"]]


def obey(command: str, shell: Shell) -> None:
    """Type the command, which asks the index of the test."""
    surroundings = {**shell.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run(shlex.split(command), env=surroundings, check=True, cwd=shell.folder)


def test_a_whole_environment_is_said_to_be_so(small_shell: Shell, ours: Environment) -> None:
    ran = small_shell("verify")
    assert ran.code == 0, ran.err
    assert f"TensorFlow 2.10.1 works in {ours.path}" in ran.out
    assert "packages match their records" in ran.out
    assert "since the receipt" not in ran.out


def test_the_document_of_a_whole_environment_has_its_lists_empty(
    small_shell: Shell, ours: Environment
) -> None:
    ran = small_shell("verify", "--json")
    kept = ran.document["environment"]
    assert ran.document["ok"] is True
    assert kept["path"] == str(ours.path)
    assert kept["proof"]["proved"] is True
    assert kept["receipt"]["requirement"] == "tensorflow==2.10.1"
    assert kept["damaged"] == kept["overwritten"] == kept["unchecked"] == kept["leftovers"] == []
    assert kept["changes"] == {"added": {}, "changed": {}, "removed": {}}
    assert kept["compared"]["files"] > 10


@pytest.mark.parametrize(
    ("harmed", "how"),
    [
        ("numpy/__init__.py", "changed"),
        ("absl/__init__.py", "missing"),
        ("absl_py-1.3.0.dist-info/RECORD", "missing"),
        ("absl_py-1.3.0.dist-info/METADATA", "missing"),
    ],
)
def test_damage_is_named_and_the_command_mends_it(
    small_shell: Shell, theirs: Environment, harmed: str, how: str
) -> None:
    path = part(theirs, harmed)
    if how == "missing":
        path.unlink()
    else:
        path.write_text(path.read_text() + "# edited\n")

    ran = small_shell("verify", "--json")

    assert (ran.document["cause"], ran.code) == ("environment-damaged", 42), ran.out
    (damaged,) = ran.document["environment"]["damaged"]
    assert damaged["name"] in {"numpy", "absl-py"}
    told = json.dumps(damaged)
    assert harmed.rsplit("/", maxsplit=1)[-1] in told
    (command,) = commands(ran)
    obey(command, small_shell)
    assert small_shell("verify", "--json").document["ok"] is True


def test_a_damaged_environment_that_still_works_says_both(
    small_shell: Shell, theirs: Environment
) -> None:
    part(theirs, "absl/__init__.py").unlink()
    ran = small_shell("verify")
    assert ran.code == 42
    assert ran.out == ""
    assert "absl-py 1.3.0" in ran.err
    assert "1 file is missing or changed" in ran.err
    assert "TensorFlow has still passed its proof" in ran.err
    assert "absl/__init__.py is missing" in ran.err


def test_a_tensorflow_that_is_damaged_and_fails_is_a_corrupt_installation(
    small_shell: Shell, theirs: Environment
) -> None:
    part(theirs, "tensorflow/__init__.py").write_text("")
    ran = small_shell("verify", "--json")
    assert (ran.document["cause"], ran.code) == ("import-corrupt-install", 50)
    assert ran.document["environment"]["proof"]["proved"] is False
    (command,) = commands(ran)
    assert "--force-reinstall --no-deps tensorflow==2.10.1" in command
    sources = {each["source"] for each in ran.document["diagnosis"]["evidence"]}
    assert sources == {"tensorflow 2.10.1", "proof"}


def test_an_environment_of_ours_can_be_made_anew(small_shell: Shell, ours: Environment) -> None:
    shutil.rmtree(part(ours, "numpy"))
    first = commands(small_shell("verify", "--json"))[0]
    words = shlex.split(first)
    assert words[:2] == ["tfinstall", "2.10"]
    assert words[-1] == "--recreate"
    ran = small_shell(*words[1:])
    assert ran.code == 0, ran.err
    assert small_shell("verify").code == 0


def test_an_environment_of_ours_without_its_python_can_be_made_anew(
    small_shell: Shell, ours: Environment
) -> None:
    ours.python.unlink()
    ran = small_shell("verify", "--json")
    assert ran.document["cause"] == "environment-damaged"
    assert commands(ran)[0].endswith("--recreate")


def test_what_others_did_since_the_receipt_is_said(
    small_shell: Shell, ours: Environment, tmp_path: Path
) -> None:
    receipt = ours.path / "tfinstall-receipt.json"
    kept: dict[str, Any] = json.loads(receipt.read_text())
    kept["packages"]["numpy"] = "1.22.0"
    kept["packages"]["gone"] = "3"
    del kept["packages"]["absl-py"]
    receipt.write_text(json.dumps(kept))

    told = " ".join(small_shell("verify").out.split())
    assert "added since the receipt was written: absl-py 1.3.0" in told
    assert "changed since the receipt was written: numpy 1.22.0 to 1.23.5" in told
    assert "removed since the receipt was written: gone 3" in told

    report = tmp_path / "report.json"
    assert small_shell("verify", "--report", report).code == 0
    assert json.loads(report.read_text())["environment"]["changes"] == {
        "added": {"absl-py": "1.3.0"},
        "changed": {"numpy": {"was": "1.22.0", "is": "1.23.5"}},
        "removed": {"gone": "3"},
    }
