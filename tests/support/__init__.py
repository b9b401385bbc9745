"""Small real things for tests: wheels, an index, a proxy; `from tests.support.index import ...`."""

from __future__ import annotations
