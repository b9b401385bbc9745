"""Bringing pip up to date, and living with the one that is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.installer.conftest import Recorder, order_for
from tests.support.index import Fault
from tests.support.wheels import build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import needed_pip, pip_suffices, upgrade_pip
from tfinstall.installer.sites import pip_version

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.index import LoopbackIndex

OLD_WHEEL = "tensorflow-1.15.5-cp37-cp37m-manylinux2010_x86_64.whl"
NEW_WHEEL = "tensorflow-2.21.0-cp310-cp310-manylinux_2_27_x86_64.whl"


@pytest.mark.parametrize(
    ("wheel", "needed"),
    [
        ("tensorflow-1.14.0-cp36-cp36m-manylinux1_x86_64.whl", "8.1"),
        (OLD_WHEEL, "19.0"),
        ("tensorflow-2.10.1-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", "19.3"),
        (NEW_WHEEL, "20.3"),
        ("tensorflow-2.10.1-cp310-cp310-macosx_10_14_x86_64.whl", "0"),
        ("tensorflow-2.16.1-cp310-cp310-macosx_12_0_arm64.whl", "20.3"),
        ("tensorflow-2.10.1-cp310-cp310-win_amd64.whl", "0"),
    ],
)
def test_the_first_pip_that_knows_a_wheel_s_tags(wheel: str, needed: str) -> None:
    assert needed_pip(wheel) == Version(needed)


def test_no_pip_suffices_for_nothing() -> None:
    assert not pip_suffices(None, [])
    assert pip_suffices(Version("18.1"), [])
    assert not pip_suffices(Version("18.1"), [OLD_WHEEL])


def test_pip_becomes_the_newest_that_the_interpreter_can_run(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path
) -> None:
    python = environment("3.6")
    build_wheel(index.directory, "pip", "21.9", requires_python=">=3.6")
    build_wheel(index.directory, "pip", "99.1", requires_python=">=3.10")
    order = order_for(python, index, tmp_path)
    strict = replace(order, options=replace(order.options, require_hashes=True))
    upgrade = upgrade_pip(strict, wheels=[OLD_WHEEL], reporter=Silent())
    assert upgrade.sufficient
    assert (upgrade.before, upgrade.after) == (Version("18.1"), Version("21.9"))


def test_exactly_the_pip_asked_for(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path
) -> None:
    python = environment("3.8")
    build_wheel(index.directory, "pip", "98.1")
    build_wheel(index.directory, "pip", "98.2")
    order = order_for(python, index, tmp_path)
    upgrade_pip(order, pip_version="98.1", reporter=Silent())
    assert pip_version(python) == Version("98.1")


def test_without_an_index_a_pip_that_knows_the_tags_is_good_enough(
    index: LoopbackIndex, python: Path, tmp_path: Path
) -> None:
    order = order_for(python, index, tmp_path)
    nowhere = replace(order, options=replace(order.options, index_url="http://127.0.0.1:9/simple"))
    upgrade = upgrade_pip(nowhere, wheels=[NEW_WHEEL], reporter=Silent())
    assert upgrade.sufficient
    assert upgrade.after == upgrade.before
    assert upgrade.attempt.seconds < 20


def test_without_an_index_a_pip_too_old_for_the_wheel_is_not(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path
) -> None:
    order = order_for(environment("3.6"), index, tmp_path)
    assert not upgrade_pip(order, wheels=[OLD_WHEEL], reporter=Silent()).sufficient


def test_a_pip_that_cannot_be_had_while_the_present_one_will_do_is_noted(
    index: LoopbackIndex, python: Path, tmp_path: Path, recorder: Recorder
) -> None:
    build_wheel(index.directory, "pip", "99.1")
    index.faults.append(Fault(path="/files/pip.*whl$", status=404))
    upgrade = upgrade_pip(order_for(python, index, tmp_path), wheels=[], reporter=recorder)
    assert upgrade.attempt.returncode == 1
    assert upgrade.sufficient
    assert recorder.notes == [f"pip stays at {upgrade.before}: no newer one could be had"]


def test_a_pip_asked_for_by_version_that_cannot_be_had_is_not_replaced_by_another(
    index: LoopbackIndex, python: Path, tmp_path: Path
) -> None:
    order = order_for(python, index, tmp_path)
    assert not upgrade_pip(order, pip_version="1.2.3", reporter=Silent()).sufficient
