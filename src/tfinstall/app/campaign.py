"""Many cells → many results: each in a process of its own, written down as it comes."""

from __future__ import annotations

import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.app.certify import Work, certify
from tfinstall.diagnosis import failure
from tfinstall.effects import Silent
from tfinstall.matrix import Matrix
from tfinstall.model import Diagnosis, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfinstall.app.certify import Certified
    from tfinstall.matrix.worklist import CellKey
    from tfinstall.model import PipOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One cell and how it is to be certified; it can be sent to another process."""

    key: CellKey
    matrix: Path
    """The folder of the matrix."""
    work: Path
    """Where environments come and go."""
    pip: PipOptions
    prove: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a task: a result, or what kept it from one."""

    key: CellKey
    result: Certified | Diagnosis


def perform(task: Task) -> Certified | Diagnosis:
    """One cell, wherever this runs; a failure that says nothing of the cell is a value."""
    read = task.matrix

    def text(name: str) -> str:
        return (read / name).read_text(encoding="utf-8")

    try:
        with tempfile.TemporaryDirectory(
            dir=task.work, prefix="cell-", ignore_cleanup_errors=True
        ) as folder:
            return certify(
                task.key,
                Work(
                    matrix=Matrix(text),
                    folder=Path(folder),
                    pip=task.pip,
                    reporter=Silent(),
                    prove=task.prove,
                ),
            )
    except TfinstallError as error:
        return error.diagnosis


def locally(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """The results as they come; `jobs` cells at a time.

    A process for each: what a TensorFlow, a pip or a signal does to it, the next one does not see.
    """
    with ThreadPoolExecutor(jobs) as threads:
        waiting = {threads.submit(_apart, task): task.key for task in tasks}
        try:
            for future in as_completed(waiting):
                yield Done(key=waiting[future], result=future.result())
        finally:
            threads.shutdown(wait=True, cancel_futures=True)


def _apart(task: Task) -> Certified | Diagnosis:
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(perform, task).result()
    except BrokenProcessPool:
        return failure(
            "out-of-memory", f"the process that certified {task.key} was killed"
        ).diagnosis
