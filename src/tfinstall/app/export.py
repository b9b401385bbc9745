"""SPEC or lock → the pinned packages of one machine, for a file that another tool builds from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tfinstall import host
from tfinstall.app.certified import certified_cell
from tfinstall.app.lock import Order, lock
from tfinstall.app.locks import read_lock
from tfinstall.app.plan import choose
from tfinstall.app.syncing.planning import check_tensorflow
from tfinstall.app.syncing.python import choose_python
from tfinstall.export import Content, Item
from tfinstall.export.docker import glibc_of
from tfinstall.model import Host
from tfinstall.resolution import words
from tfinstall.resolution.names import DISTRIBUTIONS, TENSORFLOW
from tfinstall.resolution.question import imagine
from tfinstall.resolution.wanted import matches
from tfinstall.resolution.why import MINORS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.export import Format
    from tfinstall.matrix import Matrix
    from tfinstall.model import Interpreter, LockedFile, Platform, Request
    from tfinstall.resolution.lockfile import Locked
    from tfinstall.resolution.locks import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """What is to be exported, for which machine, as what."""

    form: Format
    request: Request
    lock: Path | None = None
    """None: what SPEC means."""
    name: str = ""
    """The lock as the user wrote it."""
    platform: Platform | None = None
    """None: this machine's, or one of the system that the format is for."""


def content(order: ExportOrder, matrix: Matrix, reporter: Reporter) -> Content:
    """The packages: of the lock, of the certified lock of the release, or resolved now.

    Raises what `lock` and `sync` raise.
    """
    machine = _machine(order)
    if order.lock is not None:
        return _of_lock(order, order.lock, machine, matrix)
    request = order.request
    selection = choose(request, machine, matrix)
    python = selection.interpreter.value
    cell = certified_cell(request, selection, machine.platform, matrix)
    if cell is not None:
        items = map(_item_of_cell, matrix.locked(cell))
        return _content(
            items,
            machine.platform,
            python,
            f"its certified lock, installed and proved on {cell.date:%Y-%m-%d}",
        )
    minor = replace(request, python=request.python or python.minor)
    (made,) = lock([Order(request=minor, platform=machine.platform)], matrix, reporter)
    items = map(_item_of_pin, made.packages)
    return _content(items, machine.platform, python, "the newest that went together")


def _of_lock(order: ExportOrder, path: Path, machine: Host, matrix: Matrix) -> Content:
    lock, _ = read_lock(path, order.name)
    wanted = order.request.python
    python, pieces = choose_python(lock, machine, matrix, wanted=wanted, before=None)
    check_tensorflow(lock, pieces, matrix)
    items = map(_item_of_piece, pieces)
    return _content(items, machine.platform, python.value, f"those of {lock.name}")


def _machine(order: ExportOrder) -> Host:
    """This machine where its own Python will be used; else one that has every Python."""
    here = host.platform()
    platform = order.platform or _platform(order.form, here)
    if platform == here and not order.form.brings_python:
        return host.discover(order.request.python)
    pythons = tuple(imagine(f"{minor}.{NEWEST_PATCH}") for minor in MINORS)
    wanted = order.request.python
    if wanted is not None:
        pythons = tuple(each for each in pythons if matches(each, wanted)) or pythons
    if order.form.system == "linux" and order.platform is None:
        newest = glibc_of(pythons[0].minor if wanted is not None else "")
        platform = replace(platform, glibc=newest, musl=None)
    return Host(platform=platform, interpreters=pythons)


def _platform(form: Format, here: Platform) -> Platform:
    """A container on a Mac or on Windows is a Linux of the same processor."""
    if form.system is None or form.system == here.os:
        return here
    return replace(
        here, os=form.system, arch=CONTAINERS.get(here.arch, here.arch), macos=None, wsl=False
    )


NEWEST_PATCH = 99
"""Whichever an image or conda has then: so that `>=3.7.1` is no word against 3.7."""
CONTAINERS = {"arm64": "aarch64", "amd64": "x86_64"}
"""What Linux calls the processors of macOS and Windows."""
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
"""What Docker calls those of Linux."""


def _content(
    items: Iterable[Item], platform: Platform, python: Interpreter, source: str
) -> Content:
    made = tuple(sorted(items, key=lambda item: item.name))
    found = [item for item in made if item.name in DISTRIBUTIONS]
    tensorflow = min(found, key=lambda item: item.name != TENSORFLOW, default=None)
    return Content(
        title=f"{len(made)} packages" if tensorflow is None else tensorflow.pin,
        source=source,
        python=python.minor,
        machine=words.machine(platform),
        architecture=ARCHITECTURES.get(platform.arch, platform.arch),
        tensorflow=None if tensorflow is None else tensorflow.version,
        items=made,
    )


def _item_of_cell(file: LockedFile) -> Item:
    return Item(
        name=file.name,
        version=str(file.version),
        hashes=(f"sha256:{file.sha256}",),
        built=not file.filename.endswith(".whl"),
    )


def _item_of_pin(locked: Locked) -> Item:
    return Item(
        name=locked.pin.name,
        version=str(locked.pin.version),
        hashes=(f"sha256:{locked.sha256}",),
        built=not locked.pin.file.is_wheel,
    )


def _item_of_piece(piece: Piece) -> Item:
    return Item(
        name=piece.name,
        version=str(piece.version or ""),
        hashes=piece.hashes,
        built=piece.filename is not None and not piece.filename.endswith(".whl"),
    )
