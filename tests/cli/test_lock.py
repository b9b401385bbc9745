"""`tfinstall lock` as a user types it: what it writes is what installers take."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from packaging.pylock import Pylock
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

from tests.support.index import LoopbackIndex
from tests.support.wheels import build_wheel
from tfinstall.model import Platform
from tfinstall.resolution.markers import environment

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.cli.conftest import Shell

MINOR = f"3.{min(sys.version_info[1], 13)}"
LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 36))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are kept for minutes, and ports come back."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def read(path: Path) -> Pylock:
    return Pylock.from_dict(parsed(path))


def parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_lock_names_every_package_with_its_file_hash_and_reason(
    small_shell: Shell, wheels: Path
) -> None:
    ran = small_shell("lock", "2.10", "--python", MINOR)

    assert ran.code == 0, ran.err
    assert "tensorflow==2.10.1 is locked" in ran.out
    path = small_shell.folder / "pylock.toml"
    made = read(path)
    assert [each.name for each in made.packages] == ["absl-py", "numpy", "tensorflow"]
    for package in made.packages:
        (wheel,) = package.wheels or ()
        assert wheel.size == (wheels / wheel.filename).stat().st_size
        assert len(wheel.hashes["sha256"]) == 64
        assert wheel.upload_time is not None
    tables = {each["name"]: each["tool"]["tfinstall"] for each in parsed(path)["packages"]}
    assert tables["numpy"]["because"][0] == "tensorflow 2.10.1 needs numpy>=1.20"
    caps = parsed(path)["tool"]["tfinstall"]["constraints"]
    assert "numpy<1.24" in [each["constraint"] for each in caps]


def test_the_standards_own_reader_selects_exactly_its_files(small_shell: Shell) -> None:
    small_shell("lock", "2.10", "--python", MINOR)
    made = read(small_shell.folder / "pylock.toml")
    tags = [
        tag
        for package in made.packages
        for wheel in package.wheels or ()
        for tag in parse_wheel_filename(wheel.filename)[3]
    ]

    selected = list(made.select(environment=environment(LINUX, f"{MINOR}.4"), tags=tags))
    assert len(selected) == len(made.packages)


@pytest.mark.parametrize(
    ("platform", "minor"),
    [(LINUX, "3.7"), (Platform(os="macos", arch="arm64"), MINOR)],
    ids=["another Python", "another machine"],
)
def test_the_standards_own_reader_refuses_it_for(
    small_shell: Shell, platform: Platform, minor: str
) -> None:
    small_shell("lock", "2.10", "--python", MINOR)
    made = read(small_shell.folder / "pylock.toml")
    with pytest.raises(Exception, match=r"does not satisfy"):
        list(
            made.select(environment=environment(platform, f"{minor}.4"), tags=[Tag("a", "b", "c")])
        )


def test_real_pip_takes_the_requirements_format_with_its_hashes(
    small_shell: Shell, small_index: LoopbackIndex, python: Path
) -> None:
    ran = small_shell("lock", "2.10", "--python", python, "--format", "requirements")
    assert ran.code == 0, ran.err

    place = small_shell.folder / "place"
    options = ["--no-cache-dir", "--require-hashes", "--index-url", small_index.url]
    lock = str(small_shell.folder / "requirements-lock.txt")
    done = subprocess.run(
        [str(python), "-m", "pip", "install", *options, "--target", str(place), "-r", lock],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (place / "tensorflow").is_dir()


def test_the_same_lock_twice_is_the_same_text(small_shell: Shell) -> None:
    first = small_shell("lock", "2.10", "--python", MINOR, "-o", "-").out
    assert first.startswith("lock-version")
    assert small_shell("lock", "2.10", "--python", MINOR, "-o", "-").out == first


def test_a_lock_for_another_machine_needs_nothing_of_it_here(shell: Shell) -> None:
    """The bundled matrix knows the wheel; an index that cannot be asked is named."""
    ran = shell("lock", "2.15.0", "--platform", "macos-arm64", "--python", "3.10")
    assert ran.code == 20, ran.err
    assert "connection-refused" in ran.err


def test_the_users_requirements_are_locked_too(small_shell: Shell) -> None:
    (small_shell.folder / "requirements.txt").write_text("absl-py<2\n")
    ran = small_shell("lock", "2.10", "--python", MINOR, "-r", "requirements.txt", "--json")
    packages = {each["name"]: each for each in ran.document["lock"]["packages"]}
    assert packages["absl-py"]["because"] == [
        "you ask for absl-py<2",
        "tensorflow 2.10.1 needs absl-py>=1.0",
    ]


def test_what_an_earlier_run_made_is_replaced_and_nothing_else_is(small_shell: Shell) -> None:
    path = small_shell.folder / "pylock.toml"
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    assert small_shell("lock", "2.9.0", "--python", MINOR).code == 0
    path.write_text("of somebody else")

    ran = small_shell("lock", "2.10", "--python", MINOR)
    assert (ran.code, path.read_text()) == (2, "of somebody else")
    assert "file-exists" in ran.err

    assert small_shell("lock", "2.10", "--python", MINOR, "-o", "pylock.toml").code == 0
    assert [each.name for each in small_shell.folder.iterdir()] == ["pylock.toml"]


def test_a_pipe_is_written_into_and_stays_one(small_shell: Shell) -> None:
    """And so is /dev/null, which as root could be replaced by a file."""
    pipe = small_shell.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ran = small_shell("lock", "2.10", "--format", "requirements", "-o", pipe)
        read = os.read(reader, 1_000_000)
    finally:
        os.close(reader)
    assert ran.code == 0, ran.err
    assert pipe.is_fifo()
    assert b"tensorflow==2.10.1" in read


def test_tensorflow_with_other_bytes_than_the_published_ones_is_refused(
    small_shell: Shell, small_index: LoopbackIndex, wheels: Path
) -> None:
    for wheel in wheels.glob("tensorflow-2.10.1-*.whl"):
        small_index.hashes[wheel.name] = "0" * 64
    ran = small_shell("lock", "2.10", "--python", MINOR)
    assert ran.code == 32
    assert "hash-mismatch" in ran.err
    assert not list(small_shell.folder.iterdir())


def test_a_day_needs_an_index_that_tells_days(
    small_shell: Shell, small_index: LoopbackIndex
) -> None:
    small_index.json = False
    ran = small_shell("lock", "2.10", "--python", MINOR, "--exclude-newer", "2025-01-01")
    assert (ran.code, "index-invalid" in ran.err) == (24, True), ran.err
    assert "does not tell when files of" in " ".join(ran.err.split())
    assert not list(small_shell.folder.iterdir())


def test_what_was_uploaded_a_moment_ago_is_found(
    shell: Shell, small_matrix: Path, wheels: Path, tmp_path: Path
) -> None:
    """Pages are kept, but no failure rests on a kept page."""
    house = tmp_path / "house"
    shutil.copytree(wheels, house)
    with LoopbackIndex(house) as index:
        environ = {"TFINSTALL_MATRIX": str(small_matrix), "PIP_INDEX_URL": index.url}
        words = ("lock", "2.10", "--python", MINOR, "--with", "absl-py>=9")
        assert shell(*words, **environ).code == 10
        build_wheel(house, "absl-py", "9.0")
        ran = shell(*words, **environ)
    assert ran.code == 0, ran.err


BAD = {
    "a day that is none": ("--exclude-newer soon", 2, "`2022-11-30` would be one"),
    "a name that installers would not know": ("-o my.lock", 2, "pylock.my.toml"),
    "two results on one stream": ("-o - --json", 2, "both want standard output"),
    "an unknown format": ("--format conda", 2, "conda"),
    "a platform that is none": ("--platform amiga", 2, "amiga"),
    "a path for another machine": ("--platform macos-arm64 --python ./py", 2, "name a version"),
    "a day before the release": ("--exclude-newer 2010-01-01", 10, "2010-01-02"),
    "a wish against a repair": ("--with numpy>=2", 40, "cannot both be"),
    "a package that nobody has": ("--with nowhere", 10, "No index knows nowhere"),
    "an address": ("--with x@https://index.example/x-1.zip", 2, "files of an index"),
    "a folder that is not there": ("-o nowhere/pylock.toml", 2, "file-missing"),
}


@pytest.mark.parametrize("promise", BAD)
def test_it_names_what_is_wrong_with(promise: str, small_shell: Shell) -> None:
    words, code, seen = BAD[promise]
    given = () if "--python" in words else ("--python", MINOR)
    ran = small_shell("lock", "2.10.1", *given, *words.split())
    assert (ran.code, seen in ran.err + ran.out) == (code, True), ran.err
    assert not list(small_shell.folder.iterdir())


@pytest.mark.network
def test_a_lock_of_the_real_index_is_whole_and_of_its_day(shell: Shell) -> None:
    ours = {"PIP_INDEX_URL", "PIP_RETRIES"}
    environ = {name: value for name, value in shell.environ.items() if name not in ours}
    ran = type(shell)(folder=shell.folder, environ=environ)(
        "lock", "2.10.1", "--python", "3.10", "--exclude-newer", "2022-12-31", "--json"
    )
    assert ran.code == 0, ran.err
    pins = {each["name"]: each["version"] for each in ran.document["lock"]["packages"]}
    assert pins["tensorflow"] == "2.10.1"
    assert pins["protobuf"] == "3.19.6"
    assert pins["numpy"] == "1.23.5"
    assert all(each.wheels for each in read(shell.folder / "pylock.toml").packages)
