"""The shipped data is all of it: counted, addressed, within its budget, and with its sources."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from packaging.version import Version

from tests.matrix.machines import name
from tfinstall.matrix.document import minor_of, read_release_file
from tfinstall.matrix.writing import write_index, write_release_file

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

    from tfinstall.matrix import Matrix
    from tfinstall.model import Release

NEWEST_COUNTED = Version("2.21.0")
"""Releases never change once they are out: these counts hold for good."""

FINALS = """
0.12.0 0.12.1 1.0.0 1.0.1 1.1.0 1.2.0 1.2.1 1.3.0 1.4.0 1.4.1 1.5.0 1.5.1 1.6.0 1.7.0 1.7.1 1.8.0
1.9.0 1.10.0 1.10.1 1.11.0 1.12.0 1.12.2 1.12.3 1.13.1 1.13.2 1.14.0 1.15.0 1.15.2 1.15.3 1.15.4
1.15.5 2.0.0 2.0.1 2.0.2 2.0.3 2.0.4 2.1.0 2.1.1 2.1.2 2.1.3 2.1.4 2.2.0 2.2.1 2.2.2 2.2.3 2.3.0
2.3.1 2.3.2 2.3.3 2.3.4 2.4.0 2.4.1 2.4.2 2.4.3 2.4.4 2.5.0 2.5.1 2.5.2 2.5.3 2.6.0 2.6.1 2.6.2
2.6.3 2.6.4 2.6.5 2.7.0 2.7.1 2.7.2 2.7.3 2.7.4 2.8.0 2.8.1 2.8.2 2.8.3 2.8.4 2.9.0 2.9.1 2.9.2
2.9.3 2.10.0 2.10.1 2.11.0 2.11.1 2.12.0 2.12.1 2.13.0 2.13.1 2.14.0 2.14.1 2.15.0 2.15.0.post1
2.15.1 2.16.1 2.16.2 2.17.0 2.17.1 2.18.0 2.18.1 2.19.0 2.19.1 2.20.0 2.21.0
"""

COUNTS = {
    "tensorflow": (102, 1197),
    "tensorflow-aarch64": (16, 55),
    "tensorflow-cpu": (67, 668),
    "tensorflow-cpu-aws": (13, 45),
    "tensorflow-gpu": (83, 566),
    "tensorflow-intel": (17, 63),
    "tensorflow-macos": (18, 77),
    "tensorflow-rocm": (66, 217),
}
"""Final releases and their wheels, counted on the index on 2026-11-20."""

SCHEMAS = {
    "index.json": "index",
    "tested_builds.json": "tested_builds",
    "repairs.toml": "repairs",
    "gpu.toml": "gpu",
    "nightly.toml": "nightly",
}


def finals(matrix: Matrix, distribution: str) -> list[Release]:
    versions = matrix.versions(name(distribution))
    found = [matrix.release(name(distribution), v) for v in versions if not v.is_prerelease]
    return [release for release in found if release and release.version <= NEWEST_COUNTED]


@pytest.mark.parametrize("distribution", COUNTS)
def test_every_final_release_and_all_its_wheels_are_there(
    matrix: Matrix, distribution: str
) -> None:
    found = finals(matrix, distribution)
    assert (len(found), sum(len(release.wheels) for release in found)) == COUNTS[distribution]


def test_the_versions_of_tensorflow_are_those_of_the_index(matrix: Matrix) -> None:
    found = {str(release.version) for release in finals(matrix, "tensorflow")}
    assert found == set(FINALS.split())


def test_pre_releases_are_there_too(matrix: Matrix) -> None:
    assert Version("2.10.0rc3") in matrix.versions(name("tensorflow"))
    release = matrix.release(name("tensorflow"), Version("2.22.0rc0"))
    assert release is not None
    assert any(r.name == "keras-nightly" for r in release.wheels[0].requires)


def test_every_wheel_has_all_its_facts(matrix: Matrix) -> None:
    for distribution in matrix.distributions:
        for release in finals(matrix, distribution):
            for wheel in release.wheels:
                assert wheel.unpacked, wheel.filename
                assert re.fullmatch(r"[0-9a-f]{64}", wheel.sha256), wheel.filename
                assert wheel.requires or wheel.stub, wheel.filename
                assert wheel.distribution == distribution
                assert wheel.uploaded.year >= 2016


def test_no_two_wheels_are_the_same_file(matrix: Matrix) -> None:
    hashes = [
        wheel.sha256
        for distribution in matrix.distributions
        for release in finals(matrix, distribution)
        for wheel in release.wheels
    ]
    assert len(hashes) == len(set(hashes))


def parsed(data: Path, file: str) -> Any:
    text = (data / file).read_text(encoding="utf-8")
    return tomllib.loads(text) if file.endswith(".toml") else json.loads(text)


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_keeps_to_its_schema(data: Path, file: str) -> None:
    schema = parsed(data, f"schema/{SCHEMAS[file]}.schema.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(parsed(data, file))


def test_the_release_files_keep_to_their_schema(data: Path, matrix: Matrix) -> None:
    schema = parsed(data, "schema/release.schema.json")
    Draft202012Validator.check_schema(schema)
    files = {path.stem for path in (data / "releases").iterdir()}
    assert files == set(matrix.minors)
    for minor in files:
        Draft202012Validator(schema).validate(parsed(data, f"releases/{minor}.json"))


def test_the_cells_and_their_files_keep_to_their_schemas(data: Path) -> None:
    """A matrix in which nothing was tried yet has none."""
    files = {path.stem: f"cells/{path.name}" for path in (data / "cells").glob("*.json")}
    schema = parsed(data, "schema/cells.schema.json")
    Draft202012Validator.check_schema(schema)
    for minor, file in files.items():
        document = parsed(data, file)
        Draft202012Validator(schema).validate(document)
        assert document["minor"] == minor
        assert {minor_of(Version(cell["tensorflow"])) for cell in document["cells"]} == {minor}
    schema = parsed(data, "schema/packages.schema.json")
    Draft202012Validator.check_schema(schema)
    if files:
        Draft202012Validator(schema).validate(parsed(data, "packages.json"))


def test_every_lock_of_a_cell_is_whole(matrix: Matrix) -> None:
    """Each pin leads to one file, all files together have the name of the lock."""
    for version in matrix.versions(name("tensorflow")):
        for cell in matrix.cells(version):
            assert tuple(file.pin for file in matrix.locked(cell)) == cell.pins


def test_the_shipped_files_are_what_would_be_written_of_them(data: Path, matrix: Matrix) -> None:
    """No hand has touched the generated part: read and written again it is the same."""
    releases = [
        release
        for distribution in matrix.distributions
        for version in matrix.versions(distribution)
        if (release := matrix.release(distribution, version)) is not None
    ]
    for minor in matrix.minors:
        group = [release for release in releases if minor_of(release.version) == minor]
        shipped = (data / "releases" / f"{minor}.json").read_text(encoding="utf-8")
        assert write_release_file(minor, group) == shipped, minor
    command = parsed(data, "index.json")["command"]
    index = write_index(releases, generated=matrix.generated, command=command)
    assert index == (data / "index.json").read_text(encoding="utf-8")


def test_requirements_stand_once_per_distinct_set(data: Path) -> None:
    file = read_release_file((data / "releases" / "2.10.json").read_text(encoding="utf-8"))
    sets = [tuple(lines) for lines in file.requires.values()]
    assert len(sets) == len(set(sets))
    used = {row["requires"] for rows in file.wheels.values() for row in rows}
    assert used == set(file.requires)


def test_the_matrix_is_small_enough_to_be_read_and_carried(data: Path) -> None:
    sizes = {path: path.stat().st_size for path in data.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 4_000_000
    facts = sizes.pop(data / "packages.json", 0)  # of all locks together, each file once
    assert facts < 500_000
    assert max(sizes.values()) < 150_000


def test_no_file_names_the_registry_it_was_read_from(data: Path) -> None:
    for path in data.rglob("*"):
        if path.is_file() and path.parent.name != "schema":
            assert "://" not in path.read_text(encoding="utf-8"), path


def test_every_hand_written_fact_has_its_source(matrix: Matrix) -> None:
    assert all(repair.source.strip() for repair in matrix.repairs)
    assert all(build.source.strip() for build in matrix.gpu_builds)
    assert all("@" in build.source for build in matrix.tested_builds)
    assert len(matrix.tested_builds) == 176
