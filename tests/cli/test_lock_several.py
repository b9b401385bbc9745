"""`tfinstall lock` for several machines and Pythons at once: every installer takes it on each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from packaging.pylock import Pylock

from tests.faults.packages import build_tensorflow
from tests.faults.workshop import make_matrix
from tests.support.index import LoopbackIndex
from tests.support.wheels import build_wheel
from tfinstall.matrix.tags import tags_of
from tfinstall.model import Interpreter, Platform
from tfinstall.resolution.markers import environment
from tfinstall.resolution.question import imagine

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Shell

MINOR = f"3.{min(sys.version_info[1], 13)}"
OTHER = "3.9" if MINOR != "3.9" else "3.10"
LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 36))
WINDOWS = Platform(os="windows", arch="amd64")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are kept for minutes, and ports come back."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def world(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheels for Linux and Windows, one package that differs by Python, one by system."""
    folder = tmp_path_factory.mktemp("several") / "house"
    shutil.copytree(wheels, folder)
    needs = ("absl-py>=1.0", "numpy>=1.20", 'winonly; sys_platform == "win32"')
    for platform in ("manylinux2014_x86_64", "win_amd64"):
        build_tensorflow(folder, "2.10.1", platform=platform, requires=needs)
    build_wheel(folder, "winonly", "1.0")
    build_wheel(folder, "absl-py", "2.0", requires_python=f"=={OTHER}.*")
    matrix = tmp_path_factory.mktemp("matrix-of-several")
    make_matrix(folder, matrix)
    return folder, matrix


@pytest.fixture
def several(shell: Shell, world: tuple[Path, Path]) -> Iterator[tuple[Shell, LoopbackIndex]]:
    folder, matrix = world
    with LoopbackIndex(folder) as index:
        environ = {"TFINSTALL_MATRIX": str(matrix), "PIP_INDEX_URL": index.url}
        yield replace(shell, environ={**shell.environ, **environ}), index


def selected(lock: Path, platform: Platform, minor: str) -> dict[str, str]:
    """What the standard's own reader takes of it there: name to file."""
    made = Pylock.from_dict(tomllib.loads(lock.read_text(encoding="utf-8")))
    python: Interpreter = imagine(f"{minor}.4")
    chosen = made.select(
        environment=environment(platform, f"{minor}.4"), tags=list(tags_of(platform, python))
    )
    return {package.name: getattr(file, "filename", "") for package, file in chosen}


MANY = ("--python", MINOR, "--python", OTHER, "--platform", "linux-x86_64", "--platform")


def test_each_machine_and_python_gets_its_own_files_out_of_one_lock(
    several: tuple[Shell, LoopbackIndex],
) -> None:
    shell, _ = several
    ran = shell("lock", "2.10", *MANY, "windows-amd64")
    assert ran.code == 0, ran.err
    assert ran.out.count("Python") == 4
    lock = shell.folder / "pylock.toml"
    for platform in (LINUX, WINDOWS):
        for minor in (MINOR, OTHER):
            files = selected(lock, platform, minor)
            assert ("winonly" in files) == (platform is WINDOWS)
            newest = "2.0" if minor == OTHER else "1.3.0"
            assert files["absl-py"] == f"absl_py-{newest}-py3-none-any.whl"
            tag = "win_amd64" if platform is WINDOWS else "manylinux2014_x86_64"
            name = f"cp{minor.replace('.', '')}"
            assert files["tensorflow"] == f"tensorflow-2.10.1-{name}-{name}-{tag}.whl"


def test_it_says_for_each_machine_what_it_takes(several: tuple[Shell, LoopbackIndex]) -> None:
    shell, _ = several
    document = shell("lock", "2.10", *MANY, "windows-amd64", "--json").document["lock"]
    found = [(each["platform"], each["python"]) for each in document["machines"]]
    assert found == [
        (platform, minor)
        for platform in ("linux-x86_64", "windows-amd64")
        for minor in (MINOR, OTHER)
    ]
    assert document["packages"] == document["machines"][0]["packages"]


