"""The main job: a TensorFlow that works, or one named cause and nothing left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from tfinstall import environment, installer
from tfinstall.app import remedies, standing
from tfinstall.app.evidence import diagnosed_proof
from tfinstall.app.fetch import ensure_python
from tfinstall.app.journey import Journey
from tfinstall.app.older import caps_of_its_day
from tfinstall.app.packages import install_packages, reinstall_packages, with_fitting_pip
from tfinstall.app.plan import check_space, plan
from tfinstall.app.tools import tool_versions
from tfinstall.diagnosis import failure
from tfinstall.environment.layout import python_in
from tfinstall.model import AppliedRemedy, Evidence, Receipt, Remedy, TfinstallError
from tfinstall.words import bytes_text, seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.environment import Environment
    from tfinstall.environment.transaction import NewEnvironment
    from tfinstall.installer import TensorflowAsk
    from tfinstall.matrix import Matrix
    from tfinstall.model import Line, Outcome, Plan, Proof, Request


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
        return journey.failed(error.diagnosis)
    except KeyboardInterrupt:
        return journey.failed(failure("interrupted").diagnosis)


def _install(journey: Journey) -> Outcome:
    request = journey.request
    asked = installer.read_requirements(request.requirement_files, request.constraint_files)
    with journey.timed("choose"):
        if receipt := standing.unchanged(request, journey.matrix):
            return journey.installed(_place(request), receipt, already=True)
        made = _planned(journey)
        if receipt := standing.answers(made):
            return journey.installed(_place(request), receipt, already=True)
        _refuse_second_tensorflow(made, installer.tensorflow_asks(asked, request.requirements))
    if request.into is not None:
        return _into(journey, made, request.into)
    return _anew(journey, made)


def _planned(journey: Journey, without: frozenset[Path] = frozenset()) -> Plan:
    request = journey.request
    journey.reporter.stage("choose", f"TensorFlow {request.spec.text}")
    if request.into is not None and request.python is None:
        python = python_in(request.into)
        request = replace(request, python=None if python is None else str(python))
    if request.install_python:
        ensure_python(request, journey.matrix, journey.reporter)
    made = plan(request, journey.matrix, without=without)
    journey.plan = made = replace(made, request=journey.request)
    chosen = made.selection
    journey.reporter.stage(
        "choose",
        f"TensorFlow {chosen.version.value} with Python {chosen.interpreter.value.version}",
    )
    return made


def _refuse_second_tensorflow(made: Plan, asks: Iterable[TensorflowAsk]) -> None:
    """A contradiction with the user's own requirements, told before half a gigabyte is fetched."""
    chosen = made.selection
    names = {wheel.distribution for wheel in chosen.wheels}
    python = chosen.interpreter.value.version
    for ask in asks:
        if ask.contradicts(names, chosen.version.value, python):
            raise failure(
                "dependency-conflict",
                f"`{made.request.spec.text}` means {chosen.requirement}, "
                f"but {ask.where} asks for {ask.requirement}",
                evidence=(Evidence(source=ask.where, text=str(ask.requirement)),),
                remedies=(
                    Remedy(text="Change that requirement"),
                    Remedy(text="Or ask for its", command=f'tfinstall "{ask.requirement}"'),
                ),
            )


def _anew(journey: Journey, made: Plan) -> Outcome:
    """A new environment, which takes its place only when TensorFlow works in it."""
    request = made.request
    ours = request.recreate or standing.is_ours(request.venv)
    target = environment.check_target(request.venv, recreate=ours)
    _check(journey, made, target)
    with environment.new_environment(target, recreate=ours, reporter=journey.reporter) as work:
        if receipt := standing.answers(made):  # another run has just made it
            return journey.installed(target, receipt, already=True)
        made, env = _created(journey, made, work)
        receipt = _filled(journey, made, env)
        with journey.timed("finish"):
            final = work.commit()
    return journey.installed(final.path, receipt)


def _into(journey: Journey, made: Plan, path: Path) -> Outcome:
    """An existing environment, in place; it is put back as it was if anything fails."""
    _check(journey, made, path)
    with environment.existing_environment(path, reporter=journey.reporter) as work:
        receipt = _filled(journey, made, environment.describe(work.path))
        final = work.commit()
    return journey.installed(final.path, receipt)


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


