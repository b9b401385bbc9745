"""`tfinstall why`: Pythons and machines that need not be these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.resolution import machines as m
from tests.resolution.conftest import DATA
from tests.resolution.machines import host, python
from tfinstall.matrix import Matrix
from tfinstall.resolution import Why, parse_spec, why

if TYPE_CHECKING:
    from tfinstall.model import Platform

BARE = host(pythons=())
"""A machine on which nobody has looked for Pythons."""


NO_WHEELS = "does not take the wheels of TensorFlow 2.20, which needs Python 3.9 to 3.13"
QUESTIONS: list[Any] = [
    pytest.param(
        ("2.10", "3.13", None),
        "Python 3.13 is too new for TensorFlow 2.10, which needs Python 3.7 to 3.10",
        id="a Python that does not fit",
    ),
    pytest.param(("2.10", "3.10", None), "tensorflow==2.10.1 fits Python 3.10", id="one that does"),
    pytest.param(("2.10", "3.10.13", None), "tensorflow==2.10.1 fits Python 3.10", id="a patch"),
    pytest.param(
        ("2.12", None, m.MAC_ARM),
        "tensorflow-macos==2.12.0 fits Python 3.11",
        id="another machine with any Python",
    ),
    pytest.param(
        ("2.18", "3.12", m.MAC_INTEL),
        "TensorFlow 2.18 has no wheel for macOS 14.0 x86_64",
        id="a machine that does not fit",
    ),
    pytest.param(
        ("2.20", "3.13t", None), f"Free-threaded Python 3.13 {NO_WHEELS}", id="free-threaded"
    ),
    pytest.param(("2.20", "pypy3.10", None), f"PyPy 3.10 {NO_WHEELS}", id="PyPy"),
    pytest.param(("2.99", "3.12", None), "There is no TensorFlow 2.99", id="no such release"),
]


@pytest.mark.parametrize(("asked", "title"), QUESTIONS)
def test_the_question_needs_no_python_of_that_kind(
    matrix: Matrix, asked: tuple[str, str | None, Platform | None], title: str
) -> None:
    spec, wanted, platform = asked
    answer = why(parse_spec(spec), wanted, platform, BARE, matrix)
    assert answer.title == title
    assert answer.fits == (" fits " in title)


def commands(answer: Why) -> list[str | None]:
    return [each.command for each in answer.alternatives]


def test_a_refusal_offers_the_python_that_is_here_first(matrix: Matrix) -> None:
    answer = why(parse_spec("2.10"), "3.13", None, host(installers=("uv",)), matrix)
    assert answer.pythons == ("3.7", "3.8", "3.9", "3.10")
    assert answer.reasons == (
        "TensorFlow 2.10 has wheels for Python 3.7 to 3.10 on Linux x86_64",
        "this machine has Python 3.6 to 3.13",
    )
    assert commands(answer) == ["tfinstall 2.10 --python 3.10", "tfinstall 2.20.0 --python 3.13"]


def test_a_refusal_says_how_to_get_a_python_that_is_not_here(matrix: Matrix) -> None:
    only = host(pythons=(python("3.13.1", default=True),), installers=("uv",))
    answer = why(parse_spec("2.10"), "3.12", None, only, matrix)
    assert answer.title == (
        "Python 3.12 is too new for TensorFlow 2.10, which needs Python 3.7 to 3.10"
    )
    assert answer.reasons[1:] == ("this machine has Python 3.13",)
    assert commands(answer) == ["uv python install 3.10", "tfinstall 2.16.2 --python 3.12"]


def test_what_is_here_is_nothing_to_another_machine(matrix: Matrix) -> None:
    answer = why(parse_spec("2.10"), "3.13", m.MAC_ARM, host(installers=("uv",)), matrix)
    assert answer.reasons == (
        "TensorFlow 2.10 has wheels for Python 3.8 to 3.10 on macOS 14.0 arm64",
    )
    assert commands(answer) == [None, "tfinstall 2.20.0 --python 3.13"]


def test_an_imagined_python_is_ordinary_whatever_of_its_version_is_here(matrix: Matrix) -> None:
    odd = host(pythons=(python("3.12.1", bits=32, default=True),))
    answer = why(parse_spec("2.16"), "3.12", None, odd, matrix)
    assert answer.title == "tensorflow==2.16.2 fits Python 3.12"
    assert len(answer.reasons) == 2


def test_each_release_says_what_it_lacks(matrix: Matrix) -> None:
    answer = why(parse_spec("2.15"), "3.12", m.WINDOWS, BARE, matrix)
    assert [(str(each.version), each.fits, each.missing) for each in answer.releases] == [
        ("2.15.1", False, "needs Python 3.9 to 3.11"),
        ("2.15.0.post1", False, "has no wheel for Windows amd64"),
        ("2.15.0", False, "needs Python 3.9 to 3.11"),
    ]


def test_a_stub_lacks_what_its_delegate_lacks(matrix: Matrix) -> None:
    answer = why(parse_spec("2.11.1"), "3.10", m.AARCH64, BARE, matrix)
    by_name = {each.distribution: each.missing for each in answer.releases}
    assert by_name["tensorflow"] == (
        "only delegates to a build that has no wheel for the same Python"
    )
    assert by_name["tensorflow-cpu-aws"] == "needs Python 3.7"


def test_the_machines_own_pythons_are_asked_where_none_is_named(matrix: Matrix) -> None:
    answer = why(parse_spec("2.10"), None, None, host(), matrix)
    assert answer.fits
    assert answer.title == ("tensorflow==2.10.1 fits Python 3.10.9 at /pythons/3.10/bin/python")
    assert any("`python` is 3.11.7" in reason for reason in answer.reasons)


def test_one_question_reads_the_index_one_release_and_the_gpu_builds(matrix: Matrix) -> None:
    read: list[str] = []

    def text_of(name: str) -> str:
        read.append(name)
        return (DATA / name).read_text(encoding="utf-8")

    answer = why(parse_spec("2.10"), "3.10", None, BARE, Matrix(text_of))
    assert answer.title == why(parse_spec("2.10"), "3.10", None, BARE, matrix).title
    assert read == ["index.json", "releases/2.10.json", "gpu.toml"]
