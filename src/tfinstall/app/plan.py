"""Request → Plan: what would be done, and why; nothing is written."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall import host
from tfinstall.app.certified import certified_cell
from tfinstall.host import disk
from tfinstall.model import Finding, NoSelection, Plan, Sizes, TfinstallError
from tfinstall.resolution import caps_for, diagnosis_of, markers, select
from tfinstall.resolution.names import TENSORFLOW

if TYPE_CHECKING:
    from packaging.requirements import Requirement

    from tfinstall.matrix import Matrix
    from tfinstall.model import Cap, Host, PipOptions, Release, Request, Selection, Spec

UNPACKED_RATIO = 3
"""Installed bytes for each byte of a dependency's wheel; NumPy, h5py, grpcio and libclang lie
between 2.5 and 3.6, CUDA's libraries at 1.6."""
USUAL_DEPENDENCIES = 150_000_000
"""Bytes to download beside TensorFlow itself where the index does not say: what 2.4 to 2.21 need
without CUDA lies between 90 and 140 MB."""


def plan(
    request: Request,
    matrix: Matrix,
    *,
    ask_index: bool = True,
    without: frozenset[Path] = frozenset(),
) -> Plan:
    """Everything that the main job would do.

    `ask_index` False leaves the network alone: sizes are estimated then. `without` are
    interpreters that have shown not to be usable. Raises TfinstallError with the cause where
    nothing fits, or where the request itself is wrong.
    """
    machine = host.discover(request.python)
    if without:
        usable = (each for each in machine.interpreters if each.executable not in without)
        machine = replace(machine, interpreters=tuple(usable))
    selection = choose(request, machine, matrix, ask_index=ask_index)
    cell = certified_cell(request, selection, machine.platform, matrix)
    caps = caps_for(selection, matrix)
    if cell is None:
        return planned(request, machine, selection, caps, ask_index=ask_index)
    made = planned(request, machine, selection, caps, ask_index=False)
    sizes = Sizes(download=cell.download, installed=cell.installed, estimated=False)
    return replace(made, sizes=sizes, cell=cell, locked=matrix.locked(cell))


def choose(request: Request, machine: Host, matrix: Matrix, *, ask_index: bool = True) -> Selection:
    """The release, its distribution and its Python: from the matrix, or else from the index.

    Raises TfinstallError with the cause where nothing fits.
    """
    selection = select(request, machine, matrix)
    if isinstance(selection, NoSelection) and ask_index and _may_be_newer(request.spec, matrix):
        beyond = _beyond(request, machine, matrix)
        selection = select(request, machine, matrix, beyond) if beyond else selection
    if isinstance(selection, NoSelection):
        raise diagnosis_of(selection)
    return selection


def planned(
    request: Request,
    machine: Host,
    selection: Selection,
    caps: tuple[Cap, ...],
    *,
    ask_index: bool,
) -> Plan:
    """The plan that follows from a choice."""
    return Plan(
        request=request,
        platform=machine.platform,
        selection=selection,
        caps=caps,
        sizes=_sizes(request, machine, selection, caps, ask_index=ask_index),
        gpu=machine.gpu,
    )


def requirements_of(selection: Selection, machine: Host) -> tuple[Requirement, ...]:
    """What the chosen wheels require on this machine, their delegates left out."""
    own = {wheel.distribution for wheel in selection.wheels}
    python = selection.interpreter.value.version
    where = markers.environment(machine.platform, str(python))
    return tuple(
        ask
        for wheel in selection.wheels
        for ask in wheel.requires
        if canonicalize_name(ask.name) not in own and markers.applies(ask, where, selection.extras)
    )


def _sizes(
    request: Request,
    machine: Host,
    selection: Selection,
    caps: tuple[Cap, ...],
    *,
    ask_index: bool,
) -> Sizes:
    download = sum(wheel.size for wheel in selection.wheels)
    unpacked = sum(wheel.unpacked or wheel.size * UNPACKED_RATIO for wheel in selection.wheels)
    beside = None
    if ask_index and not request.pip.no_index:
        beside = _asked(request, machine, selection, caps)
    estimated = beside is None
    beside = USUAL_DEPENDENCIES if beside is None else beside
    return Sizes(
        download=download + beside,
        installed=unpacked + beside * UNPACKED_RATIO,
        estimated=estimated,
    )


def _asked(
    request: Request, machine: Host, selection: Selection, caps: tuple[Cap, ...]
) -> int | None:
    """Bytes of the dependencies as the index tells them; None where it cannot be asked."""
    from tfinstall.index import Index, configured  # noqa: PLC0415  (start-up time)
    from tfinstall.index.sizes import dependency_bytes  # noqa: PLC0415

    asks = (*requirements_of(selection, machine), *request.requirements)
    try:
        with Index(configured(request.pip)) as index:
            return dependency_bytes(
                index,
                asks,
                [cap.constraint for cap in caps],
                machine.platform,
                selection.interpreter.value,
            )
    except TfinstallError:
        return None  # pip will meet the same trouble, and its log says more about it


def _may_be_newer(spec: Spec, matrix: Matrix) -> bool:
    """Whether the words name something that can only have come after the matrix was made."""
    known = matrix.versions(spec.distribution or TENSORFLOW)
    named = (Version(each.version.removesuffix(".*")) for each in spec.specifier)
    return not known or any(version > known[0] for version in named)


def _beyond(request: Request, machine: Host, matrix: Matrix) -> tuple[Release, ...]:
    """Releases that the index has and the matrix has not.

    No answer from the index is none either: the refusal stands, and is true of the matrix. One
    try: a person who mistyped a version is not kept waiting.
    """
    if request.pip.no_index:
        return ()
    from tfinstall.index import Index, configured  # noqa: PLC0415  (start-up time)
    from tfinstall.index.beyond import releases_beyond  # noqa: PLC0415

    name = request.spec.distribution or TENSORFLOW
    try:
        with Index(replace(configured(request.pip), timeout=5.0, retries=0)) as index:
            known = matrix.versions(name)
            return releases_beyond(index, name, request.spec, known, machine.platform)
    except TfinstallError:
        return ()


def check_space(made: Plan, *, target: Path) -> tuple[Finding, ...]:
    """Bytes needed against bytes free, for cache, temporary files and target.

    Raises `disk-full` with the figures.
    """
    return disk.require(spaces(made, target))


def spaces(made: Plan, target: Path) -> tuple[disk.Space, ...]:
    return needed_space(made.sizes, made.request.pip, target)


def needed_space(sizes: Sizes, pip: PipOptions, target: Path) -> tuple[disk.Space, ...]:
    """What will be written, and where: pip keeps a wheel, works on a copy, and unpacks it."""
    needed = [
        disk.Space(path=target, needed=sizes.installed, role="environment"),
        disk.Space(path=Path(tempfile.gettempdir()), needed=sizes.download, role="temporary files"),
    ]
    if not pip.no_cache_dir:
        cache = pip.cache_dir or _pip_cache()
        needed.append(disk.Space(path=cache, needed=sizes.download, role="pip's cache"))
    return tuple(needed)


def _pip_cache() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  (start-up time)

    configured = os.environ.get("PIP_CACHE_DIR")
    return Path(configured) if configured else user_cache_path("pip", appauthor=False)
