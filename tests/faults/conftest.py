"""The whole table is run only where it is asked for: `-m faults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.workshop import Workshop

if TYPE_CHECKING:
    from pathlib import Path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Rows marked `faults` take an hour; nobody gets them without naming the marker."""
    if "faults" in (config.getoption("markexpr") or ""):
        return
    asked = [item for item in items if item.get_closest_marker("faults") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in asked])
    items[:] = asked


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory, interpreters: dict[str, Path]) -> Workshop:
    """What all rows of one worker share."""
    return Workshop(tmp_path_factory.mktemp("faults"), interpreters)
