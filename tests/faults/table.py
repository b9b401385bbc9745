"""How many rows there are: the table in docs/faults.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import plain
from tests.faults.fault import TOPICS, all_faults
from tests.faults.generations import GENERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation


def table() -> str:
    """Topics x pips in Markdown: rows with tfinstall, and after a plus those with pip alone."""
    head = ["topic", "faults", *map(str, GENERATIONS)]
    rows = [[topic, *_cells([*_of(topic)])] for topic in TOPICS]
    total = ["**all**", *_cells([*all_faults().values()])]
    lines = [head, ["---"] * len(head), *rows, total]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


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
