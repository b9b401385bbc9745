"""The files of a lock → packages in an environment: every hash checked, and nothing else let in."""

from __future__ import annotations

import html
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from tfinstall import environment, installer
from tfinstall.app import remedies
from tfinstall.app.evidence import FOUND_NOTHING, Known, attempt_named
from tfinstall.app.syncing.planning import SEEDS
from tfinstall.diagnosis import Facts, failure
from tfinstall.environment.creation import SEEDED_SINCE
from tfinstall.model import AppliedRemedy, Evidence, Remedy, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tfinstall.app.journey import Journey
    from tfinstall.app.syncing.planning import SyncPlan
    from tfinstall.environment import Environment
    from tfinstall.installer import InstallOrder
    from tfinstall.model import Attempt, Diagnosis, RemedyName
    from tfinstall.resolution.locks import Piece

TRIES = 4
"""Runs of the installer at most: remedies for passing troubles, then the lock's own addresses."""
AT_ITS_ADDRESS = "took what the index does not have from the addresses in the lock"


class Filling:
    """One environment being filled; what has been tried so far is its only state."""

    def __init__(self, journey: Journey, made: SyncPlan, work: Path) -> None:
        self._journey = journey
        self._made = made
        self._request = made.order.request
        self._work = work
        """A folder for pages of links, gone afterwards."""
        self._tried: set[str] = set()

    def fill(self, env: Environment) -> Environment:
        """Put exactly the pieces into the environment; answers it with the pip it then has.

        The index that pip is configured for is asked first, so that a mirror serves as well: the
        hashes are those of the lock. Raises TfinstallError.
        """
        env = self._with_fitting_pip(env)
        attempt = self._persistently(self._order(env))
        env = environment.describe(env.path)
        _verify(self._made, env, attempt)
        self._journey.applied = [replace(each, helped=True) for each in self._journey.applied]
        return env

    def _with_fitting_pip(self, env: Environment) -> Environment:
        """The seeded pip, or a newer one where that does not know the tags of a wheel."""
        names = [piece.filename for piece in self._made.pieces if piece.filename is not None]
        wheels = [name for name in names if name.endswith(".whl")]
        wanted = self._request.pip_version
        seeded = env.version.release[:2] >= SEEDED_SINCE
        if wanted is None and seeded and installer.pip_suffices(env.pip_version, wheels):
            return env
        order = replace(self._order(env), locked=())
        upgrade = installer.upgrade_pip(
            order, wheels=wheels, pip_version=wanted, reporter=self._journey.reporter
        )
        self._journey.attempts.append(upgrade.attempt)
        if not upgrade.sufficient:
            raise attempt_named(upgrade.attempt, self._facts())
        return environment.describe(env.path)

    def _order(self, env: Environment) -> InstallOrder:
        order = installer.InstallOrder(
            python=env.python,
            options=self._request.pip,
            logs=self._journey.logs,
            locked=tuple(self._line(piece) for piece in self._made.pieces),
        )
        beside = [piece for piece in self._made.pieces if piece.path is not None]
        return self._with_links(order, beside, "beside.html") if beside else order

    def _persistently(self, order: InstallOrder) -> Attempt:
        """Runs the installer until it succeeds or nothing is left to be tried."""
        for last in (*[False] * (TRIES - 1), True):
            try:
                return self._run(order)
            except TfinstallError as error:
                changed = None if last else self._otherwise(order, error.diagnosis)
                if changed is None:
                    raise _explained(error, self._made) from error
                order = changed
        raise AssertionError("the last try ends in one way or the other")

    def _run(self, order: InstallOrder) -> Attempt:
        attempt = installer.install(
            order,
            reporter=self._journey.reporter,
            installer=self._request.installer,
            echo=self._journey.echo,
        )
        self._journey.attempts.append(attempt)
        if attempt.returncode != 0:
            raise attempt_named(attempt, self._facts())
        return attempt

    def _otherwise(self, order: InstallOrder, found: Diagnosis) -> InstallOrder | None:
        """Another order to try after this failure; None: there is none."""
        placed = [piece for piece in self._made.pieces if piece.url is not None]
        allowed = "recorded-addresses" in self._request.remedies
        addresses = allowed and placed and not self._request.pip.no_index
        if addresses and found.cause in FOUND_NOTHING and AT_ITS_ADDRESS not in self._tried:
            self._apply("recorded-addresses", AT_ITS_ADDRESS, found.cause, AT_ITS_ADDRESS)
            return self._with_links(order, placed, "addresses.html")
        remedy = remedies.again(found, self._tried, self._request.remedies)
        if remedy is None:
            return None
        self._apply(remedy.name, found.cause, found.cause, remedy.text)
        time.sleep(remedy.wait)
        return replace(order, options=remedy.change(order.options))

    def _apply(self, name: RemedyName, key: str, cause: str, text: str) -> None:
        self._tried.add(key)
        applied = AppliedRemedy(name=name, cause=cause, text=text, helped=False)
        self._journey.applied.append(applied)
        self._journey.reporter.note(f"{cause}: {text}")

    def _with_links(self, order: InstallOrder, pieces: Iterable[Piece], name: str) -> InstallOrder:
        """The order with a page of links to the files themselves."""
        links = (
            f'<a href="{html.escape(self._address(piece))}">{html.escape(piece.filename)}</a><br>'
            for piece in pieces
            if piece.filename is not None
        )
        page = self._work / name
        page.touch(mode=0o600)  # an address may hold a password
        page.write_text("\n".join(["<!DOCTYPE html>", "<html><body>", *links, "</body></html>"]))
        options = order.options
        return replace(order, options=replace(options, find_links=(*options.find_links, str(page))))

    def _line(self, piece: Piece) -> str:
        """What pip is asked for; a file without a version is named by its address."""
        if piece.version is not None:
            return piece.line
        hashes = " ".join(f"--hash={each}" for each in piece.hashes)
        return f"{piece.name} @ {self._address(piece)} {hashes}"

    def _address(self, piece: Piece) -> str:
        if piece.path is not None:
            return (self._made.order.lock.parent / piece.path).absolute().as_uri()
        return piece.url or ""

    def _facts(self) -> Facts:
        made, tensorflow = self._made, self._made.tensorflow
        return Facts(
            returncode=1,
            source="pip",
            python=str(made.python.value.version),
            os=made.platform.os,
            arch=made.platform.arch,
            wanted=None if tensorflow is None else str(tensorflow.version),
            releases=Known(self._journey.matrix, made.platform),
        )


