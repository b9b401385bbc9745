"""From a cell to the files of its lock, by its pins and its platform."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.app.test_store import LINUX, NEW_WHEEL, OLD_WHEEL, SIX, certified, file
from tfinstall.matrix.cells import (
    best_file,
    digest,
    fits_machine,
    locked_files,
    read_cells,
    read_packages,
)
from tfinstall.matrix.writing import write_cells, write_packages

if TYPE_CHECKING:
    from tfinstall.model import LockedFile

TENSORFLOW = file("tensorflow-2.10.1-cp310-cp310-manylinux_2_17_x86_64.whl")


def test_pins_lead_to_the_files_that_the_lock_was_made_of() -> None:
    cell = certified("2.10.1", NEW_WHEEL, SIX, TENSORFLOW).cell
    packages = read_packages(write_packages([OLD_WHEEL, NEW_WHEEL, SIX]))
    assert locked_files(cell, packages, [TENSORFLOW]) == (NEW_WHEEL, SIX, TENSORFLOW)


def test_a_file_with_another_hash_is_another_lock() -> None:
    cell = certified("2.10.1", SIX).cell
    packages = read_packages(write_packages([replace(SIX, sha256="c" * 64)]))
    with pytest.raises(ValueError, match=r"the lock of tensorflow 2\.10\.1 on Python 3\.10"):
        locked_files(cell, packages, ())


def test_a_pin_without_a_file_is_named() -> None:
    cell = certified("2.10.1", SIX, NEW_WHEEL).cell
    packages = read_packages(write_packages([SIX]))
    with pytest.raises(ValueError, match=r"no file of numpy==1\.23\.5 is for tensorflow 2\.10\.1"):
        locked_files(cell, packages, ())


def test_a_cell_may_name_a_file_that_is_not_the_best() -> None:
    found = certified("2.10.1", OLD_WHEEL).cell
    packages = read_packages(write_packages([OLD_WHEEL, NEW_WHEEL]))
    with pytest.raises(ValueError, match="is not"):
        locked_files(found, packages, ())
    named = replace(found, files={"numpy": OLD_WHEEL.filename})
    assert locked_files(named, packages, ()) == (OLD_WHEEL,)


@pytest.mark.parametrize(
    ("filenames", "best"),
    [
        (["a-1-py3-none-any.whl", "a-1.tar.gz"], "a-1-py3-none-any.whl"),
        (["a-1-cp39-cp39-manylinux_2_17_x86_64.whl", "a-1.tar.gz"], "a-1.tar.gz"),
        (["a-1-cp310-cp310-manylinux_2_35_x86_64.whl"], None),
        (["a-1-cp310-cp310-win_amd64.whl"], None),
        (
            ["a-1-py3-none-any.whl", "a-1-cp310-cp310-manylinux_2_17_x86_64.whl"],
            "a-1-cp310-cp310-manylinux_2_17_x86_64.whl",
        ),
    ],
    ids=["wheel before source", "source", "newer libc", "other system", "native before pure"],
)
def test_the_best_file_is_the_one_that_pip_takes(filenames: list[str], best: str | None) -> None:
    files = [named(filename) for filename in filenames]
    found = best_file(files, LINUX, "3.10")
    assert (found and found.filename) == best


def named(filename: str) -> LockedFile:
    return replace(SIX, filename=filename)


def test_a_lock_serves_a_machine_whose_libc_has_all_its_files() -> None:
    files = [OLD_WHEEL, SIX]
    assert fits_machine(files, replace(LINUX, glibc=(2, 12)), "3.10")
    assert not fits_machine([NEW_WHEEL, SIX], replace(LINUX, glibc=(2, 12)), "3.10")
    assert not fits_machine(files, LINUX, "3.9")


def test_the_name_of_a_lock_follows_from_its_files_in_any_order() -> None:
    assert digest([SIX, NEW_WHEEL]) == digest([NEW_WHEEL, SIX])
    assert digest([SIX, NEW_WHEEL]) != digest([SIX, OLD_WHEEL])


def test_cells_are_read_as_they_were_written() -> None:
    found = replace(
        certified("2.10.1", SIX).cell,
        because="save: broken",
        cause="import-protobuf",
        seconds={"install": 1.5},
        tools={"pip": "26.3"},
        files={"six": SIX.filename},
        download=5,
        installed=6,
    )
    assert read_cells(write_cells("2.10", [found])) == (found,)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": 2, "cells": []}', '{"schema": 1, "cells": [{}]}']
)
def test_a_damaged_file_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_cells(text)
