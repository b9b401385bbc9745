"""What feeds the resolver: read once, kept on disk, and honest about source distributions."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.resolution.worlds import target, wishes
from tests.support.wheels import build_sdist, build_wheel
from tfinstall.index import Configuration, Index
from tfinstall.index.candidates import Candidates
from tfinstall.index.kept import Kept
from tfinstall.index.sdist import sdist_facts
from tfinstall.model import TfinstallError
from tfinstall.resolution.dependencies import Facts, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.support.index import LoopbackIndex

NOON = 1_700_000_000.0


def source(
    client: Index,
    url: str,
    cache: Path | None = None,
    now: float = NOON,
    known: Mapping[str, Facts] | None = None,
) -> Candidates:
    configuration = Configuration(index_url=url)
    return Candidates(client, configuration, Kept(cache), now=lambda: now, known=known)


def answer(candidates: Candidates, *asks: str, exclude_newer: str | None = None) -> dict[str, str]:
    pins = resolve(wishes(*asks), candidates, target(exclude_newer=exclude_newer))
    return {pin.name: str(pin.version) for pin in pins}


@pytest.fixture
def stocked(index: LoopbackIndex) -> LoopbackIndex:
    build_wheel(index.directory, "top", "1.0", requires=["middle<2", "Leaf.Name"])
    build_wheel(index.directory, "middle", "1.0", requires=["leaf-name<2"])
    build_wheel(index.directory, "middle", "2.0")
    build_wheel(index.directory, "leaf-name", "1.0")
    build_wheel(index.directory, "leaf-name", "2.0")
    return index


WANTED = {"top": "1.0", "middle": "1.0", "leaf-name": "1.0"}


@pytest.mark.parametrize("json", [True, False], ids=["json", "html"])
@pytest.mark.parametrize(
    ("metadata", "ranges"),
    [(True, True), (False, True), (False, False)],
    ids=["metadata-files", "ranges", "whole-files"],
)
def test_every_kind_of_index_gives_the_same_answer(
    stocked: LoopbackIndex, client: Index, *, json: bool, metadata: bool, ranges: bool
) -> None:
    stocked.json, stocked.metadata, stocked.ranges = json, metadata, ranges
    assert answer(source(client, stocked.url), "top") == WANTED


def test_a_second_run_asks_nothing(stocked: LoopbackIndex, client: Index, tmp_path: Path) -> None:
    answer(source(client, stocked.url, tmp_path), "top")
    stocked.seen.clear()
    assert answer(source(client, stocked.url, tmp_path, now=NOON + 599), "top") == WANTED
    assert stocked.seen == []


def test_after_ten_minutes_pages_are_asked_for_again_and_metadata_is_not(
    stocked: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    answer(source(client, stocked.url, tmp_path), "top")
    build_wheel(stocked.directory, "middle", "1.1", requires=["leaf-name<2"])
    stocked.seen.clear()
    later = answer(source(client, stocked.url, tmp_path, now=NOON + 601), "top")
    assert later == {**WANTED, "middle": "1.1"}
    read = [each.path for each in stocked.seen if "/files/" in each.path]
    assert read == ["/files/middle-1.1-py3-none-any.whl.metadata"]


def test_a_clock_that_was_set_back_does_not_make_old_pages_good(
    stocked: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    answer(source(client, stocked.url, tmp_path), "top")
    stocked.seen.clear()
    answer(source(client, stocked.url, tmp_path, now=NOON - 5), "top")
    assert stocked.seen


def test_what_is_damaged_in_the_cache_is_read_again(
    stocked: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    answer(source(client, stocked.url, tmp_path), "top")
    kept = list(tmp_path.rglob("*.json"))
    assert kept
    for number, path in enumerate(kept):
        path.write_text(("", "{", "[]", '"x"', "{}", '{"at": "noon"}')[number % 6])
    assert answer(source(client, stocked.url, tmp_path), "top") == WANTED


def test_a_cache_that_cannot_be_written_is_done_without(
    stocked: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert answer(source(client, stocked.url, blocked), "top") == WANTED


def test_no_password_is_kept(stocked: LoopbackIndex, tmp_path: Path) -> None:
    stocked.credentials = ("me", "s3cret")
    url = stocked.url_with("me", "s3cret")
    with Index(Configuration(index_url=url, retries=0, timeout=5)) as opened:
        assert answer(source(opened, url, tmp_path), "top") == WANTED
    assert all("s3cret" not in path.read_text() for path in tmp_path.rglob("*.json"))


def test_what_is_known_is_not_read(stocked: LoopbackIndex, client: Index) -> None:
    known = {"top-1.0-py3-none-any.whl": Facts(requires=(Requirement("middle>=2"),))}
    assert answer(source(client, stocked.url, known=known), "top") == {
        "top": "1.0",
        "middle": "2.0",
    }
    assert not [each for each in stocked.seen if "top-1.0" in each.path]


def test_an_index_without_days_cannot_be_asked_for_a_day(
    stocked: LoopbackIndex, client: Index
) -> None:
    stocked.json = False
    with pytest.raises(TfinstallError) as caught:
        answer(source(client, stocked.url), "top", exclude_newer="2023-01-01")
    assert caught.value.diagnosis.cause == "index-invalid"
    assert "--exclude-newer" in caught.value.diagnosis.title


def test_a_folder_is_never_kept(tmp_path: Path) -> None:
    house, cache = tmp_path / "house", tmp_path / "cache"
    build_wheel(house, "tiny", "1.0")
    configuration = Configuration(index_url=None, find_links=(str(house),))
    with Index(configuration) as opened:
        assert answer(Candidates(opened, configuration, Kept(cache)), "tiny") == {"tiny": "1.0"}
    build_wheel(house, "tiny", "1.1")
    with Index(configuration) as opened:
        assert answer(Candidates(opened, configuration, Kept(cache)), "tiny") == {"tiny": "1.1"}


def test_an_sdist_brings_along_what_it_tells(index: LoopbackIndex, client: Index) -> None:
    files = {"old.egg-info/requires.txt": "leaf\n", "old.egg-info/PKG-INFO": ""}
    build_sdist(index.directory, "old", "1.0", setup="", files=files)
    build_wheel(index.directory, "leaf", "1.0")
    assert answer(source(client, index.url), "old") == {"old": "1.0", "leaf": "1.0"}


OLD = "Metadata-Version: 2.1\nName: x\nVersion: 1\n"
NEW = "Metadata-Version: 2.2\nName: x\nVersion: 1\nRequires-Dist: six>=1\nRequires-Python: >=3.7\n"
REQUIRES = "numpy>=1\n\n[:python_version < '3']\nenum34\n\n[x]\nfoo\n\n[y:os_name == 'nt']\nbar\n"
SDISTS = {
    "the promise of PEP 643": ({"PKG-INFO": NEW}, "sdist", ["six>=1"]),
    "no promise where requirements are dynamic": (
        {"PKG-INFO": f"{NEW}Dynamic: Requires-Dist\n"},
        "none",
        [],
    ),
    "what the last build left": (
        {"PKG-INFO": OLD, "src/x.egg-info/requires.txt": REQUIRES},
        "build",
        [
            "numpy>=1",
            'enum34; python_version < "3"',
            'foo; extra == "x"',
            'bar; os_name == "nt" and extra == "y"',
        ],
    ),
    "a last build without requirements": (
        {"PKG-INFO": OLD, "x.egg-info/PKG-INFO": OLD},
        "build",
        [],
    ),
    "nothing": ({"PKG-INFO": OLD}, "none", []),
    "not even metadata": ({"setup.py": ""}, "none", []),
    "lines that are no requirements": (
        {"PKG-INFO": OLD, "x.egg-info/requires.txt": "good\n???\n"},
        "build",
        ["good"],
    ),
}


@pytest.mark.parametrize("suffix", ["tar.gz", "zip"])
@pytest.mark.parametrize("promise", SDISTS)
def test_an_sdist_tells(promise: str, suffix: str) -> None:
    files, basis, requires = SDISTS[promise]
    facts = sdist_facts(f"x-1.{suffix}", archived(files, suffix))
    assert facts.basis == basis
    assert list(map(str, facts.requires)) == [str(Requirement(each)) for each in requires]


def test_an_sdist_that_is_no_archive_is_named() -> None:
    with pytest.raises(TfinstallError) as caught:
        sdist_facts("x-1.tar.gz", b"<html>")
    assert caught.value.diagnosis.cause == "package-invalid"
    assert "x-1.tar.gz" in caught.value.diagnosis.title


def archived(files: Mapping[str, str], suffix: str) -> bytes:
    buffer = io.BytesIO()
    if suffix == "zip":
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, text in files.items():
                archive.writestr(f"x-1/{name}", text)
        return buffer.getvalue()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(f"x-1/{name}")
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
    return buffer.getvalue()


def test_a_page_out_of_the_cache_says_what_the_index_said(
    stocked: LoopbackIndex, client: Index, tmp_path: Path
) -> None:
    name = canonicalize_name("top")
    wheel = stocked.directory / "top-1.0-py3-none-any.whl"
    stocked.yanked[wheel.name] = "broken"
    fresh = source(client, stocked.url, tmp_path).releases(name)
    kept = source(client, stocked.url, tmp_path).releases(name)
    assert dict(kept) == dict(fresh)
    assert kept[Version("1.0")][0].location == fresh[Version("1.0")][0].location
