"""Damage is found by the RECORDs, and what is no damage is not called so."""

from __future__ import annotations

import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tests.environment.conftest import pip_install
from tests.support.wheels import build_wheel
from tfinstall.environment import Environment, create
from tfinstall.environment.records import inspect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tfinstall.effects import Progress, Stage
    from tfinstall.model import Interpreter

FILES = {"tiny/__init__.py": "x = 1\n", "tiny/data.bin": "0123456789"}
INFO = "tiny-1.0.dist-info"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site-packages with one sound distribution."""
    folder = tmp_path / "site-packages"
    unpack(build_wheel(tmp_path / "wheels", "tiny", "1.0", files=FILES), folder)
    return folder


def unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


def environment(site: Path) -> Environment:
    return Environment(
        path=site.parent,
        python=site.parent / "bin" / "python",
        scripts=site.parent / "bin",
        site_packages=(site,),
        version=Version("3.11.7"),
    )


def found(site: Path) -> list[str]:
    """All that is damaged, one line each."""
    lines = []
    for each in inspect(environment(site)).damaged:
        lines += [f"{each.name} {each.version}: {each.problem}"] if each.problem else []
        lines += [f"{each.name} {each.version}: {file.path} {file.text}" for file in each.files]
    return lines


def test_what_is_sound_is_counted_and_not_complained_of(site: Path) -> None:
    seen = inspect(environment(site))
    assert seen.damaged == ()
    assert (seen.distributions, seen.files) == (1, 5)
    assert seen.size == sum(
        path.stat().st_size for path in site.rglob("*") if path.is_file() and path.name != "RECORD"
    )


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    """Another content of the same size, as a dying disk leaves it."""
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))


def spoil(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")


DAMAGE: list[tuple[str, Callable[[Path], None], str]] = [
    ("tiny/data.bin", remove, "tiny/data.bin is missing"),
    ("tiny/data.bin", empty, "tiny/data.bin has 0 bytes in place of 10"),
    ("tiny/data.bin", flip, "tiny/data.bin has another sha256 than RECORD says"),
    (f"{INFO}/RECORD", remove, "its RECORD, the list of its files, is gone"),
    (f"{INFO}/RECORD", empty, "its RECORD is empty"),
    (f"{INFO}/RECORD", spoil, "its RECORD cannot be read: "),
    (f"{INFO}/METADATA", remove, "it has no METADATA"),
    (f"{INFO}/METADATA", empty, "its METADATA tells no name or no version"),
    (f"{INFO}/METADATA", spoil, "its METADATA cannot be read: "),
]


@pytest.mark.parametrize(
    ("path", "harm", "expected"),
    DAMAGE,
    ids=[f"{harm.__name__} {path}" for path, harm, _ in DAMAGE],
)
def test_damage_is_told_with_the_distribution_it_belongs_to(
    site: Path, path: str, harm: Callable[[Path], None], expected: str
) -> None:
    harm(site / path)
    assert found(site)[0].startswith(f"tiny 1.0: {expected}")


def test_a_missing_directory_is_each_of_its_files(site: Path) -> None:
    shutil.rmtree(site / "tiny")
    assert found(site) == [
        "tiny 1.0: tiny/__init__.py is missing",
        "tiny 1.0: tiny/data.bin is missing",
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said_so(site: Path) -> None:
    (site / "tiny/data.bin").chmod(0)
    assert found(site) == ["tiny 1.0: tiny/data.bin cannot be read: Permission denied"]


def add_rows(site: Path, *rows: str) -> None:
    with (site / INFO / "RECORD").open("a", encoding="utf-8") as record:
        record.writelines(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("tiny/__pycache__/__init__.cpython-311.pyc,,", []),
        ("tiny/__pycache__,,", []),
        ("tiny/gone.py,,", ["tiny 1.0: tiny/gone.py is missing"]),
        ("../bin/tiny,,", ["tiny 1.0: ../bin/tiny is missing"]),
        ("tiny/data.bin,whirlpool=abc,10", []),
        ("tiny/data.bin", []),
    ],
    ids=[
        "bytecode",
        "a directory of bytecode, as virtualenv lists it",
        "a file without a hash",
        "a script",
        "an unknown hash",
        "a row of one column",
    ],
)
def test_every_row_is_read_as_its_writers_meant_it(
    site: Path, row: str, expected: list[str]
) -> None:
    add_rows(site, row)
    assert found(site) == expected


def test_a_certificate_authority_that_somebody_added_is_no_damage(tmp_path: Path) -> None:
    """As companies do to certifi on every machine."""
    site = tmp_path / "site-packages"
    bundle = {"certifi/cacert.pem": "-----BEGIN CERTIFICATE-----\n"}
    unpack(build_wheel(tmp_path, "certifi", "2024.1", files=bundle), site)
    pem = site / "certifi/cacert.pem"
    pem.write_text(pem.read_text() + "# Example Corporation\n")
    assert found(site) == []
    assert inspect(environment(site)).amended == ("certifi/cacert.pem",)
    pem.write_text("")
    assert found(site) == ["certifi 2024.1: certifi/cacert.pem has 0 bytes in place of 28"]


def test_files_that_another_distribution_has_taken_are_told_as_that(
    site: Path, tmp_path: Path
) -> None:
    """As of tensorflow and tensorflow-cpu in one environment."""
    other = {**FILES, "tiny/__init__.py": "x = 2\n"}
    unpack(build_wheel(tmp_path, "tiny-cpu", "1.0", files=other), site)
    seen = inspect(environment(site))
    assert seen.damaged == ()
    assert [str(each) for each in seen.overwritten] == ["tiny-cpu has written over 1 file of tiny"]


def test_what_no_installer_of_ours_lists_is_not_called_damaged(site: Path) -> None:
    """Debian's packages have no RECORD, and a distutils .egg-info is one file."""
    (site / INFO / "INSTALLER").write_text("debian\n")
    (site / INFO / "RECORD").unlink()
    (site / "old-0.1.egg-info").write_text("Metadata-Version: 1.0\nName: old\nVersion: 0.1\n")
    seen = inspect(environment(site))
    assert (seen.damaged, seen.unchecked) == ((), ("old", "tiny"))


