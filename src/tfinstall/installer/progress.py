"""Reads from pip's lines how far it is; claims nothing that the line does not say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tfinstall.effects import Progress

if TYPE_CHECKING:
    from typing import Literal

_RAW = re.compile(r"^Progress (?P<done>\d+) of (?P<total>\d+)$")
_STEPS: tuple[tuple[str, Literal["download", "install", "build", "work"], re.Pattern[str]], ...] = (
    # Collecting numpy<2,>=1.20
    ("{0}", "work", re.compile(r"^Collecting (\S+)")),
    #   Downloading numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.whl (18.2 MB)
    #   Downloading https://index.example/packages/numpy-1.26.4.whl (18.2 MB)
    ("{0}", "download", re.compile(r"^\s*Downloading (?:\S*/)?([^\s/?#]+)")),
    #   Using cached numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.whl (18.2 MB)
    ("{0}", "work", re.compile(r"^\s*Using cached (?:\S*/)?([^\s/?#]+)")),
    # Building wheel for gast (setup.py): started
    ("{0}", "build", re.compile(r"^\s*Building wheels? for (?:collected packages: )?([^\s,]+)")),
    #   Installing build dependencies: started
    ("build dependencies", "build", re.compile(r"^\s*Installing build dependencies")),
    #   Preparing metadata (pyproject.toml): started
    ("metadata", "build", re.compile(r"^\s*(?:Preparing|Getting requirements to build)")),
    # INFO: pip is looking at multiple versions of numpy to determine ...
    ("{0}", "work", re.compile(r"pip is looking at multiple versions of (\S+)")),
    # Installing collected packages: six, numpy
    ("{0}", "install", re.compile(r"^\s*Installing collected packages: (.+)$")),
)


class ProgressReader:
    """One run of pip, line by line."""

    def __init__(self) -> None:
        self._current: Progress | None = None

    def read(self, line: str) -> Progress | None:
        """What this line says about the progress; None: nothing."""
        raw = _RAW.match(line)
        if raw is None:
            return self._step(line)
        if self._current is None:
            return None
        total = int(raw["total"]) or None  # pip writes 0 where the length is unknown
        self._current = replace(self._current, done=int(raw["done"]), total=total)
        return self._current

    def _step(self, line: str) -> Progress | None:
        for item, action, pattern in _STEPS:
            found = pattern.search(line)
            if found:
                text = unquote(item.format(*found.groups()))
                self._current = Progress(item=text, action=action)
                return self._current
        return None


def is_raw(line: str) -> bool:
    """Whether this is one of pip's many lines of raw progress, of which no log is in need."""
    return _RAW.match(line) is not None
