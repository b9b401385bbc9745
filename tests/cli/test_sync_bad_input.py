"""What may be wrong with a lock, and that `tfinstall sync` names it before anything is fetched."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran, Shell
    from tests.support.index import LoopbackIndex

MINOR = f"3.{min(sys.version_info[1], 13)}"
HEAD = 'lock-version = "1.0"\ncreated-by = "somebody"\n'
HASH = "0" * 64
WHEEL = (
    f'{{ url = "https://index.example/a-1-py3-none-any.whl", hashes = {{ sha256 = "{HASH}" }} }}'
)
PACKAGE = f'[[packages]]\nname = "a"\nversion = "1"\nwheels = [{WHEEL}]\n'


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are kept for minutes, and ports come back."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def ours(small_shell: Shell) -> Callable[[Callable[[str], str]], Ran]:
    """Syncs, dry, a fresh lock of ours after an edit of its text."""
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    lock = small_shell.folder / "pylock.toml"

    def synced(edit: Callable[[str], str]) -> Ran:
        text = lock.read_text()
        changed = edit(text)
        assert changed != text
        lock.write_text(changed)
        return small_shell("sync", "--dry-run")

    return synced


def without(package: str) -> Callable[[str], str]:
    """Cuts a package out of the text of a lock."""

    def edit(text: str) -> str:
        head, *rest = re.split(r"^(?=\[\[packages\]\])", text, flags=re.MULTILINE)
        return head + "".join(each for each in rest if f'name = "{package}"\n' not in each[:80])

    return edit


def other_hash(package: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        start = text.index(f'name = "{package}-')
        return text[:start] + re.sub(r"[0-9a-f]{64}", HASH, text[start:], count=1)

    return edit


def test_a_package_that_another_needs_and_that_was_removed(
    ours: Callable[[Callable[[str], str]], Ran],
) -> None:
    ran = ours(without("numpy"))
    assert ran.code == 2
    assert "pylock.toml lacks numpy, which its tensorflow needs" in ran.err
    assert "tfinstall lock 2.10\n" in ran.err


def test_a_version_that_was_edited_is_told_and_no_reason_to_refuse(
    ours: Callable[[Callable[[str], str]], Ran],
) -> None:
    ran = ours(
        lambda text: text.replace("absl_py-1.3.0", "absl_py-1.3.1").replace(
            'name = "absl-py"\nversion = "1.3.0"', 'name = "absl-py"\nversion = "1.3.1"'
        )
    )
    assert ran.code == 0, ran.err
    assert "edited since tfinstall wrote it: absl-py was changed" in ran.out


def test_a_tensorflow_whose_hash_was_never_published(
    ours: Callable[[Callable[[str], str]], Ran], small_index: LoopbackIndex
) -> None:
    small_index.seen.clear()
    ran = ours(other_hash("tensorflow"))
    assert (ran.code, "hash-mismatch" in ran.err) == (32, True), ran.err
    assert "never published" in " ".join(ran.err.split())
    assert not small_index.seen


def test_another_hash_than_the_index_has(small_shell: Shell) -> None:
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    lock = small_shell.folder / "pylock.toml"
    lock.write_text(other_hash("numpy")(lock.read_text()))
    ran = small_shell("sync", "--no-verify")
    assert (ran.code, "hash-mismatch" in ran.err) == (32, True), ran.err
    for told in ("numpy was changed", HASH, "pylock.toml asks for another file"):
        assert told in " ".join(ran.err.split())
    assert not (small_shell.folder / ".venv").exists()


def test_an_index_that_lies_about_a_hash(
    small_shell: Shell, small_index: LoopbackIndex, wheels: Path
) -> None:
    """The lie gets into the lock; no file has that hash, and that is found out."""
    (numpy,) = wheels.glob("numpy-*.whl")
    small_index.hashes[numpy.name] = HASH
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    ran = small_shell("sync", "--no-verify")
    assert (ran.code, "hash-mismatch" in ran.err) == (32, True), ran.err
    assert "lock anew" in " ".join(ran.err.split())
    assert not (small_shell.folder / ".venv").exists()


def test_a_lock_for_another_machine(small_shell: Shell) -> None:
    assert small_shell("lock", "2.10", "--python", MINOR).code == 0
    for form in ("pylock", "requirements"):
        assert small_shell("lock", "2.10", "--python", MINOR, "--format", form).code == 0
    for lock in ("pylock.toml", "requirements-lock.txt"):
        ran = small_shell("sync", lock, "--dry-run", TFINSTALL_PLATFORM="linux-aarch64")
        assert (ran.code, "platform-unsupported" in ran.err) == (12, True), ran.err
        assert "this is Linux aarch64" in " ".join(ran.err.split())


def test_a_lock_for_another_python(small_shell: Shell, interpreters: dict[str, Path]) -> None:
    others = [minor for minor in ("3.8", "3.9", "3.12") if minor in interpreters and minor != MINOR]
    if not others:
        pytest.skip("needs a second Python")
    for form in ("pylock", "requirements"):
        assert small_shell("lock", "2.10", "--python", MINOR, "--format", form).code == 0
    for lock in ("pylock.toml", "requirements-lock.txt"):
        ran = small_shell("sync", lock, "--dry-run", "--python", others[0])
        assert ran.code == 11, ran.err
        assert f"{lock} is for Python {MINOR}" in ran.err
        assert f"tfinstall sync {lock} --python {MINOR}" in ran.err


BAD = {
    "a later version of the format": (HEAD.replace("1.0", "2.0"), 2, "is in version 2.0"),
    "a version of the format that is none": (HEAD.replace("1.0", "one"), 2, "`lock-version` 'one'"),
    "a table that is no lock": ('[project]\nname = "x"\n', 2, "it lacks `lock-version"),
    "what is not TOML": ("numpy==1.0\n", 2, "(at line 1, column"),
    "an unfinished merge": (HEAD + "<<<<<<< HEAD\n", 2, "marks of an unfinished merge, line 3"),
    "a package without a name": (HEAD + "[[packages]]\n", 2, "`packages[0].name` is missing"),
    "a package without a source": (
        HEAD + '[[packages]]\nname = "a"\n',
        2,
        "`packages[0]` (package a)",
    ),
    "a wheel without a hash": (
        HEAD + PACKAGE.replace(HASH, "").replace('sha256 = ""', ""),
        2,
        "hash",
    ),
    "a weak hash alone": (HEAD + PACKAGE.replace("sha256", "md5"), 2, "has only md5 of a"),
    "a marker that is none": (
        HEAD + 'environments = ["linux"]\npackages = []\n',
        2,
        "environments[0]",
    ),
    "a folder": (
        HEAD + '[[packages]]\nname = "mine"\ndirectory = { path = "." }\n',
        2,
        "uv export --no-emit-project",
    ),
    "two entries of one name for one machine": (HEAD + PACKAGE + PACKAGE, 12, "Multiple packages"),
    "no wheel for this machine": (
        HEAD + PACKAGE.replace("py3-none-any", "cp27-cp27m-win32"),
        12,
        "No wheel found",
    ),
}


@pytest.mark.parametrize("promise", BAD)
def test_it_names_what_is_wrong_with(promise: str, shell: Shell) -> None:
    text, code, seen = BAD[promise]
    (shell.folder / "pylock.toml").write_text(text)
    ran = shell("sync", "--dry-run")
    assert (ran.code, seen in " ".join(ran.err.split())) == (code, True), ran.err
    assert "pylock.toml" in ran.err
    assert not (shell.folder / ".venv").exists()


LINES = {
    "a line without a hash": (f"a==1 --hash=sha256:{HASH}\nb==1\n", "line 2, has no `--hash"),
    "a range": ("a>=1\n", "line 1, does not name one version"),
    "a folder": ("-e .\n", "line 1, names a folder"),
    "no package": ("# nothing\n", "names no package"),
}


@pytest.mark.parametrize("promise", LINES)
def test_it_names_what_is_wrong_with_requirements_that_have(promise: str, shell: Shell) -> None:
    text, seen = LINES[promise]
    (shell.folder / "requirements.txt").write_text(text)
    ran = shell("sync", "requirements.txt", "--dry-run")
    assert (ran.code, seen in " ".join(ran.err.split())) == (2, True), ran.err
    assert "requirements.txt" in ran.err


def test_a_later_minor_version_of_the_format_is_read_and_told(shell: Shell) -> None:
    (shell.folder / "pylock.toml").write_text(HEAD.replace("1.0", "1.1") + PACKAGE)
    ran = shell("sync", "--dry-run")
    assert ran.code == 0, ran.err
    assert "in version 1.1 of the format" in " ".join(ran.out.split())
    assert not ran.err


def test_files_that_are_no_lock_at_all(shell: Shell) -> None:
    (shell.folder / "uv.lock").write_text("version = 1\n")
    (shell.folder / "binary.txt").write_bytes(b"\xff\xfe\x00")
    for name, code, seen in (
        ("pylock.toml", 2, "pylock.toml does not exist"),
        (".", 2, "is a directory; name the lock in it"),
        ("uv.lock", 2, "uv export --no-emit-project"),
        ("binary.txt", 2, "not a text in UTF-8"),
    ):
        ran = shell("sync", name, "--dry-run")
        assert (ran.code, seen in " ".join(ran.err.split())) == (code, True), ran.err