def test_an_egg_info_lists_paths_from_itself(site: Path) -> None:
    egg = site / "egg-0.1-py3.11.egg-info"
    egg.mkdir()
    (egg / "PKG-INFO").write_text("Metadata-Version: 1.0\nName: egg\nVersion: 0.1\n")
    (egg / "installed-files.txt").write_text("../egg.py\nPKG-INFO\n")
    assert found(site) == ["egg 0.1: ../egg.py is missing"]


def test_what_a_pip_that_was_cut_off_left_is_no_distribution(site: Path) -> None:
    (site / INFO).rename(site / "~iny-1.0.dist-info")
    seen = inspect(environment(site))
    assert seen.distributions == 0
    assert seen.leftovers == (site / "~iny-1.0.dist-info",)


def test_an_environment_as_tools_make_it_is_whole(
    running: Interpreter, tmp_path: Path, tiny_wheels: Path
) -> None:
    made = create(running, tmp_path / "env")
    pip_install(made, tiny_wheels, "tensorflow")
    seen = inspect(made)
    assert seen.damaged == ()
    assert seen.distributions >= 3
    assert seen.unchecked == seen.amended == ()


class Counting:
    """A reporter that keeps how far it was told to be."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int | None]] = []

    def stage(self, stage: Stage, text: str) -> None:
        pass

    def progress(self, progress: Progress) -> None:
        self.seen.append((progress.done, progress.total))

    def note(self, text: str) -> None:
        pass


def test_the_hashing_tells_how_far_it_is(site: Path) -> None:
    counting = Counting()
    inspect(environment(site), reporter=counting)
    assert counting.seen[-1] == (4, 4)
