"""The matrix reads no more than a question needs, and says which file is wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.matrix.machines import APPLE_SILICON, UBUNTU, WINDOWS, name
from tfinstall.matrix import Matrix
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Shelf:
    """Reads the shipped files and remembers which."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.read: list[str] = []

    def __call__(self, file: str) -> str:
        self.read.append(file)
        return (self.data / file).read_text(encoding="utf-8")


def test_a_question_reads_only_its_files(data: Path) -> None:
    shelf = Shelf(data)
    matrix = Matrix(shelf)
    assert shelf.read == []
    matrix.versions(name("tensorflow"))
    matrix.pythons(name("tensorflow"), Version("2.10.1"), UBUNTU)
    assert shelf.read == ["index.json"]
    matrix.release(name("tensorflow"), Version("2.10.1"))
    matrix.release(name("tensorflow-cpu"), Version("2.10.0"))
    assert shelf.read == ["index.json", "releases/2.10.json"]


def test_an_unknown_release_reads_no_release_file(data: Path) -> None:
    shelf = Shelf(data)
    assert Matrix(shelf).release(name("tensorflow"), Version("2.99.0")) is None
    assert Matrix(shelf).release(name("numpy"), Version("2.0.0")) is None
    assert set(shelf.read) == {"index.json"}


def test_versions_come_newest_first(matrix: Matrix) -> None:
    versions = matrix.versions(name("tensorflow"))
    assert list(versions) == sorted(versions, reverse=True)
    assert matrix.versions(name("numpy")) == ()


def test_minors_come_newest_first(matrix: Matrix) -> None:
    assert matrix.minors[-1] == "0.12"
    assert matrix.minors.index("2.10") < matrix.minors.index("2.9")


def test_pythons_of_a_spelling_of_the_version(matrix: Matrix) -> None:
    expected = matrix.pythons(name("tensorflow"), Version("2.10.0"), WINDOWS)
    assert matrix.pythons(name("tensorflow"), Version("2.10"), WINDOWS) == expected
    assert expected == ("3.7", "3.8", "3.9", "3.10")


def test_nightlies_are_a_rule(matrix: Matrix) -> None:
    assert matrix.nightly_pythons(APPLE_SILICON)[-1] == "3.14"
    assert matrix.versions(name("tf-nightly")) == ()


def test_the_index_loads_in_milliseconds(data: Path) -> None:
    text = (data / "index.json").read_text(encoding="utf-8")
    started = time.perf_counter()
    matrix = Matrix(lambda _: text)
    matrix.versions(name("tensorflow"))
    matrix.pythons(name("tensorflow"), Version("2.10.1"), UBUNTU)
    assert time.perf_counter() - started < 0.25, "typically 8 ms; a busy machine gets thirty times"


DAMAGE: list[tuple[str, str, Callable[[Matrix], object]]] = [
    ("index.json", "{", lambda matrix: matrix.minors),
    ("index.json", "[]", lambda matrix: matrix.minors),
    ("index.json", '{"schema": 2}', lambda matrix: matrix.minors),
    ("repairs.toml", "[[repair]]\nid = 'x'", lambda matrix: matrix.repairs),
    ("repairs.toml", "<html>", lambda matrix: matrix.repairs),
    ("tested_builds.json", "{}", lambda matrix: matrix.tested_builds),
    ("gpu.toml", "build = []", lambda matrix: matrix.gpu_builds),
]


@pytest.mark.parametrize(("file", "text", "ask"), DAMAGE)
def test_a_damaged_file_is_named(file: str, text: str, ask: Callable[[Matrix], object]) -> None:
    with pytest.raises(TfinstallError) as caught:
        ask(Matrix(lambda _: text))
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "config-invalid"
    assert diagnosis.facts["file"] == file


def test_a_wrong_repair_is_named(data: Path) -> None:
    text = (data / "repairs.toml").read_text(encoding="utf-8")
    broken = text.replace('level = "import"', 'level = "sometimes"', 1)
    with pytest.raises(TfinstallError, match=r"repair protobuf-4: .*sometimes"):
        _ = Matrix(lambda _: broken).repairs
