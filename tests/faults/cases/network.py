"""Connections that are not made, not answered, or cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.faults import servers
from tests.faults.fault import fault
from tests.faults.packages import NEW
from tests.faults.scene import SHORT_TIMEOUT

if TYPE_CHECKING:
    from tests.faults.scene import Scene

WHEEL = r"/files/tensorflow-[^/]*\.whl$"
"""Requests for the wheel itself, not for the metadata beside it."""


RESUMING = ("25.3", "26.3", "newest")
TRUSTING = ("20.3.4", "23.3.2")
STALLED = ("read-timeout", "incomplete-download")


def redirect(scene: Scene, port: int) -> None:
    """The index is fine; the server that the wheel comes from is another one."""
    there = f"http://127.0.0.1:{port}/tensorflow.whl"
    scene.breaks(path=WHEEL, status=302, headers={"Location": there})


def wheel_bytes(scene: Scene) -> bytes:
    tag = f"cp{scene.generation.python.replace('.', '')}"
    return next(scene.wheels.glob(f"tensorflow-{NEW}-{tag}-*.whl")).read_bytes()


@fault("connection-refused", "index-unreachable", code=20, says="refused", quick=True, again=True)
def index_refuses(scene: Scene) -> None:
    scene.remedies = True
    port = servers.closed_port()
    there = scene.index_url
    scene.index_url = f"http://127.0.0.1:{port}/simple"
    scene.cure = lambda: setattr(scene, "index_url", there)


@fault("connection-refused", code=20, says="refused", old=True)
def file_server_refuses(scene: Scene) -> None:
    redirect(scene, servers.closed_port())


@fault("connect-timeout", code=23, says="timed out|seconds")
def connecting_to_the_index_hangs(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    port = scene.enter(servers.full_backlog())
    scene.index_url = f"http://127.0.0.1:{port}/simple"


@fault("connect-timeout", code=23, old=True)
def connecting_to_the_file_server_hangs(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    redirect(scene, scene.enter(servers.full_backlog()))


@fault("read-timeout", code=23, says="timed out|seconds", old=True)
def index_never_answers(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    port = scene.enter(servers.raw_server(servers.silent))
    scene.index_url = f"http://127.0.0.1:{port}/simple"


@fault("read-timeout", code=23)
def file_server_never_answers(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    redirect(scene, scene.enter(servers.raw_server(servers.silent)))


# From 25.1 on pip asks for the rest, and says at the end only that it never came.
@fault("read-timeout", code=(23, 20), old=True, but=dict.fromkeys(RESUMING, STALLED))
def download_stops_in_the_middle(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    scene.breaks(path=WHEEL, rate=0.01)


@fault("connection-reset", "incomplete-download", code=20)
def download_is_reset_in_the_middle(scene: Scene) -> None:
    content = wheel_bytes(scene)
    half = servers.body(content[: len(content) // 2], length=len(content), then=servers.reset)
    redirect(scene, scene.enter(servers.raw_server(half)))


# Before 25.1 no pip compares what came with what was promised: the hash is what is wrong then.
@fault(
    "incomplete-download",
    "connection-reset",
    code=(20, 32),
    old=True,
    quick=True,
    but=dict.fromkeys(TRUSTING, ("incomplete-download", "hash-mismatch")),
)
def download_is_short(scene: Scene) -> None:
    scene.index.ranges = False
    scene.breaks(path=WHEEL, cut=60_000)


@fault("incomplete-download", "hash-mismatch", code=(20, 32))
def download_is_short_and_no_length_was_promised(scene: Scene) -> None:
    half = servers.body(wheel_bytes(scene)[:60_000], length=None)
    redirect(scene, scene.enter(servers.raw_server(half)))


@fault(code=0)
def download_is_short_once(scene: Scene) -> None:
    scene.remedies = True
    scene.breaks(path=WHEEL, cut=60_000, times=1)


@fault("dns-failure", code=20, says="no-such-host.invalid", old=True)
def name_does_not_resolve(scene: Scene) -> None:
    scene.index_url = "https://no-such-host.invalid/simple"


@fault("offline", code=20, says="unreachable")
def there_is_no_network_at_all(scene: Scene) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may take the network away")
    scene.changes.append("no-network")
    scene.index_url = "http://127.0.0.1:8080/simple"


@fault("connection-reset", code=20, old=True)
def index_hangs_up_without_a_word(scene: Scene) -> None:
    port = scene.enter(servers.raw_server(servers.hangs_up))
    scene.index_url = f"http://127.0.0.1:{port}/simple"


@fault("connection-reset", code=20, says="reset")
def index_resets_the_connection(scene: Scene) -> None:
    port = scene.enter(servers.raw_server(servers.resets))
    scene.index_url = f"http://127.0.0.1:{port}/simple"


@fault("index-invalid", "connection-reset", code=(24, 20))
def port_belongs_to_something_else(scene: Scene) -> None:
    port = scene.enter(servers.raw_server(servers.speaks_ssh))
    scene.index_url = f"http://127.0.0.1:{port}/simple"
