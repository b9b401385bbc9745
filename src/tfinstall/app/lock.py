"""Request → Lock: every package with its file and hash, for this machine or another one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from tfinstall import host, installer
from tfinstall.app.certified import Served, certified_cell
from tfinstall.app.plan import choose
from tfinstall.app.remedies import LOCK_NOT_SERVED
from tfinstall.app.wishes import wishes, with_options
from tfinstall.diagnosis import failure
from tfinstall.index import Index, configured
from tfinstall.index.candidates import Candidates, digest, of_an_index
from tfinstall.index.kept import Kept, kept_folder
from tfinstall.model import Evidence, Host, Remedy, TfinstallError
from tfinstall.resolution import caps_for, exact_version
from tfinstall.resolution.dependencies import Facts, Target, resolve
from tfinstall.resolution.lockfile import Lock, Locked
from tfinstall.resolution.names import DISTRIBUTIONS
from tfinstall.resolution.question import IMAGINED, imagine
from tfinstall.resolution.wanted import matches, parse_wanted
from tfinstall.resolution.why import MINORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from tfinstall.effects import Reporter
    from tfinstall.matrix import Matrix
    from tfinstall.model import Cap, Cell, Interpreter, LockedFile, Platform, Request, Selection
    from tfinstall.resolution.dependencies import Pin, Wish

S = TypeVar("S")
T = TypeVar("T")

UNFIT: Final = frozenset({10, 11, 12, 40})
"""Exit codes that say: not for this machine, this Python, or these wishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be locked, and for where and when."""

    request: Request
    platform: Platform | None = None
    """None: this machine."""
    exclude_newer: datetime | None = None
    """Only files uploaded before this instant, TensorFlow's own included."""
    optional: bool = False
    """One of `all`: where nothing fits it is left out, and that is told."""


def lock(orders: Sequence[Order], matrix: Matrix, reporter: Reporter) -> tuple[Lock, ...]:
    """Choose TensorFlow as an install would, then all that it needs, and hash every file.

    One lock for each order; they differ in machine and Python alone. Raises TfinstallError with
    the cause where nothing fits, where wishes contradict each other, where the index cannot be
    asked, or where its TensorFlow is not the matrix's.
    """
    request = orders[0].request
    asked = installer.read_requirements(request.requirement_files, request.constraint_files)
    pip = with_options(request.pip, asked)
    reporter.stage("choose", f"TensorFlow {request.spec.text}")
    with ThreadPoolExecutor(1) as beside:  # pip takes a second to tell what it is configured to do
        configuration = beside.submit(configured, pip)
        aims = _each(orders, partial(_aim, matrix=matrix, prereleases=pip.pre), reporter)
    names = dict.fromkeys(aim.selection.requirement for aim in aims)
    reporter.stage("choose", f"the dependencies of {', '.join(names)}")
    kept = Kept(None if pip.no_cache_dir else kept_folder())
    with Index(configuration.result()) as index:
        source = Candidates(index, configuration.result(), kept, known=_known(aims))

        def locked(aim: _Aim) -> Lock:
            asks = wishes(request, aim.selection, asked, aim.caps)
            packages = _certified_packages(index, source, asks, aim, reporter)
            certified = aim.cell if packages else None
            packages = packages or _packages(index, source, asks, aim.target)
            _check_tensorflow(packages, aim.selection, matrix)
            return Lock(
                asked=request.spec.text,
                tensorflow=aim.selection.requirement,
                target=aim.target,
                caps=aim.caps,
                packages=packages,
                certified=certified,
            )

        return _each(aims, locked, reporter)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """An order whose TensorFlow is chosen."""

    selection: Selection
    target: Target
    caps: tuple[Cap, ...]
    optional: bool
    cell: Cell | None
    files: tuple[LockedFile, ...]
    """Of the certified lock of the cell, where the order adds nothing to it."""


def _aim(order: Order, *, matrix: Matrix, prereleases: bool) -> _Aim:
    selection, platform = _chosen(order, matrix)
    target = Target(
        platform=platform,
        python=_whole(selection.interpreter.value),
        exclude_newer=order.exclude_newer,
        prereleases=prereleases,
    )
    cell = None
    if order.exclude_newer is None:
        cell = certified_cell(order.request, selection, platform, matrix)
    return _Aim(
        selection=selection,
        target=target,
        caps=caps_for(selection, matrix),
        optional=order.optional,
        cell=cell,
        files=() if cell is None else matrix.locked(cell),
    )


def _each(items: Sequence[S], work: Callable[[S], T], reporter: Reporter) -> tuple[T, ...]:
    """`work` for each; an optional one that cannot be is told and left out, unless all are."""
    done: list[T] = []
    refused: list[TfinstallError] = []
    for item in items:
        try:
            done.append(work(item))
        except TfinstallError as error:
            optional = getattr(item, "optional", False)
            if not optional or error.diagnosis.exit_code not in UNFIT:
                raise
            refused.append(error)
            reporter.note(f"left out: {error.diagnosis.title}")
    if not done and refused:
        raise refused[0]
    return tuple(done)


# ── which TensorFlow ────────────────────────────────────────────────────────────────────────


def _chosen(order: Order, matrix: Matrix) -> tuple[Selection, Platform]:
    machine, request = _machine(order), order.request
    selection = choose(request, machine, matrix)
    while order.exclude_newer is not None:
        day = max(wheel.uploaded for wheel in selection.wheels)
        if day < order.exclude_newer:
            break
        version = selection.version.value
        if exact_version(request.spec) is not None:
            raise _too_new(selection, day, order.exclude_newer)
        older = request.spec.specifier & SpecifierSet(f"!={version},<={version}")
        request = replace(request, spec=replace(request.spec, specifier=older))
        selection = choose(request, machine, matrix)
    return selection, machine.platform


