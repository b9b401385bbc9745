"""Ctrl-C, a polite end and a sudden one, at every stage; then the same command once more."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from tests.faults.fault import KILLED, fault
from tests.faults.packages import build_tensorflow
from tests.support.wheels import build_sdist

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from tests.faults.scene import Scene

WAIT = 300.0
"""Seconds for a stage to be reached, on however busy a machine."""
SLEEP = 40
"""Seconds that the stage takes, so that there is time to interrupt it."""


def when(scene: Scene, reached: Callable[[], bool], number: signal.Signals) -> None:
    """Send a signal to tfinstall as soon as the stage is reached."""

    def act(process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + WAIT
        while process.poll() is None and time.monotonic() < end:
            if reached():
                time.sleep(0.2)
                os.kill(process.pid, number)
                return
            time.sleep(0.02)

    scene.meanwhile = act


def creating(scene: Scene) -> Callable[[], bool]:
    """The new environment has begun to exist beside its target."""
    return lambda: any(
        path != scene.target and path.is_dir() for path in scene.project.glob(".*venv*")
    )


def downloading(scene: Scene) -> Callable[[], bool]:
    scene.breaks(path=r"/files/tensorflow-[^/]*\.whl$", delay=SLEEP)
    scene.options[:0] = ["--timeout", str(SLEEP)]
    before = len(scene.index.seen)  # the old environment was made from this index too
    return lambda: any(
        "/files/tensorflow-" in s.path and s.path.endswith(".whl")
        for s in scene.index.seen[before:]
    )


def building(scene: Scene) -> Callable[[], bool]:
    """A setup.py is run, which has told that it runs, and now takes its time."""
    sign = scene.root / "building"
    setup = (
        "import os, time\n"
        f"if not os.path.exists({str(sign)!r}):\n"
        f"    open({str(sign)!r}, 'w').close(); time.sleep({SLEEP})\n"
        "from setuptools import setup\nsetup(name='slow', version='1.0', py_modules=[])\n"
    )
    build_sdist(scene.wheels, "slow", "1.0", setup=setup)
    scene.wants("slow")
    return sign.exists


def proving(scene: Scene) -> Callable[[], bool]:
    """TensorFlow is being imported, which takes its time, the first time."""
    sign = scene.root / "proving"
    slow = (
        "import os, time\n"
        f"if not os.path.exists({str(sign)!r}):\n"
        f"    open({str(sign)!r}, 'w').close(); time.sleep({SLEEP})"
    )
    scene.forget("tensorflow-2.10*")
    build_tensorflow(scene.wheels, fault=slow)
    scene.learns()
    return sign.exists


def swapping(scene: Scene) -> Callable[[], bool]:
    """The receipt is written: the environment is about to take its place."""
    return lambda: any(
        path.parent != scene.target for path in scene.project.glob(".*/tfinstall-receipt.json")
    )


@fault("interrupted", code=130, again=True)
def ctrl_c_while_creating(scene: Scene) -> None:
    when(scene, creating(scene), signal.SIGINT)


@fault("interrupted", code=130, again=True, old=True, quick=True)
def ctrl_c_while_downloading(scene: Scene) -> None:
    when(scene, downloading(scene), signal.SIGINT)


@fault("interrupted", code=130, again=True)
def ctrl_c_while_building(scene: Scene) -> None:
    when(scene, building(scene), signal.SIGINT)


@fault("interrupted", code=130, again=True, old=True)
def ctrl_c_while_proving(scene: Scene) -> None:
    when(scene, proving(scene), signal.SIGINT)


@fault("interrupted", code=130, again=True, old=True)
def terminated_while_creating(scene: Scene) -> None:
    when(scene, creating(scene), signal.SIGTERM)


@fault("interrupted", code=130, again=True)
def terminated_while_downloading(scene: Scene) -> None:
    when(scene, downloading(scene), signal.SIGTERM)


@fault("interrupted", code=130, again=True, old=True)
def terminated_while_building(scene: Scene) -> None:
    when(scene, building(scene), signal.SIGTERM)


@fault("interrupted", code=130, again=True)
def terminated_while_proving(scene: Scene) -> None:
    when(scene, proving(scene), signal.SIGTERM)


@fault(KILLED, code=-9, again=True)
def killed_while_creating(scene: Scene) -> None:
    when(scene, creating(scene), signal.SIGKILL)


@fault(KILLED, code=-9, again=True, old=True)
def killed_while_downloading(scene: Scene) -> None:
    when(scene, downloading(scene), signal.SIGKILL)


@fault(KILLED, code=-9, again=True)
def killed_while_building(scene: Scene) -> None:
    when(scene, building(scene), signal.SIGKILL)


@fault(KILLED, code=-9, again=True, old=True)
def killed_while_proving(scene: Scene) -> None:
    when(scene, proving(scene), signal.SIGKILL)


@fault(KILLED, code=(-9, 0), again=True, old=True)
def killed_while_the_environment_takes_its_place(scene: Scene) -> None:
    """In the very moment; who is too late finds it finished."""
    reached = swapping(scene)

    def act(process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            if reached():
                os.kill(process.pid, signal.SIGKILL)
                return

    scene.meanwhile = act
