"""Being told to stop: every such signal becomes one exception, so that `with` cleans up."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# SIGHUP: the terminal was closed. SIGBREAK: Ctrl-Break, or the console was closed, on Windows.
STOPPING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class Terminated(KeyboardInterrupt):
    """The same as Ctrl-C, with the signal's number."""

    def __init__(self, signum: int) -> None:
        super().__init__(signal.Signals(signum).name)
        self.signum = signum


@contextmanager
def stoppable() -> Iterator[None]:
    """Within it, SIGTERM, SIGHUP and SIGBREAK raise `Terminated` in the main thread.

    What is ignored stays ignored (`nohup`). In another thread it does nothing: Python handles
    signals in the main one only.
    """
    with _handlers(STOPPING, _raise):
        yield


@contextmanager
def undisturbed(*, late: bool = False) -> Iterator[None]:
    """Within it, nothing is cut short: what arrives is raised at its end.

    Not so with `late`: then what is done within it was the last that a signal could have stopped.
    """
    arrived: list[int] = []

    def remember(signum: int, _frame: FrameType | None) -> None:
        arrived.append(signum)

    with _handlers((signal.SIGINT, *STOPPING), remember):
        yield
    if arrived and not late:
        raise Terminated(arrived[0])


def _raise(signum: int, _frame: FrameType | None) -> None:
    raise Terminated(signum)


@contextmanager
def _handlers(signals: tuple[signal.Signals, ...], handler: signal._HANDLER) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.getsignal(number)
        for number in signals
        if signal.getsignal(number) not in {signal.SIG_IGN, None}
    }
    for number in before:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
