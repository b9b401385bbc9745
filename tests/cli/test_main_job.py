"""The main job through the command line, on tiny wheels: real pip, real virtualenv."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


def test_a_person_gets_an_environment_that_works_and_the_line_to_activate_it(
    small_shell: Shell, python: Path
) -> None:
    ran = small_shell("2.10", "--python", python)

    assert ran.code == 0, ran.err
    assert "TensorFlow 2.10.1 works" in ran.out
    assert ".venv/bin/activate" in ran.out
    version = subprocess.run(
        [
            small_shell.folder / ".venv/bin/python",
            "-c",
            "import tensorflow as t; print(t.__version__)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert version.stdout.strip() == "2.10.1"
    assert [each.name for each in small_shell.folder.iterdir()] == [".venv"]


def test_the_same_command_again_changes_nothing_and_says_so(
    small_shell: Shell, python: Path
) -> None:
    small_shell("2.10", "--python", python)
    receipt = (small_shell.folder / ".venv/tfinstall-receipt.json").read_bytes()

    ran = small_shell("2.10", "--python", python, "--json")

    assert ran.code == 0
    assert ran.document["environment"]["already"] is True
    assert (small_shell.folder / ".venv/tfinstall-receipt.json").read_bytes() == receipt


def test_an_environment_that_lost_a_file_is_made_anew(small_shell: Shell, python: Path) -> None:
    small_shell("2.10", "--python", python)
    (lost,) = (small_shell.folder / ".venv/lib").glob("python*/site-packages/absl/__init__.py")
    lost.unlink()

    ran = small_shell("2.10", "--python", python, "--json")

    assert ran.document["environment"]["already"] is False
    assert lost.exists()


def test_another_request_replaces_an_environment_of_our_own(
    small_shell: Shell, python: Path
) -> None:
    small_shell("2.9.0", "--python", python)

    ran = small_shell("2.10", "--python", python, "--json")

    assert ran.code == 0, ran.err
    assert ran.document["environment"]["tensorflow"] == "2.10.1"


def test_packages_that_the_user_added_since_are_not_lost(small_shell: Shell, python: Path) -> None:
    small_shell("2.9.0", "--python", python)
    added = small_shell.folder / ".venv/lib" / f"python{python_minor(small_shell)}/site-packages"
    metadata = added / "mine-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")

    ran = small_shell("2.10", "--python", python, "--json")

    assert ran.document["cause"] == "file-exists"
    assert "mine" in ran.document["diagnosis"]["title"]
    assert metadata.exists()


def python_minor(shell: Shell) -> str:
    (folder,) = (shell.folder / ".venv/lib").iterdir()
    return folder.name.removeprefix("python")


def test_requirements_of_the_user_are_installed_too(small_shell: Shell, python: Path) -> None:
    (small_shell.folder / "requirements.txt").write_text("absl-py==1.3.0  # pinned\n")

    ran = small_shell("2.10", "--python", python, "-r", "requirements.txt", "--json")

    assert ran.code == 0, ran.err
    assert ran.document["environment"]["packages"]["absl-py"] == "1.3.0"


def test_a_dry_run_writes_nothing(small_shell: Shell, python: Path) -> None:
    ran = small_shell("2.10", "--python", python, "--dry-run", "--json")

    assert ran.code == 0
    assert ran.document["plan"]["requirement"] == "tensorflow==2.10.1"
    assert list(small_shell.folder.iterdir()) == []


def test_a_failure_leaves_the_old_environment_working(small_shell: Shell, python: Path) -> None:
    small_shell("2.9.0", "--python", python)

    ran = small_shell("2.10", "--python", python, "--with", "nothing-of-that-name", "--json")

    assert ran.document["cause"] == "version-not-found"
    assert ran.code == 10
    verified = small_shell("verify", "--json")
    assert verified.document["environment"]["proof"]["versions"]["tensorflow"] == "2.9.0"
    assert [each.name for each in small_shell.folder.iterdir()] == [".venv"]


def test_with_no_verify_the_result_says_that_nothing_was_proved(
    small_shell: Shell, python: Path
) -> None:
    ran = small_shell("2.10", "--python", python, "--no-verify")

    assert ran.code == 0, ran.err
    assert "not proved" in ran.out


def test_what_follows_two_dashes_goes_to_pip_untouched(small_shell: Shell, python: Path) -> None:
    ran = small_shell("2.10", "--python", python, "--json", "--", "--only-binary", ":all:")

    assert ran.code == 0, ran.err
    assert "--only-binary" in ran.document["attempts"][-1]["command"]


def test_into_an_existing_environment_it_is_put_in_place(small_shell: Shell, python: Path) -> None:
    subprocess.run([python, "-m", "venv", small_shell.folder / "mine"], check=True)

    ran = small_shell("2.10", "--into", "mine", "--json")

    assert ran.code == 0, ran.out
    assert ran.document["environment"]["path"].endswith("mine")


def test_an_environment_of_the_user_is_not_ours_after_into(
    small_shell: Shell, python: Path
) -> None:
    subprocess.run([python, "-m", "venv", small_shell.folder / ".venv"], check=True)
    small_shell("2.10", "--into", ".venv")

    ran = small_shell("2.9.0", "--python", python, "--json")

    assert ran.document["cause"] == "file-exists"


@pytest.mark.parametrize("spec", ["2.10", "latest", "tensorflow>=2.9", "2"])
def test_every_way_to_say_it_finds_the_newest(small_shell: Shell, python: Path, spec: str) -> None:
    ran = small_shell("plan", spec, "--python", python, "--json")

    assert ran.document["plan"]["tensorflow"]["value"] == "2.10.1"
