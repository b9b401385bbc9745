from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from packaging.tags import platform_tags

from tfinstall.host import parse_platform, platform
from tfinstall.host.machine import is_wsl, normal_arch
from tfinstall.host.surroundings import kind_of_system
from tfinstall.model import Platform, TfinstallError

if TYPE_CHECKING:
    from tests.host.conftest import SmallMachine

NAMES = [
    ("linux-x86_64-glibc2.28", Platform(os="linux", arch="x86_64", glibc=(2, 28))),
    ("linux-aarch64-musl1.2", Platform(os="linux", arch="aarch64", musl=(1, 2))),
    ("linux-x86_64", Platform(os="linux", arch="x86_64", glibc=(2, 28))),
    ("Linux-AMD64-gnu2.17", Platform(os="linux", arch="x86_64", glibc=(2, 17))),
    ("macos-arm64-14.0", Platform(os="macos", arch="arm64", macos=(14, 0))),
    ("macos-arm64-12", Platform(os="macos", arch="arm64", macos=(12, 0))),
    ("macos-x86_64", Platform(os="macos", arch="x86_64", macos=(14, 0))),
    ("darwin-aarch64", Platform(os="macos", arch="arm64", macos=(14, 0))),
    ("windows-amd64", Platform(os="windows", arch="amd64")),
    ("windows-x86_64", Platform(os="windows", arch="amd64")),
    ("win-arm64", Platform(os="windows", arch="arm64")),
    ("manylinux_2_17_x86_64", Platform(os="linux", arch="x86_64", glibc=(2, 17))),
    ("manylinux2014_aarch64", Platform(os="linux", arch="aarch64", glibc=(2, 17))),
    ("manylinux2010_x86_64", Platform(os="linux", arch="x86_64", glibc=(2, 12))),
    ("manylinux1_i686", Platform(os="linux", arch="i686", glibc=(2, 5))),
    ("musllinux_1_2_x86_64", Platform(os="linux", arch="x86_64", musl=(1, 2))),
    ("macosx_12_0_arm64", Platform(os="macos", arch="arm64", macos=(12, 0))),
    ("win_amd64", Platform(os="windows", arch="amd64")),
]
NONE = [
    *("", "linux", "solaris-x86_64", "linux-x86_64-uclibc1.0"),
    *("macos-arm64-fourteen", "windows-amd64-11", "manylinux1999_x86_64", "linux-x86_64-glibc2.x"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[text for text, _ in NAMES])
def test_a_platform_has_a_name(text: str, expected: Platform) -> None:
    assert parse_platform(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_platform_is_a_usage_error(text: str) -> None:
    with pytest.raises(TfinstallError) as raised:
        parse_platform(text)
    assert raised.value.diagnosis.cause == "usage"
    assert f"`{text}`" in raised.value.diagnosis.title
    assert "linux-x86_64-glibc2.28" in raised.value.diagnosis.title


def test_an_unknown_processor_is_told_from_the_known_ones() -> None:
    with pytest.raises(TfinstallError) as raised:
        parse_platform("macos-z80")
    assert raised.value.diagnosis.title == (
        "`macos-z80`: on macos the processor is one of arm64, x86_64"
    )


def test_this_machine_is_what_packaging_thinks_it_is() -> None:
    this = platform()
    tags = set(platform_tags())
    if this.glibc:
        assert f"manylinux_{this.glibc[0]}_{this.glibc[1]}_{this.arch}" in tags
    elif this.musl:
        assert f"musllinux_{this.musl[0]}_{this.musl[1]}_{this.arch}" in tags
    elif this.macos:
        assert f"macosx_{this.macos[0]}_{this.macos[1]}_{this.arch}" in tags
    else:
        assert f"win_{this.arch}" in tags or this.arch == "x86"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has two C libraries")
def test_a_linux_has_exactly_one_libc() -> None:
    this = platform()
    assert (this.glibc is None) != (this.musl is None)


def test_the_environment_can_name_another_platform(small: SmallMachine) -> None:
    here = small.with_env(TFINSTALL_PLATFORM="macos-arm64-14.0")
    assert platform(here) == Platform(os="macos", arch="arm64", macos=(14, 0))


def test_an_empty_variable_is_no_platform(small: SmallMachine) -> None:
    assert platform(small.with_env(TFINSTALL_PLATFORM="")) == platform(small.here)


def test_a_bad_variable_is_a_usage_error(small: SmallMachine) -> None:
    with pytest.raises(TfinstallError) as raised:
        platform(small.with_env(TFINSTALL_PLATFORM="beos"))
    assert raised.value.diagnosis.cause == "usage"


@pytest.mark.parametrize(
    ("release", "wsl"),
    [
        ("5.15.90.1-microsoft-standard-WSL2", True),
        ("4.4.0-19041-Microsoft", True),
        ("6.1.0-18-amd64", False),
    ],
)
def test_wsl_is_seen_by_its_kernel(release: str, *, wsl: bool) -> None:
    assert is_wsl(release) is wsl


def test_a_32_bit_interpreter_on_a_64_bit_kernel_is_its_own_architecture() -> None:
    assert normal_arch("linux", "x86_64", 32) == "i686"
    assert normal_arch("linux", "aarch64", 32) == "armv7l"
    assert normal_arch("windows", "AMD64", 32) == "x86"


def test_two_folders_of_path_may_be_one(small: SmallMachine) -> None:
    here = small.with_path(small.bin, small.bin)
    assert [*here.path] == [small.bin]


def test_relative_folders_of_path_are_not_looked_at(small: SmallMachine) -> None:
    assert [*small.with_env(PATH=os.pathsep.join(["bin", ".", ""])).path] == []


@pytest.mark.skipif(os.name != "posix", reason="WSL is a Linux")
def test_the_windows_part_of_path_is_not_looked_at_in_wsl(small: SmallMachine) -> None:
    env = {"PATH": "/mnt/c/Windows:/mnt/data/bin", "WSL_DISTRO_NAME": "Debian"}
    here = replace(small.with_env(**env), system="linux")
    assert [folder.as_posix() for folder in here.path] == ["/mnt/data/bin"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("linux", "linux"), ("darwin", "macos"), ("win32", "windows"), ("freebsd14", "other")],
)
def test_three_systems_are_known(name: str, kind: str) -> None:
    assert kind_of_system(name) == kind
