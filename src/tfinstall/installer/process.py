"""Runs one program to its end: every line handed on, no pipe ever full, and stopped politely.

The program gets a session of its own, so that the terminal's Ctrl-C reaches it once, through us:
first SIGINT, after which pip removes its temporary files, then SIGTERM, then SIGKILL. On Windows it
is CTRL_BREAK in place of the first two; seen only on Linux so far.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfinstall.environment.interrupts import stoppable
from tfinstall.installer.transcript import Splitter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

CHUNK = 1 << 16
PATIENCE = 5.0
"""Seconds that each signal has for its effect."""
LINGER = 1.0
"""Seconds that a finished program's own children may keep its output open."""
_BACKLOG = 256
_GLANCE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended."""

    returncode: int
    """Negative: killed by that signal."""
    seconds: float
    interrupted: bool = False
    """We were told to stop, and stopped it."""


def run(
    command: Sequence[str], *, environment: Mapping[str, str], on_line: Callable[[str], None]
) -> Ended:
    """Run to the end; both streams come in one order, line by line, to `on_line`.

    Ctrl-C, SIGTERM and SIGHUP stop the program and everything that it started, and are reported
    in the result. OSError where it cannot be started.
    """
    started = time.monotonic()
    interrupted = False
    with stoppable(), _started(command, environment) as process:
        output = _Output(process)
        try:
            output.hand(on_line)
            process.wait()
        except KeyboardInterrupt:
            interrupted = True
            _stop(process, output, on_line)
        finally:
            output.close()
    seconds = time.monotonic() - started
    return Ended(returncode=process.returncode, seconds=seconds, interrupted=interrupted)


@contextmanager
def _started(
    command: Sequence[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """The program, its output one pipe (two would lose the order between them); gone at the end."""
    process = subprocess.Popen(
        list(command),
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            _kill(process)
        if process.stdout is not None:
            process.stdout.close()


class _Output:
    """A program's output, read by a thread so that the pipe never fills and Ctrl-C never waits."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._chunks: queue.Queue[bytes] = queue.Queue(_BACKLOG)
        self._splitter = Splitter()
        self._closed = threading.Event()
        self._ended = False
        threading.Thread(target=self._read, daemon=True).start()

    def hand(self, on_line: Callable[[str], None], *, seconds: float | None = None) -> None:
        """Every line to `on_line`, until the output ends or the time is over."""
        for chunk in self._arriving(seconds):
            for line in self._splitter.feed(chunk):
                on_line(line)
        if self._ended:
            for line in self._splitter.end():
                on_line(line)

    def close(self) -> None:
        self._closed.set()

    def _arriving(self, seconds: float | None) -> Iterator[bytes]:
        """Chunks until the end: that of the pipe, or silence after that of the program."""
        limit = None if seconds is None else time.monotonic() + seconds
        last = time.monotonic()
        while not self._ended and (limit is None or time.monotonic() < limit):
            try:
                chunk = self._chunks.get(timeout=_GLANCE)
            except queue.Empty:
                silent = time.monotonic() - last > LINGER
                self._ended = silent and self._process.poll() is not None
                continue
            last = time.monotonic()
            self._ended = not chunk
            yield chunk

    def _read(self) -> None:
        pipe = self._process.stdout
        chunk = b"?"
        with suppress(OSError, ValueError):  # closed, when nobody wants to know any more
            while chunk and pipe is not None:
                chunk = os.read(pipe.fileno(), CHUNK)
                self._put(chunk)
        if chunk:
            self._put(b"")

    def _put(self, chunk: bytes) -> None:
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._chunks.put(chunk, timeout=_GLANCE)
                return


def _stop(
    process: subprocess.Popen[bytes], output: _Output, on_line: Callable[[str], None]
) -> None:
    """Ask, ask again, then kill; a second Ctrl-C skips the asking."""
    with suppress(KeyboardInterrupt):
        for number in _asking():
            _send(process, number)
            output.hand(on_line, seconds=PATIENCE)
            with suppress(subprocess.TimeoutExpired):  # the output may end a little earlier
                process.wait(LINGER)
                break
    _kill(process)


def _asking() -> tuple[int, ...]:
    if sys.platform == "win32":
        return (signal.CTRL_BREAK_EVENT,)
    return (signal.SIGINT, signal.SIGTERM)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program, and what it may have left running: compilers, a pip inside pip."""
    if sys.platform == "win32":
        process.kill()
    else:
        _send(process, signal.SIGKILL)
    process.wait()


def _send(process: subprocess.Popen[bytes], number: int) -> None:
    """To the whole group, which keeps its number as long as anyone of it lives."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.send_signal(number)
        else:
            os.killpg(process.pid, number)
