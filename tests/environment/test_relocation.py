"""Files that hold the first name of an environment, also those that only Windows makes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tfinstall.environment.layout import Environment
from tfinstall.environment.relocation import relocate, remaining

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = ".tfinstall-0a1b2c3d-"


@pytest.fixture
def built(tmp_path: Path) -> Environment:
    path = tmp_path / f"{TOKEN}my env"
    packages = path / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    (path / "Scripts").mkdir()
    return Environment(
        path=path,
        python=path / "Scripts" / "python.exe",
        scripts=path / "Scripts",
        site_packages=(packages,),
        version=Version("3.11"),
    )


def launcher(environment: Environment) -> bytes:
    """As Windows' scripts are: a program, a shebang, and a zip behind them."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("__main__.py", "print('started')\n")
    shebang = f'#!"{environment.python}"\r\n'.encode()
    return b"MZ" + bytes(range(256)) * 400 + shebang + archive.getvalue()


def test_a_windows_launcher_names_the_final_path_and_still_runs(built: Environment) -> None:
    program = built.scripts / "pip.exe"
    program.write_bytes(launcher(built))
    assert relocate(built, TOKEN) == (program,)
    content = program.read_bytes()
    assert TOKEN.encode() not in content
    assert f'#!"{built.path.with_name("my env")}'.encode() in content
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True)
    assert done.stdout == "started\n"


def test_every_place_that_may_hold_the_path_is_looked_at(built: Environment) -> None:
    packages = built.site_packages[0]
    places = [
        built.path / "pyvenv.cfg",
        built.path / "tfinstall-receipt.json",
        built.path / "share" / "jupyter" / "kernels" / "python3" / "kernel.json",
        built.path / "etc" / "conf.d" / "some.ini",
        built.scripts / "activate.bat",
        packages / "some.pth",
        packages / "some-1.0.dist-info" / "direct_url.json",
    ]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{built.path}/x\n{built.path}/y\n")
        place.chmod(0o755)
    assert sorted(remaining(built, TOKEN)) == sorted(places)
    assert sorted(relocate(built, TOKEN)) == sorted(places)
    assert remaining(built, TOKEN) == ()
    final = built.path.with_name("my env")
    for place in places:
        assert place.read_text() == f"{final}/x\n{final}/y\n"
        assert place.stat().st_mode & 0o777 == 0o755


def test_a_link_follows_and_what_it_leads_to_is_not_touched(
    built: Environment, tmp_path: Path
) -> None:
    (tmp_path / "outside").write_text(TOKEN)
    (built.scripts / "inside").symlink_to(built.path / "Scripts" / "python.exe")
    (built.scripts / "outside").symlink_to(tmp_path / "outside")
    assert relocate(built, TOKEN) == (built.scripts / "inside",)
    final = built.path.with_name("my env")
    assert (built.scripts / "inside").readlink() == final / "Scripts" / "python.exe"
    assert (tmp_path / "outside").read_text() == TOKEN


def test_a_file_shared_with_a_cache_by_a_hard_link_is_not_changed_there(
    built: Environment, tmp_path: Path
) -> None:
    (tmp_path / "cached").write_text(TOKEN)
    (built.scripts / "script").hardlink_to(tmp_path / "cached")
    relocate(built, TOKEN)
    assert (built.scripts / "script").read_text() == ""
    assert (tmp_path / "cached").read_text() == TOKEN


def test_packages_themselves_are_left_alone(built: Environment) -> None:
    module = built.site_packages[0] / "package" / "module.py"
    module.parent.mkdir()
    module.write_text(f"# {TOKEN}\n")
    assert relocate(built, TOKEN) == ()
