"""Runs one child in its own process group, within a time limit, and keeps what it printed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from tfinstall.model import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

GRACE = 5.0
"""Seconds between asking a process to stop and ending it."""
KEPT = 1000
"""Lines kept from each end of the output."""
LONGEST = 4000
"""Bytes kept of one line."""

# Variables by which a surrounding Python, environment or launcher would reach into the child.
FOREIGN = ("PYTHON", "VIRTUAL_ENV", "_OLD_VIRTUAL_", "__PYVENV_LAUNCHER__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A child that has ended."""

    returncode: int
    """Negative: killed by that signal (POSIX); Windows' crash codes are large positive numbers."""
    output: tuple[Line, ...]
    seconds: float
    timed_out: bool = False


def clean_environ(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The surroundings of a child that must see only its own environment's packages."""
    source = os.environ if environ is None else environ
    return {name: value for name, value in source.items() if not name.upper().startswith(FOREIGN)}


def run(
    command: Sequence[str | Path], *, cwd: Path, environ: Mapping[str, str], limit: float
) -> Finished:
    """Run to the end, or to the limit (seconds), then end the whole group.

    Raises OSError where the program cannot be started, and lets KeyboardInterrupt through after
    the group is gone.
    """
    started = time.monotonic()
    child = _start(command, cwd, environ)
    drain = _Drain(child)
    timed_out = False
    try:
        child.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        timed_out = True
        _interrupt(child)
    finally:
        _end_group(child)
        drain.finish()
    return Finished(
        returncode=child.returncode,
        output=drain.lines(),
        seconds=time.monotonic() - started,
        timed_out=timed_out,
    )


def _start(
    command: Sequence[str | Path], cwd: Path, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    # A group of its own: what the child starts can be ended with it, and the terminal's Ctrl-C
    # comes to us first. CREATE_NEW_PROCESS_GROUP exists on Windows only.
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
        creationflags=flags,
    )


def _interrupt(child: subprocess.Popen[bytes]) -> None:
    """Ask as Ctrl-C would, so that a Python shows where it hangs, and wait a little."""
    with suppress(OSError):
        if sys.platform == "win32":
            child.send_signal(signal.CTRL_BREAK_EVENT)
        else:
            os.killpg(child.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        child.wait(timeout=GRACE)


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """End the child and everything that it left behind."""
    if sys.platform == "win32":
        if child.poll() is None:  # only a living parent still knows its children there
            taskkill = os.path.join(os.environ.get("SYSTEMROOT", "C:\\Windows"), "System32")  # noqa: PTH118  (a Windows path, whatever the checker runs on)
            subprocess.run(
                [f"{taskkill}\\taskkill.exe", "/T", "/F", "/PID", str(child.pid)],
                check=False,
                capture_output=True,
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


class _Drain:
    """Reads the pipe beside the waiting, so that neither side can block the other."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._first: list[Line] = []
        self._last: deque[Line] = deque(maxlen=KEPT)
        self._count = 0
        self._pipe = child.stdout
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        if self._pipe is None:
            return
        with suppress(ValueError, OSError):  # closed under us, by `finish`
            while line := _one_line(self._pipe):
                self._keep(line)

    def _keep(self, raw: bytes) -> None:
        self._count += 1
        # A progress bar rewrites its line: what was last written over it is what a person sees.
        text = raw.decode("utf-8", "replace").rstrip("\r\n").rpartition("\r")[2]
        line = Line(text=text, number=self._count)
        (self._first if len(self._first) < KEPT else self._last).append(line)

    def finish(self) -> None:
        """Wait for the rest; a stray grandchild that left the group may hold the pipe open."""
        self._thread.join(timeout=GRACE)
        if self._pipe is not None and not self._thread.is_alive():
            self._pipe.close()

    def lines(self) -> tuple[Line, ...]:
        return (*self._first, *self._last)


def _one_line(pipe: IO[bytes]) -> bytes:
    """The next line, cut to a length that a memory can bear; empty at the end."""
    line = pipe.readline(LONGEST)
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = pipe.readline(LONGEST)
    return line
