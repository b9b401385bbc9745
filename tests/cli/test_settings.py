"""Where a setting comes from: the nearest to the user wins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tfinstall.cli.options import OPTIONS
from tfinstall.cli.settings import gather
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Mapping


def gathered(
    folder: Path,
    given: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    project: str = "",
    user: str = "",
) -> dict[str, tuple[Any, str]]:
    """Name to value and origin, from all sources at once."""
    if project:
        (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / "user.toml").write_text(user, encoding="utf-8")
    variables = {"TFINSTALL_CONFIG": str(folder / "user.toml"), **(environ or {})}
    values = gather(given or {}, variables, folder).values
    return {name: (each.value, each.origin) for name, each in values.items()}


SOURCES = {
    "default": ({}, {}, "", "", None),
    "the user's file": ({}, {}, "", "timeout = 1", 1.0),
    "the project over the user": ({}, {}, "[tool.tfinstall]\ntimeout = 2", "timeout = 1", 2.0),
    "a variable over the project": (
        {},
        {"TFINSTALL_TIMEOUT": "3"},
        "[tool.tfinstall]\ntimeout = 2",
        "timeout = 1",
        3.0,
    ),
    "the command line over all": (
        {"timeout": "4"},
        {"TFINSTALL_TIMEOUT": "3"},
        "[tool.tfinstall]\ntimeout = 2",
        "timeout = 1",
        4.0,
    ),
}


@pytest.mark.parametrize("case", SOURCES.values(), ids=SOURCES)
def test_the_nearest_source_wins(tmp_path: Path, case: tuple[Any, Any, str, str, Any]) -> None:
    given, environ, project, user, expected = case
    found = gathered(tmp_path, given, environ, project=project, user=user)
    assert found.get("timeout", (None, ""))[0] == expected


def test_pyproject_is_found_in_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.tfinstall]\nspec = "2.15"\n')
    below = tmp_path / "src" / "deep"
    below.mkdir(parents=True)
    assert gathered(below)["spec"][0] == "2.15"


def test_a_relative_path_counts_from_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.tfinstall]\nrequirement = ["r.txt"]\n')
    below = tmp_path / "src"
    below.mkdir()
    assert gathered(below)["requirement"][0] == (tmp_path / "r.txt",)


VALUES: dict[str, tuple[str, object]] = {
    "1": ("TFINSTALL_NO_VERIFY", True),
    "true": ("TFINSTALL_NO_VERIFY", True),
    "off": ("TFINSTALL_NO_VERIFY", False),
    "a b": ("TFINSTALL_WITH", ("a", "b")),
    "env": ("TFINSTALL_VENV", Path("env")),
    "7": ("TFINSTALL_RETRIES", 7),
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=VALUES)
def test_a_variable_is_read_as_its_kind(
    tmp_path: Path, text: str, expected: tuple[str, object]
) -> None:
    variable, value = expected
    name = variable.removeprefix("TFINSTALL_").lower().replace("_", "-")
    assert gathered(tmp_path, environ={variable: text})[name] == (value, variable)


def test_an_empty_variable_sets_nothing(tmp_path: Path) -> None:
    assert gathered(tmp_path, environ={"TFINSTALL_TIMEOUT": ""}) == {}


BAD = {
    "a number": ("[tool.tfinstall]\ntimeout = 'soon'", "timeout"),
    "a choice": ("[tool.tfinstall]\naccelerator = 'gpu'", "cuda"),
    "an unknown key": ("[tool.tfinstall]\npyhton = '3.10'", "python"),
    "no table": ("[tool]\ntfinstall = 3", "table"),
    "no TOML": ("[tool", "pyproject.toml"),
    "what only a person may say": ("[tool.tfinstall]\nrecreate = true", "recreate"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_bad_file_is_named_with_what_would_be_right(
    tmp_path: Path, case: tuple[str, str]
) -> None:
    project, told = case
    with pytest.raises(TfinstallError) as raised:
        gathered(tmp_path, project=project)
    assert raised.value.diagnosis.cause == "config-invalid"
    assert told in raised.value.diagnosis.title


@pytest.mark.parametrize("name", ["proxy", "index-url", "extra-index-url"])
def test_what_may_hold_a_password_is_configurable_and_never_quoted(name: str) -> None:
    option = next(each for each in OPTIONS if each.name == name)
    assert option.configurable
    assert option.variable.startswith("TFINSTALL_")


def test_every_option_is_named_once() -> None:
    names = [option.name for option in OPTIONS]
    shorts = [option.short for option in OPTIONS if option.short]
    assert len(set(names)) == len(names)
    assert len(set(shorts)) == len(shorts)
