"""What the metadata of the wheels says, release by release: where a cap came, and where it lacks.

The newest patch release of a minor one often has the cap that the first one lacked, and a repair
stands only where none of them has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.matrix.machines import (
    APPLE_SILICON,
    GRAVITON,
    INTEL_MAC,
    UBUNTU,
    WINDOWS,
    name,
    wheel_for,
)
from tfinstall.resolution.markers import applies, environment

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

    from tfinstall.matrix import Matrix


def asked(
    matrix: Matrix,
    version: str,
    python: str,
    package: str,
    extras: frozenset[str] = frozenset(),
) -> SpecifierSet | None:
    """What the wheel for Linux asks of a package; None: nothing, not even to have it."""
    wheel = wheel_for(matrix, "tensorflow", version, UBUNTU, f"{python}.9")
    assert wheel is not None
    where = environment(UBUNTU, f"{python}.9")
    found = [
        each.specifier
        for each in wheel.requires
        if canonicalize_name(each.name) == package and applies(each, where, extras)
    ]
    assert len(found) <= 1
    return found[0] if found else None


# package, the version that the cap keeps out, the patch release before it, the one that has it
CAPS: list[Any] = [
    ("protobuf", "4.24.4", "2.6.4", "2.6.5", "3.7"),
    ("protobuf", "4.24.4", "2.7.2", "2.7.3", "3.7"),
    ("protobuf", "4.24.4", "2.8.1", "2.8.2", "3.7"),
    ("protobuf", "4.24.4", "2.9.0", "2.9.1", "3.7"),
    ("keras", "2.15.0", "2.6.1", "2.6.2", "3.8"),
    ("tensorflow-estimator", "2.15.0", "2.6.0", "2.6.1", "3.8"),
    ("numpy", "1.21.6", "1.15.3", "1.15.4", "3.7"),
    ("numpy", "1.21.6", "2.0.2", "2.0.3", "3.7"),
    ("numpy", "1.21.6", "2.1.1", "2.1.2", "3.7"),
    ("numpy", "1.21.6", "2.2.0", "2.2.1", "3.7"),
    ("numpy", "2.0.2", "2.14.0", "2.14.1", "3.9"),
]


@pytest.mark.parametrize(("package", "kept_out", "before", "since", "python"), CAPS)
def test_a_patch_release_brings_the_cap_that_lacked(  # noqa: PLR0913, PLR0917 - a row
    matrix: Matrix, package: str, kept_out: str, before: str, since: str, python: str
) -> None:
    earlier, later = (asked(matrix, each, python, package) for each in (before, since))
    assert earlier is not None
    assert later is not None
    assert kept_out in earlier
    assert kept_out not in later


@pytest.mark.parametrize("version", ["1.15.5", "2.0.4", "2.1.3"])
def test_h5py_is_capped_where_it_was_not_named_before(matrix: Matrix, version: str) -> None:
    before = f"{version[:-1]}{int(version[-1]) - 1}"
    assert asked(matrix, before, "3.7", "h5py") is None
    capped = asked(matrix, version, "3.7", "h5py")
    assert capped is not None
    assert "3.8.0" not in capped


def test_ml_dtypes_is_loosened_in_2_18_1(matrix: Matrix) -> None:
    tight, loose = (asked(matrix, each, "3.12", "ml-dtypes") for each in ("2.18.0", "2.18.1"))
    assert tight is not None
    assert loose is not None
    assert ("0.5.0" in tight, "0.5.0" in loose) == (False, True)


# package, release, Python, versions that the metadata itself keeps out, versions that it admits
OWN: list[Any] = [
    ("protobuf", "2.15.1", "3.11", "3.19.6", "3.20.3"),  # no builder module
    ("protobuf", "2.19.1", "3.12", "6.30.0", "5.29.6"),  # MessageFactory.GetPrototype
    ("protobuf", "2.21.0", "3.13", "5.29.6", "6.31.1"),  # gencode and runtime differ
    ("keras", "2.15.1", "3.11", "3.0.0", "2.15.0"),
    ("h5py", "2.21.0", "3.13", "3.15.0", "3.14.0"),
    ("wrapt", "2.15.1", "3.11", "1.15.0", "1.14.2"),
    ("wrapt", "2.12.1", "3.11", "1.15.0", "1.14.2"),
    ("typing-extensions", "2.13.1", "3.11", "4.6.0", "4.5.0"),
    ("gast", "2.1.4", "3.7", "0.3.3", "0.2.2"),
    ("gast", "2.4.4", "3.8", "0.4.0", "0.3.3"),
    ("ml-dtypes", "2.15.0", "3.11", "0.3.0", "0.2.0"),
    ("ml-dtypes", "2.17.1", "3.12", "0.5.0", "0.4.1"),
    ("flatbuffers", "2.9.3", "3.10", "2.0", "1.12"),
    ("flatbuffers", "2.10.1", "3.10", "1.12", "25.9.23"),
    ("numpy", "2.17.1", "3.12", "2.0.0", "1.26.4"),
    ("scipy", "2.3.0", "3.8", "1.5.0", "1.4.1"),
    ("tf-estimator-nightly", "2.8.0", "3.9", "2.8.0.dev2021122110", "2.8.0.dev2021122109"),
    ("keras-nightly", "2.22.0rc0", "3.14", "3.11.0", "3.12.0.dev2026010100"),
]


@pytest.mark.parametrize(("package", "version", "python", "kept_out", "admitted"), OWN)
def test_what_the_metadata_itself_keeps_out(  # noqa: PLR0913, PLR0917 - a row
    matrix: Matrix, package: str, version: str, python: str, kept_out: str, admitted: str
) -> None:
    specifier = asked(matrix, version, python, package)
    assert specifier is not None
    assert not specifier.contains(kept_out, prereleases=True)
    assert specifier.contains(admitted, prereleases=True)


GONE: list[Any] = [
    ("scipy", "2.3.1", "3.8"),
    ("tf-estimator-nightly", "2.8.1", "3.9"),
    ("jax", "2.13.0", "3.11"),
    ("tensorflow-estimator", "2.16.1", "3.12"),
    ("tensorboard", "2.21.0", "3.13"),
    ("setuptools", "2.22.0rc0", "3.14"),
    ("keras", "2.22.0rc0", "3.14"),
]


@pytest.mark.parametrize(("package", "version", "python"), GONE)
def test_what_a_release_no_longer_asks_for(
    matrix: Matrix, package: str, version: str, python: str
) -> None:
    assert asked(matrix, version, python, package) is None


def test_only_2_12_asks_for_jax(matrix: Matrix) -> None:
    assert str(asked(matrix, "2.12.1", "3.11", "jax")) == ">=0.3.15"


@pytest.mark.parametrize("version", ["2.20.0", "2.21.0"])
def test_and_cuda_became_ranges_whose_newest_is_chosen(matrix: Matrix, version: str) -> None:
    cuda = frozenset({"and-cuda"})
    pinned = asked(matrix, "2.19.1", "3.12", "nvidia-cudnn-cu12", extras=cuda)
    ranged = asked(matrix, version, "3.12", "nvidia-cudnn-cu12", extras=cuda)
    assert pinned is not None
    assert ranged is not None
    assert "9.10.2.21" not in pinned
    assert "9.10.2.21" in ranged
    assert "10.0" not in ranged


def test_2_22_asks_and_cuda_for_more(matrix: Matrix) -> None:
    cuda = frozenset({"and-cuda"})
    cudnn = asked(matrix, "2.22.0rc0", "3.14", "nvidia-cudnn-cu12", extras=cuda)
    assert cudnn is not None
    assert ("9.10.2.20" in cudnn, "9.10.2.21" in cudnn) == (False, True)
    assert asked(matrix, "2.22.0rc0", "3.14", "nvidia-nvshmem-cu12", extras=cuda) is not None
    assert asked(matrix, "2.21.0", "3.13", "nvidia-nvshmem-cu12", extras=cuda) is None


def test_and_cuda_of_2_14_pins_a_tensorrt_that_ends_at_3_10(matrix: Matrix) -> None:
    for version in ("2.14.0", "2.14.1"):
        pinned = asked(matrix, version, "3.11", "tensorrt", extras=frozenset({"and-cuda"}))
        assert str(pinned) == "==8.5.3.1"


def test_wheels_of_one_release_agree_before_2_10_and_from_2_20_on(matrix: Matrix) -> None:
    """In between they differ, so whoever reads one of them for all machines goes wrong."""
    agreeing = {
        version: agree(matrix, version) for version in ("2.9.3", "2.15.1", "2.19.1", "2.21.0")
    }
    assert agreeing == {"2.9.3": True, "2.15.1": False, "2.19.1": False, "2.21.0": True}


def agree(matrix: Matrix, version: str) -> bool:
    release = matrix.release(name("tensorflow"), Version(version))
    assert release is not None
    return len({frozenset(map(str, wheel.requires)) for wheel in release.wheels}) == 1


def test_the_linux_wheel_of_2_15_0_post1_asks_elsewhere_for_what_was_never_there(
    matrix: Matrix,
) -> None:
    """A lock for all machines made of it is for none but Linux x86_64."""
    wheel = wheel_for(matrix, "tensorflow", "2.15.0.post1", UBUNTU, "3.11.9")
    assert wheel is not None
    there = environment(GRAVITON, "3.11.9")
    (aws,) = [each for each in wheel.requires if applies(each, there) and "aws" in each.name]
    assert str(aws.specifier) == "==2.15.0.post1"
    assert matrix.release(name("tensorflow-cpu-aws"), Version("2.15.0.post1")) is None


def test_tensorflow_intel_ends_with_2_18_0_and_linux_wheels_ask_for_more(matrix: Matrix) -> None:
    newest = matrix.versions(name("tensorflow-intel"))[0]
    assert newest == Version("2.18.0")
    linux = wheel_for(matrix, "tensorflow", "2.19.1", UBUNTU, "3.12.9")
    assert linux is not None
    there = environment(WINDOWS, "3.12.9")
    assert any(each.name == "tensorflow-intel" for each in linux.requires if applies(each, there))


def test_tensorflow_cpu_was_never_for_aarch64_nor_for_macos_since_2_17(matrix: Matrix) -> None:
    cpu = name("tensorflow-cpu")
    for version in matrix.versions(cpu):
        assert matrix.pythons(cpu, version, GRAVITON) == ()
        macs = [matrix.pythons(cpu, version, each) for each in (APPLE_SILICON, INTEL_MAC)]
        assert not any(macs) or version < Version("2.17.dev0")