def _explained(error: TfinstallError, made: SyncPlan) -> TfinstallError:
    """What a wrong hash means where a lock has named it."""
    found = error.diagnosis
    if found.cause != "hash-mismatch":
        return error
    name = made.lock.name
    remedy = Remedy(
        text=f"If {name} was edited, take it back; if the index has another file under that name, "
        "ask another index with `--index-url`, or lock anew"
    )
    facts = {**found.facts, "file": name}
    title = f"{found.title}: {name} asks for another file than the index has"
    return TfinstallError(replace(found, title=title, facts=facts, remedies=(remedy,)))


def _verify(made: SyncPlan, env: Environment, attempt: Attempt) -> None:
    """Exactly the pieces, each of its hash. Raises `environment-damaged`, `hash-mismatch`."""
    installer.verify_install(
        env.python,
        [Requirement(piece.pin) for piece in made.pieces],
        attempt,
        expected={
            piece.filename: piece.hashes[0].removeprefix("sha256:")
            for piece in made.pieces
            if piece.filename is not None and piece.hashes[0].startswith("sha256:")
        },
    )
    wanted = {piece.name for piece in made.pieces}
    extra = sorted(set(environment.packages(env)) - wanted - SEEDS)
    if extra:
        raise failure(
            "environment-damaged",
            f"{extra[0]} came along, which {made.lock.name} does not name",
            evidence=tuple(
                Evidence(source="this machine", text=f"{name} is installed") for name in extra
            ),
            package=extra[0],
        )
