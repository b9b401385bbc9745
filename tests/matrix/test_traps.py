"""What trips those who trust names and documentation, as the wheels themselves have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.matrix.machines import (
    APPLE_SILICON,
    CENTOS_7,
    GRAVITON,
    INTEL_MAC,
    UBUNTU,
    WINDOWS,
    name,
    wheel_for,
)
from tfinstall.resolution.markers import applies, environment

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Platform

STUBS = [
    ("2.10.1 on aarch64", "2.10.1", GRAVITON, "3.10.1", "tensorflow-cpu-aws", True),
    (
        "2.11.1 on aarch64 has no delegate",
        "2.11.1",
        GRAVITON,
        "3.10.1",
        "tensorflow-cpu-aws",
        False,
    ),
    ("2.15.1 on aarch64", "2.15.1", GRAVITON, "3.11.1", "tensorflow-cpu-aws", True),
    ("2.11.0 on Windows", "2.11.0", WINDOWS, "3.10.1", "tensorflow-intel", True),
    (
        "2.13.1 on Windows has no delegate for 3.8",
        "2.13.1",
        WINDOWS,
        "3.8.1",
        "tensorflow-intel",
        False,
    ),
    ("2.13.1 on Windows has one for 3.9", "2.13.1", WINDOWS, "3.9.1", "tensorflow-intel", True),
    ("2.18.0 is the last stub on Windows", "2.18.0", WINDOWS, "3.12.1", "tensorflow-intel", True),
    ("2.13.0 on Apple silicon", "2.13.0", APPLE_SILICON, "3.8.1", "tensorflow-macos", True),
    (
        "2.13.1 on Apple silicon has no delegate for 3.8",
        "2.13.1",
        APPLE_SILICON,
        "3.8.1",
        "tensorflow-macos",
        False,
    ),
    ("2.15.0 on Apple silicon", "2.15.0", APPLE_SILICON, "3.11.1", "tensorflow-macos", True),
]


@pytest.mark.parametrize(
    ("version", "machine", "python", "delegate", "served"),
    [c[1:] for c in STUBS],
    ids=[c[0] for c in STUBS],
)
def test_stubs_name_a_delegate_that_may_be_missing(  # noqa: PLR0913, PLR0917 - a row of the table
    matrix: Matrix,
    version: str,
    machine: Platform,
    python: str,
    delegate: str,
    served: bool,  # noqa: FBT001
) -> None:
    stub = wheel_for(matrix, "tensorflow", version, machine, python)
    assert stub is not None
    assert stub.stub
    where = environment(machine, python)
    (needed,) = [r for r in stub.requires if applies(r, where)]
    assert (needed.name, str(needed.specifier)) == (delegate, f"=={version}")
    assert (wheel_for(matrix, delegate, version, machine, python) is not None) is served


def test_tensorflow_macos_2_15_1_is_empty_and_requires_itself(matrix: Matrix) -> None:
    wheel = wheel_for(matrix, "tensorflow-macos", "2.15.1", APPLE_SILICON, "3.10.1")
    assert wheel is not None
    assert wheel.stub
    where = environment(APPLE_SILICON, "3.10.1")
    assert [str(r.name) for r in wheel.requires if applies(r, where)] == ["tensorflow-macos"]


REAL = [
    ("Apple silicon, from 2.15.1", "2.15.1", APPLE_SILICON, "3.11.1"),
    ("aarch64, from 2.16.1", "2.16.1", GRAVITON, "3.12.1"),
    ("Windows, from 2.18.1", "2.18.1", WINDOWS, "3.12.1"),
]


@pytest.mark.parametrize(
    ("version", "machine", "python"), [c[1:] for c in REAL], ids=[c[0] for c in REAL]
)
def test_later_wheels_are_real_again(
    matrix: Matrix, version: str, machine: Platform, python: str
) -> None:
    wheel = wheel_for(matrix, "tensorflow", version, machine, python)
    assert wheel is not None
    assert not wheel.stub


GAPS = [
    ("2.15.0.post1 is for x86-64 Linux only", "tensorflow", "2.15.0.post1", WINDOWS, ()),
    ("and there it is whole", "tensorflow", "2.15.0.post1", UBUNTU, ("3.9", "3.10", "3.11")),
    ("1.4.1 has no Windows wheel", "tensorflow", "1.4.1", WINDOWS, ()),
    ("1.10.1 has none either", "tensorflow", "1.10.1", WINDOWS, ()),
    (
        "2.11.1 dropped 3.7, whatever it requires",
        "tensorflow",
        "2.11.1",
        UBUNTU,
        ("3.8", "3.9", "3.10"),
    ),
    ("2.5.3 dropped 3.6", "tensorflow", "2.5.3", UBUNTU, ("3.7", "3.8", "3.9")),
    ("2.6.2 has 3.6", "tensorflow", "2.6.2", UBUNTU, ("3.6", "3.7", "3.8", "3.9")),
    ("2.6.3 dropped 3.6", "tensorflow", "2.6.3", UBUNTU, ("3.7", "3.8", "3.9")),
    ("1.15.0 is the last for 2.7", "tensorflow", "1.15.0", UBUNTU, ("2.7", "3.5", "3.6", "3.7")),
    ("1.15.2 dropped 2.7", "tensorflow", "1.15.2", UBUNTU, ("3.5", "3.6", "3.7")),
    ("tensorflow-cpu 2.2.3 has no Windows wheel", "tensorflow-cpu", "2.2.3", WINDOWS, ()),
    ("tensorflow-cpu 2.4.2 for Windows is 3.6 only", "tensorflow-cpu", "2.4.2", WINDOWS, ("3.6",)),
    (
        "2.16.2 is the last for Intel Macs",
        "tensorflow",
        "2.16.2",
        INTEL_MAC,
        ("3.9", "3.10", "3.11", "3.12"),
    ),
    ("2.17.0 has none", "tensorflow", "2.17.0", INTEL_MAC, ()),
    ("2.21.0 needs glibc 2.27", "tensorflow", "2.21.0", CENTOS_7, ()),
    ("2.20.0 does not", "tensorflow", "2.20.0", CENTOS_7, ("3.9", "3.10", "3.11", "3.12", "3.13")),
    ("before 2.13 no wheel for Apple silicon", "tensorflow", "2.12.0", APPLE_SILICON, ()),
    (
        "but tensorflow-macos",
        "tensorflow-macos",
        "2.12.0",
        APPLE_SILICON,
        ("3.8", "3.9", "3.10", "3.11"),
    ),
    ("tensorflow-gpu 2.11.0 is for Linux only", "tensorflow-gpu", "2.11.0", WINDOWS, ()),
]


@pytest.mark.parametrize(
    ("distribution", "version", "machine", "pythons"),
    [c[1:] for c in GAPS],
    ids=[c[0] for c in GAPS],
)
def test_a_release_is_not_for_every_machine(
    matrix: Matrix, distribution: str, version: str, machine: Platform, pythons: tuple[str, ...]
) -> None:
    assert matrix.pythons(name(distribution), Version(version), machine) == pythons


@pytest.mark.parametrize("version", ["1.12.1", "1.13.0", "1.14.1", "1.15.1", "2.16.0"])
def test_some_numbers_were_never_released(matrix: Matrix, version: str) -> None:
    assert matrix.release(name("tensorflow"), Version(version)) is None


def test_tensorflow_gpu_2_12_is_a_source_that_refuses_to_install(matrix: Matrix) -> None:
    release = matrix.release(name("tensorflow-gpu"), Version("2.12.0"))
    assert release is not None
    assert release.sdist_only


def test_tensorflow_cpu_never_had_2_0(matrix: Matrix) -> None:
    versions = matrix.versions(name("tensorflow-cpu"))
    assert not [v for v in versions if v.release[:2] == (2, 0)]


def test_a_yanked_wheel_is_told(matrix: Matrix) -> None:
    release = matrix.release(name("tensorflow-rocm"), Version("2.6.0.post1"))
    assert release is not None
    assert all(wheel.yanked is not None for wheel in release.wheels)


def test_wheels_of_one_release_differ_in_their_requirements(matrix: Matrix) -> None:
    """Lock tools that read one wheel's metadata for all go wrong here."""
    linux = wheel_for(matrix, "tensorflow", "2.16.2", UBUNTU, "3.12.1")
    windows = wheel_for(matrix, "tensorflow", "2.16.2", WINDOWS, "3.12.1")
    assert linux is not None
    assert windows is not None
    assert {r.name for r in windows.requires} != {r.name for r in linux.requires}


