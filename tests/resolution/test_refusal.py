"""What is said where nothing fits: the cause, the sentences, and the commands to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.resolution import machines as m
from tests.resolution.machines import choose, host, refused
from tfinstall.diagnosis import CAUSES
from tfinstall.resolution import diagnosis_of, parse_spec

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Alternative, Host


def commands(alternatives: tuple[Alternative, ...]) -> list[str | None]:
    return [each.command for each in alternatives]


def test_a_python_that_is_too_new(matrix: Matrix) -> None:
    answer = refused(choose(matrix, "2.10", host(), python="3.13"))
    assert answer.cause == "python-too-new"
    assert answer.title == (
        "Python 3.13.9 is too new for TensorFlow 2.10, which needs Python 3.7 to 3.10"
    )
    wheels, here = answer.reasons
    assert wheels == "TensorFlow 2.10 has wheels for Python 3.7 to 3.10 on Linux x86_64"
    assert here == (
        "this machine has Python 3.13.9 at /pythons/3.13/bin/python; it also has Python 3.6 to 3.12"
    )
    assert answer.pythons == ("3.7", "3.8", "3.9", "3.10")
    assert answer.releases == ("2.21.0", "2.20.0")
    assert commands(answer.alternatives) == [
        "tfinstall 2.10 --python 3.10",
        "tfinstall 2.20.0 --python 3.13",
    ]


def test_a_python_that_is_too_old_on_a_machine_with_no_other(matrix: Matrix) -> None:
    machine = host(pythons=(m.python("3.8.10", default=True),), installers=("apt-get", "uv"))
    answer = refused(choose(matrix, "2.20", machine))
    assert answer.cause == "python-too-old"
    assert answer.title == (
        "Python 3.8.10 is too old for TensorFlow 2.20, which needs Python 3.9 to 3.13"
    )
    assert commands(answer.alternatives) == ["uv python install 3.13", "tfinstall 2.13.1"]


@pytest.mark.parametrize(
    ("machine", "wanted", "cause", "first"),
    [
        pytest.param(
            host(pythons=m.ALL[:2], installers=("uv",)),
            "3.9",
            "python-missing",
            "uv python install 3.9",
            id="a fitting Python that is not here",
        ),
        pytest.param(
            host(pythons=m.ALL[:2], installers=("uv",)),
            "3.12",
            "python-too-new",
            "uv python install 3.10",
            id="an unfitting one that is not here",
        ),
        pytest.param(
            host(pythons=m.ALL[:2], installers=("uv",)),
            "3.5",
            "python-too-old",
            "uv python install 3.10",
            id="an older one that is not here",
        ),
        pytest.param(
            host(),
            "/no/such/python",
            "python-missing",
            "tfinstall 2.10 --python 3.10",
            id="a path that is no Python",
        ),
        pytest.param(
            host(pythons=(), installers=("pyenv",)),
            None,
            "python-missing",
            "pyenv install 3.10",
            id="no Python at all",
        ),
        pytest.param(
            host(pythons=(), installers=()),
            None,
            "python-missing",
            None,
            id="no Python and nothing to get one with",
        ),
        pytest.param(
            host(pythons=(m.python("3.10.1", bits=32),), installers=("uv",)),
            None,
            "python-32bit",
            "uv python install 3.10",
            id="a 32-bit Python",
        ),
        pytest.param(
            host(pythons=(m.python("3.10.1", implementation="pypy"),), installers=("uv",)),
            None,
            "wheel-tag-mismatch",
            "uv python install 3.10",
            id="PyPy",
        ),
        pytest.param(
            host(m.MAC_ARM, (m.python("3.10.1", arch="x86_64"),), installers=("uv",)),
            None,
            "wheel-tag-mismatch",
            "uv python install 3.10",
            id="a Python for Rosetta",
        ),
    ],
)
def test_a_python_that_will_not_do_is_named_with_the_way_to_one_that_will(
    matrix: Matrix, machine: Host, wanted: str | None, cause: str, first: str | None
) -> None:
    answer = refused(choose(matrix, "2.10", machine, python=wanted))
    assert answer.cause == cause
    assert answer.alternatives[0].command == first


def test_a_release_that_does_not_exist_names_the_nearest(matrix: Matrix) -> None:
    answer = refused(choose(matrix, "2.99", host()))
    assert answer.cause == "version-not-found"
    assert answer.title == "There is no TensorFlow 2.99"
    assert answer.reasons == ("the nearest releases are 2.21.0, 2.20.0 and 2.19.1",)
    assert commands(answer.alternatives) == ["tfinstall 2.21.0"]


@pytest.mark.parametrize(
    ("spec", "nearest"),
    [
        ("2.10.7", "2.10.1"),
        ("2.16.0", "2.16.2"),
        ("1.16", "1.15.5"),
        ("3", "2.21.0"),
        ("tensorflow-gpu==2.13.0", "tensorflow-gpu==2.11.0"),
        ("2.22", "2.22.0rc0"),
    ],
)
def test_the_nearest_is_the_one_a_person_would_think_of(
    matrix: Matrix, spec: str, nearest: str
) -> None:
    answer = refused(choose(matrix, spec, host()))
    assert commands(answer.alternatives) == [f"tfinstall {nearest}"]


def test_a_machine_that_was_never_served_says_which_were(matrix: Matrix) -> None:
    answer = refused(choose(matrix, "latest", host(m.ALPINE)))
    assert answer.title == "TensorFlow has no wheel for Linux x86_64 with musl 1.2"
    assert " ".join(answer.reasons) == (
        "TensorFlow 2.21.0 has wheels for Linux x86_64, Linux aarch64, macOS arm64 and "
        "Windows amd64, all of them for glibc: Alpine and other systems with musl cannot run them"
    )


def test_a_c_library_that_is_too_old_says_which_would_do(matrix: Matrix) -> None:
    answer = refused(choose(matrix, "2.21", host(m.OLD_LINUX)))
    assert answer.cause == "libc-too-old"
    assert answer.title == (
        "TensorFlow 2.21.0 needs glibc 2.27 or newer, and this machine has 2.17"
    )
    assert commands(answer.alternatives) == ["tfinstall 2.20.0"]


def test_a_command_is_quoted_for_the_shell_of_the_system(matrix: Matrix) -> None:
    spec = ">=2.5,<2.11"
    on_linux = refused(choose(matrix, spec, host(), python="3.13"))
    assert on_linux.alternatives[0].command == "tfinstall '>=2.5,<2.11' --python 3.10"
    on_windows = refused(choose(matrix, spec, host(m.WINDOWS), python="3.13"))
    assert on_windows.alternatives[0].command == 'tfinstall ">=2.5,<2.11" --python 3.10'


@pytest.mark.parametrize(
    ("spec", "machine", "python"),
    [
        ("2.10", host(), "3.13"),
        ("2.99", host(), None),
        ("2.21", host(m.OLD_LINUX), None),
        ("2.10", host(m.RASPBERRY), None),
        ("2.15", host(cpu_flags=frozenset({"sse"})), None),
        ("tensorflow-gpu==2.12.0", host(), None),
        ("tensorflow-macos==2.15.1", host(m.MAC_ARM), None),
    ],
)
def test_every_refusal_is_a_published_cause_with_a_way_out(
    matrix: Matrix, spec: str, machine: Host, python: str | None
) -> None:
    answer = refused(choose(matrix, spec, machine, python=python))
    diagnosis = diagnosis_of(answer).diagnosis
    assert diagnosis.cause in CAUSES
    assert diagnosis.title == answer.title
    assert diagnosis.remedies
    assert [each.text for each in diagnosis.evidence] == list(answer.reasons)


def test_every_command_asks_for_something_that_can_be_asked_for(matrix: Matrix) -> None:
    for spec in ("2.10", "2.15", "1.15", "2.13.1"):
        for platform in (m.LINUX, m.WINDOWS, m.MAC_ARM, m.AARCH64):
            answer = choose(matrix, spec, host(platform), python="3.13")
            for each in refused(answer).alternatives:
                if each.command and each.command.startswith("tfinstall "):
                    parse_spec(each.command.split()[1])
                    assert "--python" in each.command


def test_what_is_offered_instead_really_fits(matrix: Matrix) -> None:
    """The command of the last alternative, asked again."""
    for python in ("3.13", "3.12", "3.8", "3.6"):
        for spec in ("2.2", "2.10", "2.15.0", "2.20", "2.13.1"):
            for platform in (m.LINUX, m.WINDOWS, m.MAC_ARM, m.AARCH64):
                answer = choose(matrix, spec, host(platform), python=python)
                if m.brief(answer).startswith(("tensorflow=", "tensorflow-")):
                    continue
                for each in refused(answer).alternatives:
                    words = (each.command or "").split()
                    if words[:1] == ["tfinstall"]:
                        again = choose(matrix, words[1], host(platform), python=words[3])
                        m.chosen(again)
