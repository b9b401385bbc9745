"""Reading locks: whatever a file holds, it is a lock or is refused in words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tfinstall.model import Platform, TfinstallError
from tfinstall.resolution.locks import LockFile, Misfit, fitting, pylock_of
from tfinstall.resolution.question import imagine

if TYPE_CHECKING:
    from collections.abc import Callable

HASH: Final = "0" * 64
WHEEL: Final = {
    "name": "a-1-py3-none-any.whl",
    "url": "https://index.example/a-1-py3-none-any.whl",
    "hashes": {"sha256": HASH},
}
SOUND: Final[dict[str, Any]] = {
    "lock-version": "1.0",
    "created-by": "tfinstall",
    "environments": ["sys_platform == 'linux'"],
    "requires-python": ">=3.8",
    "packages": [
        {"name": "a", "version": "1", "wheels": [WHEEL], "dependencies": [{"name": "b"}]},
        {"name": "b", "version": "1", "sdist": {**WHEEL, "name": "b-1.tar.gz"}},
    ],
    "tool": {"tfinstall": {"asked": "2.10", "seals": {"a": "0"}}},
}
LINUX: Final = Platform(os="linux", arch="x86_64", glibc=(2, 36))
strange = st.recursive(
    st.one_of(st.integers(0, 9), st.booleans(), st.sampled_from(["", "a", "b", "1", "==", "\0"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["name", "x"]), inner)
    ),
    max_leaves=4,
)


def read(document: Any) -> LockFile:
    return pylock_of(tomli_w.dumps(document), name="pylock.toml", digest="")


def spots(value: Any) -> list[Callable[[Any], Any]]:
    """For each place in a document, what puts something else there."""
    found: list[Callable[[Any], Any]] = [lambda other: other]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items if isinstance(value, dict | list) else ():
        found.extend(_within(value, key, put) for put in spots(inner))
    return found


def _within(value: Any, key: Any, put: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def changed(other: Any) -> Any:
        copy = dict(value) if isinstance(value, dict) else list(value)
        copy[key] = put(other)
        return copy

    return changed


SPOTS: Final = spots(SOUND)[1:]


@settings(max_examples=150, deadline=None)
@given(put=st.sampled_from(SPOTS), other=strange)
def test_whatever_stands_in_one_place_it_is_read_or_refused_in_words(
    put: Callable[[Any], Any], other: Any
) -> None:
    with suppress(TfinstallError):
        fitting(read(put(other)), LINUX, imagine("3.10.1"))


def test_a_sound_lock_gives_its_files_with_their_hashes() -> None:
    pieces = fitting(read(SOUND), LINUX, imagine("3.10.1"))
    assert not isinstance(pieces, Misfit)
    assert [piece.line for piece in pieces] == [
        f"a==1 --hash=sha256:{HASH}",
        f"b==1 --hash=sha256:{HASH}",
    ]


MISFITS = {
    "another Python": (LINUX, "3.7.1", "python", "is for Python >=3.8, and this is 3.7.1"),
    "another system": (
        Platform(os="windows", arch="amd64"),
        "3.10.1",
        "platform",
        'is for `sys_platform == "linux"`, and this is Windows amd64',
    ),
}


@pytest.mark.parametrize("case", MISFITS)
def test_it_says_why_a_lock_is_not_for(case: str) -> None:
    platform, python, kind, text = MISFITS[case]
    assert fitting(read(SOUND), platform, imagine(python)) == Misfit(kind=kind, text=text)  # type: ignore[arg-type]  # the table's literals are plain texts
