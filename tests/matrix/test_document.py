"""Files of the matrix: written so that a diff can be read, and read back as they were."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tests.matrix.machines import name
from tfinstall.matrix.document import all_wheels, minor_of, read_index, read_release_file
from tfinstall.matrix.writing import write_index, write_release_file
from tfinstall.model import Release, Wheel

GENERATED = datetime(2026, 11, 20, 22, 0, tzinfo=timezone.utc)


def wheel(  # noqa: PLR0913 - the facts of one wheel, each with a default
    version: str = "2.10.1",
    tag: str = "cp310-cp310-win_amd64",
    *,
    requires: tuple[str, ...] = ("numpy>=1.20",),
    python: str | None = ">=3.7",
    yanked: str | None = None,
    unpacked: int | None = 1_349_000_000,
) -> Wheel:
    return Wheel(
        filename=f"tensorflow-{version}-{tag}.whl",
        distribution=name("tensorflow"),
        version=Version(version),
        size=578_143_480,
        unpacked=unpacked,
        sha256="ab" * 32,
        uploaded=datetime(2022, 11, 16, 19, 38, 43, tzinfo=timezone.utc),
        requires_python=None if python is None else SpecifierSet(python),
        yanked=yanked,
        requires=tuple(map(Requirement, requires)),
    )


def release(*wheels: Wheel, version: str = "2.10.1", sdist_only: bool = False) -> Release:
    return Release(
        distribution=name("tensorflow"),
        version=Version(version),
        wheels=wheels,
        sdist_only=sdist_only,
    )


def test_one_wheel_is_one_line() -> None:
    text = write_release_file("2.10", [release(wheel())])
    (line,) = (line for line in text.splitlines() if ".whl" in line)
    assert line.startswith('   {"file": "tensorflow-2.10.1-cp310-cp310-win_amd64.whl", "bytes": 57')
    assert json.loads(line) == {
        "file": "tensorflow-2.10.1-cp310-cp310-win_amd64.whl",
        "bytes": 578143480,
        "unpacked": 1349000000,
        "sha256": "ab" * 32,
        "uploaded": "2022-11-16T19:38:43Z",
        "python": ">=3.7",
        "requires": next(iter(json.loads(text)["requires"])),
    }


def test_requirements_are_shared() -> None:
    text = write_release_file("2.10", [release(wheel(), wheel(tag="cp39-cp39-win_amd64"))])
    assert text.count("numpy>=1.20") == 1


def test_a_release_without_wheels_is_told() -> None:
    text = write_release_file("2.12", [release(version="2.12.0", sdist_only=True)])
    found = read_release_file(text).release(name("tensorflow"), Version("2.12.0"))
    assert found == release(version="2.12.0", sdist_only=True)
    assert read_release_file(text).release(name("tensorflow"), Version("2.12.1")) is None


def test_the_index_summarises_what_each_release_is_for() -> None:
    wheels = (wheel(tag="cp39-cp39-win_amd64"), wheel(), wheel(tag="cp37-cp37m-manylinux1_x86_64"))
    text = write_index([release(*wheels)], generated=GENERATED, command="made by hand")
    generated, minors, summary = read_index(text)
    assert (generated, minors) == (GENERATED, ("2.10",))
    assert summary["tensorflow"]["2.10.1"] == {"manylinux1_x86_64": "3.7", "win_amd64": "3.9 3.10"}
    assert '   "2.10.1": {"manylinux1_x86_64": "3.7", "win_amd64": "3.9 3.10"}' in text


def test_versions_and_minors_come_newest_first() -> None:
    releases = [release(version=v, sdist_only=True) for v in ("2.9.0", "2.10.0", "2.10.0rc1")]
    _, minors, summary = read_index(write_index(releases, generated=GENERATED, command=""))
    assert minors == ("2.10", "2.9")
    assert list(summary["tensorflow"]) == ["2.10.0", "2.10.0rc1", "2.9.0"]


def test_an_unknown_schema_is_refused() -> None:
    text = write_index([], generated=GENERATED, command="").replace('"schema": 1', '"schema": 9')
    with pytest.raises(ValueError, match="schema 9"):
        read_index(text)


@pytest.mark.parametrize(
    ("version", "minor"),
    [("2.10.1", "2.10"), ("2.10.0rc1", "2.10"), ("2.10.0.520", "2.10"), ("1.4", "1.4")],
)
def test_a_version_belongs_to_one_minor(version: str, minor: str) -> None:
    assert minor_of(Version(version)) == minor


requirements = st.lists(
    st.sampled_from(
        ["numpy<2,>=1.20", 'keras==2.10; python_version < "3.9"', "six", 'x; extra == "gpu"']
    ),
    unique=True,
).map(tuple)
instants = st.datetimes(datetime(2016, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - made aware below
    lambda moment: moment.replace(microsecond=0, tzinfo=timezone.utc)
)
wheels = st.builds(
    wheel,
    version=st.sampled_from(["2.10.0", "2.10.1", "2.10.0rc2"]),
    tag=st.sampled_from(["cp310-cp310-win_amd64", "cp39-cp39-manylinux_2_17_x86_64"]),
    requires=requirements,
    python=st.sampled_from([None, ">=3.7", "<3.11,>=3.8"]),
    yanked=st.sampled_from([None, "", 'a "reason"\nwith ü']),
    unpacked=st.none() | st.integers(1, 10**12),
)


@settings(deadline=timedelta(seconds=5))
@given(st.lists(wheels, unique_by=lambda one: one.filename))
def test_what_is_written_is_read_back_the_same(found: list[Wheel]) -> None:
    by_version = {w.version: [x for x in found if x.version == w.version] for w in found}
    releases = [release(*group, version=str(version)) for version, group in by_version.items()]
    text = write_release_file("2.10", releases)
    assert set(all_wheels(read_release_file(text))) == set(found)
    json.loads(text)
