"""Which wheel fits which machine and Python."""

from __future__ import annotations

import sys
from datetime import datetime, timezone

import packaging.tags
import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import parse_wheel_filename
from packaging.version import Version

from tests.matrix.machines import (
    ALPINE,
    APPLE_SILICON,
    BIG_SUR,
    CENTOS_7,
    GRAVITON,
    INTEL_MAC,
    UBUNTU,
    WINDOWS,
    interpreter,
)
from tfinstall.matrix.tags import fits, platforms_of, pythons_of
from tfinstall.model import Interpreter, Platform, Wheel


def wheel(tag: str, requires_python: str | None = None) -> Wheel:
    filename = f"tensorflow-2.10.1-{tag}.whl"
    distribution, version, _, _ = parse_wheel_filename(filename)
    return Wheel(
        filename=filename,
        distribution=distribution,
        version=version,
        size=500_000_000,
        unpacked=None,
        sha256="0" * 64,
        uploaded=datetime(2022, 11, 16, tzinfo=timezone.utc),
        requires_python=None if requires_python is None else SpecifierSet(requires_python),
        yanked=None,
        requires=(),
    )


OLD = "cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64"
NEW = "cp310-cp310-manylinux_2_27_x86_64"
MAC_11 = "cp39-cp39-macosx_11_0_arm64"
MAC_12 = "cp39-cp39-macosx_12_0_arm64"
WIN = "cp39-cp39-win_amd64"

CASES = [
    ("a double tag fits by either half", OLD, UBUNTU, "3.10.13", True),
    ("glibc 2.17 takes manylinux2014", OLD, CENTOS_7, "3.10.13", True),
    ("glibc 2.17 is too old for manylinux_2_27", NEW, CENTOS_7, "3.10.13", False),
    ("a newer glibc takes manylinux_2_27", NEW, UBUNTU, "3.10.13", True),
    ("musl takes no manylinux", OLD, ALPINE, "3.10.13", False),
    ("musl takes musllinux", "cp310-cp310-musllinux_1_1_x86_64", ALPINE, "3.10.1", True),
    ("glibc takes no musllinux", "cp310-cp310-musllinux_1_1_x86_64", UBUNTU, "3.10.1", False),
    ("manylinux1 still fits", "cp36-cp36m-manylinux1_x86_64", UBUNTU, "3.6.15", True),
    ("manylinux2010 still fits", "cp38-cp38-manylinux2010_x86_64", UBUNTU, "3.8.18", True),
    ("another minor does not fit", OLD, UBUNTU, "3.11.7", False),
    ("another processor does not fit", OLD, GRAVITON, "3.10.13", False),
    ("aarch64 fits aarch64", "cp39-cp39-manylinux2014_aarch64", GRAVITON, "3.9.1", True),
    ("aarch64 never had manylinux1", "cp39-cp39-manylinux1_aarch64", GRAVITON, "3.9.1", False),
    ("a wide 2.7 fits", "cp27-cp27mu-manylinux1_x86_64", UBUNTU, "2.7.18", True),
    ("a narrow 2.7 fits", "cp27-cp27m-manylinux1_x86_64", UBUNTU, "2.7.18", True),
    ("a newer macOS takes an older tag", MAC_12, APPLE_SILICON, "3.9.18", True),
    ("macOS 11 is too old for a 12 tag", MAC_12, BIG_SUR, "3.9.18", False),
    ("macOS 11 takes an 11 tag", MAC_11, BIG_SUR, "3.9.18", True),
    ("universal2 fits both processors", "cp39-cp39-macosx_11_0_universal2", INTEL_MAC, "3.9", True),
    ("10.11 fits an Intel Mac", "cp37-cp37m-macosx_10_11_x86_64", INTEL_MAC, "3.7", True),
    (
        "an Intel wheel is not for Apple silicon",
        "cp39-cp39-macosx_10_14_x86_64",
        BIG_SUR,
        "3.9",
        False,
    ),
    ("10_6_intel fits an Intel Mac", "cp36-cp36m-macosx_10_6_intel", INTEL_MAC, "3.6", True),
    ("Windows fits Windows", WIN, WINDOWS, "3.9.18", True),
    ("Windows wheels are not for Linux", WIN, UBUNTU, "3.9.18", False),
    ("pure Python fits everywhere", "py3-none-any", WINDOWS, "3.12.1", True),
    ("py2.py3 fits 2.7", "py2.py3-none-any", UBUNTU, "2.7.18", True),
    ("py3 does not fit 2.7", "py3-none-any", UBUNTU, "2.7.18", False),
    ("abi3 fits later Pythons", "cp38-abi3-win_amd64", WINDOWS, "3.12.1", True),
    ("abi3 does not fit earlier ones", "cp38-abi3-win_amd64", WINDOWS, "3.7.9", False),
    ("a pre-release of Python is that Python", "cp314-cp314-win_amd64", WINDOWS, "3.14.0rc1", True),
]