def test_and_cuda_of_2_15_0_asks_for_what_does_not_exist(matrix: Matrix) -> None:
    wheel = wheel_for(matrix, "tensorflow", "2.15.0", UBUNTU, "3.11.1")
    assert wheel is not None
    cuda = {str(r) for r in wheel.requires if r.name.startswith("tensorrt")}
    assert 'tensorrt-libs==8.6.1; extra == "and-cuda"' in cuda
    later = wheel_for(matrix, "tensorflow", "2.15.0.post1", UBUNTU, "3.11.1")
    assert later is not None
    assert not [r for r in later.requires if r.name.startswith("tensorrt")]


GPU = [
    ("1.14 is a CPU build", "tensorflow", "1.14.0", UBUNTU, None),
    ("1.15.0 is not", "tensorflow", "1.15.0", UBUNTU, "10.0"),
    ("1.15.2 is again", "tensorflow", "1.15.2", UBUNTU, None),
    ("2.0 is, whatever the documentation's table says", "tensorflow", "2.0.0", UBUNTU, None),
    ("tensorflow-gpu 2.0 is not", "tensorflow-gpu", "2.0.0", UBUNTU, "10.0"),
    ("2.10.1 on Linux", "tensorflow", "2.10.1", UBUNTU, "11.2"),
    ("2.10.1 on Windows is the last one there", "tensorflow", "2.10.1", WINDOWS, "11.2"),
    ("2.11.0 on Windows is a CPU build", "tensorflow", "2.11.0", WINDOWS, None),
    ("2.21.0 on Linux", "tensorflow", "2.21.0", UBUNTU, "12.5"),
    ("a release candidate on Linux", "tensorflow", "2.22.0rc0", UBUNTU, "12.5"),
    ("aarch64 never had one", "tensorflow", "2.21.0", GRAVITON, None),
    ("nor tensorflow-cpu", "tensorflow-cpu", "2.21.0", UBUNTU, None),
]


