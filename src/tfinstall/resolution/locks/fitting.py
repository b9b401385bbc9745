"""A lock and one Python of one machine → the files to install there, or why it is not for them.

What an installer must do is told step by step in the standard, under "Installation"; packaging's
`Pylock.select` does it. Looked at first is what can be told in better words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from packaging.pylock import PackageArchive, PackageSdist, PackageWheel, PylockSelectError

from tfinstall.diagnosis import failure
from tfinstall.matrix.tags import PYTHONS, file_fits, tags_of
from tfinstall.model import Evidence, Remedy
from tfinstall.resolution import words
from tfinstall.resolution.locks.values import Misfit, Piece
from tfinstall.resolution.markers import environment, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packaging.markers import Environment
    from packaging.pylock import Package, Pylock

    from tfinstall.model import Interpreter, Platform
    from tfinstall.resolution.locks.values import LockFile

STRONG: Final = ("sha256", "sha384", "sha512")
"""What pip takes after `--hash=`; the first that is there is asked for."""
SHOWN: Final = 3
_VERSION: Final = re.compile(r"\b\d+\.\d+\b")


def fitting(
    lock: LockFile,
    platform: Platform,
    python: Interpreter,
    known: Callable[[Piece], Iterable[str]] = lambda _: (),
) -> tuple[Piece, ...] | Misfit:
    """The pieces that this Python takes, by name; each of them has a hash to check.

    `known` answers the file names that the matrix knows for a piece that names none. Raises
    `hash-missing` on what no hash can be checked of: a folder, or a checkout of a repository.
    """
    where = environment(platform, str(python.version))
    if lock.standard is None:
        return _of_lines(lock, platform, python, known)
    misfit = _misfit(lock.standard, where, platform, python)
    if misfit is not None:
        return misfit
    try:
        chosen = list(lock.standard.select(environment=where, tags=list(tags_of(platform, python))))
    except PylockSelectError as error:
        told = f"has nothing for Python {python.version} on {words.machine(platform)}: {error}"
        return Misfit(kind="file", text=told)
    _refuse_unhashed(lock, chosen)
    pieces = (
        _piece(package, file, lock)
        for package, file in chosen
        if isinstance(file, PackageArchive | PackageSdist | PackageWheel)
    )
    return tuple(sorted(pieces, key=lambda piece: piece.name))


def _misfit(
    lock: Pylock, where: Environment, platform: Platform, python: Interpreter
) -> Misfit | None:
    wanted = lock.requires_python
    if wanted is not None and not wanted.contains(python.version, prereleases=True):
        return Misfit(kind="python", text=f"is for Python {wanted}, and this is {python.version}")
    if lock.environments is None or any(holds(each, where) for each in lock.environments):
        return None
    here = words.machine(platform)
    if pythons := _pythons_there(lock, platform):
        told = f"is for Python {words.pythons(pythons, 'or')} on {here}, and this is {python.minor}"
        return Misfit(kind="python", text=told)
    told = " or ".join(f"`{each}`" for each in lock.environments[:SHOWN])
    return Misfit(kind="platform", text=f"is for {told}, and this is {here}")


def _pythons_there(lock: Pylock, platform: Platform) -> tuple[str, ...]:
    """The minors that the lock's environments allow on this machine."""
    return tuple(
        minor
        for minor in PYTHONS
        if any(holds(each, environment(platform, minor)) for each in lock.environments or ())
    )


def _of_lines(
    lock: LockFile,
    platform: Platform,
    python: Interpreter,
    known: Callable[[Piece], Iterable[str]],
) -> tuple[Piece, ...] | Misfit:
    """A requirements format names no files: our own says what it is for, the matrix knows more."""
    here = words.machine(platform)
    on_this = [minor for minor, machine in lock.places if _kind_of(machine) == _kind_of(here)]
    if lock.places and not on_this:
        told = words.listed(sorted({machine for _, machine in lock.places}), "or")
        return Misfit(kind="platform", text=f"is for {told}, and this is {here}")
    if on_this and python.minor not in on_this:
        told = f"is for Python {words.pythons(on_this, 'or')}, and this is {python.version}"
        return Misfit(kind="python", text=told)
    where = environment(platform, str(python.version))
    pieces = [each for each in lock.lines if each.marker is None or holds(each.marker, where)]
    for piece in pieces:
        files = tuple(known(piece))
        if files and not any(file_fits(file, None, platform, python) for file in files):
            told = f"has {piece.pin} as {' or '.join(files[:SHOWN])}, which is not for {here} with "
            return Misfit(kind="file", text=f"{told}Python {python.minor}")
    return tuple(sorted(pieces, key=lambda piece: piece.name))


def _kind_of(machine: str) -> str:
    """`macOS 14.0 arm64` → `macOS arm64`: a later system takes what an earlier one does."""
    return " ".join(_VERSION.sub("", machine).split())


def _refuse_unhashed(lock: LockFile, chosen: Iterable[tuple[Package, Any]]) -> None:
    bare = [
        (package.name, f"`packages` has {package.name} as a {'checkout' if vcs else 'folder'}")
        for package, file in chosen
        if (vcs := package.vcs) is not None or package.directory is not None
    ]
    if not bare:
        return
    raise failure(
        "hash-missing",
        f"{lock.name} names {bare[0][0]} by a folder or a repository, of which no hash can be "
        "checked: leave it out of the lock, and install it afterwards",
        evidence=tuple(Evidence(source=lock.name, text=told) for _, told in bare),
        remedies=(
            Remedy(
                text="Have uv leave the project itself out",
                command="uv export --no-emit-project --format pylock.toml -o pylock.toml",
            ),
        ),
        file=lock.name,
        package=bare[0][0],
    )


def _piece(
    package: Package, file: PackageWheel | PackageSdist | PackageArchive, lock: LockFile
) -> Piece:
    hashes = [f"{name}:{file.hashes[name]}" for name in STRONG if name in file.hashes]
    if not hashes:
        raise failure(
            "hash-missing",
            f"{lock.name} has only {words.listed(sorted(file.hashes))} of {package.name}, and pip "
            f"takes {words.listed(STRONG, 'or')}",
            file=lock.name,
            package=package.name,
        )
    return Piece(
        name=package.name,
        version=package.version,
        hashes=(hashes[0],),
        filename=None if isinstance(file, PackageArchive) else file.filename,
        url=file.url,
        path=file.path,
        size=file.size,
        where=f"package {package.name}",
    )
