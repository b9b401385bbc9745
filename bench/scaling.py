"""`python3 dev.py scaling`: how a campaign goes faster with more workers, on tiny wheels.

The cells are real ones, each with a new environment, a pip and a proof, of a TensorFlow of 140 kB.
Their index answers each request after a pause: a real cell waits for its line as well, and what
waits can be done side by side on any machine; what computes only as far as there are processors.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.cells import build_cells, make_matrix
from tests.support.index import Fault, LoopbackIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = f"3.{min(sys.version_info[1], 13)}"
LIMIT = 1800.0
"""Seconds for anything here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Wheels, their matrix and a folder to work in."""

    folder: Path
    matrix: Path
    index: str
    cells: int

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        return {
            **kept,
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.index,
            "TFINSTALL_PLATFORM": "linux-x86_64-glibc2.36",
        }


def main() -> int:
    options = parser().parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"{options.cells} cells, {options.repeat} campaigns of each kind, in turns\n", flush=True)
    releases = [f"1.15.{patch}" for patch in range(options.cells)]
    counts = [int(text) for text in options.workers.split(",")]
    with tempfile.TemporaryDirectory(prefix="tfinstall-scaling-") as name:
        folder = Path(name)
        build_cells(folder / "wheels", (PYTHON,), releases=releases)
        make_matrix(folder / "wheels", folder / "matrix")
        print("| pause of the index | workers | seconds: min / **median** / max | times as fast |")
        print("|---|---|---|---|", flush=True)
        for pause in (float(text) for text in options.pauses.split(",")):
            with LoopbackIndex(folder / "wheels") as index:
                index.faults.append(Fault(path="", delay=pause))
                matrix = folder / "matrix"
                world = World(folder=folder, matrix=matrix, index=index.url, cells=len(releases))
                table(world, counts, options.repeat, pause)
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python3 dev.py scaling", description=__doc__)
    made.add_argument("--workers", default="1,2,4", help="numbers of workers (default: 1,2,4)")
    made.add_argument("--pauses", default="0,2", help="of the index, in seconds (default: 0,2)")
    made.add_argument(
        "--cells", type=int, default=8, metavar="N", help="of a campaign (default: 8)"
    )
    made.add_argument("--repeat", type=int, default=3, metavar="N", help="campaigns of each kind")
    return made


def table(world: World, counts: list[int], repeat: int, pause: float) -> None:
    """In turns, so that what else the machine does meets all of them."""
    took: dict[int, list[float]] = {count: [] for count in counts}
    for _ in range(repeat):
        for count in counts:
            took[count].append(measured(world, count))
    first = statistics.median(took[counts[0]])
    for count, seconds in took.items():
        middle = statistics.median(seconds)
        figures = f"{min(seconds):.0f} / **{middle:.0f}** / {max(seconds):.0f}"
        print(f"| {pause:g} s | {count} | {figures} | {first / middle:.2f} |", flush=True)


def measured(world: World, count: int) -> float:
    """Seconds of one campaign, its workers being there and warm."""
    with tempfile.TemporaryDirectory(dir=world.folder) as name, cluster(world, count) as address:
        output = Path(shutil.copytree(world.matrix, Path(name) / "matrix"))
        words = ["matrix", "certify", "--all", f"1.15.*/{PYTHON}", "--scheduler", address]
        done = subprocess.run(
            [sys.executable, "-m", "tfinstall", *words, "--output", str(output), "--json"],
            env=world.environ,
            stdout=subprocess.PIPE,
            timeout=LIMIT,
            check=True,
        )
        document: dict[str, Any] = json.loads(done.stdout)
        states = [cell["state"] for cell in document["cells"]]
        assert states == ["certified"] * world.cells, states  # noqa: S101  (or it measures nothing)
        return float(document["timings"]["total"])


@contextmanager
def cluster(world: World, count: int) -> Iterator[str]:
    """A scheduler and so many workers, on loopback."""
    with tempfile.TemporaryDirectory(dir=world.folder) as name, ExitStack() as running:
        folder = Path(name)
        file = folder / "scheduler.json"
        where = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        words = ["-m", "dask", "scheduler", *where, "--scheduler-file", str(file)]
        running.enter_context(process(world, words, folder / "scheduler.log"))
        awaited(file, '"address"')
        address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
        logs = [folder / f"worker-{number}.log" for number in range(count)]
        for log in logs:
            words = ["-m", "tfinstall", "matrix", "worker", address, "--work", str(folder)]
            running.enter_context(process(world, words, log))
        for log in logs:
            awaited(log, "Registered to")
        yield address


@contextmanager
def process(world: World, words: list[str], log: Path) -> Iterator[None]:
    with log.open("wb") as stream:
        running = subprocess.Popen(
            [sys.executable, *words], env=world.environ, stdout=stream, stderr=stream
        )
        try:
            yield
        finally:
            running.terminate()
            running.wait(timeout=LIMIT)


def awaited(file: Path, word: str) -> None:
    end = time.monotonic() + LIMIT
    while not (file.exists() and word in file.read_text(encoding="utf-8")):
        if time.monotonic() > end:
            raise TimeoutError(f"{file} does not say {word}")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
