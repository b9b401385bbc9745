"""Colour and signs, added last; never the only carrier of a meaning."""

from __future__ import annotations

import re
import shutil
import textwrap
from typing import TYPE_CHECKING, Literal, TextIO

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

Role = Literal["title", "good", "bad", "warn", "dim", "command", "label"]

_CODES: dict[Role, str] = {
    "title": "1",
    "good": "32",
    "bad": "1;31",
    "warn": "33",
    "dim": "2",
    "command": "1;36",
    "label": "36",
}
_SIGNS = {"✓": "ok", "×": "x", "→": "->", "·": "-", "—": "-", "!": "!", "│": "|", "…": "..."}
MAX_WIDTH = 100
MIN_WIDTH = 40
_TICKED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """How to draw on one stream."""

    color: bool = False
    unicode: bool = True
    width: int = 80

    def __call__(self, role: Role, text: str) -> str:
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.color and text else text

    def sign(self, char: str) -> str:
        """The sign, or its ASCII stand-in where the stream is not UTF-8."""
        return char if self.unicode else _SIGNS.get(char, char)

    def plain(self, text: str) -> str:
        """Text with the signs that messages may hold made safe for this stream."""
        if self.unicode:
            return text
        for char, stand_in in _SIGNS.items():
            text = text.replace(char, stand_in)
        return text.encode("ascii", "backslashreplace").decode("ascii")

    def prose(self, text: str, *, indent: str = "", hanging: str | None = None) -> str:
        """A paragraph folded to the width; commands in back-ticks are painted."""
        folded = textwrap.fill(
            self.plain(text),
            width=max(MIN_WIDTH, min(self.width, MAX_WIDTH)),
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return (
            _TICKED.sub(lambda match: self("command", match[0]), folded) if self.color else folded
        )


def paint_for(stream: TextIO, color: str, environ: Mapping[str, str]) -> Paint:
    """What this stream can show; `color` is `auto`, `always` or `never`."""
    return Paint(
        color=_colored(stream, color, environ),
        unicode="utf" in (stream.encoding or "").lower(),
        width=shutil.get_terminal_size().columns,
    )


def _colored(stream: TextIO, color: str, environ: Mapping[str, str]) -> bool:
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"
