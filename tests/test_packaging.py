"""The matrix and the proof come along: in the wheel, in an editable checkout, in a zip file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import tfinstall
from tests.faults.packages import build_world
from tests.faults.workshop import make_matrix
from tests.support.index import LoopbackIndex
from tfinstall.atlas.page import FOLDER, SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).resolve().parents[1]
NEEDED = ("src", "compat_matrix", "dev.py", "pyproject.toml", "README.md", "LICENSE")
LIMIT = 300
"""Seconds; making an environment and a wheel takes ten on a free machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One way of starting tfinstall."""

    command: tuple[str, ...]
    folder: Path

    def __call__(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *words],
            cwd=self.folder,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT,
            check=False,
        )

    def document(self, *words: str, **environ: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self(*words, "--json", **environ).stdout)
        return found


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is not the checkout: nothing of it can be found by accident."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def module(elsewhere: Path) -> Program:
    return Program(command=(sys.executable, "-m", "tfinstall"), folder=elsewhere)


@pytest.fixture
def script(elsewhere: Path) -> Program:
    path = shutil.which("tfinstall", path=sysconfig.get_path("scripts"))
    if path is None:
        pytest.fail("the distribution installed no `tfinstall` command")
    return Program(command=(path,), folder=elsewhere)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as git would give it to somebody else, so that nothing here is changed."""
    folder = tmp_path_factory.mktemp("copy") / "tfinstall"
    ignored = shutil.ignore_patterns("__pycache__")
    folder.mkdir()
    for name in NEEDED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def zipped(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`dev.py zipapp`, moved away from what it was made from."""
    target = tmp_path_factory.mktemp("zipapp") / "tfinstall.pyz"
    dev(copy, "zipapp", target)
    shutil.rmtree(copy / ".dev")
    return target


@pytest.fixture
def zipapp(zipped: Path, elsewhere: Path) -> Program:
    return Program(command=(sys.executable, "-I", str(zipped)), folder=elsewhere)


@pytest.fixture
def small_world(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables under which tiny wheels on loopback are all that there is."""
    wheels, matrix = tmp_path / "wheels", tmp_path / "matrix"
    wheels.mkdir()
    matrix.mkdir()
    build_world(wheels)
    make_matrix(wheels, matrix)
    with LoopbackIndex(wheels) as index:
        yield {
            "TFINSTALL_MATRIX": str(matrix),
            "TFINSTALL_PLATFORM": "linux-x86_64-glibc2.36",
            "PIP_INDEX_URL": index.url,
            "PIP_EXTRA_INDEX_URL": "",
            "PIP_FIND_LINKS": "",
            "PIP_CONFIG_FILE": os.devnull,
        }


def dev(checkout: Path, *words: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, checkout / "dev.py", *words],
        cwd=checkout,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_module_and_the_command_are_the_same_program(module: Program, script: Program) -> None:
    version = f"tfinstall {tfinstall.__version__}\n"

    assert module("--version").stdout == script("--version").stdout == version
    assert metadata.version("tfinstall") == tfinstall.__version__
    question = ("why", "2.10", "--python", "3.13")
    assert module(*question).stderr == script(*question).stderr
    assert module(*question).stdout == script(*question).stdout != ""


def test_an_installed_copy_holds_every_file_of_the_matrix() -> None:
    if editable():
        pytest.skip("the running tfinstall is an editable one; `dev.py test` tests the wheel")
    installed = {str(path) for path in metadata.files("tfinstall") or ()}
    matrix = CHECKOUT / "compat_matrix"
    wanted = {
        f"tfinstall/compat_matrix/{path.relative_to(matrix).as_posix()}"
        for path in matrix.rglob("*")
        if path.is_file()
    }

    assert wanted
    assert wanted <= installed
    assert {"tfinstall/environment/proof_script.py", "tfinstall/py.typed"} <= installed
    page = ("page.html", "page.css", *SCRIPTS)
    assert {f"tfinstall/atlas/{FOLDER}/{name}" for name in page} <= installed


def test_a_folder_away_from_everything_is_enough_to_answer(module: Program) -> None:
    answer = module.document("why", "2.10", "--platform", "linux-x86_64", "--python", "3.10")

    assert answer["why"]["fits"], answer


@pytest.mark.network
def test_an_editable_install_finds_the_matrix_of_its_checkout(copy: Path, tmp_path: Path) -> None:
    dev(copy, "run", "--version")
    python = copy / ".dev/run" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    program = Program(command=(str(python), "-I", "-m", "tfinstall"), folder=tmp_path)

    before = program.document("why", "2.10", "--platform", "linux-x86_64", "--python", "3.10")
    (copy / "compat_matrix/index.json").rename(copy / "compat_matrix/moved.json")
    try:
        after = program.document("why", "2.10")
    finally:
        (copy / "compat_matrix/moved.json").rename(copy / "compat_matrix/index.json")

    assert before["ok"], before
    assert after["cause"] == "config-invalid", after


@pytest.mark.network
def test_a_zip_file_answers_from_its_own_matrix(zipapp: Program) -> None:
    assert zipapp("--version").stdout == f"tfinstall {tfinstall.__version__}\n"
    answer = zipapp.document("why", "2.10", "--platform", "linux-x86_64", "--python", "3.13")
    assert answer["cause"] == "python-too-new", answer
    assert zipapp.document("causes")["ok"]
    assert zipapp.document("matrix", "show", "--html", "matrix.html")["ok"]
    assert "</html>" in (zipapp.folder / "matrix.html").read_text(encoding="utf-8")


@pytest.mark.network
def test_a_zip_file_does_the_main_job(
    zipapp: Program, small_world: dict[str, str], interpreter: Callable[[str], Path]
) -> None:
    python = str(interpreter(f"3.{min(sys.version_info[1], 13)}"))

    planned = zipapp.document("plan", "2.10", "--python", python, **small_world)
    installed = zipapp.document("2.10", "--python", python, **small_world)

    assert planned["ok"], planned
    assert installed["ok"], installed
    assert [step["passed"] for step in installed["environment"]["proof"]["steps"]] == [True] * 3
    assert [path.name for path in zipapp.folder.iterdir()] == [".venv"]
    again = zipapp.document("verify", **small_world)
    assert again["ok"], again


def editable() -> bool:
    told = metadata.distribution("tfinstall").read_text("direct_url.json")
    return bool(told and json.loads(told).get("dir_info", {}).get("editable"))
