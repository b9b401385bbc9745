"""The names beside a target under which a run works, and the lock that keeps others away.

For a target `.venv` they are, with a key made of its name:

    .tfinstall-0a1b2c3d.lock     held by the run that works on it; made first, removed last
    .tfinstall-0a1b2c3d.holder   who holds it, and what the target's name is
    .tfinstall-0a1b2c3d-.venv    the new environment in the making
    .tfinstall-0a1b2c3d.old      the old one, between two renames
    .tfinstall-0a1b2c3d.kept     the snapshot of one that is changed in place

A run that was killed leaves some of them. The system lets go of its lock, and the next run that
works in the same directory puts things right by them: see `recover` in `recovery`.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from math import inf
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.environment.oserrors import os_failure
from tfinstall.environment.removal import remove_quietly
from tfinstall.model import Evidence, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

    from tfinstall.effects import Reporter
    from tfinstall.model import TfinstallError

PREFIX = ".tfinstall-"
PAUSE = 0.25
"""Seconds between two tries for a lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A target and the names beside it."""

    target: Path

    @property
    def key(self) -> str:
        name = os.path.normcase(self.target.name)
        return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]

    @property
    def token(self) -> str:
        """What the name of the new environment in the making has too much: see `relocation`."""
        return f"{PREFIX}{self.key}-"

    @property
    def staging(self) -> Path:
        return self.target.with_name(self.token + self.target.name)

    @property
    def lock(self) -> Path:
        return self._beside("lock")

    @property
    def holder(self) -> Path:
        return self._beside("holder")

    @property
    def aside(self) -> Path:
        return self._beside("old")

    @property
    def kept(self) -> Path:
        return self._beside("kept")

    @property
    def trash(self) -> Path:
        return self._beside("trash")

    def _beside(self, kind: str) -> Path:
        return self.target.with_name(f"{PREFIX}{self.key}.{kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who works on a target."""

    pid: int
    host: str
    since: datetime
    target: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since.astimezone():%H:%M:%S}"


@contextmanager
def held(site: Site, reporter: Reporter, *, wait: float = inf) -> Iterator[None]:
    """Hold the target's lock, waiting for at most `wait` seconds and saying for whom.

    Raises TfinstallError: `file-locked` with who holds it, or the operating system's reason.
    """
    lock = _acquire(site, reporter, wait)
    try:
        _write_holder(site)
        yield
    finally:
        release(site.lock, site.holder, lock)


def try_lock(path: Path) -> BaseFileLock | None:
    """The lock, or None where another run has it. Raises OSError."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  (start-up time)

    # filelock looks, once it has the lock, whether the file is still the one with that name: so
    # it may be removed by who holds it.
    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


def _acquire(site: Site, reporter: Reporter, wait: float) -> BaseFileLock:
    deadline = time.monotonic() + wait
    told = False
    while True:
        try:
            lock = try_lock(site.lock)
        except OSError as error:
            raise os_failure(error, site.target.parent) from error
        if lock is not None:
            return lock
        if time.monotonic() >= deadline:
            raise _locked(site)
        if not told:
            reporter.note(f"{site.target} is in use by {_who(site)}; waiting for it to finish")
            told = True
        time.sleep(PAUSE)


def release(path: Path, holder: Path, lock: BaseFileLock) -> None:
    """Let go of a lock and remove its files."""
    holder.unlink(missing_ok=True)
    with suppress(OSError):  # Windows removes no open file: there it goes after the release
        path.unlink(missing_ok=True)
    lock.release()
    if os.name == "nt":
        remove_quietly(path)


def _write_holder(site: Site) -> None:
    holder = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(timezone.utc).isoformat(),
        "target": site.target.name,
    }
    try:
        site.holder.write_text(json.dumps(holder), encoding="utf-8")
    except OSError as error:
        raise os_failure(error, site.target.parent) from error


def read_holder(path: Path) -> Holder | None:
    """None where it is not written yet, or damaged."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Holder(**{**fields, "since": datetime.fromisoformat(fields["since"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _who(site: Site) -> str:
    holder = read_holder(site.holder)
    return "another tfinstall" if holder is None else f"another tfinstall ({holder})"


def _locked(site: Site) -> TfinstallError:
    holder = read_holder(site.holder)
    return failure(
        "file-locked",
        f"{site.target} is in use by {_who(site)}",
        evidence=(Evidence(source="this machine", text=f"{site.lock} is locked"),),
        remedies=(Remedy(text="Wait until it has finished, then try again"),),
        path=str(site.target),
        holder="" if holder is None else str(holder.pid),
    )
