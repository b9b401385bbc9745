from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tfinstall.host import discover
from tfinstall.host.interpreters import in_order
from tfinstall.host.sources import SOURCES
from tfinstall.model import Host, Interpreter, TfinstallError
from tfinstall.resolution.wanted import matches

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import SmallMachine
    from tfinstall.host.surroundings import Surroundings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="small machines are made of links")


def minors(host: Host) -> list[str]:
    return [one.minor for one in host.interpreters]


def only(host: Host) -> Interpreter:
    (one,) = host.interpreters
    return one


# ── every place ─────────────────────────────────────────────────────────────────────────────

PLACES = [
    ("PATH", "bin/python3.10", {}),
    ("pyenv", "home/.pyenv/versions/3.10.13/bin/python", {}),
    ("pyenv", "elsewhere/versions/3.10.13/bin/python", {"PYENV_ROOT": "elsewhere"}),
    ("uv", "home/.local/share/uv/python/cpython-3.10.13-linux/bin/python3", {}),
    ("uv", "home/.local/share/uv/python/cpython-3.10.13-linux/install/bin/python3", {}),
    ("uv", "data/uv/python/cpython-3.10.13-linux/bin/python", {"XDG_DATA_HOME": "data"}),
    ("uv", "pythons/cpython-3.10.13/bin/python", {"UV_PYTHON_INSTALL_DIR": "pythons"}),
    ("conda", "home/miniforge3/bin/python", {}),
    ("conda", "home/miniconda3/envs/tools/bin/python", {}),
    ("conda", "root/opt/conda/envs/tools/bin/python", {}),
    ("conda", "mamba/envs/tools/bin/python", {"MAMBA_ROOT_PREFIX": "mamba"}),
    ("conda", "active/bin/python", {"CONDA_PREFIX": "active"}),
    ("conda", "tools/envs/tools/bin/python", {"CONDA_EXE": "tools/bin/conda"}),
    ("asdf", "home/.asdf/installs/python/3.10.13/bin/python", {}),
    ("asdf", "asdf/installs/python/3.10.13/bin/python", {"ASDF_DATA_DIR": "asdf"}),
    ("mise", "home/.local/share/mise/installs/python/3.10/bin/python", {}),
    ("mise", "mise/installs/python/3.10/bin/python", {"MISE_DATA_DIR": "mise"}),
    ("Homebrew", "root/opt/homebrew/opt/python@3.10/bin/python3.10", {}),
    ("Homebrew", "brew/opt/python@3.10/bin/python3.10", {"HOMEBREW_PREFIX": "brew"}),
    ("tool cache", "cache/Python/3.10.13/x64/bin/python", {"RUNNER_TOOL_CACHE": "cache"}),
    ("system", "root/usr/bin/python3.10", {}),
    ("system", "root/opt/python/cp310-cp310/bin/python", {}),
]


@pytest.mark.parametrize(("source", "place", "env"), PLACES, ids=[place[1] for place in PLACES])
def test_a_python_is_found_where_its_keeper_keeps_it(
    source: str,
    place: str,
    env: dict[str, str],
    small: SmallMachine,
    interpreter: Callable[[str], Path],
) -> None:
    real = interpreter("3.10")
    path = small.link(small.folder / place, real)
    absolute = {name: str(small.folder / folder) for name, folder in env.items()}
    one = only(discover(here=small.with_env(**absolute)))
    assert (one.source, one.executable, one.minor) == (source, path, "3.10")
    assert one.source in SOURCES


