"""The README says what the program does: its exit codes, its options, its two commands."""

from __future__ import annotations

import re
from pathlib import Path

from tfinstall.cli.options import OPTIONS
from tfinstall.diagnosis import CAUSES

CHECKOUT = Path(__file__).resolve().parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_the_exit_codes_in_the_readme_are_those_of_the_causes() -> None:
    rows = re.findall(r"^\| (\d+) \| [^|]+ \|([^|]*)\|$", README, re.MULTILINE)
    told = {slug: int(code) for code, causes in rows for slug in re.findall(r"`([\w-]+)`", causes)}

    assert told == {slug: CAUSES[slug].exit_code for slug in told}
    assert {int(code) for code, _ in rows} == {0} | {each.exit_code for each in CAUSES.values()}


def test_every_option_in_the_readme_exists() -> None:
    section = README.split("## Options")[1].split("### ")[0]
    told = set(re.findall(r"`--([\w-]+)", section))

    assert told
    assert told <= {option.name for option in OPTIONS}


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    command = "python3 dev.py test"

    assert f"$ {command} " in README.split("\n\n")[1]
    assert command in (CHECKOUT / ".ci/run").read_text(encoding="utf-8").splitlines()
    workflow = (CHECKOUT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"python dev\.py (\w+)", workflow)) == {"test", "run"}
