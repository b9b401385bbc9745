"""Machines, Pythons and requests as values, so that a test reads as one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import Version

from tfinstall.model import Gpu, Host, Interpreter, Platform, Request, Selection
from tfinstall.resolution import parse_spec, select

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Accelerator, NoSelection

TENSORFLOW = canonicalize_name("tensorflow")
PLACE = Path("/environments/one")

LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 36))
OLD_LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 17))
ALPINE = Platform(os="linux", arch="x86_64", musl=(1, 2))
AARCH64 = Platform(os="linux", arch="aarch64", glibc=(2, 36))
RASPBERRY = Platform(os="linux", arch="armv7l", glibc=(2, 36))
MAC_ARM = Platform(os="macos", arch="arm64", macos=(14, 0))
OLD_MAC_ARM = Platform(os="macos", arch="arm64", macos=(11, 0))
MAC_INTEL = Platform(os="macos", arch="x86_64", macos=(14, 0))
WINDOWS = Platform(os="windows", arch="amd64")

NEW_DRIVER = Gpu(kind="cuda", driver=Version("550.54.14"), evidence="test")
OLD_DRIVER = Gpu(kind="cuda", driver=Version("470.57.02"), evidence="test")
NO_DRIVER = Gpu(kind="cuda", evidence="test")


def python(version: str, *, default: bool = False, **more: Any) -> Interpreter:
    """An ordinary CPython, save for what `more` says."""
    minor = ".".join(version.split(".")[:2])
    place = Path(f"/pythons/{minor}/bin/python")
    made = Interpreter(executable=place, version=Version(version), is_default=default)
    return replace(made, **more)


ALL = (
    python("3.11.7", default=True),
    *(python(f"3.{minor}.9") for minor in (13, 12, 10, 9, 8, 7, 6)),
)
"""3.6 to 3.13, of which 3.11 is the user's `python`."""


def host(
    platform: Platform = LINUX,
    pythons: tuple[Interpreter, ...] = ALL,
    *,
    gpu: Gpu | None = None,
    cpu_flags: frozenset[str] | None = None,
    installers: tuple[str, ...] = (),
) -> Host:
    return Host(
        platform=platform,
        interpreters=pythons,
        gpu=gpu,
        cpu_flags=cpu_flags,
        python_installers=installers,
    )


def asked(spec: str, *, python: str | None = None, accelerator: Accelerator = "auto") -> Request:
    return Request(
        spec=parse_spec(spec), venv=Path(".venv"), python=python, accelerator=accelerator
    )


def chosen(answer: Selection | NoSelection) -> Selection:
    assert isinstance(answer, Selection), answer
    return answer


def refused(answer: Selection | NoSelection) -> NoSelection:
    assert not isinstance(answer, Selection), answer.requirement
    return answer


def brief(answer: Selection | NoSelection) -> str:
    """`tensorflow==2.10.1 3.10`, or the cause."""
    if isinstance(answer, Selection):
        return f"{answer.requirement} {answer.interpreter.value.minor}"
    return answer.cause


def choose(
    matrix: Matrix,
    spec: str,
    machine: Host,
    *,
    python: str | None = None,
    accelerator: Accelerator = "auto",
) -> Selection | NoSelection:
    return select(asked(spec, python=python, accelerator=accelerator), machine, matrix)
