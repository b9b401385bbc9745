"""Whole messages, compared by equality: plain, ASCII and coloured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tfinstall.cli.render import text
from tfinstall.cli.render.paint import Paint, paint_for
from tfinstall.model import Diagnosis, Evidence, Remedy

FOUND = Diagnosis(
    cause="proxy-auth",
    title="The proxy `proxy.example` wants a login",
    explanation="It answered 407.",
    blame="network",
    exit_code=21,
    transient=False,
    evidence=(
        Evidence(source="pip", line=12, text="ERROR: 407 Proxy Authentication Required"),
        Evidence(source="this machine", text="HTTPS_PROXY names no user"),
    ),
    remedies=(
        Remedy(text="Give the login", command="export HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT"),
        Remedy(text="Or ask who runs it"),
    ),
    also_seen=("version-not-found",),
    log=Path("pip.log"),
)
PLAIN = """\
error: proxy-auth
× The proxy `proxy.example` wants a login
  It answered 407.

evidence
  pip:12  ERROR: 407 Proxy Authentication Required
  this machine  HTTPS_PROXY names no user

what to do
  → Give the login
      export HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT
  → Or ask who runs it

lies with the network · exit code 21 · also seen: version-not-found · log: pip.log
"""


def test_a_diagnosis_in_full() -> None:
    assert text.diagnosis(FOUND, Paint()) == PLAIN


def test_the_same_in_ascii() -> None:
    expected = PLAIN.replace("×", "x").replace("→", "->").replace("·", "-")
    shown = text.diagnosis(FOUND, Paint(unicode=False))
    assert shown == expected
    assert shown.isascii()


def test_colour_adds_nothing_but_colour() -> None:
    colored = text.diagnosis(FOUND, Paint(color=True))
    assert "\x1b[1;31merror\x1b[0m: \x1b[1mproxy-auth\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == PLAIN


class Stream:
    """A stream of which only the manners count."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        self.encoding = encoding
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


COLORS = {
    "a terminal": (True, "auto", {}, True),
    "a pipe": (False, "auto", {}, False),
    "NO_COLOR on a terminal": (True, "auto", {"NO_COLOR": "1"}, False),
    "FORCE_COLOR in a pipe": (False, "auto", {"FORCE_COLOR": "1"}, True),
    "a dumb terminal": (True, "auto", {"TERM": "dumb"}, False),
    "always, whatever NO_COLOR says": (False, "always", {"NO_COLOR": "1"}, True),
    "never, on a terminal": (True, "never", {"FORCE_COLOR": "1"}, False),
}


@pytest.mark.parametrize("case", COLORS.values(), ids=COLORS)
def test_who_gets_colour(case: tuple[bool, str, dict[str, str], bool]) -> None:
    terminal, color, environ, expected = case
    stream = Stream(terminal=terminal)
    assert paint_for(stream, color, environ).color is expected  # type: ignore[arg-type]  # enough


def test_a_stream_that_is_not_utf8_gets_ascii() -> None:
    stream = Stream(terminal=False, encoding="ascii")
    assert not paint_for(stream, "auto", {}).unicode  # type: ignore[arg-type]  # enough of one
