"""Releases that the index has and the matrix has not, and a matrix made of values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename

from tests.resolution import machines as m
from tests.resolution.machines import asked, brief, chosen, host, refused
from tfinstall.model import Release, Wheel
from tfinstall.resolution import select

if TYPE_CHECKING:
    from packaging.version import Version

    from tfinstall.matrix import Matrix
    from tfinstall.model import GpuBuild, Platform, Repair

UPLOADED = datetime(2027, 3, 1, tzinfo=timezone.utc)


def wheel(
    filename: str, *requires: str, size: int = 500_000_000, yanked: str | None = None
) -> Wheel:
    name, version, _, _ = parse_wheel_filename(filename)
    return Wheel(
        filename=filename,
        distribution=name,
        version=version,
        size=size,
        unpacked=None,
        sha256="0" * 64,
        uploaded=UPLOADED,
        requires_python=SpecifierSet(">=3.10"),
        yanked=yanked,
        requires=tuple(map(Requirement, requires)),
    )


def release(*wheels: Wheel) -> Release:
    return Release(distribution=wheels[0].distribution, version=wheels[0].version, wheels=wheels)


def linux(name: str, version: str, python: str, yanked: str | None = None) -> Wheel:
    filename = f"{name}-{version}-{python}-{python}-manylinux_2_27_x86_64.whl"
    return wheel(filename, yanked=yanked)


class Shelf:
    """A matrix of nothing but the releases it is given."""

    def __init__(self, *releases: Release) -> None:
        self._releases = {(each.distribution, each.version): each for each in releases}

    def versions(self, distribution: str) -> tuple[Version, ...]:
        found = (version for name, version in self._releases if name == distribution)
        return tuple(sorted(found, reverse=True))

    def pythons(self, distribution: str, version: Version, platform: Platform) -> tuple[str, ...]:
        if platform.os != "linux" or platform.arch != "x86_64":
            return ()
        found = self._releases.get((canonicalize_name(distribution), version))
        tags = [each.filename.split("-")[2] for each in (found.wheels if found else ())]
        return tuple(f"{tag[2]}.{tag[3:]}" for tag in tags)

    def release(self, distribution: str, version: Version) -> Release | None:
        return self._releases.get((canonicalize_name(distribution), version))

    def repairs_for(self, *_: Version) -> tuple[Repair, ...]:
        return ()

    def gpu_build(self, *_: object) -> GpuBuild | None:
        return None


def test_a_release_newer_than_the_matrix_is_taken_from_the_index(matrix: Matrix) -> None:
    newer = release(*(linux("tensorflow", "2.99.0", tag) for tag in ("cp311", "cp312")))
    answer = chosen(select(asked("latest"), host(), matrix, (newer,)))
    assert answer.requirement == "tensorflow==2.99.0"
    assert answer.interpreter.value.minor == "3.11"
    assert answer.outside_matrix
    assert not chosen(select(asked("2.21"), host(), matrix, (newer,))).outside_matrix


def test_a_newer_release_without_a_wheel_here_changes_nothing(matrix: Matrix) -> None:
    newer = release(linux("tensorflow", "2.99.0", "cp311"))
    answer = chosen(select(asked("latest"), host(m.WINDOWS), matrix, (newer,)))
    assert str(answer.version.value) == "2.21.0"
    assert "2.99.0 has no wheel for Windows amd64" in answer.version.because


def test_what_the_matrix_knows_is_not_overruled(matrix: Matrix) -> None:
    other = release(linux("tensorflow", "2.21.0", "cp313"))
    answer = chosen(select(asked("2.21"), host(), matrix, (other,)))
    assert not answer.outside_matrix
    assert answer.wheels[0].sha256 != "0" * 64


def test_nightlies_come_from_the_index_alone(matrix: Matrix) -> None:
    nightly = release(linux("tf_nightly", "2.23.0.dev20261026", "cp312"))
    answer = chosen(select(asked("nightly"), host(), matrix, (nightly,)))
    assert answer.requirement == "tf-nightly==2.23.0.dev20261026"
    assert refused(select(asked("nightly"), host(), matrix)).cause == "version-not-found"


def test_a_yanked_wheel_is_taken_only_where_it_is_named() -> None:
    bad = linux("tensorflow", "2.90.1", "cp311", yanked="broken on import")
    shelf = Shelf(release(bad), release(linux("tensorflow", "2.90.0", "cp311")))
    assert brief(select(asked("2.90"), host(), shelf)) == "tensorflow==2.90.0 3.11"
    assert brief(select(asked("2.90.1"), host(), shelf)) == "tensorflow==2.90.1 3.11"
    alone = refused(select(asked("2.90"), host(), Shelf(release(bad))))
    assert alone.cause == "yanked"
    assert alone.title == "TensorFlow 2.90.1 was yanked from the index: broken on import"


def test_a_delegate_is_followed_to_the_end() -> None:
    stub = replace(
        wheel(
            "tensorflow-2.90.0-cp311-cp311-manylinux_2_27_x86_64.whl",
            'tensorflow-cpu-aws==2.90.0; sys_platform == "linux"',
            'tensorflow-intel==2.90.0; sys_platform == "win32"',
        ),
        size=2_000,
    )
    real = linux("tensorflow_cpu_aws", "2.90.0", "cp311")
    answer = chosen(select(asked("2.90"), host(), Shelf(release(stub), release(real))))
    assert [each.distribution for each in answer.wheels] == ["tensorflow", "tensorflow-cpu-aws"]
    without = refused(select(asked("2.90"), host(), Shelf(release(stub))))
    assert without.cause == "wheel-tag-mismatch"
    assert "only delegates to tensorflow-cpu-aws==2.90.0" in without.title


def test_two_stubs_that_delegate_to_each_other_are_no_tensorflow() -> None:
    one = replace(
        wheel(
            "tensorflow-2.90.0-cp311-cp311-manylinux_2_27_x86_64.whl", "tensorflow-macos==2.90.0"
        ),
        size=2_000,
    )
    other = replace(
        wheel(
            "tensorflow_macos-2.90.0-cp311-cp311-manylinux_2_27_x86_64.whl", "tensorflow==2.90.0"
        ),
        size=2_000,
    )
    answer = refused(select(asked("2.90"), host(), Shelf(release(one), release(other))))
    assert answer.cause == "package-invalid"
