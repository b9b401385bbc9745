"""The contract of `--json`: its schema ships with the package, and every end obeys it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

TOP = {
    "schema_version",
    "command",
    "ok",
    "cause",
    "exit_code",
    "plan",
    "environment",
    "diagnosis",
    "timings",
    "versions",
    "log",
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    text = (files("tfinstall.cli.render") / "schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_keys_of_version_1_are_pinned(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["required"]) == TOP


WORDS = (
    "plan 2.10",
    "plan 2.99",
    "why 2.10 --python 3.10",
    "why 2.10 --python 3.13",
    "causes",
    "causes proxy-auth",
    "matrix show",
    "2.10 --timeout -1",
    "verify nowhere",
    "diagnose nowhere.log",
    "lock 2.99",
    "sync nowhere.toml",
    "export constraints 2.99",
)


@pytest.mark.parametrize("words", WORDS)
def test_every_command_prints_one_document(
    shell: Shell, schema: dict[str, Any], words: str
) -> None:
    ran = shell(*words.split(), "--json")

    jsonschema.validate(ran.document, schema)
    assert set(ran.document) >= TOP
    assert ran.document["exit_code"] == ran.code


def test_a_lock_its_export_and_its_sync_are_told_in_full(
    small_shell: Shell, schema: dict[str, Any], python: Path
) -> None:
    for words in (
        ("lock", "2.10", "--python", python),
        ("export", "requirements", "--lock", "pylock.toml", "--python", python),
        ("sync", "--dry-run"),
        ("sync", "--no-verify"),
    ):
        document = small_shell(*words, "--json").document
        jsonschema.validate(document, schema)
        assert document["command"] == words[0]
        assert words[0] in document
        assert document["ok"] is True


def test_an_installation_is_told_in_full(
    small_shell: Shell, schema: dict[str, Any], python: Path
) -> None:
    ran = small_shell("2.10", "--python", python, "--json", "--report", "report.json")

    jsonschema.validate(ran.document, schema)
    assert ran.document["environment"]["proof"]["proved"] is True
    assert {"choose", "environment", "install", "prove", "total"} <= set(ran.document["timings"])
    assert {"tfinstall", "pip", "virtualenv", "matrix"} <= set(ran.document["versions"])
    report = small_shell.folder / "report.json"
    assert json.loads(report.read_text()) == ran.document


def test_a_failure_of_pip_is_told_in_full(
    small_shell: Shell, schema: dict[str, Any], python: Path
) -> None:
    ran = small_shell("2.10", "--python", python, "--with", "absl-py==99", "--json")

    jsonschema.validate(ran.document, schema)
    assert ran.document["cause"] == "version-not-found"
    assert ran.document["plan"]["requirement"] == "tensorflow==2.10.1"
    assert ran.document["attempts"][-1]["returncode"] != 0


def test_no_secret_is_in_any_output(small_shell: Shell, python: Path) -> None:
    url = small_shell.environ["PIP_INDEX_URL"].replace("://", "://me:s3cret@")
    ran = small_shell("2.10", "--python", python, "--index-url", url, "--json", "--log", "pip.log")

    kept = (small_shell.folder / "pip.log").read_text()
    assert ran.code == 0, ran.err
    assert "s3cret" not in ran.out + ran.err + kept
