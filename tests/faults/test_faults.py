"""Every fault on every pip that can show it: cause, exit code, evidence, and the promise kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults import plain
from tests.faults.fault import TOPICS, all_faults
from tests.faults.generations import GENERATIONS, NEWEST
from tests.faults.performance import explain, perform
from tests.faults.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation
    from tests.faults.workshop import Workshop

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="these faults are provoked by the means of POSIX"
)


def rows() -> Iterator[object]:
    for fault in all_faults().values():
        if fault.quick:
            yield pytest.param(fault, NEWEST, id=fault.name)
        for generation in GENERATIONS:
            if not fault.pips or generation.pip in fault.pips:
                name = f"{fault.name} with {generation}"
                yield pytest.param(fault, generation, id=name, marks=pytest.mark.faults)


def plain_rows() -> Iterator[object]:
    for fault in filter(plain.applies, all_faults().values()):
        for generation in plain.generations(fault):
            yield pytest.param(fault, generation, id=f"{fault.name} with {generation} alone")


@pytest.mark.parametrize(("fault", "generation"), [*rows()])
def test_a_fault_is_named_and_nothing_is_left(
    fault: Fault, generation: Generation, workshop: Workshop
) -> None:
    if workshop.python(generation) is None:
        pytest.skip(f"no CPython {generation.python} on this machine")
    result = perform(fault, generation, workshop)
    assert not result.problems, "\n".join([*result.problems, explain(result.ran)])


@pytest.mark.faults
@pytest.mark.parametrize(("fault", "generation"), [*plain_rows()])
def test_the_log_of_plain_pip_tells_the_fault(
    fault: Fault, generation: Generation, workshop: Workshop
) -> None:
    if workshop.python(generation) is None:
        pytest.skip(f"no CPython {generation.python} on this machine")
    reading = plain.read(fault, generation, workshop)
    problems = plain.wrong(fault, reading)
    assert not problems, "\n".join([*problems, reading.console])


def test_the_page_of_faults_has_the_table_as_it_is() -> None:
    page = Path(__file__).parents[2] / "docs" / "faults.md"
    assert table() in page.read_text(encoding="utf-8"), "`python -m tests.faults --table`"


def test_the_table_is_as_large_as_promised() -> None:
    """At least 60 faults on four generations, every topic among them."""
    everywhere = [each for each in all_faults().values() if not each.pips]
    assert len(everywhere) >= 60
    assert {each.topic for each in all_faults().values()} == set(TOPICS)
    assert 10 <= sum(each.quick for each in all_faults().values()) <= 20
