"""Bytes of any origin become the lines that a person would read."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfinstall.diagnosis import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "ERROR: [Errno 28] Auf dem Gerät ist kein Speicherplatz mehr verfügbar\n终\n"


def lines(*chunks: bytes) -> list[str]:
    return list(decode(chunks))


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with a byte order mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), id="UTF-16 of PowerShell"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 without a byte order mark"),
    ],
)
def test_encodings_are_recognised(encoded: bytes) -> None:
    assert lines(encoded) == TEXT.splitlines()


def test_broken_bytes_do_not_hide_the_rest() -> None:
    assert lines(b"\xff\xfeERROR"[2:], b": \xe4\xf6 [Errno 28]\n") == ["ERROR: �� [Errno 28]"]


@pytest.mark.parametrize("width", [1, 2, 3, 7])
def test_chunks_may_be_cut_anywhere(width: int) -> None:
    encoded = TEXT.encode()
    assert lines(*(encoded[at : at + width] for at in range(0, len(encoded), width))) == (
        TEXT.splitlines()
    )


def test_windows_line_ends() -> None:
    assert lines(b"one\r\ntwo\r\n") == ["one", "two"]


def test_empty_lines_keep_their_numbers() -> None:
    assert lines(b"one\n\n\nfour") == ["one", "", "", "four"]


def test_colours_are_taken_off() -> None:
    assert lines(b"\x1b[31mERROR: \x1b[1;4mx\x1b[0m\n") == ["ERROR: x"]


def test_what_a_progress_bar_overwrote_is_gone_and_the_error_beside_it_stays() -> None:
    bar = "     |██████     | 10.0MB 1.0MB/s eta 0:00:05"
    raw = f"{bar}\r{bar}\rERROR: [Errno 28] full\n".encode()
    assert lines(raw) == ["ERROR: [Errno 28] full"]


@pytest.mark.parametrize(
    "prefixed",
    [
        pytest.param("#12 34.56 ERROR: x", id="BuildKit"),
        pytest.param("2024-05-01T10:00:00.1234567Z ERROR: x", id="GitHub Actions"),
        pytest.param("2024-05-01T10:00:00,123 ERROR: x", id="pip's own log"),
        pytest.param("2024-05-01T10:00:00.1234567Z ##[error]ERROR: x", id="an annotation"),
        pytest.param("section_start:1560896352:step_script\r\x1b[0KERROR: x", id="GitLab"),
        pytest.param("2024-05-01T10:00:00.000000Z 01O ERROR: x", id="GitLab with time stamps"),
        pytest.param("[2021-03-01T10:00:00.000Z] ERROR: x", id="Jenkins"),
        pytest.param("10:15:30  ERROR: x", id="Jenkins' Timestamper"),
        pytest.param("web-1  | ERROR: x", id="docker compose"),
        pytest.param("0.611 ERROR: x", id="BuildKit's summary"),
    ],
)
def test_what_build_services_put_before_a_line_is_taken_off(prefixed: str) -> None:
    assert [line.strip() for line in lines(prefixed.encode())] == ["ERROR: x"]


def test_a_line_without_an_end_does_not_fill_the_memory() -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(400):
            yield b"x" * 65536
        yield b"[Errno 28]"

    (line,) = decode(endless())
    assert len(line) < 20_000
    assert line.endswith("[Errno 28]")


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_make_it_raise(chunks: list[bytes]) -> None:
    assert all("\n" not in line for line in decode(chunks))