@pytest.mark.parametrize(
    ("distribution", "version", "machine", "cuda"), [c[1:] for c in GPU], ids=[c[0] for c in GPU]
)
def test_a_gpu_build_is_not_a_matter_of_the_name(
    matrix: Matrix, distribution: str, version: str, machine: Platform, cuda: str | None
) -> None:
    build = matrix.gpu_build(name(distribution), Version(version), machine)
    assert (build.cuda if build else None) == cuda


def test_a_gpu_build_tells_the_driver_it_needs(matrix: Matrix) -> None:
    build = matrix.gpu_build(name("tensorflow"), Version("2.21.0"), UBUNTU)
    assert build is not None
    assert build.driver_linux == Version("525.60.13")
    assert (build.cudnn, build.minimum_capability) == ("9.3", "6.0")
    assert "compute_90" in build.capabilities


def test_size_tells_a_build_from_another(matrix: Matrix) -> None:
    """1.15.0 with CUDA is 412 MB, 1.15.2 without is 110 MB, under one name."""
    first = wheel_for(matrix, "tensorflow", "1.15.0", UBUNTU, "3.7.1")
    second = wheel_for(matrix, "tensorflow", "1.15.2", UBUNTU, "3.7.1")
    assert first is not None
    assert second is not None
    assert (round(first.size / 1e6), round(second.size / 1e6)) == (412, 110)
    assert first.unpacked is not None
    assert first.unpacked > first.size
