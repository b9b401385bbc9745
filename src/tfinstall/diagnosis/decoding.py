"""Bytes of any log → lines of text: encodings, colours, progress bars and others' prefixes."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 6000
"""Characters of a line that are kept; what is longer loses its middle."""
_HEAD = LONGEST * 2 // 3
_PENDING = 1 << 16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_LONGEST_BOM = 4

_ESCAPES = (
    r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)|[()][0-9A-B]|[=>NOM78c])"
)
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_ODD = r"[\x00-\x08\x0b-\x1f\x7f]"
"""The same with the carriage return: whatever is not simply shown where it stands."""
_DELETED = dict.fromkeys((*range(9), *range(11, 32), 127))
_BAR = r"[━╸╺█▉▊▋▌▍▎▏■░#=\-|]{6}[^A-Za-z]{0,40}\d|^\s*(?:\|\s*)?$|^\s*\d{1,3}%"

_STAMPS = (
    # GitHub Actions' downloaded log: `2024-05-01T10:00:00.1234567Z ERROR: ...`;
    # pip's own --log has a comma or `+0000` in the place of the Z
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?,? ?",
    # GitLab's stream and continuation marks after its time stamp
    r"\d\d[EO] ?\+?(?= )",
    # the summary that BuildKit prints at the end: `0.611 error: ...`
    r"\d{1,5}\.\d{3} (?=\S)",
    # Jenkins' Timestamper: `10:15:30  ERROR`
    r"\d\d:\d\d:\d\d {1,2}(?=\S)",
)
_PREFIXES = {
    # first character: what may stand before the program's own words
    **dict.fromkeys("0123456789", _STAMPS),
    "\ufeff": (r"\ufeff",),
    # GitLab: `section_start:1560896352:step_script`
    "s": (r"section_(?:start|end):\d+:[\w.-]+(?:\[[^\]]{0,80}\])?\s?",),
    # BuildKit: `#12 34.56 ERROR: ...`, `#12 [4/7] RUN ...`; Azure: `##[error]ERROR`
    "#": (
        r"#\d{1,4} (?:\d{1,6}\.\d{1,3} ?)?",
        r"##\[(?:error|warning|debug|command|group|endgroup|section)\]",
    ),
    ":": (r"::(?:error|warning|debug|notice)[^:]{0,200}::",),
    # `[10:15:30] `, `[00:07] `, `[2024-05-01 10:15:30,123] `, `[stderr] `
    "[": (
        r"\[(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,6})?Z?\] ",
        r"\[(?:stderr|stdout|pip|build)\] ",
    ),
    # Heroku and Dokku, whose build speaks through git
    "r": (r"remote: ",),
    " ": (r" > ?\[[^\]]{1,40}\]:? ?(?=\S)",),
    ">": (r"> (?=(?:ERROR|error|Traceback|Collecting|WARNING))",),
}
# docker compose: `web-1  | ERROR: ...`
_COMPOSE = r"[a-z][\w.-]{0,40} +\| "
_WIDEST = 48
_DEEPEST = 3
"""A time stamp, then a service's mark, then a build step's."""


_compiled = cache(re.compile)
"""Most logs need few of these expressions."""


def decode(chunks: Iterable[bytes]) -> Iterator[str]:
    """Each line of the log as plain text, in the order and with the numbers of the file.

    Never raises on what the bytes are; holds one chunk and one line, however long, at a time.
    """
    for block in blocks(chunks):
        yield from map(without_prefixes, block)


def blocks(chunks: Iterable[bytes]) -> Iterator[list[str]]:
    """The lines as a terminal would show them, as many at a time as a chunk has."""
    pending = ""
    for text in _text(chunks):
        whole = pending + text
        lines = whole.split("\n")
        pending = lines.pop()
        if lines:
            yield _shown(lines, odd=_is_odd(whole))
        if len(pending) > _PENDING:
            pending = _cut(pending)
    if pending:
        yield _shown([pending], odd=True)


def _is_odd(text: str) -> bool:
    """Whether anything in it has to be taken off at all; most logs are plain text throughout."""
    if text.isascii():  # ten times as fast as the search
        return len(text.translate(_DELETED)) != len(text)
    return _compiled(_ODD).search(text) is not None


def _shown(lines: list[str], *, odd: bool) -> list[str]:
    if odd:
        return [_visible(line) for line in lines]
    if max(map(len, lines)) > LONGEST:
        return [_cut(line) for line in lines]
    return lines


def _visible(line: str) -> str:
    """One line without colours and progress bars."""
    line = _cut(line.rstrip("\r"))
    if "\x1b" in line:
        line = _compiled(_ESCAPES).sub("", line)
    if "\r" in line:
        line = _overwritten(line)
    if not line.isprintable():
        line = _compiled(_CONTROLS).sub("", line)
    return line


def without_prefixes(line: str) -> str:
    """One line without what build services put before it."""
    for _ in range(_DEEPEST):
        found = _prefix(line)
        if not found:
            break
        line = line[found:]
    return line


def _prefix(line: str) -> int:
    """How many characters of a service stand before the program's own."""
    for expression in _PREFIXES.get(line[:1], ()):
        found = _compiled(expression).match(line)
        if found is not None:
            return found.end()
    if " | " in line[:_WIDEST]:
        found = _compiled(_COMPOSE).match(line)
        return found.end() if found is not None else 0
    return 0


def _overwritten(line: str) -> str:
    """What a terminal would show, and whatever was not a progress bar before it."""
    parts = [part.rstrip() for part in line.split("\r")]
    bar = _compiled(_BAR)
    kept = [part for part in parts[:-1] if part and not bar.search(part)]
    last = parts[-1] or (parts[-2] if len(parts) > 1 else "")
    return " ".join([*kept[-8:], last]) if kept[-1:] != [last] else " ".join(kept[-8:])


def _cut(line: str) -> str:
    if len(line) <= LONGEST:
        return line
    return line[:_HEAD] + " … " + line[-(LONGEST - _HEAD) :]


def _text(chunks: Iterable[bytes]) -> Iterator[str]:
    source = iter(chunks)
    first = next(source, b"")
    while 0 < len(first) < _LONGEST_BOM:
        more = next(source, None)
        if more is None:
            break
        first += more
    decoder = codecs.getincrementaldecoder(_encoding(first))(errors="replace")
    yield decoder.decode(first)
    for chunk in source:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _encoding(start: bytes) -> str:
    for bom, name in _BOMS:
        if start.startswith(bom):
            return name
    sample = start[:400]
    if len(sample) >= _LONGEST_BOM:
        if sample[1::2].count(0) > len(sample) * 0.4:
            return "utf-16-le"
        if sample[::2].count(0) > len(sample) * 0.4:
            return "utf-16-be"
    return "utf-8"
