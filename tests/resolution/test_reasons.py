"""What is said of each choice: whole sentences, compared as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.resolution import machines as m
from tests.resolution.machines import choose, chosen, host

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Platform


@pytest.mark.parametrize(
    ("spec", "platform", "because"),
    [
        pytest.param("2.10", m.LINUX, "2.10.1 is the newest patch release of 2.10", id="a series"),
        pytest.param("2.10.0", m.LINUX, "2.10.0 is the version asked for", id="a pin"),
        pytest.param("latest", m.LINUX, "2.21.0 is the newest final release", id="latest"),
        pytest.param("2", m.LINUX, "2.21.0 is the newest final release of 2", id="a major"),
        pytest.param(
            "~=2.15",
            m.MAC_INTEL,
            "2.16.2 is the newest release that satisfies ~=2.15 that fits here: "
            "2.21.0 has no wheel for macOS 14.0 x86_64",
            id="passed over for the machine",
        ),
        pytest.param(
            "latest",
            m.OLD_LINUX,
            "2.20.0 is the newest release that fits here: "
            "2.21.0 needs glibc 2.27 or newer, and this machine has 2.17",
            id="passed over for the C library",
        ),
        pytest.param(
            "2.11",
            m.AARCH64,
            "2.11.0 is the newest release of 2.11 that fits here: 2.11.1 only delegates to "
            "tensorflow-cpu-aws==2.11.1, which has wheels for Python 3.7 alone",
            id="passed over for a delegate",
        ),
    ],
)
def test_the_release_says_why(matrix: Matrix, spec: str, platform: Platform, because: str) -> None:
    assert chosen(choose(matrix, spec, host(platform))).version.because == because


def test_the_users_python_says_why(matrix: Matrix) -> None:
    choice = chosen(choose(matrix, "2.15", host())).interpreter
    assert choice.because == (
        "Python 3.11.7 at /pythons/3.11/bin/python: it is what `python` starts, and it fits"
    )


def test_another_python_says_what_is_wrong_with_the_users(matrix: Matrix) -> None:
    choice = chosen(choose(matrix, "2.10", host())).interpreter
    assert choice.because == (
        "Python 3.10.9 at /pythons/3.10/bin/python: `python` is 3.11.7, for which "
        "TensorFlow 2.10.1 has no wheels (it has 3.7 to 3.10); 3.10 is the newest here that fits"
    )


def test_a_named_python_says_who_named_it(matrix: Matrix) -> None:
    choice = chosen(choose(matrix, "2.10", host(), python="3.9")).interpreter
    assert choice.because == ("Python 3.9.9 at /pythons/3.9/bin/python: `--python 3.9` asks for it")


def test_a_python_of_the_wrong_kind_is_told_from_one_of_the_wrong_version(matrix: Matrix) -> None:
    pythons = (m.python("3.12.1", default=True, bits=32), m.python("3.11.1"))
    choice = chosen(choose(matrix, "2.20", host(pythons=pythons))).interpreter
    assert choice.because == (
        "Python 3.11.1 at /pythons/3.11/bin/python: `python` is 32-bit Python 3.12.1, which the "
        "wheels of TensorFlow 2.20.0 do not fit; 3.11 is the newest here that fits"
    )


def test_the_distribution_says_what_the_smaller_one_would_save(matrix: Matrix) -> None:
    choice = chosen(choose(matrix, "2.10", host())).distribution
    assert choice.because == (
        "`tensorflow` is the name on which other packages depend; `--accelerator cpu` takes the "
        "smaller tensorflow-cpu (214 MB instead of 578 MB)"
    )
    on_windows = chosen(choose(matrix, "2.15", host(m.WINDOWS))).distribution
    assert on_windows.because == "`tensorflow` is the name on which other packages depend"