def test_of_all_what_does_not_fit_is_left_out_and_told(
    several: tuple[Shell, LoopbackIndex],
) -> None:
    shell, _ = several
    ran = shell("lock", "2.10", "--platform", "all", "--python", MINOR, "--json")
    assert ran.code == 0, ran.err
    machines = ran.document["lock"]["machines"]
    assert [each["platform"] for each in machines] == ["linux-x86_64", "windows-amd64"]
    told = shell("lock", "2.10", "--platform", "all", "--python", MINOR).err
    assert told.count("left out:") == 3


def test_one_of_several_that_does_not_fit_is_refused(
    several: tuple[Shell, LoopbackIndex],
) -> None:
    shell, _ = several
    ran = shell("lock", "2.10", *MANY, "macos-arm64")
    assert (ran.code, "macOS" in ran.err) == (12, True), ran.err
    assert not list(shell.folder.iterdir())


def test_machines_that_no_marker_tells_apart_are_refused(
    several: tuple[Shell, LoopbackIndex],
) -> None:
    shell, _ = several
    ran = shell("lock", "2.10", *MANY, "linux-x86_64-glibc2.40")
    assert (ran.code, "cannot be told apart" in " ".join(ran.err.split())) == (2, True), ran.err
    assert "-o pylock.NAME.toml" in ran.err


def test_sync_takes_its_part_of_it(several: tuple[Shell, LoopbackIndex]) -> None:
    shell, _ = several
    assert shell("lock", "2.10", *MANY, "windows-amd64").code == 0
    ran = shell("sync", "--python", MINOR, "--no-verify", "--json")
    assert ran.code == 0, ran.out
    assert set(ran.document["environment"]["packages"]) == {"absl-py", "numpy", "pip", "tensorflow"}


@pytest.mark.parametrize("form", ["pylock", "requirements"])
def test_real_installers_take_it_as_it_stands(
    form: str, several: tuple[Shell, LoopbackIndex], tmp_path: Path
) -> None:
    """Those of this very Python: pip since 26.1 knows a pylock.toml, uv for longer."""
    shell, index = several
    assert shell("lock", "2.10", *MANY, "windows-amd64", "--format", form).code == 0
    (lock,) = shell.folder.iterdir()
    pip = [sys.executable, "-m", "pip", "install", "--no-cache-dir", "-q"]
    uv = [sys.executable, "-m", "uv", "pip", "install", "--no-cache", "--python", sys.executable]
    for name, command in (("pip", pip), ("uv", uv)):
        place = tmp_path / name
        hashes = [] if form == "pylock" else ["--require-hashes"]
        done = subprocess.run(
            [*command, "--index-url", index.url, *hashes, "--target", str(place), "-r", str(lock)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found = {each.name.removesuffix(".dist-info") for each in place.glob("*.dist-info")}
        assert found == {"absl_py-1.3.0", "numpy-1.23.5", "tensorflow-2.10.1"}


@pytest.mark.network
def test_uv_takes_a_lock_of_the_real_index_on_each_machine(shell: Shell, tmp_path: Path) -> None:
    """Nothing but metadata is fetched; uv takes a Mac for one of macOS 13."""
    ours = {"PIP_INDEX_URL", "PIP_RETRIES"}
    environ = {name: value for name, value in shell.environ.items() if name not in ours}
    real = replace(shell, environ=environ)
    machines = {"linux-x86_64": "linux", "windows-amd64": "windows", "macos-arm64-13.0": "macos"}
    platforms = [word for name in machines for word in ("--platform", name)]
    ran = real("lock", "2.20.0", "--python", MINOR, *platforms, "--with", "pandas", "--json")
    assert ran.code == 0, ran.out
    for machine, platform in zip(ran.document["lock"]["machines"], machines.values(), strict=True):
        command = ["uv", "pip", "install", "--dry-run", "--python", sys.executable]
        options = ["--python-platform", platform, "--target", str(tmp_path / platform)]
        done = subprocess.run(
            [sys.executable, "-m", *command, *options, "-r", "pylock.toml"],
            cwd=real.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert f"Would install {len(machine['packages'])} packages" in done.stderr, done.stderr
