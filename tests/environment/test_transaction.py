"""Whatever happens in between: a new environment that is whole, or things as they were."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.environment.conftest import pip_install, tree
from tests.support.wheels import build_wheel
from tfinstall.environment import (
    Terminated,
    create,
    describe,
    existing_environment,
    new_environment,
    packages,
    prove,
    stoppable,
)
from tfinstall.environment.exchange import exchange, put_in_place
from tfinstall.environment.site import Site
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.effects import Progress, Stage
    from tfinstall.environment import Environment
    from tfinstall.model import Interpreter

posix = pytest.mark.skipif(os.name != "posix", reason="signals and permissions are POSIX")

KILLABLE = """
import sys, time
from pathlib import Path
from packaging.version import Version
from tfinstall.environment import create, existing_environment, new_environment, stoppable
from tfinstall.model import Interpreter

kind, target, stage, python, version = sys.argv[1:]
target = Path(target)

def reached(name):
    if name == stage:
        print("reached", flush=True)
        time.sleep(60)

with stoppable():
    reached("before")
    if kind == "new":
        with new_environment(target) as work:
            reached("locked")
            create(Interpreter(executable=Path(python), version=Version(version)), work.path)
            (work.path / "generation").write_text("new")
            reached("created")
            if stage == "committing":
                print("reached", flush=True)
            work.commit()
    else:
        with existing_environment(target) as work:
            (work.path / "generation").write_text("new")
            next(work.path.rglob("pip/__init__.py")).unlink()
            reached("created")
            work.commit()
    reached("committed")
"""


class Notes:
    """A reporter that remembers what it was told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def stage(self, stage: Stage, text: str) -> None:
        pass

    def progress(self, progress: Progress) -> None:
        pass

    def note(self, text: str) -> None:
        self.notes.append(text)


@pytest.fixture
def old(running: Interpreter, tmp_path: Path) -> Path:
    """An environment that worked before."""
    target = tmp_path / "parent" / ".venv"
    with new_environment(target) as work:
        create(running, work.path)
        (work.path / "tfinstall-receipt.json").write_text("{}")
        (work.path / "generation").write_text("old")
        work.commit()
    return target


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def without_bytecode(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if "__pycache__" not in path}


def works(target: Path) -> Environment:
    """Its Python, its pip, and its pip's script all do."""
    environment = describe(target)
    assert environment.path == target
    for command in ([environment.scripts / "pip"], [environment.python, "-m", "pip"]):
        subprocess.run([*command, "--version"], check=True, capture_output=True)
    return environment


def started(kind: str, target: Path, stage: str, running: Interpreter) -> subprocess.Popen[str]:
    """Another run, once it has come to that stage."""
    facts = (kind, str(target), stage, str(running.executable), str(running.version))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLABLE, *facts], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "reached\n"
    return process


@pytest.fixture
def other_runs() -> Iterator[list[subprocess.Popen[str]]]:
    runs: list[subprocess.Popen[str]] = []
    yield runs
    for run in runs:
        run.kill()
        run.communicate()


# ── the new environment ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", [".venv", "with space", "it's", 'quo"te', "ünïcödé", "$HOME", "-x"]
)
def test_it_works_under_its_final_name_and_no_file_knows_the_first(
    name: str, running: Interpreter, tmp_path: Path, tiny_wheels: Path
) -> None:
    target = tmp_path / name
    with new_environment(target) as work:
        first = work.path.name
        pip_install(create(running, work.path), tiny_wheels, "tensorflow==2.15.1")
        assert not target.exists()
        environment = work.commit()
    assert environment == works(target)
    assert beside(target) == []
    holding = [path for path, content in tree(target).items() if first.encode() in content]
    assert all(path.endswith(".pyc") for path in holding), holding
    assert prove(environment.python, limit=60).proved


