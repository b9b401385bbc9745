"""A temporary directory is private while its owner lives, and gone soon after."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tfinstall.environment.workplace import PREFIX, sweep, workplace
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from pathlib import Path

HOLDING = """
import sys, time
from pathlib import Path
from tfinstall.environment.workplace import workplace
with workplace(Path(sys.argv[1])) as work:
    (work / "half a download").write_bytes(bytes(1000))
    print("holding", flush=True)
    time.sleep(60)
"""


def test_nothing_stays_of_it(tmp_path: Path) -> None:
    with workplace(tmp_path) as work:
        (work / "folder").mkdir()
        (work / "folder" / "file").touch()
        assert work.is_relative_to(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_nothing_stays_of_it_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), workplace(tmp_path):
        raise ValueError("no")
    assert [*tmp_path.iterdir()] == []


def test_what_a_killed_run_left_goes_and_what_a_living_one_holds_stays(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        try:
            assert run.stdout is not None
            assert run.stdout.readline().strip() == b"holding"
            held = {*tmp_path.rglob("*")}
            sweep(tmp_path)
            assert {*tmp_path.rglob("*")} == held
        finally:
            run.kill()
    assert {*tmp_path.rglob("*")} == held
    sweep(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_what_is_not_marked_is_nobodys_to_remove(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}of-a-person").mkdir()
    (tmp_path / f"{PREFIX}file").touch()
    (tmp_path / "another").mkdir()
    (tmp_path / "another.lock").touch()
    before = {*tmp_path.rglob("*")}
    with workplace(tmp_path):
        pass
    assert {*tmp_path.rglob("*")} == before


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX")
def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    with workplace(tmp_path) as work:
        assert work.stat().st_mode & 0o077 == 0


def test_where_none_can_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TfinstallError) as caught, workplace(tmp_path / "file"):
        pass
    assert caught.value.diagnosis.cause == "file-exists"
