from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfinstall.host import disk
from tfinstall.host.disk import Space
from tfinstall.host.space import CACHE, TARGET, TEMP, Need, Volume, judge, loads, shortage
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterator

GB = 10**9
ROOT = Volume(id="1", mount="/", free=300_000_000)
HOME = Volume(id="2", mount="/home", free=50 * GB)
PROC = Volume(id="3", mount="/proc", free=None)


def need(role: str, volume: Volume, count: int) -> Need:
    return Need(role=role, volume=volume, bytes=count)


# ── judging ─────────────────────────────────────────────────────────────────────────────────


def test_needs_on_one_file_system_are_added_up() -> None:
    needs = [need(".venv", ROOT, 1_600_000_000), need(TEMP, ROOT, 500_000_000)]
    (finding,) = judge(needs)
    assert finding.severity == "problem"
    assert finding.title == (
        "not enough disk space: needs 2.1 GB, 300 MB free on / (.venv, temporary files)"
    )


def test_each_file_system_is_judged_by_itself() -> None:
    needs = [need(TARGET, HOME, 2 * GB), need(TEMP, ROOT, 100_000_000), need(CACHE, HOME, GB)]
    first, second = judge(needs)
    assert (first.severity, first.title) == (
        "ok",
        "disk space: needs 3 GB, 50 GB free on /home (environment, pip's cache)",
    )
    assert (second.severity, second.title) == (
        "ok",
        "disk space: needs 100 MB, 300 MB free on / (temporary files)",
    )


def test_what_just_fits_is_a_warning() -> None:
    (finding,) = judge([need(TARGET, ROOT, 290_000_000)])
    assert finding.severity == "warning"
    assert finding.title.startswith("disk space is tight: needs 290 MB, 300 MB free")


def test_figures_that_read_the_same_are_told_apart() -> None:
    (finding,) = judge([need(TARGET, ROOT, 300_040_000)])
    assert finding.title == (
        "not enough disk space: needs 300 MB, 300 MB free on / (environment), 40 kB too few"
    )


def test_a_file_system_that_tells_nothing_stops_nobody() -> None:
    (finding,) = judge([need(TARGET, PROC, GB)])
    assert finding.severity == "ok"
    assert shortage([need(TARGET, PROC, GB)]) == ()


def test_what_needs_nothing_is_not_spoken_of() -> None:
    assert judge([need(CACHE, ROOT, 0)]) == ()


def test_the_worst_file_system_is_named_first() -> None:
    small = Volume(id="9", mount="/var", free=0)
    short = shortage([need(TEMP, ROOT, 400_000_000), need(TARGET, small, GB)])
    assert [load.volume.mount for load in short] == ["/var", "/"]


@given(
    st.lists(
        st.tuples(st.sampled_from([ROOT, HOME, PROC]), st.integers(min_value=0, max_value=10**12))
    )
)
def test_no_byte_is_lost_or_counted_twice(amounts: list[tuple[Volume, int]]) -> None:
    needs = [need("x", volume, count) for volume, count in amounts]
    found = loads(needs)
    assert sum(load.needed for load in found) == sum(count for _, count in amounts)
    assert len({load.volume.id for load in found}) == len(found)
    short = {load.volume.id for load in shortage(needs)}
    assert short == {load.volume.id for load in found if not load.fits}


# ── measuring ───────────────────────────────────────────────────────────────────────────────


def test_a_path_that_does_not_exist_is_where_its_nearest_folder_is(tmp_path: Path) -> None:
    here, there = disk.free(tmp_path), disk.free(tmp_path / "a" / "b" / "c")
    assert here.id == there.id
    assert here.mount == there.mount
    assert there.free is not None
    assert abs(there.free - shutil.disk_usage(tmp_path).free) < 100_000_000
    assert os.path.ismount(there.mount)


def test_a_relative_path_is_below_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert disk.nearest_existing(Path(".venv")) == tmp_path
    assert disk.nearest_existing(Path("..") / "gone") == tmp_path.parent


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_dangling_link_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert disk.nearest_existing(tmp_path / "link" / "venv") == tmp_path


def test_a_file_in_the_way_is_on_the_file_system_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert disk.free(file).mount == disk.free(tmp_path).mount
    assert disk.free(file / "below").free is not None


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_file_system_without_bytes_is_not_judged() -> None:
    assert disk.free(Path("/proc/x")).free is None


def test_enough_space_is_a_finding(tmp_path: Path) -> None:
    (finding,) = disk.require([Space(path=tmp_path / ".venv", needed=1, role=TARGET)])
    assert finding.severity == "ok"


def test_too_little_space_is_disk_full_with_figures_and_remedies(tmp_path: Path) -> None:
    spaces = [
        Space(path=tmp_path / "venv", needed=10**18, role=TARGET),
        Space(path=tmp_path / "cache", needed=10**18, role=CACHE),
    ]
    with pytest.raises(TfinstallError) as raised:
        disk.require(spaces)
    diagnosis = raised.value.diagnosis
    assert diagnosis.cause == "disk-full"
    assert "needs 2000 PB" in diagnosis.title
    assert "(environment, pip's cache)" in diagnosis.title
    assert diagnosis.evidence[0].source == "this machine"
    assert diagnosis.facts["needed"] == "2000 PB"
    texts = " ".join(remedy.text for remedy in diagnosis.remedies)
    assert "`--venv DIR`" in texts
    assert "`--cache-dir DIR`" in texts


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs Linux's mount")
    options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs"]
    done = subprocess.run([mount, *options, folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("may not mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607  (where mount is)


def test_a_small_file_system_is_measured_and_grouped_apart(
    small_disk: Path, tmp_path: Path
) -> None:
    volume = disk.free(small_disk / "deep" / "venv")
    assert volume.mount == str(small_disk)
    assert volume.free == 1_048_576
    with pytest.raises(TfinstallError) as raised:
        disk.require(
            [
                Space(path=small_disk / "venv", needed=2_000_000, role=TARGET),
                Space(path=tmp_path, needed=1, role=TEMP),
            ]
        )
    assert f"needs 2 MB, 1 MB free on {small_disk} (environment)" in raised.value.diagnosis.title
