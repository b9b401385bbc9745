"""The story of `tfinstall sync`: read, plan, ask, make, prove, put in place."""

from __future__ import annotations

import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall import environment
from tfinstall.app import standing
from tfinstall.app.evidence import diagnosed_proof
from tfinstall.app.journey import Journey
from tfinstall.app.plan import needed_space
from tfinstall.app.syncing.files import Filling
from tfinstall.app.syncing.planning import asked, opened, plan_sync
from tfinstall.app.tools import tool_versions
from tfinstall.diagnosis import failure
from tfinstall.host import disk
from tfinstall.model import Receipt, TfinstallError
from tfinstall.words import bytes_text, seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.app.syncing.planning import SyncOrder, SyncPlan
    from tfinstall.effects import Reporter
    from tfinstall.environment import Environment
    from tfinstall.matrix import Matrix
    from tfinstall.model import Line, Outcome, Proof
    from tfinstall.resolution.locks import LockFile


def sync(  # noqa: PLR0913  (the doors to the world, each with a name)
    order: SyncOrder,
    matrix: Matrix,
    *,
    agree: Callable[[SyncPlan], None],
    reporter: Reporter,
    logs: Path,
    echo: Callable[[Line], None] | None = None,
) -> Outcome:
    """Make exactly the environment of a lock; every end is an outcome, none an exception.

    `agree` is asked before an environment that is there is changed; it raises where the answer
    is no.
    """
    journey = Journey(request=order.request, matrix=matrix, reporter=reporter, logs=logs, echo=echo)
    try:
        with environment.stoppable(), journey.timed("total"):
            return _sync(journey, order, agree)
    except TfinstallError as error:
        return journey.failed(error.diagnosis)
    except KeyboardInterrupt:
        return journey.failed(failure("interrupted").diagnosis)


def _sync(journey: Journey, order: SyncOrder, agree: Callable[[SyncPlan], None]) -> Outcome:
    venv = order.request.venv
    with journey.timed("choose"):
        order, lock = opened(order)
        for note in lock.notes:
            journey.reporter.note(note)
        if not order.request.recreate and (already := _already(order, lock)):
            return journey.installed(venv, already, already=True)
        made = _planned(journey, order, lock)
        if made.stands is not None and standing.whole(venv, made.stands):
            return journey.installed(venv, made.stands, already=True)
    if made.changes or made.other_python:
        agree(made)
    return _anew(journey, made)


def _already(order: SyncOrder, lock: LockFile) -> Receipt | None:
    return standing.made_by(asked(order, lock), order.request.venv)


def _planned(journey: Journey, order: SyncOrder, lock: LockFile) -> SyncPlan:
    journey.reporter.stage("choose", f"the packages of {lock.name}")
    made = plan_sync(order, lock, journey.matrix)
    python = made.python.value.version
    journey.reporter.stage("choose", f"{len(made.pieces)} packages with Python {python}")
    return made


def _anew(journey: Journey, made: SyncPlan) -> Outcome:
    """A new environment, which takes its place only when all of it is right."""
    request = made.order.request
    replaced = request.recreate or made.receipt is not None
    target = environment.check_target(request.venv, recreate=replaced)
    _check_space(journey, made, target)
    with environment.new_environment(target, recreate=replaced, reporter=journey.reporter) as work:
        if receipt := _already(made.order, made.lock):  # another run has just made it
            return journey.installed(target, receipt, already=True)
        python = made.python.value
        journey.reporter.stage("environment", f"{work.target.name} from {python.executable}")
        with journey.timed("environment"):
            env = environment.create(python, work.path)
        receipt = _filled(journey, made, env)
        with journey.timed("finish"):
            final = work.commit()
    return journey.installed(final.path, receipt)


def _check_space(journey: Journey, made: SyncPlan, target: Path) -> None:
    sizes = made.sizes
    about = "at least " if sizes.estimated else ""
    if sizes.download:
        journey.reporter.stage("check", f"{about}{bytes_text(sizes.download)} to download")
    if made.order.request.space_check:
        with journey.timed("check"):
            disk.require(needed_space(sizes, made.order.request.pip, target))


def _filled(journey: Journey, made: SyncPlan, env: Environment) -> Receipt:
    """Packages, proof and receipt in an environment that is empty but for its pip."""
    journey.reporter.stage("install", f"the {len(made.pieces)} packages of {made.lock.name}")
    with journey.timed("install"), tempfile.TemporaryDirectory(prefix="tfinstall-sync-") as work:
        env = Filling(journey, made, Path(work)).fill(env)
    proof = None
    if made.order.request.verify and made.tensorflow is not None:
        proof = _proved(journey, env)
    journey.reporter.stage("finish", "the environment takes its place")
    receipt = _receipt(journey, made, env, proof)
    environment.write_receipt(env.path, receipt)
    return receipt


def _proved(journey: Journey, env: Environment) -> Proof:
    """Nothing of a lock is replaced by something older: it works as it is, or it does not."""
    journey.reporter.stage("prove", "import, compute, train")
    with journey.timed("prove"):
        proof = environment.prove(env.python)
    if not proof.proved:
        raise diagnosed_proof(proof, None, journey.log)
    times = (f"{step.name} {seconds_text(step.seconds)}" for step in proof.steps)
    journey.reporter.stage("prove", ", ".join(times))
    return proof


def _receipt(journey: Journey, made: SyncPlan, env: Environment, proof: Proof | None) -> Receipt:
    tensorflow = made.tensorflow
    return Receipt(
        spec=made.order.request.spec.text,
        tensorflow="" if tensorflow is None else str(tensorflow.version),
        requirement="" if tensorflow is None else tensorflow.pin,
        python=str(env.version),
        interpreter=str(made.python.value.executable),
        platform=str(made.platform),
        asked=made.asked,
        caps=(),
        packages={str(name): text for name, text in environment.packages(env).items()},
        proof=proof,
        created=datetime.now(timezone.utc),
        tools=tool_versions(journey.matrix, env),
    )