def _created(journey: Journey, made: Plan, work: NewEnvironment) -> tuple[Plan, Environment]:
    """The empty environment, from another fitting Python where the first one cannot."""
    try:
        return made, _from_interpreter(journey, made, work)
    except TfinstallError as error:
        found = error.diagnosis
        free = made.request.python is None and "another-python" in made.request.remedies
        if not free or found.cause not in remedies.ANOTHER_PYTHON:
            raise
        unfit = made.selection.interpreter.value
        try:
            other = _planned(journey, without=frozenset({unfit.executable}))
        except TfinstallError:
            raise error from None
    text = f"took Python {other.selection.interpreter.value.version} in place of {unfit.version}"
    journey.applied.append(
        AppliedRemedy(name="another-python", cause=found.cause, text=text, helped=True)
    )
    work.clear()
    return other, _from_interpreter(journey, other, work)


def _from_interpreter(journey: Journey, made: Plan, work: NewEnvironment) -> Environment:
    python = made.selection.interpreter.value
    journey.reporter.stage("environment", f"{work.target.name} from {python.executable}")
    with journey.timed("environment"):
        env = environment.create(python, work.path)
        return with_fitting_pip(journey, made, env)


def _filled(journey: Journey, made: Plan, env: Environment) -> Receipt:
    """Packages, proof and receipt in an environment that is ready for them."""
    journey.reporter.stage("install", made.selection.requirement)
    with journey.timed("install"):
        install_packages(journey, made, env)
    proof = _proved(journey, made, env) if made.request.verify else None
    journey.reporter.stage("finish", "the environment takes its place")
    receipt = _receipt(journey, made, env, proof)
    environment.write_receipt(env.path, receipt)
    return receipt


def _proved(journey: Journey, made: Plan, env: Environment) -> Proof:
    """The proof; where newer dependencies are in its way, once more with those of its day."""
    proof = _prove(journey, env)
    if proof.proved:
        return proof
    error = diagnosed_proof(proof, made, journey.log)
    cause = error.diagnosis.cause
    allowed = "older-dependencies" in made.request.remedies
    if not allowed or cause not in remedies.OLDER_DEPENDENCIES:
        raise error
    if not _made_older(journey, made, env, cause):
        raise error
    proof = _prove(journey, env)
    if not proof.proved:
        raise diagnosed_proof(proof, made, journey.log)
    journey.applied[-1] = replace(journey.applied[-1], helped=True)
    return proof


def _prove(journey: Journey, env: Environment) -> Proof:
    journey.reporter.stage("prove", "import, compute, train")
    with journey.timed("prove"):
        proof = environment.prove(env.python)
    if proof.proved:
        times = (f"{step.name} {seconds_text(step.seconds)}" for step in proof.steps)
        journey.reporter.stage("prove", ", ".join(times))
    return proof


def _made_older(journey: Journey, made: Plan, env: Environment, cause: str) -> bool:
    """Dependencies as they were when this TensorFlow came out; False where that cannot be."""
    text = "installed dependencies as they were when this release came out"
    journey.reporter.note(f"{cause}: {text}")
    journey.applied.append(
        AppliedRemedy(name="older-dependencies", cause=cause, text=text, helped=False)
    )
    try:
        caps = caps_of_its_day(made, environment.packages(env))
        reinstall_packages(journey, made, env, caps)
    except TfinstallError:
        return False
    return True


def _receipt(journey: Journey, made: Plan, env: Environment, proof: Proof | None) -> Receipt:
    chosen = made.selection
    return Receipt(
        spec=made.request.spec.text,
        tensorflow=str(chosen.version.value),
        requirement=chosen.requirement,
        python=str(env.version),
        interpreter=str(chosen.interpreter.value.executable),
        platform=str(made.platform),
        asked=standing.asked(journey.request),
        caps=tuple(str(cap.constraint) for cap in made.caps),
        packages={str(name): text for name, text in environment.packages(env).items()},
        proof=proof,
        created=datetime.now(timezone.utc),
        tools=tool_versions(journey.matrix, env),
        own=_own(made.request),
    )


def _own(request: Request) -> bool:
    """An environment that tfinstall made stays its own when it is changed in place."""
    if request.into is None:
        return True
    before = environment.read_receipt(request.into)
    return before is not None and before.own


def _place(request: Request) -> Path:
    return request.into or request.venv