def test_the_records_follow_the_scripts(running: Interpreter, tmp_path: Path) -> None:
    files = {
        "tool.py": "def main(): print('here')\n",
        "tool-1.0.dist-info/entry_points.txt": "[console_scripts]\ntool = tool:main\n",
    }
    build_wheel(tmp_path / "wheels", "tool", "1.0", files=files)
    with new_environment(tmp_path / ".venv") as work:
        pip_install(create(running, work.path), tmp_path / "wheels", "tool")
        environment = work.commit()
    subprocess.run([environment.scripts / "tool"], check=True, capture_output=True)
    check = (
        "import base64, hashlib, importlib.metadata as m\n"
        "for f in m.distribution('tool').files:\n"
        "    if f.hash and 'bin' in f.parts:\n"
        "        d = hashlib.sha256(f.locate().read_bytes()).digest()\n"
        "        assert base64.urlsafe_b64encode(d).rstrip(b'=').decode() == f.hash.value, f\n"
        "        assert f.size == f.locate().stat().st_size\n"
        "        print(f)"
    )
    command = [str(environment.python), "-c", check]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "bin/tool" in done.stdout.replace("\\", "/")


def test_a_path_longer_than_a_shebang_may_be_works(running: Interpreter, tmp_path: Path) -> None:
    target = tmp_path / ("long" * 20) / ("longer" * 20) / ".venv"
    with new_environment(target) as work:
        create(running, work.path)
        work.commit()
    works(target)


