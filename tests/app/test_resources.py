"""What a worker offers, what a cell asks for, and which schedulers can be named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

import tfinstall
from tfinstall.app.apart import Task
from tfinstall.app.cluster import Sealed, able, demanded, offered, parse_address
from tfinstall.matrix.parcel import Parcel
from tfinstall.matrix.worklist import CellKey
from tfinstall.model import Host, Interpreter, PipOptions, Platform, TfinstallError

LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 28))
OURS = f"tfinstall-{tfinstall.__version__}"


def machine(platform: Platform, *versions: str) -> Host:
    pythons = tuple(Interpreter(version=Version(version)) for version in versions)
    return Host(platform=platform, interpreters=pythons)


def task(platform: Platform = LINUX, python: str = "3.10", *, prove: bool = True) -> Task:
    return Task(
        key=CellKey(
            distribution=canonicalize_name("tensorflow"),
            version=Version("2.10.1"),
            python=python,
            platform=platform,
        ),
        matrix=Parcel(packed=b""),
        work=Path(),
        pip=PipOptions(index_url="https://me:hunter2@index.example/simple"),
        prove=prove,
    )


def test_a_worker_offers_its_system_its_libc_and_its_pythons() -> None:
    offer = offered(machine(replace(LINUX, glibc=(2, 36)), "3.9.18", "3.10.13", "3.10.2"))
    assert offer == {OURS: 1, "linux-x86_64": 1, "libc-2": 36, "python-3.9": 1, "python-3.10": 1}


@pytest.mark.parametrize(
    ("there", "runs"),
    [
        (machine(LINUX, "3.10.1"), True),
        (machine(replace(LINUX, glibc=(2, 36)), "3.9.1", "3.10.1"), True),
        (machine(replace(LINUX, glibc=(2, 17)), "3.10.1"), False),
        (machine(LINUX, "3.9.1"), False),
        (machine(LINUX), False),
        (machine(replace(LINUX, arch="aarch64"), "3.10.1"), False),
        (machine(Platform(os="linux", arch="x86_64", musl=(1, 2)), "3.10.1"), False),
        (machine(Platform(os="windows", arch="amd64"), "3.10.1"), False),
    ],
    ids=["the same", "newer", "older libc", "older Python", "none", "other CPU", "musl", "Windows"],
)
def test_a_cell_goes_only_where_it_can_run(there: Host, runs: bool) -> None:  # noqa: FBT001  (a row)
    assert able(offered(there), demanded(task())) is runs


def test_what_is_only_resolved_goes_anywhere_with_the_same_tfinstall() -> None:
    demand = demanded(task(prove=False))
    assert able(offered(machine(Platform(os="macos", arch="arm64", macos=(14, 0)))), demand)
    assert not able({"tfinstall-0.0.1": 1}, demand)


def test_a_sealed_task_shows_no_password() -> None:
    sealed = Sealed.of("2.10.1/3.10", task())
    assert "hunter2" not in repr(sealed) + str(sealed) + repr(task())
    assert sealed.open() == task()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("tcp://10.0.0.1:8786", ("10.0.0.1", 8786)),
        ("tls://host.example:8786", ("host.example", 8786)),
        ("tcp://[::1]:8786", ("::1", 8786)),
    ],
)
def test_an_address_names_host_and_port(address: str, found: tuple[str, int]) -> None:
    assert parse_address(address) == found


@pytest.mark.parametrize(
    "address",
    [
        "",
        "here",
        "here:8786",
        "tcp://",
        "tcp://here",
        "tcp://:8786",
        "tcp://here:port",
        "tcp://here:0",
        "tcp://here:70000",
        "http://here:8787",
        "tcp://here:8786/status",
        "tcp://me:hunter2@here:8786",
    ],
)
def test_what_is_no_address_is_refused_with_one_that_would_be(address: str) -> None:
    with pytest.raises(TfinstallError) as caught:
        parse_address(address)
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "usage"
    assert "`tcp://host:8786`" in diagnosis.title
    assert "hunter2" not in diagnosis.title
