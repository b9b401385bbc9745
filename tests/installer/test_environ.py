"""What pip is started with: the user's settings honoured, what would do harm kept out."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.installer.conftest import order_for
from tests.support.index import LoopbackIndex
from tests.support.proxy import ForwardProxy
from tests.support.wheels import build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import install
from tfinstall.installer.environ import kept_out
from tfinstall.installer.sites import installed, prefix_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tfinstall.installer import InstallOrder

OLD_AND_NEW = ["3.6", "3.13"]

POLLUTED = {
    "PYTHONPATH": "{here}/polluted",
    "PYTHONHOME": "{here}/nowhere",
    "PYTHONWARNINGS": "error",
    "PIP_TARGET": "{here}/elsewhere",
    "PIP_PREFIX": "{here}/elsewhere",
    "PIP_ROOT": "{here}/elsewhere",
    "PIP_USER": "1",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_DRY_RUN": "1",
    "PIP_NO_DEPS": "1",
    "PIP_QUIET": "3",
    "PIP_VERBOSE": "3",
    "PIP_REPORT": "{here}/elsewhere.json",
    "PIP_LOG": "{here}/elsewhere.log",
    "PIP_PYTHON": "/nowhere/python",
    "PIP_NO_INPUT": "0",
    "PIP_PROGRESS_BAR": "on",
    "__PYVENV_LAUNCHER__": "/nowhere/python",
    "FORCE_COLOR": "1",
    "PIP_BUILD_TRACKER": "{here}/tracker",
    "COLUMNS": "20",
}

HARMFUL_FILE = """
[global]
target = {here}/elsewhere
python = /nowhere/python
no-deps = true
user = yes
quiet = 3
log = {here}/elsewhere.log
index-url = {index}
[install]
prefix = {here}/elsewhere
root = {here}/elsewhere
dry-run = true
extra-index-url =
    {index}
    {index}
"""


@pytest.mark.parametrize("python", OLD_AND_NEW, indirect=True)
@pytest.mark.parametrize("name", POLLUTED)
def test_a_variable_that_would_lead_pip_astray_does_not(
    index: LoopbackIndex,
    order: InstallOrder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.setenv(name, POLLUTED[name].format(here=tmp_path))
    (tmp_path / "polluted").mkdir()
    (tmp_path / "polluted" / "logging.py").write_text("raise SystemExit('not this one')")
    assert_installs(index, order)
    assert not [each for each in tmp_path.iterdir() if each.name.startswith("elsewhere")]


@pytest.mark.parametrize("minor", OLD_AND_NEW)
def test_a_pip_conf_that_would_lead_pip_astray_gives_only_its_good_settings(
    index: LoopbackIndex,
    environment: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    minor: str,
) -> None:
    order = order_for(environment(minor), index, tmp_path)
    file = tmp_path / "pip.conf"
    file.write_text(HARMFUL_FILE.format(here=tmp_path, index=index.url))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    assert_installs(index, replace(order, options=replace(order.options, index_url=None)))
    assert not [each for each in tmp_path.iterdir() if each.name.startswith("elsewhere")]
    told = kept_out(prefix_of(order.python), os.environ)
    assert f"`target` of {file}" in told


def test_a_harmless_pip_conf_stays_in_force(
    index: LoopbackIndex, order: InstallOrder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "pip.conf"
    file.write_text(f"[global]\nindex-url = {index.url}\nprogress-bar = off\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    assert_installs(index, replace(order, options=replace(order.options, index_url=None)))


def test_the_environment_s_own_pip_conf_counts(index: LoopbackIndex, order: InstallOrder) -> None:
    os.environ.pop("PIP_CONFIG_FILE", None)
    (prefix_of(order.python) / "pip.conf").write_text(f"[install]\nindex-url = {index.url}\n")
    assert_installs(index, replace(order, options=replace(order.options, index_url=None)))


def test_hashes_that_the_user_requires_are_required(
    index: LoopbackIndex, order: InstallOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    monkeypatch.setenv("PIP_REQUIRE_HASHES", "1")
    attempt = install(replace(order, requirements=("tiny==1.0",)), reporter=Silent())
    assert attempt.returncode == 1
    assert any("Hashes are required" in line.text for line in attempt.output)


@pytest.mark.parametrize("minor", ["3.6", "3.8", "3.13"])
def test_the_proxy_of_the_command_line_beats_the_environment_s(
    index: LoopbackIndex,
    environment: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    minor: str,
) -> None:
    order = order_for(environment(minor), index, tmp_path)
    with ForwardProxy() as wanted, ForwardProxy() as other:
        monkeypatch.setenv("http_proxy", other.base)
        options = replace(order.options, proxy=wanted.base)
        assert_installs(index, replace(order, options=options))
        assert wanted.seen
        assert not other.seen


def test_the_environment_s_proxy_is_used_where_none_is_named(
    index: LoopbackIndex, order: InstallOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ForwardProxy(credentials=("me", "s3cret-word")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        attempt = assert_installs(index, order)
        assert proxy.seen
    assert "s3cret-word" not in repr(attempt)


@pytest.mark.parametrize("python", OLD_AND_NEW, indirect=True)
@pytest.mark.parametrize("value", ["1", "true", "yes", "off"])
def test_no_cache_from_the_environment_ends_no_pip(
    index: LoopbackIndex,
    order: InstallOrder,
    monkeypatch: pytest.MonkeyPatch,
    value: str,
) -> None:
    monkeypatch.setenv("PIP_NO_CACHE_DIR", value)
    assert_installs(index, replace(order, options=replace(order.options, no_cache_dir=False)))


@pytest.mark.skipif(sys.platform == "win32", reason="the keyring of this test is a shell script")
def test_the_keyring_on_the_path_is_asked_for_the_password(
    wheelhouse: Path, order: InstallOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = tmp_path / "keyring"
    keyring.write_text('#!/bin/sh\n[ "$1 $3" = "get me" ] && echo s3cret-word\n')
    keyring.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with LoopbackIndex(wheelhouse, credentials=("me", "s3cret-word")) as index:
        url = index.url.replace("://", "://me@")
        attempt = assert_installs(
            index, replace(order, options=replace(order.options, index_url=url))
        )
    assert "s3cret-word" not in repr(attempt)


def test_the_password_of_the_netrc_is_used(
    wheelhouse: Path, order: InstallOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password s3cret-word\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with LoopbackIndex(wheelhouse, credentials=("me", "s3cret-word")) as index:
        assert_installs(index, replace(order, options=replace(order.options, index_url=index.url)))


def test_a_module_in_the_working_directory_is_not_taken_for_pip_s(
    index: LoopbackIndex, order: InstallOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tempfile.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert_installs(index, order)


def test_a_relative_requirement_is_found_from_the_working_directory(
    order: InstallOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_wheel(tmp_path / "sub", "tiny", "1.0")
    monkeypatch.chdir(tmp_path)
    local = replace(order, requirements=("./sub/tiny-1.0-py3-none-any.whl",))
    assert install(local, reporter=Silent()).returncode == 0


def assert_installs(index: LoopbackIndex, order: InstallOrder) -> object:
    """A package and its dependency arrive where they belong, and pip says so."""
    build_wheel(index.directory, "dep", "1.0")
    build_wheel(index.directory, "tiny", "1.0", requires=["dep"])
    attempt = install(replace(order, requirements=("tiny",)), reporter=Silent())
    printed = "\n".join(line.text for line in attempt.output)
    assert attempt.returncode == 0, printed
    assert {"tiny", "dep"} <= installed(order.python).keys(), printed
    assert "Successfully installed" in printed
    assert "\x1b" not in printed
    return attempt
