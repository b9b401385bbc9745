"""Conflicts in words: who asks what, which pair cannot be, what to relax."""

from __future__ import annotations

from typing import NamedTuple

from packaging.requirements import Requirement

from tfinstall.resolution.explain import (
    YOU,
    Ask,
    asks,
    clash,
    clash_sentence,
    relax,
    sentence,
    sentences,
)


class Cause(NamedTuple):
    """As resolvelib reports one."""

    requirement: Requirement
    parent: str | None


def describe(requirement: Requirement, parent: str | None) -> Ask:
    return Ask(by=parent or YOU, name=requirement.name, specifier=requirement.specifier)


NUMPY = asks(
    [
        Cause(Requirement("numpy>=2"), None),
        Cause(Requirement("numpy<2"), "tensorflow 2.10.1"),
        Cause(Requirement("numpy<2"), "tensorflow 2.10.1"),
        Cause(Requirement("numpy>=1.20"), "h5py 3.8.0"),
    ],
    describe,
)


def test_each_cause_is_one_ask() -> None:
    assert [sentence(ask) for ask in NUMPY] == [
        "you ask for numpy>=2",
        "tensorflow 2.10.1 needs numpy<2",
        "h5py 3.8.0 needs numpy>=1.20",
    ]


def test_candidates_of_one_mind_are_told_together() -> None:
    found = [
        *NUMPY,
        Ask(by="tensorflow 2.10.0", name="numpy", specifier=Requirement("numpy<2").specifier),
        Ask(by=YOU, name="numpy", specifier=Requirement("numpy>=1.20").specifier),
    ]
    assert sentences(found) == (
        "you ask for numpy>=2",
        "tensorflow 2.10.1 and tensorflow 2.10.0 need numpy<2",
        "h5py 3.8.0 needs numpy>=1.20, as you ask",
    )


def test_the_pair_that_cannot_be_is_named() -> None:
    pair = clash(NUMPY)
    assert pair is not None
    assert clash_sentence(pair) == ("numpy>=2 (you) and numpy<2 (tensorflow 2.10.1) cannot both be")
    assert clash(NUMPY[1:]) is None


def test_what_to_relax_is_what_the_user_asked() -> None:
    assert relax(NUMPY) == ("ask for numpy within <2 (tensorflow 2.10.1) instead of numpy>=2",)
    alone = (Ask(by=YOU, name="pandas", specifier=Requirement("pandas<1").specifier),)
    assert relax(alone) == ("leave pandas<1 open",)
    assert relax(NUMPY[1:]) == ()


def test_an_ask_may_be_in_words() -> None:
    ask = Ask(by="tensorflow 2.10.1", name="Python", text="Python 3.7 to 3.10")
    assert sentence(ask) == "tensorflow 2.10.1 needs Python 3.7 to 3.10"
