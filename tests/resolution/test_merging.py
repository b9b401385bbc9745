"""A lock for several machines: its markers tell them apart, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker

from tfinstall.model import Platform
from tfinstall.resolution.markers import environment, holds
from tfinstall.resolution.merging import marker_of

if TYPE_CHECKING:
    from tfinstall.resolution.merging import Machine, Place

PLATFORMS: Final = {
    ("linux", "x86_64"): Platform(os="linux", arch="x86_64"),
    ("linux", "aarch64"): Platform(os="linux", arch="aarch64"),
    ("darwin", "arm64"): Platform(os="macos", arch="arm64"),
    ("darwin", "x86_64"): Platform(os="macos", arch="x86_64"),
    ("win32", "AMD64"): Platform(os="windows", arch="amd64"),
}
PYTHONS: Final = ("3.8", "3.9", "3.10", "3.11")
LINUX, ARM, MAC, INTEL_MAC, WINDOWS = PLATFORMS
places = st.tuples(st.sampled_from(list(PLATFORMS)), st.sampled_from(PYTHONS))


def wanted_by(marker: str | None, place: Place) -> bool:
    machine, python = place
    seen = environment(PLATFORMS[machine], python)
    return marker is None or holds(Marker(marker), seen)


@given(everywhere=st.sets(places, min_size=1), data=st.data())
def test_a_marker_holds_exactly_where_the_package_is_wanted(
    everywhere: set[Place], data: st.DataObject
) -> None:
    wanted = data.draw(st.sets(st.sampled_from(sorted(everywhere)), min_size=1))
    marker = marker_of(wanted, sorted(everywhere))
    assert {place for place in everywhere if wanted_by(marker, place)} == wanted


def everywhere(*machines: Machine, pythons: tuple[str, ...] = PYTHONS) -> list[Place]:
    return [(machine, python) for machine in machines for python in pythons]


TOLD = {
    "all of it": (everywhere(LINUX, MAC), everywhere(LINUX, MAC), None),
    "one Python everywhere": (
        everywhere(LINUX, MAC, pythons=("3.8",)),
        everywhere(LINUX, MAC),
        'python_version == "3.8"',
    ),
    "two Pythons of one machine": (
        everywhere(LINUX, pythons=("3.8", "3.10")),
        everywhere(LINUX, MAC),
        'sys_platform == "linux" and (python_version == "3.8" or python_version == "3.10")',
    ),
    "one system": (
        everywhere(MAC, INTEL_MAC),
        everywhere(LINUX, MAC, INTEL_MAC),
        'sys_platform == "darwin"',
    ),
    "one processor of a system": (
        everywhere(ARM),
        everywhere(LINUX, ARM, WINDOWS),
        'sys_platform == "linux" and platform_machine == "aarch64"',
    ),
    "two systems, one of them in part": (
        everywhere(ARM, WINDOWS),
        everywhere(LINUX, ARM, WINDOWS),
        '(sys_platform == "linux" and platform_machine == "aarch64") or sys_platform == "win32"',
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_the_shortest_words_for(case: str) -> None:
    wanted, there, told = TOLD[case]
    assert marker_of(wanted, there) == told
