"""Exit status 0 is not believed: what is there, and whose bytes it is."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from tests.installer.conftest import order_for
from tests.support.wheels import build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import install, verify_install
from tfinstall.installer.sites import installed, site_packages
from tfinstall.model import Attempt, Line, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.index import LoopbackIndex
    from tfinstall.installer import InstallOrder

TINY = [Requirement("tiny==1.0")]
GENERATIONS = ["3.6", "3.9", "3.13"]
"""pip 18.1 tells hashes in its log, 22.2 and newer in its report."""


@pytest.mark.parametrize("minor", GENERATIONS)
def test_the_wheel_that_the_matrix_knows_is_checked(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path, minor: str
) -> None:
    wheel = build_wheel(index.directory, "tiny", "1.0")
    order = replace(order_for(environment(minor), index, tmp_path), requirements=("tiny==1.0",))
    attempt = install(order, reporter=Silent())
    expected = {wheel.name: hashlib.sha256(wheel.read_bytes()).hexdigest(), "other.whl": "0" * 64}
    verification = verify_install(order.python, TINY, attempt, expected=expected)
    assert verification.checked == (wheel.name,)
    assert verification.unchecked == ()


@pytest.mark.parametrize("minor", GENERATIONS)
def test_another_file_under_the_same_name_is_refused(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path, minor: str
) -> None:
    wheel = build_wheel(index.directory, "tiny", "1.0")
    order = replace(order_for(environment(minor), index, tmp_path), requirements=("tiny==1.0",))
    attempt = install(order, reporter=Silent())
    assert attempt.returncode == 0
    with pytest.raises(TfinstallError) as caught:
        verify_install(order.python, TINY, attempt, expected={wheel.name: "0" * 64})
    diagnosis = caught.value.diagnosis
    assert (diagnosis.cause, diagnosis.exit_code) == ("hash-mismatch", 32)
    assert diagnosis.facts["got"] == hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_a_wheel_from_a_folder_that_an_old_pip_took_is_unchecked(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path
) -> None:
    wheel = build_wheel(tmp_path / "local", "tiny", "1.0")
    order = order_for(environment("3.6"), index, tmp_path)
    options = replace(order.options, index_url=None, find_links=(str(wheel.parent),), no_index=True)
    order = replace(order, options=options, requirements=("tiny==1.0",))
    attempt = install(order, reporter=Silent())
    verification = verify_install(order.python, TINY, attempt, expected={wheel.name: "0" * 64})
    assert (verification.checked, verification.unchecked) == ((), (wheel.name,))


def test_a_package_that_is_not_there_after_all_is_found_out(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    attempt = install(replace(order, requirements=("tiny",)), reporter=Silent())
    wanted = [Requirement("tiny"), Requirement("lost>=1; python_version >= '3'")]
    with pytest.raises(TfinstallError, match="lost was asked for"):
        verify_install(order.python, wanted, attempt, expected={})


def test_a_requirement_for_other_pythons_is_not_missed(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    attempt = install(replace(order, requirements=("tiny",)), reporter=Silent())
    verify_install(order.python, [Requirement("x; python_version < '3'")], attempt, expected={})


def test_a_half_installed_package_is_found_out(index: LoopbackIndex, order: InstallOrder) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    attempt = install(replace(order, requirements=("tiny",)), reporter=Silent())
    (site,) = site_packages(order.python)
    (site / "tiny-1.0.dist-info" / "RECORD").unlink()
    with pytest.raises(TfinstallError) as caught:
        verify_install(order.python, TINY, attempt, expected={})
    assert caught.value.diagnosis.cause == "environment-damaged"
    shutil.rmtree(site / "tiny-1.0.dist-info")
    (site / "tiny-1.0.dist-info").mkdir()
    assert "tiny" not in installed(order.python)


def test_a_conflict_that_pip_reports_with_exit_0_is_a_failure(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "dep", "1.0")
    build_wheel(index.directory, "dep", "2.0")
    build_wheel(index.directory, "tiny", "1.0", requires=["dep<2"])
    install(replace(order, requirements=("tiny",)), reporter=Silent())
    attempt = install(replace(order, requirements=("dep==2.0",)), reporter=Silent())
    assert attempt.returncode == 0
    with pytest.raises(TfinstallError, match=r"tiny requires dep<2, and dep 2\.0 is there"):
        verify_install(order.python, [Requirement("dep")], attempt, expected={})


def test_a_conflict_of_packages_that_this_run_did_not_touch_is_only_told(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "new", "1.0")
    attempt = install(replace(order, requirements=("new",)), reporter=Silent())
    old = "tiny 1.0 requires dep<2, but you have dep 2.0 which is incompatible."
    attempt = replace(attempt, output=(*attempt.output, Line(text=old, number=99)))
    verification = verify_install(order.python, [Requirement("new")], attempt, expected={})
    assert verification.older_conflicts == (old,)


def test_without_a_log_nothing_is_known(python: Path) -> None:
    attempt = Attempt(tool="pip", command=(), returncode=0, seconds=0.0, output=(), log=None)
    verification = verify_install(python, [], attempt, expected={"x.whl": "0" * 64})
    assert verification.checked == verification.unchecked == ()
