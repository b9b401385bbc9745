"""Bytes become lines, lines become progress, and secrets become stars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfinstall.effects import Progress
from tfinstall.installer.progress import ProgressReader
from tfinstall.installer.secrets import Masker, masked_url, masker
from tfinstall.installer.transcript import LONGEST, Splitter, Transcript
from tfinstall.model import PipOptions


def split(*chunks: bytes) -> list[str]:
    splitter = Splitter()
    lines = [line for chunk in chunks for line in splitter.feed(chunk)]
    return [*lines, *splitter.end()]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"one\ntwo\n", ["one", "two"]),
        (b"one\r\ntwo\r\n", ["one", "two"]),
        (b"10%\r50%\r100%\ndone", ["100%", "done"]),
        (b"10%\r50%\r", ["50%"]),
        (b"\x1b[31mred\x1b[0m\n", ["red"]),
        ("Größe\n".encode(), ["Größe"]),
        (b"\xff\n", ["�"]),
        (b"\n\n", ["", ""]),
        (b"", []),
    ],
)
def test_lines_are_what_a_terminal_shows_in_the_end(data: bytes, lines: list[str]) -> None:
    assert split(data) == lines
    assert split(*(data[at : at + 1] for at in range(len(data)))) == lines


def test_a_line_without_end_is_cut_into_pieces() -> None:
    lines = split(*([b"x" * 10_000] * 100))
    assert sum(map(len, lines)) == 1_000_000
    assert max(map(len, lines)) <= LONGEST


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_how_the_bytes_arrive_does_not_matter(chunks: list[bytes]) -> None:
    assert split(*chunks) == split(b"".join(chunks))


def test_the_first_and_the_last_lines_are_kept_with_their_numbers() -> None:
    transcript = Transcript(first=2, last=2)
    for number in range(1, 101):
        transcript.add(str(number))
    assert [(line.number, line.text) for line in transcript.lines] == [
        (1, "1"),
        (2, "2"),
        (99, "99"),
        (100, "100"),
    ]


PIP_26 = """\
Collecting big==1.0
  Downloading big-1.0-py3-none-any.whl.metadata (43 bytes)
Downloading big-1.0-py3-none-any.whl (3.0 MB)
Progress 0 of 3001
Progress 3001 of 3001
Building wheels for collected packages: old
  Building wheel for old (pyproject.toml): started
Installing collected packages: big, old
"""


def test_progress_as_pip_26_tells_it() -> None:
    reader = ProgressReader()
    wheel = "big-1.0-py3-none-any.whl"
    assert [step for line in PIP_26.splitlines() if (step := reader.read(line))] == [
        Progress(item="big==1.0", action="work"),
        Progress(item=f"{wheel}.metadata", action="download"),
        Progress(item=wheel, action="download"),
        Progress(item=wheel, action="download", done=0, total=3001),
        Progress(item=wheel, action="download", done=3001, total=3001),
        Progress(item="old", action="build"),
        Progress(item="old", action="build"),
        Progress(item="big, old", action="install"),
    ]


def test_a_length_that_pip_does_not_know_is_not_invented() -> None:
    reader = ProgressReader()
    assert reader.read("Progress 5 of 10") is None
    reader.read("  Downloading https://index.example/p/x%2B1.whl#sha256=00 (3 kB)")
    assert reader.read("Progress 5 of 0") == Progress(item="x+1.whl", action="download", done=5)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("https://me:pw@host/x", "https://me:****@host/x"),
        ("https://token@host/x", "https://****@host/x"),
        ("see https://a:b@c and http://d:e@f!", "see https://a:****@c and http://d:****@f!"),
        ("git+ssh://git@host/x", "git+ssh://git@host/x"),
        ("me:pw@proxy:3128", "me:****@proxy:3128"),
        ("nobody@host.example", "nobody@host.example"),
        ("x @ https://host/x", "x @ https://host/x"),
        ("https://host/a@b", "https://host/a@b"),
    ],
)
def test_credentials_in_urls_are_masked(text: str, masked: str) -> None:
    assert masked_url(text) == masked


def test_known_secrets_are_masked_wherever_they_turn_up() -> None:
    options = PipOptions(proxy="http://me:p%40ssword@host:1", index_url="https://ab:cd@host")
    mask = masker(options, {"HTTPS_PROXY": "me:another@host:1", "HOME": "x:y@z"})
    assert mask == Masker(("p%40ssword", "p@ssword", "another"))
    assert mask("p@ssword, p%40ssword, another, cd, me") == "****, ****, ****, cd, me"
