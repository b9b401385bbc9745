"""`tfinstall sync` as a user types it: exactly what the lock says, or things as they were."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.index import Fault, LoopbackIndex
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Shell

MINOR = f"3.{min(sys.version_info[1], 13)}"
HEAD = 'lock-version = "1.0"\ncreated-by = "somebody"\n'


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are kept for minutes, and ports come back."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[LoopbackIndex]:
    """An index of tiny packages, none of them a TensorFlow."""
    folder = tmp_path / "shop"
    for name, version in (("alpha", "1.0"), ("alpha", "2.0"), ("beta", "1.5"), ("gamma", "0.1")):
        build_wheel(folder, name, version)
    with LoopbackIndex(folder) as running:
        yield running


@pytest.fixture
def plain(shell: Shell, shop: LoopbackIndex) -> Shell:
    return replace(shell, environ={**shell.environ, "PIP_INDEX_URL": shop.url})


def entry(shop: LoopbackIndex, pin: str, **lines: str) -> str:
    """One package of a pylock.toml, as the index has it."""
    name, _, version = pin.partition("==")
    file = shop.directory / f"{name}-{version}-py3-none-any.whl"
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    more = "".join(f"{key} = {value}\n" for key, value in lines.items())
    url = f"{shop.base}/files/{file.name}"
    wheel = f'{{ url = "{url}", hashes = {{ sha256 = "{sha256}" }} }}'
    return f'[[packages]]\nname = "{name}"\nversion = "{version}"\n{more}wheels = [{wheel}]\n'


def pylock(shop: LoopbackIndex, *pins: str) -> str:
    return "\n".join([HEAD, *(entry(shop, pin) for pin in pins)])


def packages(venv: Path) -> set[str]:
    found = venv.glob("lib/python*/site-packages/*.dist-info")
    names = {each.name.removesuffix(".dist-info") for each in found}
    return {name for name in names if not name.startswith("pip-")}


def test_a_lock_becomes_exactly_that_environment_and_a_second_run_says_so(
    small_shell: Shell, small_index: LoopbackIndex
) -> None:
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    ran = small_shell("sync")
    assert ran.code == 0, ran.err
    assert "TensorFlow 2.10.1 works in" in ran.out
    venv = small_shell.folder / ".venv"
    assert packages(venv) == {"absl_py-1.3.0", "numpy-1.23.5", "tensorflow-2.10.1"}
    receipt = json.loads((venv / "tfinstall-receipt.json").read_text())
    assert receipt["requirement"] == "tensorflow==2.10.1"
    assert [step["name"] for step in receipt["proof"]["steps"]] == ["import", "compute", "train"]

    small_index.seen.clear()
    again = small_shell("sync", "--json")
    assert again.document["environment"]["already"] is True
    assert not small_index.seen


def test_a_requirements_lock_of_ours_becomes_the_same_environment(small_shell: Shell) -> None:
    assert small_shell("lock", "2.10", "--python", MINOR, "--format", "requirements").code == 0
    ran = small_shell("sync", "requirements-lock.txt", "--no-verify", "--json")
    assert ran.code == 0, ran.err
    found = packages(small_shell.folder / ".venv")
    assert found == {"absl_py-1.3.0", "numpy-1.23.5", "tensorflow-2.10.1"}
    assert ran.document["sync"] is None


def test_an_environment_is_changed_only_after_saying_so(plain: Shell, shop: LoopbackIndex) -> None:
    lock, venv = plain.folder / "pylock.toml", plain.folder / ".venv"
    lock.write_text(pylock(shop, "alpha==1.0", "gamma==0.1"))
    assert plain("sync").code == 0
    lock.write_text(pylock(shop, "alpha==2.0", "beta==1.5"))

    refused = plain("sync")
    assert refused.code == 2
    for told in ("added: beta 1.5", "changed: alpha 1.0 to 2.0", "removed: gamma 0.1", "--yes"):
        assert told in refused.err
    assert packages(venv) == {"alpha-1.0", "gamma-0.1"}

    seen = plain("sync", "--dry-run", "--json").document["sync"]["changes"]
    assert seen == {
        "added": {"beta": "1.5"},
        "changed": {"alpha": {"was": "1.0", "is": "2.0"}},
        "removed": {"gamma": "0.1"},
    }
    assert packages(venv) == {"alpha-1.0", "gamma-0.1"}

    done = plain("sync", "--yes")
    assert (done.code, packages(venv)) == (0, {"alpha-2.0", "beta-1.5"}), done.err
    assert "removed: gamma 0.1" in done.err


def test_what_was_installed_beside_it_by_hand_is_removed_too(
    plain: Shell, shop: LoopbackIndex
) -> None:
    (plain.folder / "pylock.toml").write_text(pylock(shop, "alpha==1.0"))
    assert plain("sync").code == 0
    site = next((plain.folder / ".venv").glob("lib/python*/site-packages"))
    info = site / "gamma-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gamma\nVersion: 0.1\n")

    assert "removed: gamma 0.1" in plain("sync").err
    assert plain("sync", "--yes").code == 0
    assert packages(plain.folder / ".venv") == {"alpha-1.0"}


def test_the_old_environment_stays_whole_where_the_new_one_fails(
    plain: Shell, shop: LoopbackIndex
) -> None:
    lock, venv = plain.folder / "pylock.toml", plain.folder / ".venv"
    lock.write_text(pylock(shop, "alpha==1.0"))
    assert plain("sync").code == 0
    before = (venv / "tfinstall-receipt.json").read_text()
    lock.write_text(pylock(shop, "alpha==2.0"))
    shop.faults.append(Fault(path="/files/alpha-2", corrupt=True))

    ran = plain("sync", "--yes")
    assert (ran.code, "hash-mismatch" in ran.err) == (32, True), ran.err
    assert packages(venv) == {"alpha-1.0"}
    assert (venv / "tfinstall-receipt.json").read_text() == before
    assert sorted(each.name for each in plain.folder.iterdir()) == [".venv", "pylock.toml"]


def test_somebody_elses_environment_is_left_alone(plain: Shell, shop: LoopbackIndex) -> None:
    (plain.folder / "pylock.toml").write_text(pylock(shop, "alpha==1.0"))
    (plain.folder / ".venv").mkdir()
    (plain.folder / ".venv" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    ran = plain("sync", "--yes")
    assert (ran.code, "file-exists" in ran.err) == (2, True), ran.err


def test_what_the_index_does_not_have_comes_from_the_address_in_the_lock(
    plain: Shell, shop: LoopbackIndex, tmp_path: Path
) -> None:
    (plain.folder / "pylock.toml").write_text(pylock(shop, "alpha==1.0", "beta==1.5"))
    poor = tmp_path / "poor"
    build_wheel(poor, "alpha", "1.0")
    with LoopbackIndex(poor) as index:
        ran = plain("sync", "--json", PIP_INDEX_URL=index.url)
    assert ran.code == 0, ran.out
    assert [each["helped"] for each in ran.document["applied"]] == [True]
    assert packages(plain.folder / ".venv") == {"alpha-1.0", "beta-1.5"}


def test_a_wheel_that_lies_beside_the_lock_needs_no_index(
    shell: Shell, shop: LoopbackIndex
) -> None:
    wheel = shop.directory / "alpha-1.0-py3-none-any.whl"
    (shell.folder / "wheels").mkdir()
    (shell.folder / "wheels" / wheel.name).write_bytes(wheel.read_bytes())
    text = pylock(shop, "alpha==1.0")
    url = f'url = "{shop.base}/files/'
    (shell.folder / "pylock.toml").write_text(text.replace(url, 'path = "wheels/'))
    ran = shell("sync", "--no-index")
    assert (ran.code, packages(shell.folder / ".venv")) == (0, {"alpha-1.0"}), ran.err


def test_only_what_its_marker_wants_here_is_installed(plain: Shell, shop: LoopbackIndex) -> None:
    lock = "\n".join(
        [
            HEAD,
            entry(shop, "alpha==1.0", marker="\"sys_platform == 'win32'\""),
            entry(shop, "alpha==2.0", marker="\"sys_platform != 'win32'\""),
            entry(shop, "gamma==0.1", marker="\"sys_platform == 'win32'\""),
        ]
    )
    (plain.folder / "pylock.toml").write_text(lock)
    seen = plain("sync", "--dry-run", "--json").document["sync"]["packages"]
    assert [(each["name"], each["version"]) for each in seen] == [("alpha", "2.0")]


def test_the_python_that_the_environment_has_is_kept(
    plain: Shell, shop: LoopbackIndex, interpreters: dict[str, Path]
) -> None:
    minors = [each for each in ("3.9", "3.10", "3.12") if each in interpreters]
    if not minors:
        pytest.skip("needs a second Python")
    (plain.folder / "pylock.toml").write_text(pylock(shop, "alpha==1.0"))
    assert plain("sync", "--python", minors[0]).code == 0
    seen = plain("sync", "--dry-run", "--json").document["sync"]
    assert seen["python"].startswith(minors[0])


def typed(shell: Shell, answer: str) -> tuple[int, str]:
    """`tfinstall sync` at a terminal, and what a person types there; exit code and what is said."""
    pty = pytest.importorskip("pty", reason="needs POSIX")
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "tfinstall", "sync"],
        cwd=shell.folder,
        env={**os.environ, **shell.environ, "TERM": "dumb"},
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(theirs)
    said = b""
    try:
        while chunk := os.read(ours, 4096):
            said += chunk
    except OSError:  # Linux: nobody holds the other end any more
        pass
    os.close(ours)
    return done.returncode, said.decode()


def test_at_a_terminal_it_asks(plain: Shell, shop: LoopbackIndex) -> None:
    lock, venv = plain.folder / "pylock.toml", plain.folder / ".venv"
    lock.write_text(pylock(shop, "alpha==1.0"))
    assert plain("sync").code == 0
    lock.write_text(pylock(shop, "beta==1.5"))

    code, said = typed(plain, "n")
    assert (code, packages(venv)) == (130, {"alpha-1.0"})
    assert "removed: alpha 1.0" in said
    assert "Go on? [y/N]" in said
    code, said = typed(plain, "y")
    assert (code, packages(venv)) == (0, {"beta-1.5"}), said


LOCKERS = {
    "pip": ("pip", "lock", "-q", "-o", "pylock.toml", "-r", "in.txt"),
    "uv": ("uv", "pip", "compile", "-q", "--format", "pylock.toml", "-o", "pylock.toml", "in.txt"),
    "uv, hashed requirements": (
        *("uv", "pip", "compile", "-q", "--generate-hashes"),
        *("-o", "requirements.txt", "in.txt"),
    ),
}


@pytest.mark.parametrize("tool", LOCKERS)
def test_the_locks_of_other_tools_are_read(
    tool: str, plain: Shell, shop: LoopbackIndex, tmp_path: Path
) -> None:
    (plain.folder / "in.txt").write_text("alpha<2\ngamma; sys_platform == 'linux'\n")
    environ = {"UV_DEFAULT_INDEX": shop.url, "UV_CACHE_DIR": str(tmp_path / "uv")}
    subprocess.run(
        [sys.executable, "-m", *LOCKERS[tool]],
        cwd=plain.folder,
        env={**os.environ, **plain.environ, **environ},
        check=True,
        capture_output=True,
    )
    lock = "requirements.txt" if "requirements" in tool else "pylock.toml"
    words = ("sync", lock, "--dry-run", "--json", "--python", sys.executable)
    seen = plain(*words).document["sync"]
    assert seen["made_by"] == tool.partition(",")[0]
    assert [each["name"] for each in seen["packages"]] == ["alpha", "gamma"]
    assert all(each["hashes"] for each in seen["packages"])
