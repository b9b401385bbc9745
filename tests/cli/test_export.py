"""`tfinstall export` as a user types it, from a SPEC and from a lock."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell
    from tests.support.index import LoopbackIndex

MINOR = f"3.{min(sys.version_info[1], 13)}"
PINS = ["absl-py==1.3.0", "numpy==1.23.5", "tensorflow==2.10.1"]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are kept for minutes, and ports come back."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def pins(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines() if "==" in line and line[0] != "#"]


def test_a_spec_becomes_constraints_on_standard_output(small_shell: Shell) -> None:
    ran = small_shell("export", "constraints", "2.10", "--python", MINOR)
    assert (ran.code, pins(ran.out)) == (0, PINS), ran.err
    assert not list(small_shell.folder.iterdir())


def test_a_lock_becomes_the_same_without_an_index(small_shell: Shell) -> None:
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    words = ("export", "constraints", "--lock", "pylock.toml")
    ran = small_shell(*words, PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert (ran.code, pins(ran.out)) == (0, PINS), ran.err
    assert "# the packages are those of pylock.toml" in ran.out


def test_real_pip_takes_the_requirements(
    small_shell: Shell, small_index: LoopbackIndex, python: Path
) -> None:
    ran = small_shell("export", "requirements", "2.10", "--python", python, "-o", "pins.txt")
    assert ran.code == 0, ran.err
    place = small_shell.folder / "place"
    options = ["--no-cache-dir", "--no-deps", "--require-hashes", "--index-url", small_index.url]
    done = subprocess.run(
        [str(python), "-m", "pip", "install", *options, "--target", str(place), "-r", "pins.txt"],
        cwd=small_shell.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (place / "tensorflow").is_dir()


def test_a_dockerfile_takes_the_newest_python_of_the_release_whatever_is_here(
    small_shell: Shell,
) -> None:
    made = small_shell("export", "dockerfile", "2.10", "--json").document["export"]
    assert (made["python"], made["machine"]) == ("3.13", "Linux x86_64")
    assert "FROM python:3.13-slim-bookworm" in made["text"]
    assert [f"{each['name']}=={each['version']}" for each in made["packages"]] == PINS


def test_a_dockerfile_of_a_mac_is_for_linux(small_shell: Shell) -> None:
    ran = small_shell("export", "dockerfile", "2.10", TFINSTALL_PLATFORM="macos-x86_64")
    assert ran.code == 0, ran.err
    assert "--platform linux/amd64" in ran.out


def test_it_is_written_where_it_is_wanted(small_shell: Shell) -> None:
    words = ("export", "environment.yml", "2.10", "--python", MINOR, "-o", "environment.yml")
    ran = small_shell(*words)
    assert ran.code == 0, ran.err
    assert "tensorflow==2.10.1 is in environment.yml" in ran.out
    assert f"  - python={MINOR}\n" in (small_shell.folder / "environment.yml").read_text()


BAD = {
    "an unknown format": ("export podman 2.10", 2, "podman"),
    "no format": ("export", 2, "FORMAT"),
    "two sources": ("export constraints 2.10 --lock pylock.toml", 2, "keep one"),
    "a lock with additions": ("export constraints --lock pylock.toml --with six", 2, "would add"),
    "a lock that is not there": ("export constraints --lock nowhere.toml", 2, "does not exist"),
    "a release that does not exist": ("export constraints 2.99", 10, "2.99"),
    "a folder that is not there": ("export constraints 2.10 -o nowhere/c.txt", 2, "file-missing"),
}


@pytest.mark.parametrize("promise", BAD)
def test_it_names_what_is_wrong_with(promise: str, small_shell: Shell) -> None:
    words, code, seen = BAD[promise]
    ran = small_shell(*words.split())
    assert (ran.code, seen in " ".join(ran.err.split())) == (code, True), ran.err
    assert not list(small_shell.folder.iterdir())


def test_a_lock_for_another_python_says_which(small_shell: Shell) -> None:
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    ran = small_shell("export", "dockerfile", "--lock", "pylock.toml", "--python", "3.7")
    assert (ran.code, f"is for Python {MINOR}" in ran.err) == (11, True), ran.err
