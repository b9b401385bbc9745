"""`tfinstall why` through the command line, on the machine that runs the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


def test_the_first_thing_offered_is_a_python_that_is_here(
    shell: Shell, interpreters: dict[str, Path]
) -> None:
    ran = shell("why", "2.10", "--python", "3.13", "--json")

    told = ran.document["why"]
    assert (ran.document["cause"], ran.code) == ("python-too-new", 11)
    fitting = [minor for minor in interpreters if minor in told["pythons"]]
    if fitting:
        assert told["alternatives"][0]["command"] == f"tfinstall 2.10 --python {fitting[-1]}"


def test_another_machine_is_answered_without_a_look_at_this_one(shell: Shell) -> None:
    ran = shell("why", "2.10", "--platform", "macos-arm64-14.0")

    assert ran.code == 0, ran.err
    assert "tensorflow-macos==2.10.0 fits Python 3.10" in ran.out
    assert "this machine" not in ran.out


def test_of_a_range_each_run_of_releases_has_its_line(shell: Shell) -> None:
    ran = shell("why", ">=2.12,<2.16", "--python", "3.8")

    assert ran.out.split("asked for\n")[1].splitlines() == [
        "  × 2.14.0 to 2.15.1  needs Python 3.9 to 3.11",
        "  ✓ 2.12.0 to 2.13.1  has wheels for Python 3.8 to 3.11",
    ]


def test_of_one_series_the_answer_is_enough(shell: Shell) -> None:
    assert "asked for" not in shell("why", "2.10", "--python", "3.10").out
