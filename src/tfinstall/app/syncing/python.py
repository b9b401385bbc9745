"""Which Python of this machine a lock is for, or why none is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import Version

from tfinstall.diagnosis import failure
from tfinstall.model import Choice, Evidence, Remedy
from tfinstall.resolution import words
from tfinstall.resolution.locks import Misfit, fitting
from tfinstall.resolution.names import DISTRIBUTIONS
from tfinstall.resolution.python_commands import python_command
from tfinstall.resolution.question import IMAGINED, imagine
from tfinstall.resolution.wanted import matches
from tfinstall.resolution.why import MINORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tfinstall.matrix import Matrix
    from tfinstall.model import Host, Interpreter, TfinstallError
    from tfinstall.resolution.locks import LockFile, Piece


def choose_python(
    lock: LockFile, machine: Host, matrix: Matrix, *, wanted: str | None, before: str | None
) -> tuple[Choice[Interpreter], tuple[Piece, ...]]:
    """The first Python that the lock is for, and the files for it.

    `wanted` is `--python`; `before` the version that the environment has now, which is kept where
    it fits. Raises `python-too-new`, `python-too-old`, `python-missing`, `platform-unsupported`.
    """
    known = known_files(matrix)
    pythons = [each for each in machine.interpreters if wanted is None or matches(each, wanted)]
    pythons.sort(key=lambda each: str(each.version) != before)  # stable: else as they were
    refused: list[tuple[Interpreter, Misfit]] = []
    for python in pythons:
        found = fitting(lock, machine.platform, python, known)
        if not isinstance(found, Misfit):
            return Choice(value=python, because=_because(lock, python, wanted, before)), found
        refused.append((python, found))
    raise _none(lock, machine, refused, wanted, known)


def known_files(matrix: Matrix) -> Callable[[Piece], Iterable[str]]:
    """The names that the matrix has for the TensorFlow wheels of a lock that names only hashes."""

    def known(piece: Piece) -> Iterator[str]:
        if piece.name not in DISTRIBUTIONS or piece.version is None:
            return
        release = matrix.release(piece.name, piece.version)
        for wheel in release.wheels if release is not None else ():
            if f"sha256:{wheel.sha256}" in piece.hashes:
                yield wheel.filename

    return known


def _because(lock: LockFile, python: Interpreter, wanted: str | None, before: str | None) -> str:
    if wanted is not None:
        return f"`--python {wanted}` asks for it"
    if str(python.version) == before:
        return "the environment has it already"
    if python.is_default:
        return f"it is what `python` starts, and {lock.name} is for it"
    return f"it is the newest here that {lock.name} is for"


def _none(
    lock: LockFile,
    machine: Host,
    refused: Sequence[tuple[Interpreter, Misfit]],
    wanted: str | None,
    known: Callable[[Piece], Iterable[str]],
) -> TfinstallError:
    """No Python here: perhaps another one, perhaps none on this machine at all."""
    fit = [
        minor
        for minor in MINORS
        if not isinstance(fitting(lock, machine.platform, imagine(f"{minor}.99"), known), Misfit)
    ]
    if not fit:
        return _other_machine(lock, machine, refused, known)
    needed = words.pythons(fit, "or")
    here = words.pythons({each.minor for each in machine.interpreters})
    has = (
        f"`--python {wanted}` asks for another" if wanted else f"this machine has {here or 'none'}"
    )
    return failure(
        _cause(fit, [python for python, _ in refused]),
        f"{lock.name} is for Python {needed}, and {has}",
        evidence=tuple(
            Evidence(source=lock.name, text=f"{misfit.text}{_at(python)}")
            for python, misfit in refused
        ),
        remedies=tuple(_remedies(lock, machine, fit, wanted)),
        file=lock.name,
        needed=needed,
    )


def _at(python: Interpreter) -> str:
    return "" if python.source == IMAGINED else f" at {python.executable}"


def _cause(fit: Sequence[str], present: Sequence[Interpreter]) -> str:
    minors = [Version(each.minor) for each in present]
    if minors and min(minors) > max(map(Version, fit)):
        return "python-too-new"
    if minors and max(minors) < min(map(Version, fit)):
        return "python-too-old"
    return "python-missing"


def _remedies(
    lock: LockFile, machine: Host, fit: Sequence[str], wanted: str | None
) -> Iterator[Remedy]:
    real = [each for each in machine.interpreters if each.source != IMAGINED]
    there = next((each for each in real if each.minor in fit), None)
    if wanted is not None and there is not None:
        yield Remedy(
            text=f"Use Python {there.version}, which is on this machine",
            command=f"tfinstall sync {lock.name} --python {there.minor}",
        )
    elif command := python_command(fit[0], machine.python_installers):
        yield Remedy(text=f"Get Python {fit[0]}", command=command.text)
    yield Remedy(text="Lock for another Python", command=f"{_locking(lock)} --python X.Y")


def _other_machine(
    lock: LockFile,
    machine: Host,
    refused: Sequence[tuple[Interpreter, Misfit]],
    known: Callable[[Piece], Iterable[str]],
) -> TfinstallError:
    here = words.machine(machine.platform)
    misfit = (
        refused[0][1]
        if refused
        else fitting(lock, machine.platform, imagine(f"{MINORS[0]}.99"), known)
    )
    text = misfit.text if isinstance(misfit, Misfit) else f"is not for {here}"
    return failure(
        "platform-unsupported",
        f"{lock.name} {text}",
        evidence=tuple(
            Evidence(source=f"Python {python.version}", text=f"{lock.name} {misfit.text}")
            for python, misfit in refused
        ),
        remedies=(Remedy(text=f"Lock for {here}", command=_locking(lock)),),
        file=lock.name,
        platform=str(machine.platform),
    )


def _locking(lock: LockFile) -> str:
    """The command that made it, as far as a lock of ours tells, for this machine."""
    told = (lock.standard.tool or {}).get("tfinstall", {}) if lock.standard is not None else {}
    asked = told.get("asked") if isinstance(told, dict) else None
    # A lock may come from anywhere: what it says is never shown as a command unquoted.
    spec = f" {words.quoted(asked, 'linux')}" if isinstance(asked, str) else ""
    return f"tfinstall lock{spec}"
