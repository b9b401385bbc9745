"""The matrix is found wherever the program is: in a package, a checkout, a zip file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

import tfinstall
from tfinstall import bundled
from tfinstall.model import TfinstallError

PACKAGE = Path(tfinstall.__file__).parent
ASK = """
import json
from tfinstall import bundled
schema = json.loads(bundled.read("index.json"))["schema"]
start = bundled.read("releases/2.10.json")[:1]
print(json.dumps([bundled.__file__, str(bundled.folder()), f"{start}{schema}"]))
"""


def installed(folder: Path, data: Path) -> Path:
    """The package with its data inside, as a wheel lays them out."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, folder / "tfinstall", ignore=ignore)
    shutil.rmtree(folder / "tfinstall" / "compat_matrix", ignore_errors=True)
    shutil.copytree(data, folder / "tfinstall" / "compat_matrix")
    return folder


def ask(place: Path, tmp_path: Path) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    answer: list[str] = json.loads(run.stdout)
    return answer


def test_in_a_checkout_it_lies_beside_the_sources() -> None:
    assert json.loads(bundled.read("index.json"))["schema"] == 1
    assert bundled.folder() is not None


def test_in_a_wheel_it_lies_inside_the_package(tmp_path: Path, data: Path) -> None:
    site = installed(tmp_path / "site", data)
    module, folder, read = ask(site, tmp_path)
    assert Path(module).is_relative_to(site)
    assert (Path(folder), read) == (site / "tfinstall" / "compat_matrix", "{1")


def test_in_a_zipapp_it_is_read_out_of_the_archive(tmp_path: Path, data: Path) -> None:
    site = installed(tmp_path / "site", data)
    (site / "__main__.py").write_text("", encoding="utf-8")
    archive = tmp_path / "tfinstall.pyz"
    zipapp.create_archive(site, archive)
    shutil.rmtree(site)
    module, folder, read = ask(archive, tmp_path)
    assert Path(module).is_relative_to(archive)
    assert (folder, read) == ("None", "{1")


def test_the_variable_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.json").write_text("mine", encoding="utf-8")
    monkeypatch.setenv("TFINSTALL_MATRIX", str(tmp_path))
    assert bundled.read("index.json") == "mine"


def test_a_missing_file_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TFINSTALL_MATRIX", str(tmp_path))
    with pytest.raises(TfinstallError) as caught:
        bundled.read("repairs.toml")
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "config-invalid"
    assert diagnosis.facts["file"] == str(tmp_path / "repairs.toml")
    assert "TFINSTALL_MATRIX" in diagnosis.title + diagnosis.explanation


def test_a_file_that_is_no_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.json").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("TFINSTALL_MATRIX", str(tmp_path))
    with pytest.raises(TfinstallError) as caught:
        bundled.read("index.json")
    assert caught.value.diagnosis.cause == "config-invalid"
