from __future__ import annotations

import pytest

from tfinstall.resolution.python_commands import python_command, python_commands

COMMANDS = [
    ("uv", "uv python install 3.10"),
    ("mise", "mise install python@3.10"),
    ("pyenv", "pyenv install 3.10"),
    ("asdf", "asdf install python latest:3.10"),
    ("conda", "conda create --yes --name py310 python=3.10"),
    ("mamba", "mamba create --yes --name py310 python=3.10"),
    ("micromamba", "micromamba create --yes --name py310 python=3.10"),
    ("brew", "brew install python@3.10"),
    ("winget", "winget install Python.Python.3.10"),
    ("dnf", "dnf install python3.10"),
    ("apt-get", "apt-get install python3.10 python3.10-venv"),
    ("sudo apt-get", "sudo apt-get install python3.10 python3.10-venv"),
]


@pytest.mark.parametrize(("installer", "text"), COMMANDS, ids=[tool for tool, _ in COMMANDS])
def test_each_tool_is_asked_in_its_own_words(installer: str, text: str) -> None:
    command = python_command("3.10", [installer])
    assert command is not None
    assert command.text == text
    assert command.argv == tuple(text.split())


def test_a_tool_that_fetches_comes_before_one_that_compiles() -> None:
    tools = [command.tool for command in python_commands("3.10", ["apt-get", "pyenv", "uv"])]
    assert tools == ["uv", "pyenv", "apt-get"]


def test_a_python_that_a_tool_no_longer_has_is_left_to_the_next() -> None:
    command = python_command("3.6", ["uv", "brew", "pyenv"])
    assert command is not None
    assert command.text == "pyenv install 3.6"


def test_without_a_tool_there_is_no_command() -> None:
    assert python_command("3.10", []) is None


def test_what_a_distribution_may_not_have_is_said_to_be_uncertain() -> None:
    command = python_command("3.10", ["dnf"])
    assert command is not None
    assert not command.certain


@pytest.mark.parametrize("minor", ["3", "3.10.1", "three", "3.10; rm"])
def test_only_a_minor_release_can_be_got(minor: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        python_command(minor, ["uv"])
