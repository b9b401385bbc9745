"""The main job: a TensorFlow that works, or one named cause and nothing left behind."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from tfinstall import environment, installer
from tfinstall.app import standing
from tfinstall.app.evidence import diagnosed_attempt, diagnosed_proof
from tfinstall.app.plan import check_space, plan
from tfinstall.app.tools import tool_versions
from tfinstall.diagnosis import failure
from tfinstall.environment.creation import SEEDED_SINCE
from tfinstall.model import Failed, Installed, Receipt, TfinstallError
from tfinstall.words import bytes_text, seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.environment import Environment
    from tfinstall.installer import InstallOrder
    from tfinstall.matrix import Matrix
    from tfinstall.model import (
        AppliedRemedy,
        Attempt,
        Line,
        Outcome,
        Plan,
        Proof,
        Request,
        Wheel,
    )


@dataclass(slots=True, kw_only=True)
class Journey:
    """How far one run has come: what a failure report needs to tell."""

    request: Request
    matrix: Matrix
    reporter: Reporter
    logs: Path
    echo: Callable[[Line], None] | None = None
    plan: Plan | None = None
    attempts: list[Attempt] = field(default_factory=list)
    applied: list[AppliedRemedy] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + time.monotonic() - begun

    @property
    def log(self) -> Path | None:
        return self.attempts[-1].log if self.attempts else None


def install(
    request: Request,
    matrix: Matrix,
    *,
    reporter: Reporter,
    logs: Path,
    echo: Callable[[Line], None] | None = None,
) -> Outcome:
    """Do the main job; every end is an outcome, none an exception.

    `logs` is the directory that keeps pip's logs, `echo` gets every line of pip as it comes.
    """
    journey = Journey(request=request, matrix=matrix, reporter=reporter, logs=logs, echo=echo)
    try:
        with environment.stoppable(), journey.timed("total"):
            return _install(journey)
    except TfinstallError as error:
        return _failed(journey, error)
    except KeyboardInterrupt:
        return _failed(journey, failure("interrupted"))


def _install(journey: Journey) -> Outcome:
    request = journey.request
    installer.read_requirements(request.requirement_files, request.constraint_files)
    with journey.timed("choose"):
        if already := standing.unchanged(request, journey.matrix):
            return _already(journey, already)
        journey.reporter.stage("choose", f"TensorFlow {request.spec.text}")
        journey.plan = made = plan(request, journey.matrix)
        journey.reporter.stage("choose", chosen_text(made))
        if already := standing.answers(made):
            return _already(journey, already)
    if request.into is not None:
        return _into(journey, made, request.into)
    return _anew(journey, made)


def _anew(journey: Journey, made: Plan) -> Outcome:
    """A new environment, which takes its place only when TensorFlow works in it."""
    request = made.request
    replace = request.recreate or standing.is_ours(request.venv)
    target = environment.check_target(request.venv, recreate=replace)
    _check(journey, made, target)
    with environment.new_environment(target, recreate=replace, reporter=journey.reporter) as work:
        journey.reporter.stage("environment", _environment_text(made))
        with journey.timed("environment"):
            env = environment.create(made.selection.interpreter.value, work.path)
            env = _with_fitting_pip(journey, made, env)
        receipt = _filled(journey, made, env)
        with journey.timed("finish"):
            final = work.commit()
    return _done(journey, made, final.path, receipt)


def _into(journey: Journey, made: Plan, path: Path) -> Outcome:
    """An existing environment, in place; it is put back as it was if anything fails."""
    _check(journey, made, path)
    with environment.existing_environment(path, reporter=journey.reporter) as work:
        env = environment.describe(work.path)
        receipt = _filled(journey, made, env)
        final = work.commit()
    return _done(journey, made, final.path, receipt)


def _check(journey: Journey, made: Plan, target: Path) -> None:
    sizes = made.sizes
    about = "about " if sizes.estimated else ""
    journey.reporter.stage(
        "check",
        f"{about}{bytes_text(sizes.download)} to download, "
        f"{bytes_text(sizes.installed)} on the disk",
    )
    if made.request.space_check:
        with journey.timed("check"):
            check_space(made, target=target)


def _filled(journey: Journey, made: Plan, env: Environment) -> Receipt:
    """Packages, proof and receipt in an environment that is ready for them."""
    journey.reporter.stage("install", made.selection.requirement)
    with journey.timed("install"):
        _install_packages(journey, made, env)
    proof = _proved(journey, env) if made.request.verify else None
    journey.reporter.stage("finish", "the environment takes its place")
    receipt = _receipt(journey, made, env, proof)
    environment.write_receipt(env.path, receipt)
    return receipt


def _with_fitting_pip(journey: Journey, made: Plan, env: Environment) -> Environment:
    """The pip that was asked for, or where the seeded one is old the newest that can be had."""
    wheels = [wheel.filename for wheel in made.selection.wheels]
    wanted = made.request.pip_version
    seeded = env.version.release[:2] >= SEEDED_SINCE
    if wanted is None and seeded and installer.pip_suffices(env.pip_version, wheels):
        return env
    upgrade = installer.upgrade_pip(
        _order(journey, env), wheels=wheels, pip_version=wanted, reporter=journey.reporter
    )
    journey.attempts.append(upgrade.attempt)
    if not upgrade.sufficient:
        raise diagnosed_attempt(upgrade.attempt, made)
    return environment.describe(env.path)


def _install_packages(journey: Journey, made: Plan, env: Environment) -> None:
    request = made.request
    order = replace(
        _order(journey, env),
        requirements=(made.selection.requirement, *map(str, request.requirements)),
        requirement_files=request.requirement_files,
        constraint_files=request.constraint_files,
        caps=made.caps,
    )
    attempt = installer.install(
        order, reporter=journey.reporter, installer=request.installer, echo=journey.echo
    )
    journey.attempts.append(attempt)
    if attempt.returncode != 0:
        raise diagnosed_attempt(attempt, made)
    installer.verify_install(
        env.python,
        [Requirement(text) for text in order.requirements],
        attempt,
        expected={
            wheel.filename: wheel.sha256 for wheel in _known_wheels(journey, made) if wheel.sha256
        },
    )


def _order(journey: Journey, env: Environment) -> InstallOrder:
    return installer.InstallOrder(python=env.python, options=journey.request.pip, logs=journey.logs)


def _known_wheels(journey: Journey, made: Plan) -> Iterator[Wheel]:
    """All wheels of the chosen release, whichever of them pip may have taken."""
    for wheel in made.selection.wheels:
        release = journey.matrix.release(wheel.distribution, wheel.version)
        yield from release.wheels if release is not None else (wheel,)


def _proved(journey: Journey, env: Environment) -> Proof:
    journey.reporter.stage("prove", "import, compute, train")
    with journey.timed("prove"):
        proof = environment.prove(env.python)
    if not proof.proved:
        raise diagnosed_proof(proof, journey.plan, journey.log)
    times = ", ".join(f"{step.name} {seconds_text(step.seconds)}" for step in proof.steps)
    journey.reporter.stage("prove", times)
    return proof


def _receipt(journey: Journey, made: Plan, env: Environment, proof: Proof | None) -> Receipt:
    chosen = made.selection
    return Receipt(
        spec=made.request.spec.text,
        tensorflow=str(chosen.version.value),
        requirement=chosen.requirement,
        python=str(env.version),
        interpreter=str(chosen.interpreter.value.executable),
        platform=str(made.platform),
        asked=standing.asked(made.request),
        caps=tuple(str(cap.constraint) for cap in made.caps),
        packages={str(name): text for name, text in environment.packages(env).items()},
        proof=proof,
        created=datetime.now(timezone.utc),
        tools=tool_versions(journey.matrix, env),
    )


def chosen_text(made: Plan) -> str:
    """`TensorFlow 2.10.1 with Python 3.10.13`."""
    chosen = made.selection
    return f"TensorFlow {chosen.version.value} with Python {chosen.interpreter.value.version}"


def _environment_text(made: Plan) -> str:
    return f"{made.request.venv.name} from {made.selection.interpreter.value.executable}"


def _already(journey: Journey, receipt: Receipt) -> Installed:
    path = journey.request.into or journey.request.venv
    return Installed(
        plan=journey.plan,
        environment=path,
        receipt=receipt,
        already=True,
        timings=journey.timings,
    )


def _done(journey: Journey, made: Plan, path: Path, receipt: Receipt) -> Installed:
    return Installed(
        plan=made,
        environment=path,
        receipt=receipt,
        attempts=tuple(journey.attempts),
        applied=tuple(journey.applied),
        timings=journey.timings,
        log=journey.log,
    )


def _failed(journey: Journey, error: TfinstallError) -> Failed:
    return Failed(
        diagnosis=error.diagnosis,
        plan=journey.plan,
        attempts=tuple(journey.attempts),
        applied=tuple(journey.applied),
        timings=journey.timings,
    )
