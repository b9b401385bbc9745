"""Ctrl-C and SIGTERM while pip works: nothing goes on, nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.installer.conftest import command_lines
from tests.support.index import Fault, LoopbackIndex
from tests.support.wheels import build_sdist, build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import install
from tfinstall.installer.sites import installed
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tfinstall.installer import InstallOrder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

STUBBORN = """
import signal, time
for each in (signal.SIGINT, signal.SIGTERM):
    signal.signal(each, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""


@pytest.fixture
def slow(index: LoopbackIndex) -> LoopbackIndex:
    """A download that would take minutes."""
    build_wheel(index.directory, "big", "1.0", files={"big.bin": os.urandom(2_000_000)})
    index.faults.append(Fault(path="/files/big.*whl$", rate=20_000))
    return index


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_a_download_and_everything_of_it(
    slow: LoopbackIndex, order: InstallOrder, number: signal.Signals
) -> None:
    def downloading() -> bool:
        return any(seen.path.endswith(".whl") for seen in slow.seen)

    before = signal.getsignal(signal.SIGTERM)
    with signalled(number, when=downloading), pytest.raises(TfinstallError) as caught:
        install(replace(order, requirements=("big",)), reporter=Silent())
    diagnosis = caught.value.diagnosis
    assert (diagnosis.cause, diagnosis.exit_code) == ("interrupted", 130)
    assert diagnosis.log is not None
    assert "Operation cancelled by user" in diagnosis.log.read_text()
    assert signal.getsignal(signal.SIGTERM) == before
    assert_nothing_left(order)
    assert "big" not in installed(order.python)


def test_a_build_that_ignores_signals_is_killed_in_the_end(
    index: LoopbackIndex, environment: Callable[[str], Path], order: InstallOrder
) -> None:
    build_sdist(index.directory, "deaf", "1.0", setup=STUBBORN)
    order = replace(order, python=environment("3.6"), requirements=("deaf",))

    def building() -> bool:
        return any("setup.py" in line for line in processes_of(order))

    with signalled(signal.SIGINT, when=building, pause=1.0), pytest.raises(TfinstallError):
        install(order, reporter=Silent())
    assert_nothing_left(order)


def test_a_whole_program_told_to_stop_leaves_neither_pip_nor_files(
    slow: LoopbackIndex, order: InstallOrder
) -> None:
    program = f"""
from pathlib import Path
from tfinstall.effects import Silent
from tfinstall.installer import InstallOrder, install
from tfinstall.model import PipOptions, TfinstallError
order = InstallOrder(
    python=Path({str(order.python)!r}), requirements=("big",), logs=Path({str(order.logs)!r}),
    temporary=Path({str(order.temporary)!r}), options=PipOptions(index_url={slow.url!r}),
)
try:
    install(order, reporter=Silent())
except TfinstallError as error:
    raise SystemExit(error.diagnosis.exit_code)
"""
    child = subprocess.Popen([sys.executable, "-c", program])
    wait_for(lambda: any(seen.path.endswith(".whl") for seen in slow.seen))
    child.terminate()
    assert child.wait(30) == 130
    assert_nothing_left(order)


class signalled:  # noqa: N801  (read as a word of the test)
    """Sends this process a signal as soon as something is the case."""

    def __init__(
        self, number: signal.Signals, *, when: Callable[[], bool], pause: float = 0.3
    ) -> None:
        self._number = number
        self._when = when
        self._pause = pause
        self._thread = threading.Thread(target=self._send)

    def _send(self) -> None:
        wait_for(self._when)
        time.sleep(self._pause)
        os.kill(os.getpid(), self._number)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._thread.join()


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "what was waited for did not happen"
        time.sleep(0.05)


def processes_of(order: InstallOrder) -> list[str]:
    """Command lines of processes that work for this environment."""
    return [line for line in command_lines() if f"{order.python} " in line]


def assert_nothing_left(order: InstallOrder) -> None:
    assert order.temporary is not None
    assert list(order.temporary.iterdir()) == []
    wait_for(lambda: not [line for line in processes_of(order) if " -c " not in line], 5.0)