def test_a_linked_parent_works(running: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with new_environment(tmp_path / "link" / ".venv") as work:
        create(running, work.path)
        work.commit()
    works(tmp_path / "real" / ".venv")


def test_without_commit_nothing_stays(running: Interpreter, tmp_path: Path) -> None:
    with new_environment(tmp_path / "a" / "b" / ".venv") as work:
        create(running, work.path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_the_old_one_as_it_was(
    error: type[BaseException], old: Path, running: Interpreter
) -> None:
    before = tree(old)
    with pytest.raises(error), new_environment(old) as work:  # noqa: PT012  (the story of one run)
        create(running, work.path)
        raise error
    assert tree(old) == before
    assert beside(old) == []


def test_commit_replaces_the_old_one(old: Path, running: Interpreter) -> None:
    with new_environment(old) as work:
        create(running, work.path)
        assert (old / "generation").read_text() == "old"
        work.commit()
    assert not (old / "generation").exists()
    works(old)
    assert beside(old) == []


def test_another_interpreter_can_be_tried_in_the_same_transaction(
    running: Interpreter, tmp_path: Path
) -> None:
    with new_environment(tmp_path / ".venv") as work:
        create(running, work.path)
        (work.path / "leftover").touch()
        work.clear()
        create(running, work.path)
        work.commit()
    assert not (tmp_path / ".venv" / "leftover").exists()


def test_an_environment_that_does_not_start_is_not_put_in_place(
    old: Path, running: Interpreter
) -> None:
    with pytest.raises(TfinstallError) as caught, new_environment(old) as work:  # noqa: PT012
        environment = create(running, work.path)
        environment.python.unlink()
        work.commit()
    assert caught.value.diagnosis.cause == "environment-damaged"
    assert (old / "generation").read_text() == "old"
    assert beside(old) == []


@posix
def test_read_only_parts_do_not_hinder_cleaning_up(running: Interpreter, tmp_path: Path) -> None:
    with new_environment(tmp_path / ".venv") as work:
        environment = create(running, work.path)
        for folder in (environment.site_packages[0], environment.scripts):
            for path in folder.iterdir():
                if path.is_file() and not path.is_symlink():
                    path.chmod(0o444)
            folder.chmod(0o555)
    assert list(tmp_path.iterdir()) == []


# ── interrupted and killed runs ─────────────────────────────────────────────────────────────


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("stage", ["locked", "created"])
def test_a_run_that_is_told_to_stop_cleans_up(
    number: signal.Signals,
    stage: str,
    old: Path,
    running: Interpreter,
    other_runs: list[subprocess.Popen[str]],
) -> None:
    run = started("new", old, stage, running)
    other_runs.append(run)
    run.send_signal(number)
    assert run.wait(timeout=20) != 0
    assert (works(old).path / "generation").read_text() == "old"
    assert beside(old) == []


@posix
@pytest.mark.parametrize("stage", ["locked", "created"])
def test_a_killed_run_leaves_the_old_one_and_the_next_tidies_up(
    stage: str, old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    run = started("new", old, stage, running)
    other_runs.append(run)
    run.kill()
    run.wait()
    assert (works(old).path / "generation").read_text() == "old"
    assert beside(old) != []
    with new_environment(old):
        pass
    assert beside(old) == []
    assert (works(old).path / "generation").read_text() == "old"


@posix
@pytest.mark.parametrize("milliseconds", [0, 5, 15, 30, 50, 75, 100, 150])
def test_a_run_killed_while_it_swaps_leaves_the_old_one_or_the_new_one(
    milliseconds: int, old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    run = started("new", old, "committing", running)
    other_runs.append(run)
    time.sleep(milliseconds / 1000)
    run.kill()
    run.wait()
    found = (works(old).path / "generation").read_text()
    (old / "tfinstall-receipt.json").touch()
    with new_environment(old):
        pass
    assert (works(old).path / "generation").read_text() == found
    assert beside(old) == []


def test_a_run_killed_between_two_renames_is_put_right_by_the_next(old: Path) -> None:
    """As it may happen where two names cannot be exchanged in an instant."""
    site = Site(target=old)
    site.lock.touch()
    site.holder.write_text(
        '{"pid": 1, "host": "h", "since": "2026-01-01T00:00:00+00:00", "target": ".venv"}'
    )
    site.staging.mkdir()
    old.rename(site.aside)
    reporter = Notes()
    with new_environment(old, reporter=reporter):
        pass
    assert (works(old).path / "generation").read_text() == "old"
    assert beside(old) == []
    assert reporter.notes == [f"{old} is back; a run that was to replace it was killed"]


@posix
def test_a_run_on_a_neighbour_tidies_up_too(
    old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    run = started("new", old, "created", running)
    other_runs.append(run)
    run.kill()
    run.wait()
    with new_environment(old.with_name("neighbour")):
        assert not Site(target=old).staging.exists()
    assert beside(old) == []


@posix
def test_what_a_living_neighbour_makes_is_left_alone(
    old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    run = started("new", old, "created", running)
    other_runs.append(run)
    with new_environment(old.with_name("neighbour")):
        pass
    assert Site(target=old).staging.exists()


@posix
def test_a_signal_within_stoppable_is_raised_once() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Terminated) as caught, stoppable():
        signal.raise_signal(signal.SIGTERM)
    assert caught.value.signum == signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == before


@posix
def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


# ── two runs at once ────────────────────────────────────────────────────────────────────────


@posix
def test_who_does_not_wait_is_told_who_holds_it(
    old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    run = started("new", old, "created", running)
    other_runs.append(run)
    with pytest.raises(TfinstallError) as caught, new_environment(old, wait=0):
        pass
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "file-locked"
    assert f"process {run.pid} on " in str(diagnosis)


@posix
def test_who_waits_says_for_whom_and_then_goes_on(
    old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    run = started("new", old, "created", running)
    other_runs.append(run)
    reporter = Notes()
    threading.Timer(1.0, run.terminate).start()
    with new_environment(old, reporter=reporter) as work:
        create(running, work.path)
        work.commit()
    assert len(reporter.notes) == 1
    assert f"process {run.pid} on " in reporter.notes[0]
    assert beside(old) == []


@posix
def test_four_runs_at_once_take_turns(old: Path, running: Interpreter) -> None:
    facts = ("new", str(old), "never", str(running.executable), str(running.version))
    runs = [
        subprocess.Popen([sys.executable, "-c", KILLABLE, *facts], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [run.communicate(timeout=120)[1] for run in runs]
    # The new ones bear no receipt here: who comes second is refused, which it sees once it has
    # its turn, and not by a crash.
    assert sum(run.returncode == 0 for run in runs) == 1
    assert sum(b"file-exists" in text for text in said) == 3
    works(old)
    assert beside(old) == []


# ── in place ────────────────────────────────────────────────────────────────────────────────


def spoil(environment: Environment, wheels: Path) -> None:
    pip_install(environment, wheels, "tensorflow==2.15.1")
    (environment.scripts / "activate").write_text("spoiled")
    with (environment.site_packages[0] / "_virtualenv.pth").open("a") as file:
        file.write("import spoiled\n")


def test_an_environment_changed_in_place_keeps_the_change_on_commit(
    old: Path, tiny_wheels: Path
) -> None:
    with existing_environment(old) as work:
        pip_install(describe(work.path), tiny_wheels, "tensorflow==2.15.1")
        environment = work.commit()
    assert packages(environment)["tensorflow"] == "2.15.1"  # type: ignore[index]
    assert beside(old) == []


def test_without_commit_it_is_brought_back_to_the_byte(old: Path, tiny_wheels: Path) -> None:
    before = tree(old)
    with pytest.raises(ValueError, match="no"), existing_environment(old) as work:  # noqa: PT012
        spoil(describe(work.path), tiny_wheels)
        raise ValueError("no")
    assert tree(old) == before
    works(old)
    assert beside(old) == []


@posix
def test_a_run_killed_in_place_is_put_right_by_the_next(
    old: Path, running: Interpreter, other_runs: list[subprocess.Popen[str]]
) -> None:
    before = tree(old)
    run = started("in place", old, "created", running)
    other_runs.append(run)
    run.kill()
    run.wait()
    assert tree(old) != before
    reporter = Notes()
    with existing_environment(old, reporter=reporter):
        pass
    assert without_bytecode(tree(old)) == without_bytecode(before)
    works(old)
    assert beside(old) == []
    assert reporter.notes == [f"{old} is again as it was before a run that was killed"]


def test_a_python_installation_is_not_changed_in_place(running: Interpreter) -> None:
    prefix = running.executable.parent.parent
    with pytest.raises(TfinstallError) as caught, existing_environment(prefix):
        pass
    assert caught.value.diagnosis.cause in {"usage", "environment-damaged", "externally-managed"}


@pytest.mark.skipif(sys.platform == "win32", reason="a prefix is made of links")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[externally-managed]\nError=This belongs\n to the system.\n \n Read on.\n", "system"),
        ("no section, no error\n", None),
        ("", None),
    ],
    ids=["as PEP 668 says", "unreadable", "empty"],
)
def test_a_python_of_the_system_is_left_to_its_manager(
    running: Interpreter, tmp_path: Path, text: str, told: str | None
) -> None:
    prefix, library = foreign_prefix(running, tmp_path)
    (library / "EXTERNALLY-MANAGED").write_text(text, encoding="utf-8")
    with pytest.raises(TfinstallError) as caught, existing_environment(prefix):
        pass
    found = caught.value.diagnosis
    assert found.cause == "externally-managed"
    assert [line.text for line in found.evidence] == (
        ["This belongs to the system."] if told else []
    )
    assert [*tmp_path.iterdir()] == [prefix]


def foreign_prefix(interpreter: Interpreter, root: Path) -> tuple[Path, Path]:
    """A Python installation of its own, by links to a real one, and its standard library."""
    base = Path(sysconfig.get_path("stdlib"))
    prefix = root / "prefix"
    library = prefix / "lib" / base.name
    library.mkdir(parents=True)
    (prefix / "bin").mkdir()
    for path in base.iterdir():
        if path.name not in {"EXTERNALLY-MANAGED", "site-packages"}:
            (library / path.name).symlink_to(path)
    for path in base.parent.glob("libpython*"):
        (prefix / "lib" / path.name).symlink_to(path)
    shutil.copy2(interpreter.executable.resolve(), prefix / "bin" / "python")
    return prefix, library


# ── the exchange ────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform != "linux", reason="seen on Linux only")
def test_two_directories_change_places_in_an_instant(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "other" / "one").exists()


def test_what_cannot_be_put_in_place_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(OSError, match="missing"):
        put_in_place(tmp_path / "missing", tmp_path / "target", tmp_path / "aside")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["target"]
