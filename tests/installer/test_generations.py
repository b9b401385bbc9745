"""The pips that people have, fetched from the configured index: one of each generation."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.installer.conftest import order_for
from tests.support.index import Fault, LoopbackIndex
from tests.support.proxy import ForwardProxy
from tests.support.wheels import build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import InstallOrder, install, upgrade_pip, verify_install
from tfinstall.installer.sites import pip_version

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.network

GENERATIONS = [("20.3.4", "3.8"), ("21.3.1", "3.6"), ("23.3.2", "3.9"), ("25.3", "3.11")]
NEWEST = ("26.3", "3.12")


@pytest.fixture(params=[*GENERATIONS, NEWEST], ids=lambda pair: f"pip {pair[0]}")
def dated(
    request: pytest.FixtureRequest, environment: Callable[[str], Path], tmp_path: Path
) -> Path:
    """An environment with that very pip."""
    version, minor = request.param
    python = environment(minor)
    order = InstallOrder(python=python, logs=tmp_path / "logs")
    upgrade = upgrade_pip(order, pip_version=version, reporter=Silent())
    assert upgrade.sufficient, upgrade.attempt
    assert pip_version(python) == Version(version)
    return python


def test_the_whole_road_with_a_proxy_and_a_password(
    dated: Path, index: LoopbackIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    build_wheel(index.directory, "dep", "1.0")
    wheel = build_wheel(index.directory, "tiny", "1.0", requires=["dep"])
    order = order_for(dated, index, tmp_path)
    with ForwardProxy(credentials=("me", "s3cret-word")) as proxy:
        options = replace(order.options, proxy=proxy.url, timeout=20, retries=2)
        order = replace(order, options=options, requirements=("tiny",))
        attempt = install(order, reporter=Silent())
        assert proxy.seen
    expected = {wheel.name: hashlib.sha256(wheel.read_bytes()).hexdigest()}
    verification = verify_install(dated, [Requirement("tiny")], attempt, expected=expected)
    assert attempt.returncode == 0
    assert verification.checked == (wheel.name,)
    assert attempt.log is not None
    assert "s3cret-word" not in attempt.log.read_text() + repr(attempt)


def test_a_refusal_of_the_index_is_in_the_log(
    dated: Path, index: LoopbackIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    index.faults.append(Fault(path="/simple/", status=403))
    order = replace(order_for(dated, index, tmp_path), requirements=("tiny",))
    attempt = install(order, reporter=Silent())
    assert attempt.returncode == 1
    assert attempt.log is not None
    assert "403" in attempt.log.read_text()
