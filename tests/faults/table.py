"""The tables in docs/faults.md: how many rows there are, and what came out of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.faults import plain
from tests.faults.fault import TOPICS, all_faults
from tests.faults.generations import GENERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation


def table() -> str:
    """Topics x pips in Markdown: rows with tfinstall, and after a plus those with pip alone."""
    head = ["topic", "faults", *map(str, GENERATIONS)]
    rows = [[topic, *_cells([*_of(topic)])] for topic in TOPICS]
    total = ["**all**", *_cells([*all_faults().values()])]
    lines = [head, ["---"] * len(head), *rows, total]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def results(reports: Iterable[Path]) -> str:
    """Pips x outcomes in Markdown, from what pytest's `--junitxml` wrote of one run or several."""
    driven: dict[str, Counter[str]] = {}
    alone: dict[str, Counter[str]] = {}
    for case in _cases(reports):
        named = re.search(r" with pip ([\d.]+)( alone)?\]$", case.get("name", ""))
        if named:
            counted = alone if named[2] else driven
            counted.setdefault(named[1], Counter())[_outcome(case)] += 1
    head = ["", "tfinstall drives that pip", "its own log is read"]
    rows = [
        [f"pip {pip}", _told(driven.get(pip, Counter())), _told(alone.get(pip, Counter()))]
        for pip in (generation.pip for generation in GENERATIONS)
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, ["---"] * len(head), *rows])


def _cases(reports: Iterable[Path]) -> Iterator[ET.Element]:
    for report in reports:
        yield from ET.parse(report).iter("testcase")  # noqa: S314  (written by our own tests)


def _outcome(case: ET.Element) -> str:
    bad = ("failure", "error", "skipped")
    return next((each for each in bad if case.find(each) is not None), "right")


def _told(outcomes: Counter[str]) -> str:
    run = outcomes.total() - outcomes["skipped"]
    skipped = f", {outcomes['skipped']} skipped" if outcomes["skipped"] else ""
    return f"{outcomes['right']} of {run} right{skipped}"


def _of(topic: str) -> Iterator[Fault]:
    return (fault for fault in all_faults().values() if fault.topic == topic)


def _cells(faults: list[Fault]) -> list[str]:
    return [str(len(faults)), *(_cell(faults, generation) for generation in GENERATIONS)]


def _cell(faults: list[Fault], generation: Generation) -> str:
    driven = [fault for fault in faults if not fault.pips or generation.pip in fault.pips]
    alone = [
        fault for fault in faults if plain.applies(fault) and generation in plain.generations(fault)
    ]
    return f"{len(driven)} + {len(alone)}"