def _too_new(selection: Selection, day: datetime, limit: datetime) -> TfinstallError:
    message = (
        f"{selection.requirement} was uploaded on {day:%Y-%m-%d}, after what `--exclude-newer` "
        f"allows: before {limit:%Y-%m-%d %H:%M} UTC"
    )
    way = Remedy(text="Allow a later day, or ask for an older release")
    return failure("version-not-found", message, remedies=(way,))


def _machine(order: Order) -> Host:
    """The machine that the lock is for; of another one only the platform is known."""
    python = order.request.python
    here = host.platform()
    if order.platform is None or order.platform == here:
        found = host.discover(python)
        if python is None or any(matches(each, python) for each in found.interpreters):
            return found
        named = _imagined(python)  # a lock needs no interpreter that is here
        return found if named is None else replace(found, interpreters=(named,))
    if python is None:
        pythons = tuple(map(imagine, MINORS))
    elif named := _imagined(python):
        pythons = (named,)
    else:
        message = f"`--python {python}` is a path on this machine; for another one name a version"
        raise failure("usage", message)
    return Host(platform=order.platform, interpreters=pythons)


def _imagined(python: str) -> Interpreter | None:
    wanted = parse_wanted(python)
    if wanted.version is None or wanted.minor is None:
        return None
    return replace(
        imagine(str(wanted.version)),
        implementation=wanted.implementation or "cpython",
        free_threaded=bool(wanted.free_threaded),
    )


def _whole(python: Interpreter) -> Interpreter:
    """The Python with its patch release; of a minor alone the newest, whatever it will be.

    So that `>=3.7.1` is no word against 3.7.
    """
    if python.source != IMAGINED or len(python.version.release) > 2:  # noqa: PLR2004  (X.Y)
        return python
    return replace(python, version=Version(f"{python.minor}.99"))


# ── its packages ────────────────────────────────────────────────────────────────────────────


def _known(aims: Iterable[_Aim]) -> dict[str, Facts]:
    """What the matrix says of the chosen wheels, so that nobody has to fetch it."""
    return {
        wheel.filename: Facts(
            requires=wheel.requires, requires_python=wheel.requires_python, size=wheel.size
        )
        for aim in aims
        for wheel in aim.selection.wheels
    }


def _certified_packages(
    index: Index, source: Candidates, asked: tuple[Wish, ...], aim: _Aim, reporter: Reporter
) -> tuple[Locked, ...]:
    """Those of the certified lock; empty where there is none, or where the index lacks a file."""
    if aim.cell is None:
        return ()
    try:
        packages = _packages(index, Served(source, aim.files), asked, aim.target)
    except TfinstallError as error:
        if error.diagnosis.cause not in LOCK_NOT_SERVED:
            raise
        reporter.note("resolved anew, as the index does not serve the certified lock")
        return ()
    known = {file.filename: file.sha256 for file in aim.files}
    for each in packages:
        if each.sha256 != known[each.pin.file.filename]:
            raise _other_bytes(each, known[each.pin.file.filename])
    return packages


def _packages(
    index: Index, source: Candidates | Served, asked: tuple[Wish, ...], target: Target
) -> tuple[Locked, ...]:
    try:
        pins = resolve(asked, source, target)
    except TfinstallError:
        if not source.forget_pages():
            raise
        pins = resolve(asked, source, target)
    return tuple(index.each(lambda pin: _locked(index, pin), pins))


def _locked(index: Index, pin: Pin) -> Locked:
    file = of_an_index(pin.file)
    size = file.size if file.size is not None else pin.facts.size
    return Locked(
        pin=pin,
        sha256=digest(index, file),
        size=index.size(file) if size is None else size,
    )


def _check_tensorflow(packages: tuple[Locked, ...], selection: Selection, matrix: Matrix) -> None:
    """One TensorFlow, and the very bytes that the matrix knows, whoever serves them."""
    chosen = {wheel.distribution for wheel in selection.wheels}
    for each in packages:
        if each.pin.name in DISTRIBUTIONS and each.pin.name not in chosen:
            raise _second(each.pin, selection)
        for known in _known_sha256(each.pin, matrix):
            if known != each.sha256:
                raise _other_bytes(each, known)


def _known_sha256(pin: Pin, matrix: Matrix) -> Iterator[str]:
    if pin.name not in DISTRIBUTIONS:
        return
    release = matrix.release(NormalizedName(pin.name), pin.version)
    for wheel in release.wheels if release is not None else ():
        if wheel.filename == pin.file.filename:
            yield wheel.sha256


def _second(pin: Pin, selection: Selection) -> TfinstallError:
    return failure(
        "dependency-conflict",
        f"{pin.name} {pin.version} would come beside {selection.requirement}: two TensorFlows "
        "in one folder overwrite each other",
        evidence=tuple(Evidence(source="resolver", text=line) for line in pin.because),
        remedies=(
            Remedy(
                text=f"Ask for {pin.name} itself",
                command=f'tfinstall lock "{pin.name}=={selection.version.value}"',
            ),
        ),
        package=pin.name,
    )


def _other_bytes(locked: Locked, known: str) -> TfinstallError:
    file = locked.pin.file
    return failure(
        "hash-mismatch",
        f"{file.filename} at {file.url} has the SHA-256 {locked.sha256}, and the one that was "
        f"published has {known}: ask another index",
        evidence=(
            Evidence(source="index", text=f"sha256 {locked.sha256}"),
            Evidence(source="compatibility matrix", text=f"sha256 {known}"),
        ),
        package=file.filename,
    )
