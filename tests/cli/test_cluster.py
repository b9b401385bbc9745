"""`tfinstall matrix certify --scheduler`: cells on the workers of a Dask cluster, on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.cli.certifying import PATIENCE, awaited, cell_folders, started
from tests.cli.conftest import Shell
from tests.faults.packages import build_tensorflow
from tests.support.cells import build_cells, make_matrix
from tests.support.index import LoopbackIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CERTIFY = ("matrix", "certify")
PYTHON = f"3.{min(sys.version_info[1], 13)}"
RELEASES = ("1.13.2", "1.14.0", "1.15.4", "1.15.5")
PASSWORD = "hunter2"


@pytest.fixture(scope="module")
def cell_wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cells")
    build_cells(folder, (PYTHON,), releases=RELEASES)
    build_tensorflow(
        folder, "1.15.5", requires=(), pythons=(PYTHON,), platform="manylinux2014_aarch64"
    )
    return folder


@pytest.fixture
def matrix(cell_wheels: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "matrix"
    make_matrix(cell_wheels, folder)
    return folder


@pytest.fixture
def cells(
    shell: Shell, matrix: Path, cell_wheels: Path, interpreter: Callable[[str], Path]
) -> Iterator[Shell]:
    interpreter(PYTHON)
    with LoopbackIndex(cell_wheels, credentials=("me", PASSWORD)) as index:
        url = index.url_with("me", PASSWORD)
        environ = {
            **shell.environ,
            "TFINSTALL_MATRIX": str(matrix),
            "TFINSTALL_INDEX_URL": url,
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": f"{PATIENCE}s",
        }
        yield Shell(folder=shell.folder, environ=environ)


class Dask:
    """A scheduler and workers, each a process with its log in a file."""

    def __init__(self, folder: Path, cells: Shell) -> None:
        self.folder = folder
        self._cells = cells
        self._processes: list[subprocess.Popen[bytes]] = []
        folder.mkdir()
        file = folder / "scheduler.json"
        words = ["-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0"]
        self._start("scheduler", *words, "--no-dashboard", "--scheduler-file", str(file))
        awaited(lambda: file.exists() and file.read_text(encoding="utf-8").strip())
        self.address: str = json.loads(file.read_text(encoding="utf-8"))["address"]

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        words = ("-m", "tfinstall", "matrix", "worker", self.address)
        work = self.work(number)
        return self._start(f"worker-{number}", *words, "--work", str(work))

    def work(self, number: int) -> Path:
        return self.folder / f"work-{number}"

    def logs(self) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.glob("*.log"))

    def _start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        # The variables of the coordinator's settings are not those of a worker.
        environ = {**os.environ, **self._cells.environ}
        environ.pop("TFINSTALL_INDEX_URL")
        environ.pop("TFINSTALL_MATRIX")
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *words],
                env=environ,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process

    def end(self) -> None:
        """Workers first: one whose scheduler is gone looks for it for a while."""
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def dask(cells: Shell, tmp_path: Path) -> Iterator[Dask]:
    running = Dask(tmp_path / "dask", cells)
    yield running
    running.end()


def test_one_of_three_workers_is_killed_midway_and_nothing_is_lost(
    cells: Shell, dask: Dask, matrix: Path
) -> None:
    workers = [dask.worker(number) for number in range(3)]
    words = ("--all", f"*/{PYTHON}", "--scheduler", dask.address, "--wait", "120", "--json")
    with started(cells, *CERTIFY, *words) as run:
        (folder,) = awaited(lambda: cell_folders(dask.work(1)))
        workers[1].send_signal(signal.SIGKILL)
        out, err = run.communicate(timeout=PATIENCE)

    assert run.returncode == 0, err + dask.logs()
    document = json.loads(out)
    assert Counter(each["tensorflow"] for each in document["cells"]) == dict.fromkeys(RELEASES, 1)
    assert {each["state"] for each in document["cells"]} == {"certified"}
    assert document["not_done"] == []
    kept = [json.loads(path.read_text()) for path in (matrix / "cells").iterdir()]
    found = [row["tensorflow"] for document in kept for row in document["cells"]]
    assert sorted(found) == sorted(RELEASES)
    awaited(lambda: not folder.exists())
    assert not any(cell_folders(dask.work(number)) for number in range(3))
    assert PASSWORD not in dask.logs() + out + err


def test_a_cell_that_no_worker_can_run_is_told_and_not_waited_for_for_ever(
    cells: Shell, dask: Dask
) -> None:
    dask.worker(0)
    awaited(lambda: "Registered to" in dask.logs())
    words = ("1.15.5", "--platform", "linux-aarch64", "--wait", "1", "--json")

    ran = cells(*CERTIFY, *words, "--scheduler", dask.address)

    assert (ran.code, ran.document["cause"]) == (12, "platform-unsupported"), ran.err
    diagnosis = ran.document["diagnosis"]
    assert diagnosis["title"] == "no worker on linux-aarch64 came"
    assert diagnosis["remedies"][0]["command"] == f"tfinstall matrix worker {dask.address}"


def test_a_scheduler_that_nobody_started_is_named_at_once(cells: Shell) -> None:
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        ran = cells(*CERTIFY, "--scheduler", address, "--json")
    assert (ran.code, ran.document["cause"]) == (20, "connection-refused")
    assert address in ran.document["diagnosis"]["title"]


def test_a_server_that_is_no_scheduler_is_named_in_ten_seconds(cells: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        ran = cells(*CERTIFY, "--scheduler", address, "--json")
    assert (ran.code, ran.document["cause"]) == (23, "connect-timeout")
    assert address in ran.document["diagnosis"]["title"]


def test_without_dask_the_command_that_installs_it_is_told(cells: Shell, tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "distributed"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('No module named distributed')\n")
    words = ("--scheduler", "tcp://127.0.0.1:9", "--json")

    ran = cells(*CERTIFY, *words, PYTHONPATH=str(broken.parent))

    assert (ran.code, ran.document["cause"]) == (42, "tool-missing")
    command = ran.document["diagnosis"]["remedies"][0]["command"]
    assert command == 'python -m pip install "tfinstall[cluster]"'
