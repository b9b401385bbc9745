"""The list of commands. A new one is a row here and a file beside this one."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

import tfinstall
from tfinstall.cli.options import BY_NAME, OUTPUT_OPTIONS
from tfinstall.diagnosis import failure
from tfinstall.model import Remedy
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfinstall.cli.screen import Screen
    from tfinstall.cli.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One parsed command line, with all settings merged."""

    arguments: argparse.Namespace
    passthrough: tuple[str, ...]
    settings: Settings
    screen: Screen


class Module(Protocol):
    """What a command's file offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, call: Call) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A verb; its file is imported only when it is the one that was typed."""

    name: str
    module: str
    summary: str

    def parse(self, argv: Sequence[str]) -> tuple[argparse.Namespace, tuple[str, ...]]:
        """Its arguments, and everything after `--` untouched; raises `usage`."""
        words, passthrough = _split(argv)
        parser = Parser(
            prog="tfinstall" if self.name == "install" else f"tfinstall {self.name}",
            description=self.summary,
            allow_abbrev=False,
        )
        self._load().configure(parser)
        if self.name == "install":
            parser.epilog = _overview()
            parser.formatter_class = argparse.RawDescriptionHelpFormatter
            parser.add_argument("--version", action="store_true", help="print the version and stop")
        # Options may stand between positional words: `matrix certify --resolve 2.10`.
        return parser.parse_intermixed_args(words), passthrough

    def run(self, call: Call) -> int:
        if getattr(call.arguments, "version", False):
            sys.stdout.write(f"tfinstall {tfinstall.__version__}\n")
            return 0
        return self._load().run(call)

    def _load(self) -> Module:
        return cast("Module", import_module(f"tfinstall.cli.{self.module}"))


COMMANDS = (
    Command(
        name="install",
        module="install",
        summary="Install TensorFlow into an environment in which it is proved to work.",
    ),
    Command(
        name="plan",
        module="plan",
        summary="Show all that an install would do, and why; touch nothing.",
    ),
    Command(
        name="why",
        module="why",
        summary="Explain why a TensorFlow does or does not fit a Python and a platform.",
    ),
    Command(
        name="lock",
        module="lock",
        summary="Write a lock file with hashes, for this machine or another one.",
    ),
    Command(
        name="sync",
        module="sync",
        summary="Make exactly the environment of a lock file, whoever made the lock.",
    ),
    Command(
        name="export",
        module="export",
        summary="Write a Dockerfile, requirements, constraints or a conda environment.",
    ),
    Command(
        name="verify",
        module="verify",
        summary="Prove again that an environment's TensorFlow works.",
    ),
    Command(
        name="diagnose",
        module="diagnose",
        summary="Name the cause in any pip, uv or conda log, or TensorFlow import traceback.",
    ),
    Command(name="causes", module="causes", summary="List the causes of failure, or explain one."),
    Command(
        name="matrix",
        module="matrix",
        summary="Show, refresh or check the compatibility matrix.",
    ),
)
NAMES = {command.name: command for command in COMMANDS}
NOT_COMMANDS = frozenset({"latest", "nightly"})
EXAMPLES = """\
examples:
  tfinstall 2.10                 the newest patch release of 2.10, into .venv
  tfinstall                      the newest TensorFlow that fits this machine
  tfinstall 2.15 --with pandas   with something beside it
  tfinstall plan ">=2.12,<2.16"  what would be done, and why
  tfinstall why 2.10 --python 3.13
"""


class Parser(argparse.ArgumentParser):
    """argparse whose errors are diagnoses like all others."""

    def error(self, message: str) -> NoReturn:
        import difflib  # noqa: PLC0415  (start-up time)

        remedies = []
        for word in message.split():
            close = difflib.get_close_matches(word.lstrip("-"), BY_NAME, n=1, cutoff=0.75)
            if word.startswith("--") and close and word != f"--{close[0]}":
                remedies.append(Remedy(text=f"Perhaps you meant `--{close[0]}`"))
        remedies.append(Remedy(text="See all options", command=f"{self.prog} --help"))
        raise failure("usage", message, remedies=tuple(remedies))


def find(argv: Sequence[str]) -> tuple[Command, list[str]]:
    """The command that is meant and its words; no verb at all means `install`.

    Output options may stand before the verb: `tfinstall --json plan 2.10`.
    """
    words = list(argv)
    position = 0
    while position < len(words):
        word = words[position]
        if word in NAMES:
            return NAMES[word], words[:position] + words[position + 1 :]
        option = BY_NAME.get(word.removeprefix("--").split("=")[0])
        if option is None or option.name not in OUTPUT_OPTIONS or not word.startswith("--"):
            break
        position += 1 if option.kind == "flag" or "=" in word else 2
    if position < len(words):
        _refuse_misspelled(words[position])
    return NAMES["install"], words


def _refuse_misspelled(word: str) -> None:
    """`instal 2.10` means a command, not a TensorFlow called `instal`."""
    if not word.isalpha() or word in NOT_COMMANDS:
        return
    import difflib  # noqa: PLC0415  (start-up time)

    close = difflib.get_close_matches(word, NAMES, n=1, cutoff=0.7)
    if close:
        raise failure(
            "usage",
            f"`{word}` is neither a command nor a TensorFlow",
            remedies=(Remedy(text="Perhaps you meant", command=f"tfinstall {close[0]}"),),
        )


def _split(argv: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    words = list(argv)
    if "--" not in words:
        return words, ()
    at = words.index("--")
    return words[:at], tuple(words[at + 1 :])


def _overview() -> str:
    width = max(len(name) for name in NAMES)
    rows = (f"  {command.name.ljust(width)}  {command.summary}" for command in COMMANDS)
    return "commands:\n" + "\n".join(rows) + "\n\n" + EXAMPLES
