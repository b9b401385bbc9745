"""Draws docs/run.svg: real runs of `tfinstall` in a pseudo terminal, as a terminal shows them.

    python3 dev.py picture

Nothing is typed by hand: the bytes that the commands write go through a terminal emulator, and
its cells become text of an SVG file. Only the names of folders are shortened, as a shell does it:
the folder of the run is `~/project`, the user's home `~`. Needs a system with pseudo terminals.
"""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMANDS = (("2.10",), ("2.10", "--python", "3.13"))
"""One that ends well, although the `python` of this machine does not fit; and a refusal."""
COLUMNS, ROWS = 96, 60
TARGET = Path(__file__).with_name("run.svg")

CELL, LINE, SIZE = 8.43, 20, 14
"""Pixels: the width of a character, the height of a line, the size of the font."""
MARGIN, BAR = 22, 40
BACKGROUND, FOREGROUND, DIM, FRAME = "#11151c", "#d5dbe5", "#7d8899", "#262d38"
COLORS = {
    "red": "#ff7b72",
    "green": "#56d364",
    "brown": "#e3b341",
    "blue": "#79c0ff",
    "magenta": "#d2a8ff",
    "cyan": "#5ccfe6",
    "white": "#ffffff",
}
LIGHTS = ("#ff5f57", "#febc2e", "#28c840")
FONT = "ui-monospace, 'SF Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
TITLE = (
    "tfinstall 2.10 ends in a TensorFlow that works; "
    "with Python 3.13 it says why not, and what would fit"
)
FAINT = b"\x1b[35m"
"""pyte knows no faint text; magenta, which tfinstall never writes, carries it to the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one line that look the same."""

    column: int
    text: str
    color: str
    bold: bool


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tfinstall-picture-") as folder:
        typed = [typescript(words, Path(folder)) for words in COMMANDS]
    lines = [line for said in typed for line in (*shown(said), [])][:-1]
    TARGET.write_text(drawn(lines), encoding="utf-8")
    print(TARGET)
    return 0


def typescript(words: Sequence[str], folder: Path) -> bytes:
    """A prompt, the command, and every byte that it writes to its terminal."""
    print(f"tfinstall {' '.join(words)} ...", file=sys.stderr, flush=True)
    prompt = f"\x1b[1;32m$\x1b[0m \x1b[1mtfinstall {' '.join(words)}\x1b[0m\r\n".encode()
    return prompt + written([sys.executable, "-m", "tfinstall", *words], folder)


def written(command: Sequence[str], folder: Path) -> bytes:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    hidden = ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "LINES")
    environ = {name: value for name, value in os.environ.items() if name not in hidden}
    environ |= {"TERM": "xterm-256color", "SHELL": "/bin/bash", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdin=slave, stdout=slave, stderr=slave
    ):
        os.close(slave)
        parts = list(read(master))
    os.close(master)
    return shortened(b"".join(parts), folder)


def read(terminal: int) -> Iterator[bytes]:
    """Until the other side is closed, which Linux tells by an error and macOS by no bytes."""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            return
        if not part:
            return
        yield part


def shortened(written: bytes, folder: Path) -> bytes:
    for path, name in ((folder.resolve(), b"~/project"), (Path.home(), b"~")):
        written = written.replace(os.fsencode(path), name)
    return written


def shown(said: bytes) -> list[list[Run]]:
    """What stands on the screen when all is written, line by line."""
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.ByteStream(screen).feed(said.replace(b"\x1b[2m", FAINT))
    lines = [list(runs(screen, row)) for row in range(ROWS)]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def runs(screen: pyte.Screen, row: int) -> Iterator[Run]:
    cells = [(column, screen.buffer[row][column]) for column in range(COLUMNS)]
    for (color, bold), group in groupby(cells, key=lambda cell: (cell[1].fg, cell[1].bold)):
        same = list(group)
        text = "".join(cell.data for _, cell in same)
        if text.strip():
            yield Run(column=same[0][0], text=text.rstrip(), color=color, bold=bold)


def drawn(lines: Sequence[Sequence[Run]]) -> str:
    return "\n".join((*framed(len(lines)), *texts(lines), "</svg>\n"))


def framed(count: int) -> Iterator[str]:
    """The window of a terminal with that many lines."""
    width = round(COLUMNS * CELL + 2 * MARGIN)
    height = BAR + count * LINE + MARGIN
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONT}" font-size="{SIZE}">'
    )
    yield f"<title>{TITLE}</title>"
    yield (
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" '
        f'fill="{BACKGROUND}" stroke="{FRAME}"/>'
    )
    for at, light in enumerate(LIGHTS):
        yield f'<circle cx="{MARGIN + 6 + at * 20}" cy="{BAR // 2}" r="6" fill="{light}"/>'


def texts(lines: Sequence[Sequence[Run]]) -> Iterator[str]:
    for row, line in enumerate(lines):
        yield from (text(run, row) for run in line)


def text(run: Run, row: int) -> str:
    """A run of text; `textLength` keeps the columns whatever font the reader has."""
    indent = len(run.text) - len(run.text.lstrip())
    said = run.text.strip()
    x = MARGIN + (run.column + indent) * CELL
    y = BAR + row * LINE + LINE * 0.7
    weight = ' font-weight="600"' if run.bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{color(run)}"{weight} '
        f'textLength="{len(said) * CELL:.1f}" xml:space="preserve">{escape(said)}</text>'
    )


def color(run: Run) -> str:
    if run.color == "magenta":
        return DIM
    if run.color == "default":
        return COLORS["white"] if run.bold else FOREGROUND
    return COLORS.get(run.color, FOREGROUND)


if __name__ == "__main__":
    sys.exit(main())
