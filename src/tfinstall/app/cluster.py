"""Cells on other machines through Dask: sent where they can run, their results written here.

A worker says by resources what it can run: its system and processor, how new its libc is, its
Pythons, and its tfinstall; a cell asks for just those. Dask gives a cell of a worker that died to
another one. Passwords travel inside sealed tasks; keys, logs and dashboards show only cells.
"""

from __future__ import annotations

import logging
import pickle
import queue
import socket
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import urlsplit

import tfinstall
from tfinstall.app.apart import Children, Done
from tfinstall.app.campaign import TICK
from tfinstall.diagnosis import failure
from tfinstall.matrix.knowledge import kind_of
from tfinstall.model import Remedy
from tfinstall.words import join_words

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from tfinstall.app.apart import Task
    from tfinstall.app.certify import Certified
    from tfinstall.matrix.worklist import CellKey
    from tfinstall.model import Diagnosis, Host, Platform, TfinstallError

    # Dask is typed in part only: `Any` says so once, a dozen ignored errors would say it worse.
    Client: TypeAlias = Any
    Future: TypeAlias = Any

EXTRA = 'python -m pip install "tfinstall[cluster]"'
CONNECT = 4.0
"""Seconds for a connection to a scheduler."""
GREETING = 5.0
"""Seconds for it to say something."""
WAIT = 60.0
"""Seconds without a worker that could go on, until the cells left are given up."""
LOOK = 2.0
"""Seconds between two questions to the scheduler about its workers."""
SCHEMES = ("tcp", "tls")
TLS = "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, ..__CLIENT__CERT and ..__CLIENT__KEY"


# ── what can run where ──────────────────────────────────────────────────────────────────────


def offered(machine: Host) -> dict[str, float]:
    """The resources that a worker on this machine declares."""
    pythons = {
        one.minor
        for one in machine.interpreters
        if one.implementation == "cpython" and not one.free_threaded
    }
    return {
        _version(tfinstall.__version__): 1,
        **_platform(machine.platform),
        **{_python(minor): 1 for minor in sorted(pythons)},
    }


def demanded(task: Task) -> dict[str, float]:
    """The resources that a worker must have for a cell; to resolve one any worker will do."""
    needed = {_version(tfinstall.__version__): 1.0}
    if task.prove:
        needed |= {**_platform(task.key.platform), _python(task.key.python): 1}
    return needed


def _version(version: str) -> str:
    return f"tfinstall-{version}"


def _python(minor: str) -> str:
    return f"python-{minor}"


def _platform(platform: Platform) -> dict[str, float]:
    """Its kind, and the minor version of its libc as an amount: one needs at least so much."""
    system, arch, musl = kind_of(platform)
    found: dict[str, float] = {f"{system}-{arch}{'-musl' if musl else ''}": 1}
    libc = platform.musl or platform.glibc
    return found if libc is None else {**found, f"libc-{libc[0]}": libc[1]}


def able(offer: Mapping[str, float], demand: Mapping[str, float]) -> bool:
    return all(offer.get(name, 0) >= amount for name, amount in demand.items())


# ── what is sent ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A value on its way, of which logs and dashboards show the label alone."""

    label: str
    version: str
    content: bytes

    @classmethod
    def of(cls, label: str, value: object) -> Sealed:
        return cls(label=label, version=tfinstall.__version__, content=pickle.dumps(value))

    def __repr__(self) -> str:
        return f"<{self.label}>"

    def open(self) -> object:
        return pickle.loads(self.content)  # noqa: S301  (over the connection to our own cluster)


_CHILDREN: defaultdict[str, Children] = defaultdict(Children)
"""In a worker: the processes of each campaign."""


def certify_there(sealed: Sealed, campaign: str) -> Sealed:
    """In a worker: certify one cell in a process of its own, in this worker's folder."""
    from distributed import get_worker  # noqa: PLC0415  (only where the extra is)

    if sealed.version != tfinstall.__version__:
        words = f"this worker has tfinstall {tfinstall.__version__}, it was sent {sealed.version}"
        return Sealed.of(sealed.label, failure("config-invalid", words).diagnosis)
    task = cast("Task", sealed.open())
    here = replace(task, work=Path(get_worker().local_directory))
    return Sealed.of(sealed.label, _CHILDREN[campaign].certify(here))


def stop_there(campaign: str) -> None:
    """In a worker: stop what it does for a campaign."""
    if campaign in _CHILDREN:
        # Not in the thread that the worker answers from: an environment takes a while to remove.
        threading.Thread(target=_CHILDREN[campaign].stop, daemon=True).start()


# ── the coordinator ─────────────────────────────────────────────────────────────────────────