@pytest.mark.parametrize(
    ("tag", "platform", "python", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_wheel_tags(tag: str, platform: Platform, python: str, expected: bool) -> None:  # noqa: FBT001
    assert fits(wheel(tag), platform, Version(python)) is expected


INTERPRETERS = [
    ("an ordinary interpreter", OLD, UBUNTU, interpreter("3.10.13"), True),
    ("32 bits on 64", OLD, UBUNTU, interpreter("3.10.13", bits=32), False),
    ("32 bits on 64-bit Windows", WIN, WINDOWS, interpreter("3.9.1", bits=32), False),
    ("PyPy", OLD, UBUNTU, interpreter("3.10.13", implementation="pypy"), False),
    (
        "PyPy and pure Python",
        "py3-none-any",
        UBUNTU,
        interpreter("3.9", implementation="pypy"),
        True,
    ),
    (
        "free-threaded",
        "cp313-cp313-win_amd64",
        WINDOWS,
        interpreter("3.13.0", free_threaded=True),
        False,
    ),
    (
        "free-threaded has its own",
        "cp313-cp313t-win_amd64",
        WINDOWS,
        interpreter("3.13.0", free_threaded=True),
        True,
    ),
    (
        "a free-threaded wheel for an ordinary one",
        "cp313-cp313t-win_amd64",
        WINDOWS,
        interpreter("3.13.0"),
        False,
    ),
    (
        "an Intel Python on Apple silicon",
        MAC_12,
        APPLE_SILICON,
        interpreter("3.9.1", arch="x86_64"),
        False,
    ),
    (
        "its own wheels",
        "cp39-cp39-macosx_10_14_x86_64",
        APPLE_SILICON,
        interpreter("3.9.1", arch="x86_64"),
        True,
    ),
    (
        "Windows' own spelling of the processor",
        WIN,
        WINDOWS,
        interpreter("3.9.1", arch="AMD64"),
        True,
    ),
]


@pytest.mark.parametrize(
    ("tag", "platform", "python", "expected"),
    [c[1:] for c in INTERPRETERS],
    ids=[c[0] for c in INTERPRETERS],
)
def test_interpreters(
    tag: str,
    platform: Platform,
    python: Interpreter,
    expected: bool,  # noqa: FBT001
) -> None:
    assert fits(wheel(tag), platform, python) is expected


@pytest.mark.parametrize(
    ("requires", "python", "expected"),
    [(">=3.7", "3.10.13", True), (">=3.11", "3.10.13", False), (">=3.10", "3.10.0rc2", False)],
)
def test_requires_python_counts_too(requires: str, python: str, expected: bool) -> None:  # noqa: FBT001
    assert fits(wheel(OLD, requires), UBUNTU, Version(python)) is expected


@pytest.mark.skipif(sys.platform != "linux", reason="the machine must be one that Platform tells")
def test_the_rules_agree_with_packaging_on_this_machine() -> None:
    """What packaging says of the running interpreter is what a Platform like it says."""
    libc = packaging.tags._manylinux._get_glibc_version()  # type: ignore[attr-defined] # noqa: SLF001
    if libc is None or libc[0] < 2:
        pytest.skip("not a glibc system")
    import platform as machine  # noqa: PLC0415 - its name is taken by the parameters here

    here = Platform(os="linux", arch=machine.machine(), glibc=libc)
    version = ".".join(map(str, sys.version_info[:3]))
    for tag in packaging.tags.sys_tags():
        if tag.interpreter.startswith("cp"):
            assert fits(wheel(str(tag)), here, Version(version)), tag


def test_pythons_of_a_wheel() -> None:
    assert pythons_of(wheel(OLD)) == {"3.10"}
    assert pythons_of(wheel("cp27-cp27mu-manylinux1_x86_64")) == {"2.7"}
    assert pythons_of(wheel("cp313-cp313t-win_amd64")) == {"3.13t"}
    assert pythons_of(wheel("py3-none-any", ">=3.12")) >= {"3.12", "3.13"}
    assert "3.11" not in pythons_of(wheel("py3-none-any", ">=3.12"))
    assert pythons_of(wheel("cp37-cp37m-win_amd64", ">=3.7.1")) == {"3.7"}


def test_platforms_of_a_wheel_carry_the_least_version() -> None:
    found = platforms_of("tensorflow-2.10.1-cp310-cp310-manylinux_2_17_x86_64.whl")
    assert found == {Platform(os="linux", arch="x86_64", glibc=(2, 17))}
    assert platforms_of("tensorflow-2.10.1-cp310-cp310-win_amd64.whl") == {WINDOWS}
    assert platforms_of("tensorflow-2.10.1-py3-none-any.whl") == frozenset()
    (mac,) = platforms_of("tensorflow-2.10.1-cp36-cp36m-macosx_10_6_intel.whl")
    assert (mac.arch, mac.macos) == ("x86_64", (10, 6))
