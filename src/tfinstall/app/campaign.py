"""Many cells → many results, each written down as it comes; a restart goes on where it ended."""

from __future__ import annotations

import queue
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tfinstall.app.apart import Children, Done
from tfinstall.app.certify import INDEX
from tfinstall.diagnosis import failure
from tfinstall.effects import Progress
from tfinstall.model import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from tfinstall.app.apart import Task
    from tfinstall.app.cells import Store
    from tfinstall.effects import Reporter
    from tfinstall.matrix.worklist import CellKey

IN_A_ROW = 3
"""Cells that fail for one reason which is not theirs; then the next ninety would too."""
DISK = frozenset({"disk-full", "quota-exceeded", "read-only", "disk-failed", "permission-denied"})
TICK = 0.5
"""Seconds between two looks at what is under way."""


class Crew(Protocol):
    """Who certifies the cells: the processes of this machine, or the workers of a cluster."""

    def work(self, tasks: Sequence[Task]) -> Generator[Done | None, None, None]:
        """The results as they come, and None in between, so that others can look.

        Closing the iterator stops what is under way and cleans up.
        """
        ...

    def under_way(self) -> tuple[CellKey, ...]: ...

    def waiting(self) -> str:
        """What for, where cells cannot be begun; empty where all is well."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """How it ended."""

    done: tuple[Done, ...]
    not_begun: tuple[CellKey, ...]
    stopped: Diagnosis | None
    """Why it ended before its time."""
    seconds: float


def campaign(
    tasks: Sequence[Task],
    crew: Crew,
    store: Store,
    reporter: Reporter,
    told: Callable[[Done], str],
) -> Campaign:
    """Certify cells and write each result down at once.

    Failures that lie with the network or with this disk are no answers; several of them in a row
    end it, as does Ctrl-C. Raises TfinstallError where results cannot be written.
    """
    pace = Pace()
    done: list[Done] = []
    stopped = None
    reporter.stage("prove", _cells(len(tasks)))
    try:
        with closing(crew.work(tasks)) as results:
            for each in results:
                if each is not None:
                    if not isinstance(each.result, Diagnosis):
                        store.record(each.result)
                    done.append(each)
                    pace.note(len(done))
                    reporter.note(f"{len(done)}/{len(tasks)} {told(each)}")
                _show(reporter, crew, len(done), len(tasks), pace)
                if (stopped := hopeless(done)) is not None:
                    break
    except KeyboardInterrupt:
        stopped = failure("interrupted", "stopped; the same command goes on from here").diagnosis
    answered = {each.key for each in done}
    return Campaign(
        done=tuple(done),
        not_begun=tuple(task.key for task in tasks if task.key not in answered),
        stopped=stopped,
        seconds=time.monotonic() - pace.begun,
    )


class Pace:
    """How many seconds a cell has taken so far, those side by side being counted once."""

    def __init__(self) -> None:
        self.begun = self._last = time.monotonic()
        self._each: float | None = None

    def note(self, done: int) -> None:
        self._last = time.monotonic()
        self._each = (self._last - self.begun) / done

    def left(self, count: int) -> float | None:
        """Seconds for so many more cells; None before the first one is done."""
        if self._each is None:
            return None
        return max(0.0, self._each * count - (time.monotonic() - self._last))


def hopeless(done: Sequence[Done]) -> Diagnosis | None:
    """Why going on is in vain: the last few all failed, and not by their own fault."""
    last = [each.result for each in done[-IN_A_ROW:]]
    found = [each for each in last if isinstance(each, Diagnosis)]
    if len(found) < IN_A_ROW:
        return None
    network = all(each.blame == "network" or each.cause in INDEX for each in found)
    if not network and not all(each.cause in DISK for each in found):
        return None
    return found[-1]


def _show(reporter: Reporter, crew: Crew, done: int, total: int, pace: Pace) -> None:
    names = ", ".join(map(str, crew.under_way())) or crew.waiting() or "starting"
    left = pace.left(total - done)
    reporter.progress(Progress(item=names, action="work", done=done, total=total, left=left))


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


class Local:
    """This machine: so many cells at a time, each in a process of its own."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._children = Children()
        self._under_way: dict[CellKey, None] = {}
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()

    def under_way(self) -> tuple[CellKey, ...]:
        return tuple(self._under_way)

    def waiting(self) -> str:
        return ""

    def work(self, tasks: Sequence[Task]) -> Generator[Done | None, None, None]:
        with ThreadPoolExecutor(self._jobs) as threads:
            for task in tasks:
                threads.submit(self._one, task)
            try:
                yield from awaited(self._done, len(tasks))
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                self._children.stop()

    def _one(self, task: Task) -> None:
        begun = time.monotonic()
        self._under_way[task.key] = None
        try:
            result = self._children.certify(task)
        except Exception as error:  # noqa: BLE001  (a cell must not be waited for in vain)
            result = failure("internal-error", f"{task.key}: {error!r}").diagnosis
        self._under_way.pop(task.key)
        self._done.put(Done(key=task.key, result=result, seconds=time.monotonic() - begun))


def awaited(arriving: queue.SimpleQueue[Done], count: int) -> Generator[Done | None, None, None]:
    """So many results, and None whenever there was none for a moment."""
    while count:
        try:
            yield arriving.get(timeout=TICK)
            count -= 1
        except queue.Empty:
            yield None