class Cluster:
    """The workers of a Dask scheduler, as they come and go."""

    def __init__(self, address: str, *, wait: float = WAIT) -> None:
        """Raises TfinstallError: `usage`, `tool-missing`, or why the scheduler does not answer."""
        self._address = address
        self._wait = wait
        self._client = connect(address)
        self._campaign = uuid.uuid4().hex[:8]
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._tasks: dict[Future, Task] = {}
        self._begun: dict[CellKey, float] = {}
        self._waiting = ""
        self._looked = self._able_since = time.monotonic()

    def under_way(self) -> tuple[CellKey, ...]:
        return tuple(self._begun)

    def waiting(self) -> str:
        return self._waiting

    def work(self, tasks: Sequence[Task]) -> Generator[Done | None, None, None]:
        try:
            for task in tasks:
                self._submit(task)
            while self._tasks:
                yield self._next()
                if time.monotonic() - self._looked > LOOK:
                    self._look()
                    yield from self._given_up()
        finally:
            self._stop()

    def _submit(self, task: Task) -> None:
        future = self._client.submit(
            certify_there,
            Sealed.of(str(task.key), task),
            self._campaign,
            key=f"certify-{task.key.distribution}-{task.key}-{self._campaign}",
            resources=demanded(task),
            pure=False,
        )
        self._tasks[future] = task
        future.add_done_callback(self._done.put)

    def _next(self) -> Done | None:
        try:
            future = self._done.get(timeout=TICK)
        except queue.Empty:
            return None
        task = self._tasks.pop(future, None)
        if task is None:
            return None
        begun = self._begun.pop(task.key, time.monotonic())
        result = self._result(future, task)
        return Done(key=task.key, result=result, seconds=time.monotonic() - begun)

    def _result(self, future: Future, task: Task) -> Certified | Diagnosis:
        from distributed import KilledWorker  # noqa: PLC0415  (only where the extra is)

        try:
            sealed = cast("Sealed", future.result(timeout=CONNECT))
            return cast("Certified | Diagnosis", sealed.open())
        except KilledWorker as error:
            words = f"every worker that was given {task.key} died: {error.allowed_failures + 1} did"
            return failure("out-of-memory", words).diagnosis
        except Exception as error:  # noqa: BLE001  (whatever a worker or the connection raises)
            if self._client.status != "running" or future.status in {"cancelled", "lost"}:
                return self._lost().diagnosis
            words = f"{task.key} on a worker: {type(error).__name__}: {error}"
            return failure("internal-error", words).diagnosis
        finally:
            future.release()

    def _lost(self) -> TfinstallError:
        words = f"the scheduler at {self._address} went away"
        return failure("connection-reset", words, host=self._address)

    def _look(self) -> None:
        """Who is there, who does what, and what nobody can do."""
        self._looked = now = time.monotonic()
        offers = self._offers()
        busy = self._busy()
        keys = {str(future.key): task.key for future, task in self._tasks.items()}
        under_way = {keys[name] for name in busy if name in keys}
        self._begun = {key: self._begun.get(key, now) for key in keys.values() if key in under_way}
        stranded = self._stranded(offers)
        self._waiting = _missing(stranded, offers, self._address) if stranded else ""
        if self._begun or len(stranded) < len(self._tasks):
            self._able_since = now

    def _offers(self) -> list[Mapping[str, float]]:
        with suppress(OSError, ValueError):
            workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
            return [dict(worker.get("resources") or {}) for worker in workers]
        return []

    def _busy(self) -> list[str]:
        with suppress(Exception):  # a scheduler that is going away; `_result` says so
            return [str(key) for keys in self._client.processing().values() for key in keys]
        return []

    def _stranded(self, offers: Sequence[Mapping[str, float]]) -> list[Task]:
        return [
            task
            for task in self._tasks.values()
            if not any(able(offer, demanded(task)) for offer in offers)
        ]

    def _given_up(self) -> Generator[Done, None, None]:
        """What nobody could do for too long, while there was nothing else to wait for."""
        if time.monotonic() - self._able_since < self._wait:
            return
        offers = self._offers()
        for future, task in [*self._tasks.items()]:
            del self._tasks[future]
            future.cancel()
            yield Done(key=task.key, result=_nobody(task, offers, self._address))

    def _stop(self) -> None:
        """Nothing of ours goes on there."""
        with suppress(Exception):  # a scheduler or a worker that is gone needs no telling
            if self._tasks:
                self._client.cancel(list(self._tasks), force=True)
                self._client.run(stop_there, self._campaign, on_error="ignore")
        with suppress(Exception):
            self._client.close(timeout=CONNECT)


def _missing(stranded: Sequence[Task], offers: Sequence[Mapping[str, float]], address: str) -> str:
    kinds = dict.fromkeys(_lacking(task, offers) for task in stranded)
    return f"waiting for a worker {join_words(kinds, 'or')}: {_start(address)}"


def _lacking(task: Task, offers: Sequence[Mapping[str, float]]) -> str:
    """`on linux-x86_64 with Python 3.7`."""
    if not any(_version(tfinstall.__version__) in offer for offer in offers):
        return f"with tfinstall {tfinstall.__version__}"
    return f"on {task.key.platform} with Python {task.key.python}"


def _start(address: str) -> str:
    return f"`tfinstall matrix worker {address}` starts one"


