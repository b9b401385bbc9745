"""What pip is configured to do, asked of real pips."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tfinstall.index import Configuration, configured
from tfinstall.index.configuration import carried_pip
from tfinstall.model import PipOptions, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

PIP = (sys.executable, "-m", "pip")


@pytest.fixture
def pip_conf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`pip_conf(text)` is what pip reads in place of the user's configuration."""

    def write(text: str) -> None:
        path = tmp_path / "pip.conf"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("PIP_CONFIG_FILE", str(path))

    return write


def test_an_unconfigured_pip_has_a_default_index() -> None:
    found = configured(pip=PIP)
    assert found.index_url is not None
    assert found.index_url.startswith("https://")
    assert found.index_url.endswith("/simple")
    assert (found.extra_index_urls, found.proxy, found.cert) == ((), None, None)
    assert (found.timeout, found.retries) == (15, 5)


def test_files_are_read(pip_conf: Callable[[str], None]) -> None:
    pip_conf(
        "[global]\nindex-url = https://index.example/simple\nproxy = http://proxy.example:3128\n"
        "timeout = 60\nextra-index-url =\n    https://one.example/simple\n"
        "    https://two.example/simple\nfind-links = /opt/wheels\n"
        "[install]\ncert = /etc/ca.pem\ntrusted-host = index.example\n"
    )
    assert configured(pip=PIP) == Configuration(
        index_url="https://index.example/simple",
        extra_index_urls=("https://one.example/simple", "https://two.example/simple"),
        find_links=("/opt/wheels",),
        proxy="http://proxy.example:3128",
        cert=Path("/etc/ca.pem"),
        trusted_hosts=("index.example",),
        timeout=60,
    )


def test_install_beats_global_and_the_environment_beats_both(
    pip_conf: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pip_conf(
        "[install]\nindex-url = https://install.example/simple\ntimeout = 30\n"
        "[global]\nindex-url = https://global.example/simple\ntimeout = 20\nretries = 2\n"
    )
    assert configured(pip=PIP).index_url == "https://install.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://variable.example/simple")
    monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "90")
    found = configured(pip=PIP)
    assert found.index_url == "https://variable.example/simple"
    assert (found.timeout, found.retries) == (90, 2)


def test_a_password_is_read_whole_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://me:s3cret@index.example/simple")
    found = configured(pip=PIP)
    assert found.index_url == "https://me:s3cret@index.example/simple"
    assert "s3cret" not in repr(found)


def test_options_of_this_run_come_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://one.example/simple")
    options = PipOptions(
        index_url="https://mine.example/simple",
        extra_index_urls=("https://two.example/simple",),
        timeout=3,
        retries=0,
        cert=Path("mine.pem"),
    )
    found = configured(options, pip=PIP)
    assert found.index_urls == (
        "https://mine.example/simple",
        "https://one.example/simple",
        "https://two.example/simple",
    )
    assert (found.timeout, found.retries, found.cert) == (3, 0, Path("mine.pem"))


@pytest.mark.parametrize("told", ["option", "variable"])
def test_no_index_is_none(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if told == "variable":
        monkeypatch.setenv("PIP_NO_INDEX", "1")
    found = configured(PipOptions(no_index=told == "option"), pip=PIP)
    assert found.index_urls == ()


def test_a_file_that_pip_cannot_read_is_a_wrong_configuration(
    pip_conf: Callable[[str], None],
) -> None:
    pip_conf("[global\nindex-url = x\n")
    with pytest.raises(TfinstallError) as caught:
        configured(pip=PIP)
    assert caught.value.diagnosis.cause == "config-invalid"


def test_a_timeout_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_TIMEOUT", "soon")
    with pytest.raises(TfinstallError, match="config-invalid"):
        configured(pip=PIP)


def test_a_pip_that_cannot_be_started_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TfinstallError, match="tool-missing"):
        configured(pip=(str(tmp_path / "pip"),))


def test_where_there_is_no_pip_the_carried_one_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    assert configured(pip=carried_pip()).index_url == "https://index.example/simple"


def test_a_pip_that_crashes_is_broken() -> None:
    with pytest.raises(TfinstallError, match="pip-broken"):
        configured(pip=(sys.executable, "-c", "raise RuntimeError('no pip here')"))


@pytest.mark.parametrize("minor", ["3.6", "3.8", "3.10", "3.13"])
def test_pips_of_any_age_answer(
    minor: str, interpreter: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://me:s3cret@index.example/simple")
    monkeypatch.setenv("PIP_PROXY", "http://proxy.example:3128")
    found = configured(pip=(str(interpreter(minor)), "-m", "pip"))
    assert found.index_url == "https://me:s3cret@index.example/simple"
    assert found.proxy == "http://proxy.example:3128"


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Callable[[], int]]:
    """A pip, and how often its help was asked for; what is kept is kept for this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    program, asked = tmp_path / "pip", tmp_path / "asked"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = install ] && echo >> "{asked}"\n'
        f'exec "{sys.executable}" -m pip "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program, lambda: asked.read_text().count("\n") if asked.exists() else 0


def test_the_help_is_asked_for_once_in_the_life_of_a_pip(
    counting: tuple[Path, Callable[[], int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pip, times = counting
    first = configured(pip=[str(pip)])
    assert (configured(pip=[str(pip)]), times()) == (first, 1)
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    assert configured(pip=[str(pip)]).index_url == "https://index.example/simple"
    assert times() == 1
    monkeypatch.delenv("PIP_INDEX_URL")
    os.utime(pip, (1, 1))
    assert (configured(pip=[str(pip)]), times()) == (first, 2)


def test_what_is_configured_is_not_taken_for_the_default(
    counting: tuple[Path, Callable[[], int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pip, _ = counting
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    configured(pip=[str(pip)])
    monkeypatch.delenv("PIP_INDEX_URL")
    assert configured(pip=[str(pip)]) == configured(pip=PIP)


def test_without_a_cache_nothing_is_kept(counting: tuple[Path, Callable[[], int]]) -> None:
    pip, times = counting
    for _ in range(2):
        configured(PipOptions(no_cache_dir=True), pip=[str(pip)])
    assert times() == 2
