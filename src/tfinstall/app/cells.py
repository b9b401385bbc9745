"""Writes what was found out about cells into a matrix on the disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from filelock import FileLock

from tfinstall.diagnosis import failure
from tfinstall.environment.oserrors import os_failure
from tfinstall.matrix.cells import best_file, cells_name, read_cells, read_packages
from tfinstall.matrix.knowledge import kind_of
from tfinstall.matrix.writing import write_cells, write_packages
from tfinstall.resolution.names import DISTRIBUTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from packaging.utils import NormalizedName

    from tfinstall.app.certify import Certified
    from tfinstall.model import Cell, LockedFile

T = TypeVar("T")

PACKAGES = "packages.json"
LOCK = ".cells.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The cells of a matrix in a folder; several processes may write to it."""

    folder: Path

    def record(self, found: Certified) -> None:
        """Put one cell in the place of what was known of it, and its files beside the others.

        What was proved is not replaced by what was only resolved from the same facts: somebody else
        may have proved it meanwhile.
        Packages come first: a run that is killed in between leaves facts that no cell names yet.
        Raises TfinstallError with the operating system's reason, or config-invalid.
        """
        try:
            with FileLock(self.folder / LOCK):
                self._record(found)
        except OSError as error:
            raise os_failure(error, self.folder) from error

    def _record(self, found: Certified) -> None:
        standing = self._cells()
        if any(_proved_already(cell, found.cell) for cell in standing):
            return
        before = self._files()
        own = [file for file in found.files if file.name not in DISTRIBUTIONS]
        after = {**before, **{file.filename: file for file in own}}
        fresh = {file.pin for file in own if file.filename not in before}
        cells = [
            _named(cell, _chosen(cell, fresh, before.values()), after.values())
            for cell in standing
            if not _same(cell, found.cell)
        ]
        cells.append(_named(found.cell, {file.pin: file for file in own}, after.values()))
        pins = {pin for cell in cells for pin in cell.pins}
        self._write(PACKAGES, write_packages(f for f in after.values() if f.pin in pins))
        for name in {cells_name(cell.version) for cell in cells}:
            of = [cell for cell in cells if cells_name(cell.version) == name]
            self._write(name, write_cells(name.split("/")[1].removesuffix(".json"), of))

    def _cells(self) -> list[Cell]:
        paths = sorted((self.folder / "cells").glob("*.json"))
        return [cell for path in paths for cell in _read(path, read_cells)]

    def _files(self) -> dict[str, LockedFile]:
        path = self.folder / PACKAGES
        if not path.exists():
            return {}
        packages = _read(path, read_packages)
        names = (cast("NormalizedName", name) for name in packages.rows)
        return {file.filename: file for name in names for file in packages.files(name)}

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{path.name}-"
        for killed in path.parent.glob(f"{prefix}*"):  # who wrote it is gone: we have the lock
            killed.unlink()
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _read(path: Path, parse: Callable[[str], T]) -> T:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path} is damaged: {type(error).__name__}: {error}"
        raise failure("config-invalid", message, file=str(path)) from error


def _same(one: Cell, other: Cell) -> bool:
    same = (one.distribution, one.version, one.python)
    return same == (other.distribution, other.version, other.python) and kind_of(
        one.platform
    ) == kind_of(other.platform)


def _proved_already(standing: Cell, found: Cell) -> bool:
    proved = standing.level is not None and found.state == "resolved"
    return proved and _same(standing, found) and standing.inputs == found.inputs


def _chosen(cell: Cell, pins: set[str], files: Iterable[LockedFile]) -> dict[str, LockedFile]:
    """The file that a cell has meant so far by each of these pins."""
    named = {pin for pin in cell.pins if pin in pins}
    offered = [file for file in files if file.pin in named] if named else []
    found = {}
    for pin in named:
        of = [file for file in offered if file.pin == pin]
        said = cell.files.get(pin.partition("==")[0])
        best = best_file((f for f in of if said in {None, f.filename}), cell.platform, cell.python)
        if best is not None:
            found[pin] = best
    return found


def _named(cell: Cell, chosen: Mapping[str, LockedFile], files: Iterable[LockedFile]) -> Cell:
    """The cell, naming each file that the best-fitting of its pin is no longer."""
    if not chosen:
        return cell
    offered = [file for file in files if file.pin in chosen]
    named = dict(cell.files)
    for pin, file in chosen.items():
        best = best_file((f for f in offered if f.pin == pin), cell.platform, cell.python)
        if best is None or best.filename != file.filename:
            named[str(file.name)] = file.filename
    return replace(cell, files=named)
