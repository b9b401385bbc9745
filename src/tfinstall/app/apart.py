"""One cell in a process of its own: what a TensorFlow, a pip or a signal does to it stays there.

The process gets its task, with passwords if there are any, through a pipe, and answers through
another one. It ends itself, and cleans up, as soon as nobody holds the other end of the first.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING, cast

from tfinstall.app.certify import Work, certify
from tfinstall.diagnosis import failure
from tfinstall.effects import Silent
from tfinstall.environment import stoppable
from tfinstall.environment.process import GRACE
from tfinstall.environment.workplace import sweep, workplace
from tfinstall.host.disk import free
from tfinstall.matrix import Matrix
from tfinstall.matrix.worklist import bytes_needed
from tfinstall.model import Evidence, TfinstallError
from tfinstall.words import bytes_text

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.app.certify import Certified
    from tfinstall.matrix.parcel import Parcel
    from tfinstall.matrix.worklist import CellKey
    from tfinstall.model import Diagnosis, PipOptions

CODE = "import sys; sys.path[:] = sys.argv[1:]; from tfinstall.app.apart import child; child()"
PATIENCE = 30.0
"""Seconds that a process has to remove its environment before it is ended."""
SAID = 2000
"""Bytes of the last words of a process that died."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One cell and how it is to be certified; it can be sent to another process or machine."""

    key: CellKey
    matrix: Parcel = field(repr=False)
    work: Path
    """Where environments come and go."""
    pip: PipOptions = field(repr=False)  # an address may hold a password
    prove: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a task: a result, or what kept it from one."""

    key: CellKey
    result: Certified | Diagnosis
    seconds: float = 0.0
    """From its beginning to its end."""


class Children:
    """The processes that certify cells for this one; threads may start them side by side."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._stopped = False

    def certify(self, task: Task) -> Certified | Diagnosis:
        """The cell, certified in a new process; whatever goes wrong is a value too."""
        try:
            with tempfile.TemporaryFile() as said:
                return self._answer(task, said)
        except OSError as error:
            return failure(
                "unknown", f"no process could be started for {task.key}: {error}"
            ).diagnosis

    def stop(self) -> None:
        """Let all of them clean up and end; a second Ctrl-C, or too long a wait, ends them."""
        with self._guard:
            self._stopped = True
            running = tuple(self._running)
        try:
            for child in running:
                _let_go(child)
            for child in running:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(timeout=PATIENCE)
        finally:
            for child in running:
                _end(child)

    def _answer(self, task: Task, said: IO[bytes]) -> Certified | Diagnosis:
        child = self._start(said)
        if child is None:
            return failure("interrupted", f"{task.key} was not begun").diagnosis
        try:
            with suppress(OSError, ValueError):  # it died at once, or is being stopped
                _pipe(child.stdin).write(pickle.dumps(task))
                _pipe(child.stdin).flush()
            answer = _pipe(child.stdout).read()
            child.wait()
        finally:
            _let_go(child)
            self._running.discard(child)
        if child.returncode == 0 and answer:
            return cast("Certified | Diagnosis", pickle.loads(answer))  # noqa: S301  (of our own child)
        sweep(task.work)
        return _died(task.key, child.returncode, said)

    def _start(self, said: IO[bytes]) -> subprocess.Popen[bytes] | None:
        """None after a stop. A session of its own: the terminal's Ctrl-C comes to us alone."""
        with self._guard:
            if self._stopped:
                return None
            child = subprocess.Popen(
                [sys.executable, "-c", CODE, *filter(None, sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                start_new_session=os.name == "posix",
            )
            self._running.add(child)
            return child


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "all streams of a child are pipes"  # noqa: S101  (for the types)
    return stream


def _let_go(child: subprocess.Popen[bytes]) -> None:
    """Its standard input ends, which tells it to stop."""
    with suppress(OSError, ValueError):
        _pipe(child.stdin).close()


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.kill()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=GRACE)


def _died(key: CellKey, code: int, said: IO[bytes]) -> Diagnosis:
    """The process is gone and has not answered; what stopped it says nothing of the cell."""
    if code in {0, INTERRUPTED}:
        return failure("interrupted", f"{key} was stopped before it was done").diagnosis
    said.seek(0, os.SEEK_END)
    said.seek(max(0, said.tell() - SAID))
    lines = said.read().decode("utf-8", "replace").splitlines()
    evidence = tuple(Evidence(source="its process", text=line) for line in lines[-3:] if line)
    if code == -getattr(signal, "SIGKILL", 9):
        detail = f"the process that certified {key} was killed, as systems do when memory runs out"
        return failure("out-of-memory", detail, evidence=evidence).diagnosis
    how = f"exit code {code}" if code > 0 else f"signal {_signal(-code)}"
    detail = f"the process that certified {key} ended with {how}"
    return failure("internal-error", detail, evidence=evidence).diagnosis


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


# ── in the child ────────────────────────────────────────────────────────────────────────────

INTERRUPTED = 130
LIFELINE = 0
"""The number of standard input."""


def child() -> None:
    """Read a task, do it, write the result; nothing else gets onto standard output."""
    with os.fdopen(os.dup(1), "wb") as result:
        os.dup2(2, 1)
        try:
            with open(LIFELINE, "rb", closefd=False) as lifeline:
                task = cast("Task", pickle.load(lifeline))  # noqa: S301  (of our own parent)
            with stoppable():
                threading.Thread(target=_watch, daemon=True).start()
                found = perform(task)
        except (KeyboardInterrupt, EOFError):
            sys.exit(INTERRUPTED)
        result.write(pickle.dumps(found))


def _watch() -> None:
    """Wait for the end of standard input; then interrupt the work as a signal would."""
    with suppress(OSError):
        while os.read(LIFELINE, 1):
            pass
    if sys.platform == "win32":
        import _thread  # noqa: PLC0415  (only there)

        _thread.interrupt_main()
    else:
        # To this very thread: it then wakes from whatever it is waiting for.
        signal.pthread_kill(cast("int", threading.main_thread().ident), signal.SIGTERM)


def perform(task: Task) -> Certified | Diagnosis:
    """One cell, wherever this runs; a failure that says nothing of the cell is a value."""
    matrix = Matrix(task.matrix.read())
    try:
        with workplace(task.work) as folder:
            _check_space(task, matrix)
            _use_for_temporary_files(folder)
            work = Work(
                matrix=matrix,
                folder=folder,
                pip=_with_cache(task.pip, folder),
                reporter=Silent(),
                prove=task.prove,
            )
            return certify(task.key, work)
    except TfinstallError as error:
        return error.diagnosis


def _check_space(task: Task, matrix: Matrix) -> None:
    """Before anything is downloaded. Raises `disk-full`."""
    if not task.prove:
        return
    there, needed = free(task.work).free, bytes_needed(matrix, task.key)
    if there is not None and there < needed:
        raise failure(
            "disk-full",
            f"{task.key} needs about {bytes_text(needed)} in {task.work}, "
            f"{bytes_text(there)} are free; name a folder with more by `--work`",
        )


def _use_for_temporary_files(folder: Path) -> None:
    """What pip unpacks goes away with the rest, even if this process is killed."""
    place = folder / "temporary"
    place.mkdir()
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place)))
    tempfile.tempdir = None


def _with_cache(pip: PipOptions, folder: Path) -> PipOptions:
    """A cache for the two tries of one cell; that of the user would grow by 50 GB in a campaign."""
    if pip.cache_dir is not None or pip.no_cache_dir:
        return pip
    return replace(pip, cache_dir=folder / "cache")
