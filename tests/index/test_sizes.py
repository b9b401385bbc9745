"""How many bytes the direct dependencies of a release will be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.version import Version

from tests.support.wheels import build_sdist, build_wheel
from tfinstall.index.sizes import dependency_bytes
from tfinstall.model import Interpreter, Platform

if TYPE_CHECKING:
    from tests.support.index import LoopbackIndex
    from tfinstall.index import Index

LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 35))
PYTHON = Interpreter(executable=Path("python"), version=Version("3.10.13"))


def asked(client: Index, *asks: str, caps: tuple[str, ...] = ()) -> int:
    requirements = [Requirement(each) for each in asks]
    limits = [Requirement(each) for each in caps]
    return dependency_bytes(client, requirements, limits, LINUX, PYTHON)


def test_the_newest_file_that_fits_counts(index: LoopbackIndex, client: Index) -> None:
    folder = index.directory
    build_wheel(folder, "numpy", "1.23.5", files={"numpy/a.py": "a" * 10})
    right = build_wheel(folder, "numpy", "1.23.6", tag="cp310-cp310-manylinux_2_17_x86_64")
    build_wheel(folder, "numpy", "1.23.7", tag="cp311-cp311-manylinux_2_17_x86_64")
    build_wheel(folder, "numpy", "1.23.8", requires_python=">=3.11")
    build_wheel(folder, "numpy", "1.23.9rc1")
    yanked = build_wheel(folder, "numpy", "1.23.10")
    index.yanked[yanked.name] = ""
    build_wheel(folder, "numpy", "2.0.0")
    assert asked(client, "numpy>=1.20", caps=("numpy<2", "six<1")) == right.stat().st_size


def test_dependencies_add_up_and_each_counts_once(index: LoopbackIndex, client: Index) -> None:
    one = build_wheel(index.directory, "one", "1.0")
    two = build_sdist(index.directory, "two", "1.0", setup="")
    found = asked(client, "one", "One>=1", "two", "unknown")
    assert found == one.stat().st_size + two.stat().st_size


def test_an_index_that_tells_no_sizes_is_asked_for_each_file(
    index: LoopbackIndex, client: Index
) -> None:
    index.json = False
    wheel = build_wheel(index.directory, "one", "1.0")
    assert asked(client, "one") == wheel.stat().st_size
    assert index.seen[-1].method == "HEAD"