def _nobody(task: Task, offers: Sequence[Mapping[str, float]], address: str) -> Diagnosis:
    """Which of the things that a cell needs no worker has."""
    start = Remedy(
        text="Start a worker on such a machine", command=f"tfinstall matrix worker {address}"
    )
    where, python = demanded_kind(task), _python(task.key.python)
    if not any(_version(tfinstall.__version__) in offer for offer in offers):
        others = {name for offer in offers for name in offer if name.startswith("tfinstall-")}
        told = f"; those there have {join_words(sorted(others))}" if others else ""
        words = f"no worker with tfinstall {tfinstall.__version__} came{told}"
        return failure("tool-missing", words, remedies=(start,)).diagnosis
    if not any(where in offer for offer in offers):
        words = f"no worker on {task.key.platform} came"
        return failure("platform-unsupported", words, remedies=(start,)).diagnosis
    if not any(where in offer and python in offer for offer in offers):
        words = f"no worker on {task.key.platform} has Python {task.key.python}"
        return failure("python-missing", words, remedies=(start,)).diagnosis
    words = f"no worker has all that {task.key} needs: {join_words(demanded(task))}"
    return failure("platform-unsupported", words, remedies=(start,)).diagnosis


def demanded_kind(task: Task) -> str:
    return next(iter(_platform(task.key.platform)))


# ── reaching a scheduler ────────────────────────────────────────────────────────────────────


def connect(address: str) -> Client:
    """A client of the scheduler there, in ten seconds or not at all.

    Raises TfinstallError: `usage` on an address that is none, `tool-missing` without Dask, else
    why nobody answers.
    """
    host, port = parse_address(address)
    require_dask()
    _knock(host, port, address)
    import distributed  # noqa: PLC0415  (only where the extra is)

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it would write over the progress
    try:
        make: Any = distributed.Client
        return make(address, timeout=CONNECT, set_as_default=False, name="tfinstall")
    except (OSError, ValueError, TypeError, RuntimeError, AttributeError) as error:
        raise _no_scheduler(address, error) from error


def parse_address(address: str) -> tuple[str, int]:
    """Host and port of `tcp://host:port`. Raises `usage`."""
    right = "right would be `tcp://host:8786`, or `tls://host:8786` where the cluster uses TLS"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise failure(
            "usage", f"`{address}` is no address of a scheduler: {error}; {right}"
        ) from error
    whole = parts.scheme in SCHEMES and parts.hostname and port and not parts.username
    if not whole or parts.path.strip("/") or parts.query or parts.fragment:
        shown = f"`{address}`" if not parts.username else "this"
        raise failure("usage", f"{shown} is no address of a scheduler; {right}")
    return cast("str", parts.hostname), cast("int", port)


def require_dask() -> None:
    """Raises `tool-missing` with the command that installs it."""
    try:
        import distributed  # noqa: F401, PLC0415  (only where the extra is)
    except ImportError as error:
        raise failure(
            "tool-missing",
            f"a cluster needs Dask, which is not installed: {error}",
            remedies=(Remedy(text="Install it beside tfinstall", command=EXTRA),),
        ) from error


def _knock(host: str, port: int, address: str) -> None:
    """A plain connection tells at once and exactly why there is none; Dask only that it waited."""
    try:
        with socket.create_connection((host, port), timeout=CONNECT) as line:
            # Without TLS a scheduler greets whoever connects; Dask would wait for that for ever.
            line.settimeout(GREETING)
            if not address.startswith("tls:") and not line.recv(1):
                raise ConnectionResetError("it hung up")
    except socket.gaierror as error:
        raise failure("dns-failure", f"{address}: no such host: {error}", host=host) from error
    except ConnectionRefusedError as error:
        words = f"nothing listens at {address}; `dask scheduler` starts one"
        raise failure("connection-refused", words, host=host) from error
    except OSError as error:
        words = f"no Dask scheduler answers at {address}: {error}"
        raise failure("connect-timeout", words, host=host) from error


def _no_scheduler(address: str, error: Exception) -> TfinstallError:
    if address.startswith("tls:") and not isinstance(error, OSError):
        words = f"{address} needs certificates; Dask reads them from {TLS}: {error}"
        return failure("tls-unavailable", words)
    words = f"what answers at {address} is no Dask scheduler that this client understands: {error}"
    return failure("connect-timeout", words, host=address)


# ── a worker ────────────────────────────────────────────────────────────────────────────────


def serve(address: str, resources: Mapping[str, float], work: Path | None) -> None:
    """Be a worker of that scheduler, one cell at a time, until it goes away or a signal comes.

    Raises TfinstallError where the scheduler cannot be reached.
    """
    import asyncio  # noqa: PLC0415  (only here)

    host, port = parse_address(address)
    require_dask()
    _knock(host, port, address)
    folder = work or Path(tempfile.gettempdir())
    asyncio.run(_serve(address, dict(resources), folder))


async def _serve(address: str, resources: dict[str, Any], folder: Path) -> None:
    from distributed import Worker  # noqa: PLC0415  (only where the extra is)

    try:
        async with Worker(
            address,
            nthreads=1,
            resources=resources,
            local_directory=str(folder),
            memory_limit=0,
            dashboard=False,
            death_timeout=CONNECT,
        ) as worker:
            try:
                await worker.finished()
            finally:
                for children in _CHILDREN.values():
                    children.stop()
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise _no_scheduler(address, error) from error
