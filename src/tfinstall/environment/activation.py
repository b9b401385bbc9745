"""The one line that a person types to use an environment, for each shell."""

from __future__ import annotations

import re
import shlex
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Shell = Literal["sh", "bash", "zsh", "fish", "csh", "tcsh", "nu", "powershell", "cmd"]

SHELLS: tuple[Shell, ...] = get_args(Shell)
ALIASES: Mapping[str, Shell] = {"pwsh": "powershell", "dash": "sh", "ksh": "sh", "nushell": "nu"}


def activation(environment: PurePath, shell: Shell) -> str:
    """The command that activates it, quoted for that shell: `source .venv/bin/activate`.

    The kind of path tells the system: a Windows path has its scripts in `Scripts`.
    """
    script, write = _FORMS[shell]
    return write(environment / _scripts(environment) / script)


def shell_of(environ: Mapping[str, str], *, windows: bool) -> Shell:
    """The shell that a person most likely types into, from what it left in the environment."""
    name = PurePosixPath(environ.get("SHELL", "").replace("\\", "/")).name.removesuffix(".exe")
    if windows and not environ.get("SHELL"):  # set there by Git's and MSYS2's bash only
        return "cmd" if "PROMPT" in environ else "powershell"
    known: dict[str, Shell] = {shell: shell for shell in SHELLS}
    return {**known, **ALIASES}.get(name, "sh")


def _scripts(environment: PurePath) -> str:
    return "Scripts" if isinstance(environment, PureWindowsPath) else "bin"


def _posix(word: str) -> Callable[[PurePath], str]:
    def write(path: PurePath) -> str:
        # Git's bash on Windows takes forward slashes, and would eat the backward ones. A bare
        # name would be looked up on PATH by `.`; a relative path with a slash is not.
        return f"{word} {shlex.quote(path.as_posix())}"

    return write


def _fish(path: PurePath) -> str:
    text = str(path)
    if not re.fullmatch(r"[\w./-]+", text, re.ASCII):
        text = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return f"source {text}"


def _csh(path: PurePath) -> str:
    # History substitution happens even inside quotes: `!` needs a backslash of its own.
    return f"source {shlex.quote(str(path))}".replace("!", "\\!")


def _nu(path: PurePath) -> str:
    text = str(path)
    return (
        f"overlay use {text}" if re.fullmatch(r"[\w./\\-]+", text) else f"overlay use r#'{text}'#"
    )


def _powershell(path: PurePath) -> str:
    text = str(path)
    plain = re.fullmatch(r"[\w.:/\\-]+", text)
    return text if plain and path.is_absolute() else "& '" + text.replace("'", "''") + "'"


def _cmd(path: PurePath) -> str:
    text = str(path)
    return text if re.fullmatch(r"[\w.:/\\-]+", text) else f'"{text}"'


_FORMS: Mapping[Shell, tuple[str, Callable[[PurePath], str]]] = {
    "sh": ("activate", _posix(".")),
    "bash": ("activate", _posix("source")),
    "zsh": ("activate", _posix("source")),
    "fish": ("activate.fish", _fish),
    "csh": ("activate.csh", _csh),
    "tcsh": ("activate.csh", _csh),
    "nu": ("activate.nu", _nu),
    "powershell": ("activate.ps1", _powershell),
    "cmd": ("activate.bat", _cmd),
}
