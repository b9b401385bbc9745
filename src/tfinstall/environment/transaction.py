"""Whatever happens in between: a new environment that is whole, or things as they were.

    with new_environment(Path(".venv"), reporter=reporter) as work:
        create(interpreter, work.path)
        ...                                # install, prove, leave a receipt
        environment = work.commit()

Without `commit` nothing stays. Even a run that is killed leaves the old environment, or the new
one; the next run in that directory removes what it had begun.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from math import inf
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.effects import Silent
from tfinstall.environment.exchange import put_in_place
from tfinstall.environment.interrupts import undisturbed
from tfinstall.environment.layout import MANAGED, describe
from tfinstall.environment.oserrors import os_failure
from tfinstall.environment.recovery import COMPLETE, TREE, discard, recover
from tfinstall.environment.relocation import relocate, remaining
from tfinstall.environment.removal import remove
from tfinstall.environment.site import Site, held
from tfinstall.environment.snapshot import bring_back, take
from tfinstall.environment.target import check_target
from tfinstall.model import Evidence, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.environment.layout import Environment


class NewEnvironment:
    """One in the making: build it at `path`, then `commit`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.committed = False

    @property
    def path(self) -> Path:
        return self._site.staging

    @property
    def target(self) -> Path:
        return self._site.target

    def clear(self) -> None:
        """Start over, to try another interpreter. Raises TfinstallError."""
        try:
            remove(self.path)
        except OSError as error:
            raise os_failure(error, self.path) from error

    def commit(self) -> Environment:
        """Give it its final name, in place of what stood there; answers it there.

        Raises TfinstallError, with the old one still in place.
        """
        built = describe(self.path)
        try:
            relocate(built, self._site.token)
            if left := remaining(built, self._site.token):
                raise _unmoved(self.target, left)
            with undisturbed(late=True):
                environment = self._swap()
        except OSError as error:
            raise os_failure(error, self.target) from error
        return environment

    def _swap(self) -> Environment:
        site = self._site
        old = _patiently_put_in_place(site)
        try:
            environment = describe(site.target)
        except TfinstallError:
            site.target.rename(site.trash)
            if old is not None:
                old.rename(site.target)
            raise
        self.committed = True
        if old is not None:
            discard(old, site)
        return environment


class ExistingEnvironment:
    """One that is changed in place, at `path`, which is also its target."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.committed = False

    @property
    def path(self) -> Path:
        return self._site.target

    @property
    def target(self) -> Path:
        return self._site.target

    def clear(self) -> None:
        """Bring it back to what it was at the start. Raises TfinstallError."""
        try:
            bring_back(self._site.kept / TREE, self.path)
        except OSError as error:
            raise _not_restored(self.path, error) from error

    def commit(self) -> Environment:
        """Keep what was done. Raises TfinstallError where it does not even start any more."""
        environment = describe(self.path)
        with undisturbed(late=True):
            (self._site.kept / COMPLETE).unlink()
            self.committed = True
            discard(self._site.kept, self._site)
        return environment


@contextmanager
def new_environment(
    target: Path, *, recreate: bool = False, reporter: Reporter | None = None, wait: float = inf
) -> Iterator[NewEnvironment]:
    """Work on a new environment, alone; without `commit` nothing of it stays.

    Waits for at most `wait` seconds where another run works on it. Raises what `check_target`
    raises, `file-locked`, or the operating system's reason, before anything is changed.
    """
    reporter = reporter or Silent()
    site = Site(target=check_target(target, recreate=recreate))
    with _folders_for(site.target), held(site, reporter, wait=wait):
        _recover(site, reporter)
        check_target(site.target, recreate=recreate)  # another run may have made it meanwhile
        work = NewEnvironment(site)
        try:
            yield work
        finally:
            with undisturbed(late=work.committed):
                discard(site.staging, site)


@contextmanager
def existing_environment(
    path: Path, *, reporter: Reporter | None = None, wait: float = inf
) -> Iterator[ExistingEnvironment]:
    """Change an environment in place, alone; without `commit` it is brought back as it was.

    Raises TfinstallError: `file-missing`, `environment-damaged`, `usage` where it is no
    environment, `file-locked`, or the operating system's reason.
    """
    reporter = reporter or Silent()
    site = Site(target=_checked(path))
    with held(site, reporter, wait=wait):
        _recover(site, reporter)
        _keep(site)
        work = ExistingEnvironment(site)
        try:
            yield work
        finally:
            if not work.committed:
                with undisturbed():
                    work.clear()
                    (site.kept / COMPLETE).unlink()
                    discard(site.kept, site)


def _checked(path: Path) -> Path:
    environment = describe(path.absolute())
    if environment.manager_says is not None:
        raise _managed(path, environment.manager_says)
    if not environment.isolated:
        raise failure(
            "usage",
            f"{path} is a Python installation, not an environment made from one",
            path=str(path),
        )
    return environment.path.resolve()


def _managed(path: Path, told: str) -> TfinstallError:
    evidence = (Evidence(source=MANAGED, text=told),) if told else ()
    return failure(
        "externally-managed",
        f"{path} is a Python of the system's package manager, which keeps installers out of it",
        evidence=evidence,
        path=str(path),
    )


def _keep(site: Site) -> None:
    """Take the snapshot, then say that it is complete: from there on it counts."""
    try:
        site.kept.mkdir()
        take(site.target, site.kept / TREE)
        (site.kept / COMPLETE).touch()
    except BaseException as error:
        discard(site.kept, site)
        if isinstance(error, OSError):
            raise os_failure(error, site.target) from error
        raise


def _recover(site: Site, reporter: Reporter) -> None:
    try:
        recover(site, reporter)
    except OSError as error:
        raise _not_restored(site.target, error) from error


def _patiently_put_in_place(site: Site) -> Path | None:
    """On Windows a scanner may hold a new file open for a moment, and then no rename works."""
    for _ in range(10 if os.name == "nt" else 0):
        with suppress(PermissionError):
            return put_in_place(site.staging, site.target, site.aside)
        time.sleep(0.2)
    return put_in_place(site.staging, site.target, site.aside)


@contextmanager
def _folders_for(target: Path) -> Iterator[None]:
    """Make the parents that are missing, and take them away again where nothing came of it."""
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        _make_folder(target.parent)
        yield
    finally:
        for folder in missing:
            with suppress(OSError):  # something is in it
                folder.rmdir()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise os_failure(error, folder) from error


def _unmoved(target: Path, left: tuple[Path, ...]) -> TfinstallError:
    return failure(
        "venv-creation-failed",
        f"The new environment could not be given its final name {target}",
        evidence=tuple(
            Evidence(source="this machine", text=f"{path} still holds its first name")
            for path in left
        ),
        path=str(target),
    )


def _not_restored(path: Path, error: OSError) -> TfinstallError:
    return failure(
        "environment-damaged",
        f"{path} could not be brought back to what it was",
        evidence=(Evidence(source="this machine", text=str(error)),),
        path=str(path),
    )
