"""The tools that tests are built on do what they say."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
import requests

from tests.support.index import JSON, Fault, LoopbackIndex
from tests.support.proxy import ForwardProxy
from tests.support.wheels import build_sdist, build_wheel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("minor", ["3.6", "3.8", "3.11", "3.13"])
def test_a_real_pip_of_any_age_installs_from_the_index(
    index: LoopbackIndex, tmp_path: Path, interpreter: Callable[[str], Path], minor: str
) -> None:
    build_wheel(index.directory, "Tiny.Dep", "1.5")
    build_wheel(index.directory, "tiny", "1.0", requires=["tiny-dep>=1"], requires_python=">=3.6")
    target = tmp_path / "target"
    python = str(interpreter(minor))
    command = [python, "-m", "pip", "install", "--target", str(target), "-i", index.url, "tiny"]
    subprocess.run(command, check=True, capture_output=True)
    assert (target / "tiny.py").is_file()
    assert (target / "tiny_dep.py").is_file()


def test_the_index_tells_sizes_times_hashes_and_metadata(index: LoopbackIndex) -> None:
    path = build_wheel(index.directory, "tiny", "1.0", requires_python=">=3.6")
    index.upload_times[path.name] = datetime(2022, 5, 6, tzinfo=timezone.utc)
    index.yanked[path.name] = "broken"
    page = requests.get(f"{index.url}/tiny/", headers={"Accept": JSON}, timeout=5).json()
    (file,) = page["files"]
    assert file["size"] == path.stat().st_size
    assert file["upload-time"] == "2022-05-06T00:00:00.000000Z"
    assert file["hashes"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file["yanked"] == "broken"
    assert file["requires-python"] == ">=3.6"
    assert b"Name: tiny" in requests.get(file["url"] + ".metadata", timeout=5).content
    tail = requests.get(file["url"], headers={"Range": "bytes=-10"}, timeout=5)
    assert (tail.status_code, tail.content) == (206, path.read_bytes()[-10:])


def test_faults_apply_to_matching_paths_as_often_as_told(index: LoopbackIndex) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    index.faults.append(Fault(path="/simple/", status=503, times=1))
    assert requests.get(f"{index.url}/tiny/", timeout=5).status_code == 503
    assert requests.get(f"{index.url}/tiny/", timeout=5).status_code == 200


def test_an_index_with_credentials_refuses_others(wheelhouse: Path) -> None:
    with LoopbackIndex(wheelhouse, credentials=("me", "secret")) as index:
        assert requests.get(index.url, timeout=5).status_code == 401
        assert requests.get(index.url_with("me", "secret"), timeout=5).status_code == 200


def test_the_proxy_relays_and_asks_for_its_password(index: LoopbackIndex) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    with ForwardProxy(credentials=("me", "secret")) as proxy:
        through = {"http": proxy.url}
        page = requests.get(f"{index.url}/tiny/", proxies=through, timeout=5)
        assert b"tiny-1.0" in page.content
        refused = requests.get(index.url, proxies={"http": proxy.base}, timeout=5)
        assert refused.status_code == 407
        assert proxy.seen[0].path == f"{index.url}/tiny/"


def test_an_sdist_runs_its_setup(tmp_path: Path) -> None:
    path = build_sdist(tmp_path, "tiny", "1.0", setup="raise SystemExit('no')")
    command = [sys.executable, "-m", "tarfile", "-l", str(path)]
    listed = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "tiny-1.0/setup.py" in listed.stdout
