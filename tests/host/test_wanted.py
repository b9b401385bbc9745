from __future__ import annotations

from pathlib import Path

import pytest
from packaging.version import Version

from tfinstall.model import Interpreter, TfinstallError
from tfinstall.resolution.wanted import ASKED, matches, parse_wanted


def interpreter(version: str, **facts: object) -> Interpreter:
    told = {"executable": Path("/opt/python/bin/python"), "version": Version(version), **facts}
    return Interpreter(**told)  # type: ignore[arg-type]  # facts are the fields of the value


YES = [
    ("3.10.13", "3"),
    ("3.10.13", "3.10"),
    ("3.10.13", "3.10.13"),
    ("3.10.13", "python3.10"),
    ("3.10.13", "python3.10.exe"),
    ("3.10.13", " 3.10 "),
    ("3.10.13", "cpython-3.10"),
    ("3.10.13", "cp3.10"),
    ("3.10.13", ">=3.9,<3.11"),
    ("3.10.13", "~=3.10"),
    ("3.10.13", "==3.10"),
    ("3.10.13", "==3.10.*"),
    ("3.10.13", "<=3.10"),
    ("3.10.13", "!=3.9"),
    ("3.10.13", ">3.9"),
    ("3.14.0rc1", "3.14"),
    ("3.14.0rc1", "3.14.0rc1"),
    ("3.14.0rc1", ">=3.13"),
]
NO = [
    ("3.1.5", "3.10"),
    ("3.10.13", "3.1"),
    ("3.10.13", "3.10.1"),
    ("3.10.13", "pypy3.10"),
    ("3.10.13", "3.10t"),
    ("3.10.13", ">=3.11"),
    ("3.9.18", ">3.9"),
    ("3.11.0", "<=3.10"),
    ("3.14.0rc1", "<3.14"),
    ("3.14.0", "3.14.0rc1"),
    ("2.7.18", "3"),
    ("3.10.13", "/usr/bin/python3.10"),
]


@pytest.mark.parametrize(("version", "wanted"), YES)
def test_an_interpreter_is_what_is_wanted(version: str, wanted: str) -> None:
    assert matches(interpreter(version), wanted)


@pytest.mark.parametrize(("version", "wanted"), NO)
def test_an_interpreter_is_not_what_is_wanted(version: str, wanted: str) -> None:
    assert not matches(interpreter(version), wanted)


def test_an_implementation_is_wanted_by_name() -> None:
    pypy = interpreter("3.10.14", implementation="pypy")
    assert matches(pypy, "pypy3.10")
    assert matches(pypy, "3.10")
    assert not matches(pypy, "cpython3.10")


def test_a_free_threaded_build_is_wanted_by_its_letter() -> None:
    assert matches(interpreter("3.13.1", free_threaded=True), "3.13t")
    assert matches(interpreter("3.13.1", free_threaded=True), "3.13")


@pytest.mark.parametrize("wanted", ["/usr/bin/python", "~/py/bin/python", "python", "./python"])
def test_what_was_found_for_a_path_or_a_command_is_it(wanted: str) -> None:
    assert matches(interpreter("3.9.1", source=ASKED), wanted)
    assert not matches(interpreter("3.9.1"), wanted)


def test_the_path_of_an_interpreter_is_that_interpreter() -> None:
    assert matches(interpreter("3.9.1"), str(Path("/opt/python/bin/python")))


@pytest.mark.parametrize("wanted", ["", "  ", "py\x00thon", ">=three", ">=", "<3.10;"])
def test_a_text_that_means_nothing_is_a_usage_error(wanted: str) -> None:
    with pytest.raises(TfinstallError) as raised:
        parse_wanted(wanted)
    assert raised.value.diagnosis.cause == "usage"
    assert "3.1" in raised.value.diagnosis.title or "3.9" in raised.value.diagnosis.title


@pytest.mark.parametrize(
    ("wanted", "minor"),
    [("3.10", "3.10"), ("3.10.4", "3.10"), ("pypy3.9", "3.9"), ("3", None), (">=3.9", None)],
)
def test_the_minor_to_get_is_known_where_one_is_named(wanted: str, minor: str | None) -> None:
    assert parse_wanted(wanted).minor == minor
