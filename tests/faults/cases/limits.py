"""What the operating system allows a process, and what it does to one that takes more."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.cases.disk import MB, large
from tests.faults.fault import fault
from tests.faults.packages import build_tensorflow

if TYPE_CHECKING:
    import subprocess

    from tests.faults.scene import Scene


@fault("quota-exceeded", "disk-full", code=30, old=True, says="large")
def files_may_not_be_that_large(scene: Scene) -> None:
    large(scene, unpacked=8 * MB)
    scene.changes.append(f"file-size={5 * MB}")


@fault("quota-exceeded", "disk-full", code=30)
def downloads_may_not_be_that_large(scene: Scene) -> None:
    large(scene, packed=8 * MB)
    scene.changes.append(f"file-size={5 * MB}")


@fault("out-of-memory", code=33, old=True)
def there_is_not_enough_memory(scene: Scene) -> None:
    """A build that asks for more than it may have; tfinstall and pip themselves have enough."""
    from tests.support.wheels import build_sdist  # noqa: PLC0415

    build_sdist(scene.wheels, "greedy", "1.0", setup="x = bytearray(8 << 30)\n")
    scene.wants("greedy")
    scene.changes.append(f"memory={2 << 30}")


@fault("out-of-memory", code=33)
def tensorflow_needs_more_memory_than_there_is(scene: Scene) -> None:
    scene.forget("tensorflow-2.10*")
    build_tensorflow(scene.wheels, fault="hoard = bytearray(8 << 30)")
    scene.learns()
    scene.changes.append(f"memory={2 << 30}")


@fault("out-of-memory", "interrupted", code=(33, 130), old=True)
def pip_is_killed(scene: Scene) -> None:
    """As the kernel does where memory ends: SIGKILL, without a word."""
    scene.breaks(path=r"/files/tensorflow-[^/]*\.whl$", delay=60)
    scene.meanwhile = lambda process: kill_child(scene, process, " install ")


@fault("out-of-memory", "build-failed", code=(33, 41))
def build_is_killed(scene: Scene) -> None:
    from tests.support.wheels import build_sdist  # noqa: PLC0415

    setup = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    build_sdist(scene.wheels, "doomed", "1.0", setup=setup)
    scene.wants("doomed")


@fault("too-many-files", code=33, old=True)
def there_may_be_no_more_open_files(scene: Scene) -> None:
    scene.changes.append("open-files=9")


def kill_child(scene: Scene, process: subprocess.Popen[bytes], words: str) -> None:
    """SIGKILL to the child of tfinstall that holds the download open."""
    before = len(scene.index.seen)  # the old environment was made from this index too
    end = time.monotonic() + 300
    while process.poll() is None and time.monotonic() < end:
        asked = [each for each in scene.index.seen[before:] if "/files/tensorflow-" in each.path]
        if any(each.path.endswith(".whl") for each in asked):
            for pid in children(process.pid, words):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return
        time.sleep(0.05)


def children(parent: int, words: str) -> list[int]:
    """The children of a process whose command line has these words (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            stat = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if int(stat[1]) == parent and words in line:
                found.append(int(folder.name))
    return found
