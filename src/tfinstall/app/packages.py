"""Plan → packages in an environment: runs the installer, helps itself where it safely can."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.version import Version

from tfinstall import environment, installer
from tfinstall.app import remedies
from tfinstall.app.evidence import diagnosed_attempt
from tfinstall.environment.creation import SEEDED_SINCE
from tfinstall.matrix.cells import hashed_line
from tfinstall.model import AppliedRemedy, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.app.journey import Journey
    from tfinstall.environment import Environment
    from tfinstall.installer import InstallOrder
    from tfinstall.model import Attempt, Cap, Plan, Wheel

TRIES = 3
"""Runs of the installer at most, however many different things go wrong."""


def with_fitting_pip(journey: Journey, made: Plan, env: Environment) -> Environment:
    """The pip that was asked for, or where the seeded one is old the newest that can be had.

    Raises TfinstallError where a pip is needed that cannot be had.
    """
    # An old pip passes over a platform tag that it does not know, and takes another file of a lock.
    locked = (file.filename for file in made.locked if file.filename.endswith(".whl"))
    wheels = [*(wheel.filename for wheel in made.selection.wheels), *locked]
    wanted = made.request.pip_version
    seeded = env.version.release[:2] >= SEEDED_SINCE
    if wanted is None and seeded and installer.pip_suffices(env.pip_version, wheels):
        return env
    if wanted is not None and env.pip_version == Version(wanted):
        return env
    upgrade = installer.upgrade_pip(
        _order(journey, env), wheels=wheels, pip_version=wanted, reporter=journey.reporter
    )
    journey.attempts.append(upgrade.attempt)
    if not upgrade.sufficient:
        raise diagnosed_attempt(upgrade.attempt, made, journey.matrix)
    return environment.describe(env.path)


def install_packages(journey: Journey, made: Plan, env: Environment) -> None:
    """Put what is planned into the environment.

    Remedies for passing troubles are applied once each and told; a certified lock that the index
    does not serve whole gives way to what pip resolves there. Raises TfinstallError.
    """
    try:
        install_exactly(journey, made, env)
    except TfinstallError as error:
        cause = error.diagnosis.cause
        allowed = "resolve-anew" in made.request.remedies
        if not (made.locked and allowed and cause in remedies.LOCK_NOT_SERVED):
            raise
        text = "let pip resolve anew, as the index does not serve the certified lock"
        told = AppliedRemedy(name="resolve-anew", cause=cause, text=text, helped=False)
        journey.applied.append(told)
        journey.reporter.note(f"{cause}: {text}")
        install_exactly(journey, without_lock(made), env)


def without_lock(made: Plan) -> Plan:
    """The same plan, its packages to be resolved by pip within the caps."""
    return replace(made, cell=None, locked=())


def install_exactly(journey: Journey, made: Plan, env: Environment) -> None:
    """The same, and a lock that cannot be had is a failure."""
    order = _complete_order(journey, made, env)
    tried: set[str] = set()
    for last in (*[False] * (TRIES - 1), True):
        try:
            attempt = _run(journey, made, order)
        except TfinstallError as error:
            remedy = remedies.again(error.diagnosis, tried, made.request.remedies)
            if remedy is None or last:
                raise
            tried.add(error.diagnosis.cause)
            order = _remedied(journey, error.diagnosis.cause, remedy, order)
        else:
            # What was installed and is not what it should be stays a failure: another run of pip
            # would find it there and be content.
            _verify(journey, made, order, attempt)
            _mark_helpful(journey)
            return


def reinstall_packages(
    journey: Journey, made: Plan, env: Environment, caps: tuple[Cap, ...]
) -> None:
    """The same with further caps, over what is there. Raises TfinstallError."""
    made = without_lock(made)
    order = _complete_order(journey, made, env)
    order = replace(order, caps=(*order.caps, *caps))
    _verify(journey, made, order, _run(journey, made, order))


def _run(journey: Journey, made: Plan, order: InstallOrder) -> Attempt:
    """One run of the installer. Raises TfinstallError where it fails."""
    attempt = installer.install(
        order, reporter=journey.reporter, installer=made.request.installer, echo=journey.echo
    )
    journey.attempts.append(attempt)
    if attempt.returncode != 0:
        raise diagnosed_attempt(attempt, made, journey.matrix)
    return attempt


def _verify(journey: Journey, made: Plan, order: InstallOrder, attempt: Attempt) -> None:
    """Raises TfinstallError where exit 0 was not success."""
    installer.verify_install(
        order.python,
        [Requirement(made.selection.requirement), *made.request.requirements],
        attempt,
        expected={
            wheel.filename: wheel.sha256 for wheel in _known_wheels(journey, made) if wheel.sha256
        },
    )


def _complete_order(journey: Journey, made: Plan, env: Environment) -> InstallOrder:
    request = made.request
    if made.locked:
        return replace(_order(journey, env), locked=tuple(map(hashed_line, made.locked)))
    hashed = _with_hashes(journey, made)
    return replace(
        _order(journey, env),
        requirements=(
            *(() if hashed else (made.selection.requirement,)),
            *map(str, request.requirements),
        ),
        requirement_files=request.requirement_files,
        constraint_files=request.constraint_files,
        hashed=hashed,
        caps=made.caps,
    )


def _with_hashes(journey: Journey, made: Plan) -> tuple[str, ...]:
    """TensorFlow as the matrix knows its wheels, where the user has pip check hashes; else ()."""
    request = made.request
    asked = installer.read_requirements(request.requirement_files, request.constraint_files)
    wanted = request.pip.require_hashes or any(line.hashes for line in asked.lines)
    if not wanted and not any(option.name == "require-hashes" for option in asked.options):
        return ()
    known = [wheel.sha256 for wheel in _known_wheels(journey, made) if wheel.sha256]
    words = [made.selection.requirement, *(f"--hash=sha256:{each}" for each in known)]
    return (" ".join(words),) if known else ()


def _order(journey: Journey, env: Environment) -> InstallOrder:
    return installer.InstallOrder(python=env.python, options=journey.request.pip, logs=journey.logs)


def _known_wheels(journey: Journey, made: Plan) -> Iterator[Wheel]:
    """All wheels of the chosen release, whichever of them pip may have taken."""
    for wheel in made.selection.wheels:
        release = journey.matrix.release(wheel.distribution, wheel.version)
        yield from release.wheels if release is not None else (wheel,)


def _remedied(
    journey: Journey, cause: str, remedy: remedies.Again, order: InstallOrder
) -> InstallOrder:
    told = AppliedRemedy(name=remedy.name, cause=cause, text=remedy.text, helped=False)
    journey.applied.append(told)
    journey.reporter.note(f"{cause}: {remedy.text}")
    time.sleep(remedy.wait)
    return replace(order, options=remedy.change(order.options))


def _mark_helpful(journey: Journey) -> None:
    """After a success, all that was applied on the way to it has helped."""
    journey.applied = [replace(each, helped=True) for each in journey.applied]
