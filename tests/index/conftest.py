"""An index client for a loopback index, without the machine's own pip configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tfinstall.index import Configuration, Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.index import LoopbackIndex


@pytest.fixture
def opened() -> Iterator[Callable[[Configuration], Index]]:
    """`opened(configuration)` is an index client that is closed when the test ends."""
    clients: list[Index] = []

    def open_index(configuration: Configuration) -> Index:
        clients.append(Index(configuration, connections=4))
        return clients[-1]

    yield open_index
    for client in clients:
        client.close()


@pytest.fixture
def client(index: LoopbackIndex, opened: Callable[[Configuration], Index]) -> Index:
    """A client of the loopback index; it does not try again, so that failures come at once."""
    return opened(Configuration(index_url=index.url, retries=0, timeout=5))
