"""One real TensorFlow, from the words of a command line to a trained model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.tensorflow, pytest.mark.network]

COMPILED_AGAINST_NUMPY_1 = "2.15"
"""A release whose metadata admits NumPy 2 where nothing else forbids it; wheels of 200 MB."""
ITS_PYTHONS = ("3.11", "3.10", "3.9")
LIMIT = 900
"""Seconds; a minute where the wheels are near, ten on a slow line."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place of its own for environment, cache and logs, gigabytes that nobody keeps."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def words(interpreters: dict[str, Path]) -> list[str]:
    """What is asked for: the release above where a Python for it is here, else the newest."""
    python = next((interpreters[each] for each in ITS_PYTHONS if each in interpreters), None)
    if python is None:
        return ["latest", "--accelerator", "cpu"]
    return [COMPILED_AGAINST_NUMPY_1, "--accelerator", "cpu", "--python", str(python)]


def test_a_tensorflow_is_installed_and_proved_and_works_for_its_user(
    folder: Path, words: list[str]
) -> None:
    done = tfinstall(folder, *words)
    document = json.loads(done.stdout)

    assert document["ok"], done.stdout + done.stderr
    assert done.returncode == document["exit_code"] == 0
    proof = document["environment"]["proof"]
    assert [(each["name"], each["passed"]) for each in proof["steps"]] == [
        ("import", True),
        ("compute", True),
        ("train", True),
    ]
    seen = told_by_its_user(folder)
    assert seen["tensorflow"] == proof["versions"]["tensorflow"]
    assert seen["product"] == [[7.0], [15.0]]
    if seen["tensorflow"].startswith(COMPILED_AGAINST_NUMPY_1):
        assert Version(seen["numpy"]) < Version("2")
    # No cache where the index forbids to keep what it sends.
    assert {path.name for path in folder.iterdir()} - {"cache"} == {".venv", "logs"}

    again = json.loads(tfinstall(folder, "verify").stdout)
    assert again["ok"], again


def tfinstall(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, in a folder of its own; its cache there too, so that all of it goes away."""
    places = {"PIP_CACHE_DIR": str(folder / "cache"), "TFINSTALL_LOG": str(folder / "logs")}
    return subprocess.run(
        [sys.executable, "-m", "tfinstall", *words, "--json"],
        cwd=folder,
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )


def told_by_its_user(folder: Path) -> dict[str, Any]:
    """What a program says that a user starts with the environment's Python."""
    program = (
        "import json, numpy, tensorflow as tf\n"
        "product = tf.matmul([[1.0, 2.0], [3.0, 4.0]], [[1.0], [3.0]]).numpy().tolist()\n"
        "print(json.dumps(dict(tensorflow=tf.__version__, numpy=numpy.__version__, "
        "product=product)))\n"
    )
    python = folder / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")
    done = subprocess.run(
        [python, "-c", program], cwd=folder, capture_output=True, text=True, timeout=300, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
