"""A refresh makes the generated part of a matrix from an index, reading no more than is new."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.index import Fault, LoopbackIndex
from tests.support.wheels import build_sdist, build_wheel
from tfinstall.effects import Progress, Silent
from tfinstall.index import Index, Refreshed, refresh
from tfinstall.index.refresh import BY_HAND
from tfinstall.matrix import Matrix
from tfinstall.model import Platform, TfinstallError

NOW = datetime(2026, 11, 20, 22, 0, tzinfo=timezone.utc)
LATER = datetime(2026, 12, 1, tzinfo=timezone.utc)
LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 35))
TENSORFLOW = canonicalize_name("tensorflow")
NAMES = ("tensorflow", "tensorflow-cpu")
OLD = "cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64"


class Counting(Silent):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Progress] = []

    def progress(self, progress: Progress) -> None:
        self.told.append(progress)


@pytest.fixture
def tensorflows(index: LoopbackIndex) -> LoopbackIndex:
    """A small TensorFlow: two releases, a pre-release, a nightly, and a source that refuses."""
    folder = index.directory
    build_wheel(folder, "tensorflow", "2.10.1", tag=OLD, requires=["numpy>=1.20"])
    build_wheel(folder, "tensorflow", "2.10.1", tag="cp39-cp39-win_amd64", requires=["intel==2"])
    build_wheel(folder, "tensorflow", "2.9.0", tag=OLD, requires_python=">=3.7")
    build_wheel(folder, "tensorflow", "2.11.0rc0", tag=OLD)
    build_wheel(folder, "tensorflow", "2.11.0.dev20220101", tag=OLD)
    build_wheel(folder, "tensorflow", "0.0.1")
    build_sdist(folder, "tensorflow-cpu", "2.12.0", setup="raise SystemExit('no')")
    return index


def run(client: Index, directory: Path, *, now: datetime = NOW) -> Refreshed:
    return refresh(client, directory, now=now, reporter=Silent(), distributions=NAMES)


def matrix_in(directory: Path) -> Matrix:
    return Matrix(lambda name: (directory / name).read_text(encoding="utf-8"))


def test_a_small_matrix(tensorflows: LoopbackIndex, client: Index, tmp_path: Path) -> None:
    reporter = Counting()
    done = refresh(client, tmp_path, now=NOW, reporter=reporter, distributions=NAMES)
    assert (done.wheels, done.read, done.kept, done.unread) == (4, 4, (), ())
    assert done.changed[-1] == "index.json"
    assert [p.done for p in reporter.told] == [1, 2, 3, 4]
    matrix = matrix_in(tmp_path)
    assert matrix.generated == NOW
    assert matrix.minors == ("2.12", "2.11", "2.10", "2.9")
    assert [str(v) for v in matrix.versions(TENSORFLOW)] == ["2.11.0rc0", "2.10.1", "2.9.0"]
    assert matrix.pythons(TENSORFLOW, Version("2.10.1"), LINUX) == ("3.9",)
    release = matrix.release(TENSORFLOW, Version("2.10.1"))
    assert release is not None
    linux, windows = release.wheels
    assert ([str(r) for r in linux.requires], [str(r) for r in windows.requires]) == (
        ["numpy>=1.20"],
        ["intel==2"],
    )
    path = tensorflows.directory / linux.filename
    assert linux.size == path.stat().st_size
    assert linux.sha256 == tensorflows.sha256(path)
    assert linux.unpacked is not None
    assert linux.uploaded == datetime(2024, 1, 1, tzinfo=timezone.utc)
    refusing = matrix.release(canonicalize_name("tensorflow-cpu"), Version("2.12.0"))
    assert refusing is not None
    assert refusing.sdist_only


def test_a_second_run_reads_no_wheel_and_writes_nothing(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    run(client, tmp_path)
    before = (tmp_path / "index.json").read_bytes()
    tensorflows.seen.clear()
    done = run(client, tmp_path, now=LATER)
    assert (done.wheels, done.read, done.changed) == (4, 0, ())
    assert {request.path for request in tensorflows.seen} == {
        "/simple/tensorflow/",
        "/simple/tensorflow-cpu/",
    }
    assert (tmp_path / "index.json").read_bytes() == before


def test_what_is_new_is_added_and_one_file_changes(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    run(client, tmp_path)
    build_wheel(tensorflows.directory, "tensorflow", "2.9.1", tag=OLD)
    done = run(client, tmp_path, now=LATER)
    assert (done.read, done.changed) == (1, ("releases/2.9.json", "index.json"))
    assert matrix_in(tmp_path).generated == LATER


def test_a_yank_is_seen_without_reading_the_wheel_again(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    run(client, tmp_path)
    tensorflows.yanked[f"tensorflow-2.9.0-{OLD}.whl"] = "broken"
    done = run(client, tmp_path, now=LATER)
    assert (done.read, done.changed) == (0, ("releases/2.9.json", "index.json"))
    release = matrix_in(tmp_path).release(TENSORFLOW, Version("2.9.0"))
    assert release is not None
    assert release.wheels[0].yanked == "broken"


def test_an_index_without_sizes_and_times_serves_too(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    tensorflows.json = False
    done = run(client, tmp_path)
    assert (done.wheels, done.unread) == (4, ())
    release = matrix_in(tmp_path).release(TENSORFLOW, Version("2.9.0"))
    assert release is not None
    path = tensorflows.directory / release.wheels[0].filename
    assert release.wheels[0].size == path.stat().st_size


def test_what_an_index_does_not_have_is_kept(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    """A mirror of some distributions must not wipe out what is known of the others."""
    run(client, tmp_path)
    for path in tensorflows.directory.glob("tensorflow-*"):
        path.unlink()
    build_wheel(tensorflows.directory, "tensorflow-cpu", "2.9.0", tag=OLD)
    done = run(client, tmp_path)
    assert done.kept == ("tensorflow",)
    assert len(matrix_in(tmp_path).versions(TENSORFLOW)) == 3


def test_one_unreadable_wheel_does_not_stop_the_rest(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    tensorflows.faults.append(Fault(path="/files/.*win_amd64", status=403))
    done = run(client, tmp_path)
    assert done.wheels == 3
    (line,) = done.unread
    assert line.startswith("tensorflow-2.10.1-cp39-cp39-win_amd64.whl: ")


def test_a_connection_that_breaks_once_is_tried_again(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    tensorflows.faults.append(Fault(path="/files/.*win_amd64", cut=10, times=1))
    assert run(client, tmp_path).unread == ()


def test_an_index_that_fails_changes_nothing(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    run(client, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    tensorflows.faults.append(Fault(status=403))
    with pytest.raises(TfinstallError, match="http-403"):
        run(client, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before


def test_nothing_but_the_matrix_is_left_in_the_folder(
    tensorflows: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    folder = tmp_path / "made" / "anew"
    run(client, folder)
    assert tensorflows.seen
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert names == {"index.json", "2.9.json", "2.10.json", "2.11.json", "2.12.json"}
    assert json.loads((folder / "index.json").read_text())["command"] == "tfinstall matrix refresh"


@pytest.mark.usefixtures("tensorflows")
def test_a_new_folder_starts_from_another_matrix(client: Index, tmp_path: Path) -> None:
    """Whoever keeps a matrix of his own need not read four thousand wheels again."""
    first, second = tmp_path / "first", tmp_path / "second"
    run(client, first)
    for file in BY_HAND:
        (first / file).parent.mkdir(exist_ok=True)
        (first / file).write_text(f"# {file}\n", encoding="utf-8")

    def seed(file: str) -> str:
        return (first / file).read_text(encoding="utf-8")

    done = refresh(client, second, now=LATER, reporter=Silent(), distributions=NAMES, seed=seed)
    assert (done.wheels, done.read) == (4, 0)
    assert (second / "repairs.toml").read_text(encoding="utf-8") == "# repairs.toml\n"
    assert (second / "releases" / "2.10.json").read_bytes() == (
        first / "releases" / "2.10.json"
    ).read_bytes()
    (second / "repairs.toml").write_text("mine", encoding="utf-8")
    refresh(client, second, now=LATER, reporter=Silent(), distributions=NAMES, seed=seed)
    assert (second / "repairs.toml").read_text(encoding="utf-8") == "mine"


def test_the_hand_written_files_are_those_that_are_shipped() -> None:
    shipped = Path(__file__).parents[2] / "compat_matrix"
    found = {path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file()}
    generated = {name for name in found if name.startswith(("releases/", "cells/"))}
    generated |= {"index.json", "packages.json", ".cells.lock"}
    assert found - generated - {"README.md"} == set(BY_HAND)