def test_conda_lists_its_environments(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    prefix = small.folder / "far" / "env"
    small.link(prefix / "bin" / "python", interpreter("3.9"))
    (small.home / ".conda").mkdir()
    listed = small.home / ".conda" / "environments.txt"
    listed.write_text(f"{small.folder}/gone\nrelative\n\n{prefix}\n", encoding="utf-8")
    assert only(discover(here=small.here)).source == "conda"


def test_python_org_installs_frameworks_on_macos(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    versions = small.root / "Library" / "Frameworks" / "Python.framework" / "Versions"
    small.link(versions / "3.10" / "bin" / "python3", interpreter("3.10"))
    assert only(discover(here=replace(small.here, system="macos"))).source == "python.org"


def test_the_stand_in_of_macos_that_opens_a_window_is_not_run(small: SmallMachine) -> None:
    here = replace(small.with_env(PATH="/usr/bin"), system="macos")
    assert Path("/usr/bin/python3") not in {
        one.executable for one in discover(here=here).interpreters
    }
    assert not any(one.is_default for one in discover(here=here).interpreters)


def test_the_one_that_runs_tfinstall_is_found(small: SmallMachine) -> None:
    one = only(discover(here=replace(small.here, executable=sys.executable)))
    assert one.source == "running"
    assert one.version.release[:3] == sys.version_info[:3]
    assert not one.is_default


def test_a_machine_without_a_python_is_a_host_all_the_same(small: SmallMachine) -> None:
    host = discover(here=small.here)
    assert host.interpreters == ()
    assert host.unusable == ()
    assert host.platform.os in {"linux", "macos"}


# ── order and sameness ──────────────────────────────────────────────────────────────────────


def test_the_users_python_comes_first_then_new_before_old(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    for minor in ("3.8", "3.12", "3.10"):
        small.link(
            small.home / ".pyenv" / "versions" / minor / "bin" / "python", interpreter(minor)
        )
    small.link(small.bin / "python", interpreter("3.9"))
    host = discover(here=small.here)
    assert minors(host) == ["3.9", "3.12", "3.10", "3.8"]
    assert [one.is_default for one in host.interpreters] == [True, False, False, False]


def test_python3_is_the_users_where_there_is_no_python(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python3", interpreter("3.9"))
    small.link(small.bin / "python3.12", interpreter("3.12"))
    first = discover(here=small.here).interpreters[0]
    assert (first.minor, first.is_default) == ("3.9", True)


def test_python3_is_the_users_where_python_is_a_python_2(
    small: SmallMachine, interpreter: Callable[[str], Path], small_python_2: Path
) -> None:
    small.link(small.bin / "python", small_python_2)
    small.link(small.bin / "python3", interpreter("3.9"))
    host = discover(here=small.here)
    assert [(one.minor, one.is_default) for one in host.interpreters] == [
        ("3.9", True),
        ("2.7", False),
    ]


def test_one_python_under_several_names_is_one(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    real = interpreter("3.10")
    kept = small.link(small.home / ".pyenv" / "versions" / "3.10.13" / "bin" / "python", real)
    for name in ("python", "python3", "python3.10"):
        small.link(small.bin / name, kept)
    one = only(discover(here=small.here))
    assert (one.source, one.is_default) == ("pyenv", True)


def ranked(version: str, name: str = "python", **facts: object) -> Interpreter:
    told = {"executable": Path(name), "version": Version(version), **facts}
    return Interpreter(**told)  # type: ignore[arg-type]  # facts are the fields of the value


def test_pre_releases_and_the_unusual_come_last() -> None:
    best = [
        ranked("3.9.1", is_default=True),
        ranked("3.13.0"),
        ranked("3.13.0", bits=32),
        ranked("3.13.0", implementation="pypy"),
        ranked("3.12.9"),
        ranked("3.15.0b1"),
        ranked("3.15.0a7"),
    ]
    assert in_order(reversed(best)) == tuple(best)


# ── shims and environments ──────────────────────────────────────────────────────────────────


@pytest.fixture
def pyenv(small: SmallMachine, interpreter: Callable[[str], Path]) -> SmallMachine:
    """A pyenv with 3.8 and 3.10, and its shims first on PATH; they print garbage when run."""
    root = small.home / ".pyenv"
    for version in ("3.8.18", "3.10.13"):
        folder = root / "versions" / version / "bin"
        for name in ("python", "python3", f"python{version.rpartition('.')[0]}"):
            small.link(folder / name, interpreter(version.rpartition(".")[0]))
    shims = root / "shims"
    shims.mkdir()
    for name in ("python", "python3", "python3.8", "python3.10"):
        (shims / name).write_text("#!/bin/sh\necho not active\nexit 127\n", encoding="utf-8")
        (shims / name).chmod(0o755)
    return replace(small, here=small.with_path(shims, small.bin))


def default(here: Surroundings) -> str | None:
    chosen = [one.minor for one in discover(here=here).interpreters if one.is_default]
    return chosen[0] if chosen else None


def test_pyenvs_global_version_is_the_users_python(pyenv: SmallMachine) -> None:
    (pyenv.home / ".pyenv" / "version").write_text("3.8.18\n", encoding="utf-8")
    host = discover(here=pyenv.here)
    assert minors(host) == ["3.8", "3.10"]
    assert host.interpreters[0].is_default
    assert host.unusable == ()


def test_a_version_file_above_the_working_directory_beats_the_global_one(
    pyenv: SmallMachine,
) -> None:
    (pyenv.home / ".pyenv" / "version").write_text("3.8.18\n", encoding="utf-8")
    deep = pyenv.folder / "cwd" / "a" / "b"
    deep.mkdir(parents=True)
    (pyenv.folder / "cwd" / ".python-version").write_text("# ours\n3.10\n", encoding="utf-8")
    assert default(replace(pyenv.here, cwd=deep)) == "3.10"


def test_the_shells_version_beats_every_file(pyenv: SmallMachine) -> None:
    (pyenv.home / ".pyenv" / "version").write_text("3.10.13\n", encoding="utf-8")
    here = replace(pyenv.here, env={**pyenv.here.env, "PYENV_VERSION": "3.8.18:3.10.13"})
    assert default(here) == "3.8"


def test_pyenvs_system_is_the_next_python_on_path(
    pyenv: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    (pyenv.home / ".pyenv" / "version").write_text("system\n", encoding="utf-8")
    pyenv.link(pyenv.bin / "python", interpreter("3.11"))
    assert default(pyenv.here) == "3.11"


@pytest.mark.parametrize("version", ["3.99", "../../bin", "..", "/", "", "#", "\x00"])
def test_a_version_that_is_not_there_is_nobodys_python(version: str, pyenv: SmallMachine) -> None:
    (pyenv.home / ".pyenv" / "version").write_text(f"{version}\n", encoding="utf-8")
    assert default(pyenv.here) is None
    assert minors(discover(here=pyenv.here)) == ["3.10", "3.8"]


def test_a_shim_of_a_version_that_is_not_active_cannot_be_asked_for(pyenv: SmallMachine) -> None:
    (pyenv.home / ".pyenv" / "version").write_text("3.8.18\n", encoding="utf-8")
    shims = pyenv.home / ".pyenv" / "shims"
    assert failed(str(shims / "python3.10"), pyenv.here).diagnosis.title == (
        f"`--python {shims}/python3.10` is a shim of pyenv, and no active version has this "
        "command; give a version (`--python 3.10`) or the path of a Python"
    )
    assert only_match(str(shims / "python3.8"), pyenv.here).minor == "3.8"


def only_match(wanted: str, here: Surroundings) -> Interpreter:
    (one,) = (one for one in discover(wanted, here=here).interpreters if matches(one, wanted))
    return one


def test_a_shim_of_another_manager_is_run_to_see_what_it_starts(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    real = interpreter("3.9")
    shims = small.home / ".asdf" / "shims"
    shims.mkdir(parents=True)
    shim = shims / "python"
    shim.write_text(f'#!/bin/sh\nexec "{real}" "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    kept = small.link(
        small.home / ".asdf" / "installs" / "python" / "3.9.1" / "bin" / "python", real
    )
    one = only(discover(here=small.with_path(shims)))
    assert (one.is_default, one.source) == (True, "asdf")
    assert one.executable in {real, kept}


def test_what_a_shim_starts_is_not_remembered(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    shims = small.folder / "shims"
    shims.mkdir()
    shim = shims / "python"
    for minor in ("3.9", "3.10"):
        shim.write_text(f'#!/bin/sh\nexec "{interpreter(minor)}" "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
        os.utime(shim, (0, 0))
        assert default(small.with_path(shims)) == minor


def test_an_active_environment_is_seen_through_to_its_base(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    real = interpreter("3.10")
    environment = small.folder / "venv"
    subprocess.run([real, "-m", "venv", "--without-pip", environment], check=True)
    one = only(discover(here=small.with_path(environment / "bin")))
    assert one.is_default
    assert one.environment == environment
    assert os.path.realpath(one.executable) == os.path.realpath(real)
    assert one.executable.parent != environment / "bin"


def test_an_environment_whose_base_is_gone_is_unusable(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    environment = small.folder / "venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "pyvenv.cfg").write_text(
        f"home = {small.folder}/gone\nversion = 3.10.1\n", encoding="utf-8"
    )
    (environment / "bin" / "python").symlink_to(small.folder / "gone" / "python3.10")
    small.link(small.bin / "python3.9", interpreter("3.9"))
    host = discover(here=small.with_path(environment / "bin", small.bin))
    assert minors(host) == ["3.9"]
    (problem,) = host.unusable
    assert problem.path == environment / "bin" / "python"
    assert "which is not there" in problem.problem


def test_a_conda_environment_is_known_as_one(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    environment = small.folder / "venv"
    subprocess.run([interpreter("3.10"), "-m", "venv", "--without-pip", environment], check=True)
    (environment / "pyvenv.cfg").unlink()
    (environment / "conda-meta").mkdir()
    (environment / "bin" / "python").unlink()
    shutil.copy2(os.path.realpath(interpreter("3.10")), environment / "bin" / "python")
    host = discover(here=small.with_env(CONDA_PREFIX=str(environment)))
    for one in host.interpreters:  # a Python that was moved may not find itself
        assert one.source == "conda"


# ── a Python that was asked for ─────────────────────────────────────────────────────────────


def test_a_path_that_was_asked_for_is_among_them_and_matches(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    wanted = str(small.link(small.folder / "far" / "py", interpreter("3.10")))
    host = discover(wanted, here=small.here)
    assert minors(host) == ["3.9", "3.10"]
    assert [matches(one, wanted) for one in host.interpreters] == [False, True]


@pytest.mark.parametrize("wanted", ["~/far/bin/python", "../home/far/bin/python", "~/far"])
def test_a_path_may_be_short_for_another(
    wanted: str, small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.home / "far" / "bin" / "python", interpreter("3.10"))
    one = only(discover(wanted, here=small.here))
    assert one.minor == "3.10"
    assert matches(one, wanted)


def test_the_users_own_python_may_be_asked_for_by_its_path(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    wanted = str(small.link(small.bin / "python", interpreter("3.9")))
    one = only(discover(wanted, here=small.here))
    assert one.is_default
    assert matches(one, wanted)


def test_a_command_may_be_asked_for(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "my-python", interpreter("3.9"))
    one = only(discover("my-python", here=small.here))
    assert matches(one, "my-python")


def test_a_version_that_is_not_here_leaves_the_others(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    host = discover("3.10", here=small.here)
    assert minors(host) == ["3.9"]
    assert not any(matches(one, "3.10") for one in host.interpreters)


def failed(wanted: str, here: Surroundings, limit: float = 5.0) -> TfinstallError:
    with pytest.raises(TfinstallError) as raised:
        discover(wanted, here=here, limit=limit)
    return raised.value


def test_a_program_that_is_no_python_is_refused_with_what_would_be_right(
    small: SmallMachine, script: Callable[[str, str], Path], interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python3.9", interpreter("3.9"))
    small.link(small.bin / "python3.10", interpreter("3.10"))
    path = script("true", "true")
    diagnosis = failed(str(path), small.here).diagnosis
    assert diagnosis.cause == "python-missing"
    assert diagnosis.title == (
        f"`--python {path}` is not a usable Python: it did not answer like a Python: "
        "exit code 0, printed nothing; give a version (`--python 3.10`) or the path of a Python"
    )
    assert diagnosis.evidence[0].text.startswith(f"{path}: it did not answer")
    assert diagnosis.remedies[0].text == ("Use a Python that is here: `--python 3.10` (or 3.9)")


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("/nowhere/python", "there is no such file"),
        ("./", "it is a directory without a Python in it"),
        ("../file", "it may not be executed"),
        ("../link", "which is not there"),
        ("nothing-of-that-name", "there is no command of that name on PATH"),
    ],
)
def test_a_path_that_is_no_python_is_refused(
    wanted: str, problem: str, small: SmallMachine
) -> None:
    (small.folder / "file").write_text("", encoding="utf-8")
    (small.folder / "link").symlink_to("gone")
    diagnosis = failed(wanted, small.here).diagnosis
    assert diagnosis.cause == "python-missing"
    assert problem in diagnosis.title
    assert wanted in diagnosis.title


def test_a_python_that_hangs_is_refused_in_time(
    small: SmallMachine, script: Callable[[str, str], Path]
) -> None:
    path = script("slow", "sleep 60")
    start = time.monotonic()
    error = failed(str(path), small.here, limit=0.3)
    assert "it did not answer within 0.3 s" in error.diagnosis.title
    assert time.monotonic() - start < 5


def test_what_is_only_named_like_a_python_is_reported_and_passed_over(
    small: SmallMachine, script: Callable[[str, str], Path], interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python3.9", interpreter("3.9"))
    garbage = script("python3.7", "echo garbage")
    (small.bin / "python3.8").symlink_to("gone")
    host = discover(here=small.here)
    assert minors(host) == ["3.9"]
    problems = {one.path: one.problem for one in host.unusable}
    assert 'printed "garbage"' in problems[garbage]
    assert problems[small.bin / "python3.8"] == "it links to gone, which is not there"


# ── hostile surroundings ────────────────────────────────────────────────────────────────────


def test_no_home_no_cache_and_no_working_directory_break_nothing(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    here = replace(small.here, home=None, cache=None, cwd=None)
    assert minors(discover(here=here)) == ["3.9"]


def test_a_path_with_files_and_missing_folders_breaks_nothing(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    python = small.link(small.bin / "python", interpreter("3.9"))
    here = small.with_path(small.folder / "gone", python, small.bin)
    assert minors(discover(here=here)) == ["3.9"]


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read every folder")
def test_unreadable_folders_break_nothing(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    closed = small.home / ".pyenv" / "versions"
    closed.mkdir(parents=True)
    closed.chmod(0)
    try:
        assert minors(discover(here=small.here)) == ["3.9"]
    finally:
        closed.chmod(0o700)


def test_a_real_process_without_home_and_path_finds_its_own_python(tmp_path: Path) -> None:
    code = "from tfinstall.host import discover; print(len(discover().interpreters))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 1


def test_a_removed_working_directory_breaks_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    code = (
        "import os, sys; os.rmdir(sys.argv[1]); from tfinstall.host import discover; "
        "print(len(discover().interpreters))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# ── the cache ───────────────────────────────────────────────────────────────────────────────


def counted(small: SmallMachine, real: Path) -> tuple[Path, Path]:
    """A copy of a launcher that leaves a trace of each run, and the file of traces."""
    traces = small.folder / "traces"
    path = small.folder / "versions" / "bin" / "python"
    path.parent.mkdir(parents=True)
    path.write_text(f'#!/bin/sh\necho run >> {traces}\nexec "{real}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path, traces


def test_a_second_look_runs_nothing(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    first = discover(here=small.here)
    (cache,) = (small.folder / "cache").iterdir()
    text = cache.read_text(encoding="utf-8").replace('"3.9.', '"3.9.9')
    cache.write_text(text, encoding="utf-8")
    second = discover(here=small.here)
    assert str(first.interpreters[0].version) != str(second.interpreters[0].version)
    assert str(second.interpreters[0].version).startswith("3.9.9")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"a": 1}', "\x00", "[" * 100_000])
def test_a_corrupt_cache_is_ignored_and_replaced(
    text: str, small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    discover(here=small.here)
    (cache,) = (small.folder / "cache").iterdir()
    whole = cache.read_text(encoding="utf-8")
    cache.write_text(text, encoding="utf-8")
    assert minors(discover(here=small.here)) == ["3.9"]
    assert "3.9" in cache.read_text(encoding="utf-8")
    for broken in (whole.replace('"bits": 64', '"bits": "?"'), whole.replace("answer", "answr")):
        cache.write_text(broken, encoding="utf-8")
        assert minors(discover(here=small.here)) == ["3.9"]


def test_a_python_that_was_replaced_is_asked_again(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    for minor in ("3.9", "3.10"):
        (small.bin / "python").unlink(missing_ok=True)
        small.link(small.bin / "python", interpreter(minor))
        assert minors(discover(here=small.here)) == [minor]


def test_a_cache_that_cannot_be_written_is_not_missed(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    small.link(small.bin / "python", interpreter("3.9"))
    (small.folder / "cache").write_text("a file", encoding="utf-8")
    assert minors(discover(here=small.here)) == ["3.9"]


def test_an_answer_that_a_script_gave_is_not_kept(
    small: SmallMachine, interpreter: Callable[[str], Path]
) -> None:
    path, traces = counted(small, interpreter("3.9"))
    for runs in (1, 2):
        host = discover(str(path), here=small.here)
        assert only(host).minor == "3.9"
        assert len(traces.read_text(encoding="utf-8").splitlines()) == runs


# ── tools that get a Python ─────────────────────────────────────────────────────────────────


def test_the_tools_that_get_a_python_are_found(
    small: SmallMachine, script: Callable[[str, str], Path]
) -> None:
    for name in ("pyenv", "uv", "apt-get", "sudo"):
        script(name, "true")
    found = discover(here=small.here).python_installers
    assert found[:2] == ("uv", "pyenv")
    assert found[2:] == (("apt-get",) if os.geteuid() == 0 else ("sudo apt-get",))


def test_conda_is_known_by_its_variable_where_it_is_a_shell_function(
    small: SmallMachine,
) -> None:
    here = small.with_env(CONDA_EXE=str(small.folder / "conda" / "bin" / "conda"))
    assert discover(here=here).python_installers == ("conda",)
