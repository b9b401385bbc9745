"""The command that gets a missing Python, with a tool that is on the machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MINOR = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tool:
    """How one tool is asked for a Python; `{minor}` is `3.10`, `{compact}` is `310`."""

    name: str
    arguments: str
    oldest: str = "2.7"
    """The oldest Python that it still offers."""
    certain: bool = True
    """False: whether it has that Python depends on the distribution's release."""


# The best first: tools that fetch a finished CPython before those that compile one, tools of the
# user before those of the system. uv's oldest was read from `uv python list --all-versions` of uv
# 0.13.8; brew drops a Python a year after its last release; the others' are on the safe side.
_TOOLS = (
    _Tool(name="uv", arguments="python install {minor}", oldest="3.8"),
    _Tool(name="mise", arguments="install python@{minor}"),
    _Tool(name="pyenv", arguments="install {minor}"),
    _Tool(name="asdf", arguments="install python latest:{minor}"),
    _Tool(name="conda", arguments="create --yes --name py{compact} python={minor}"),
    _Tool(name="mamba", arguments="create --yes --name py{compact} python={minor}"),
    _Tool(name="micromamba", arguments="create --yes --name py{compact} python={minor}"),
    _Tool(name="brew", arguments="install python@{minor}", oldest="3.9"),
    _Tool(name="winget", arguments="install Python.Python.{minor}", oldest="3.7"),
    _Tool(name="dnf", arguments="install python{minor}", oldest="3.6", certain=False),
    _Tool(
        name="apt-get",
        arguments="install python{minor} python{minor}-venv",
        oldest="3.6",
        certain=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonCommand:
    """A command that gets one Python; no word of it needs quoting in any shell."""

    tool: str
    argv: tuple[str, ...]
    certain: bool
    """False: it works only where the distribution has that Python."""

    @property
    def text(self) -> str:
        return " ".join(self.argv)


def python_command(minor: str, installers: Iterable[str]) -> PythonCommand | None:
    """The best command for Python `minor` (`3.10`) by `Host.python_installers`; None: none can.

    Raises ValueError where `minor` is not of the form X.Y.
    """
    return next(python_commands(minor, installers), None)


def python_commands(minor: str, installers: Iterable[str]) -> Iterator[PythonCommand]:
    """All commands that get Python `minor`, the best first."""
    if not _MINOR.fullmatch(minor):
        raise ValueError(minor)
    present = {words[-1]: words for words in map(str.split, installers) if words}
    return (
        PythonCommand(
            tool=tool.name, argv=_argv(tool, present[tool.name], minor), certain=tool.certain
        )
        for tool in _TOOLS
        if tool.name in present and Version(minor) >= Version(tool.oldest)
    )


def _argv(tool: _Tool, start: list[str], minor: str) -> tuple[str, ...]:
    """`start` is `apt-get`, or `sudo apt-get` where only that may install."""
    arguments = tool.arguments.format(minor=minor, compact=minor.replace(".", ""))
    return (*start, *arguments.split())
