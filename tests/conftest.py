"""What every test can ask for: real interpreters, an index on loopback, a clean environment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.index import LoopbackIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background by a shell without job control: children would inherit that, and
    # tests that interrupt real programs would wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)

MINORS = tuple(f"3.{minor}" for minor in range(6, 16))
POLLUTING = ("PIP_", "TFINSTALL_", "PYTHON", "VIRTUALENV_", "UV_")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
OTHERS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "VIRTUAL_ENV")


@pytest.fixture(scope="session")
def user_directories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where caches and settings go that a real user would have at home."""
    return tmp_path_factory.mktemp("user")


@pytest.fixture(autouse=True)
def clean_environment(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, user_directories: Path
) -> None:
    """Whatever the machine sets for pip, Python and proxies does not reach a test.

    Tests that need the configured index keep the machine's settings.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(user_directories / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(user_directories / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(user_directories / "data"))
    if request.node.get_closest_marker("network") or request.node.get_closest_marker("tensorflow"):
        return
    for name in [*os.environ]:
        known = name.upper()
        if known.startswith(POLLUTING) or known in PROXIES or known in OTHERS:
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("NETRC", os.devnull)


@pytest.fixture(scope="session")
def interpreters() -> dict[str, Path]:
    """The real CPythons of this machine, by minor: `{"3.6": Path(...), ...}`."""
    found: dict[str, Path] = {}
    for path in candidates():
        minor = answer(path)
        if minor in MINORS:
            found.setdefault(minor, path)
    return dict(sorted(found.items(), key=lambda item: MINORS.index(item[0])))


@pytest.fixture(scope="session")
def interpreter(interpreters: dict[str, Path]) -> Callable[[str], Path]:
    """`interpreter("3.7")` is its path; where there is none the test is skipped, saying so."""

    def get(minor: str) -> Path:
        if minor not in interpreters:
            pytest.skip(f"no CPython {minor} on this machine")
        return interpreters[minor]

    return get


@pytest.fixture
def wheelhouse(tmp_path: Path) -> Path:
    """The folder that `index` serves."""
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    return folder


@pytest.fixture
def index(wheelhouse: Path) -> Iterator[LoopbackIndex]:
    """A running index over `wheelhouse`."""
    with LoopbackIndex(wheelhouse) as running:
        yield running


def candidates() -> Iterator[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    uv = Path.home() / ".local" / "share" / "uv" / "python"
    for root in (pyenv, uv):
        yield from sorted(root.glob("*/bin/python")) + sorted(root.glob("*/python.exe"))
    for minor in MINORS:
        on_path = shutil.which(f"python{minor}")
        if on_path:
            yield Path(on_path)


def answer(path: Path) -> str | None:
    """`3.9` where this is a working CPython outside any environment."""
    code = (
        "import sys, platform; assert sys.prefix == sys.base_prefix; "
        "assert platform.python_implementation() == 'CPython'; "
        "print('%d.%d' % sys.version_info[:2])"
    )
    try:
        done = subprocess.run(
            [path, "-I", "-c", code], capture_output=True, text=True, timeout=300, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
