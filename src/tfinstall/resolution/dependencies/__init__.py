"""Chooses every dependency of a TensorFlow, for a machine that need not be this one: pure.

What an index has comes in through a `Source` of three members, so that a world in memory serves
as well as a real index.
"""

from __future__ import annotations

from tfinstall.resolution.dependencies.resolving import resolve
from tfinstall.resolution.dependencies.values import (
    Archive,
    Facts,
    Pin,
    Source,
    Target,
    Wish,
)

__all__ = ["Archive", "Facts", "Pin", "Source", "Target", "Wish", "resolve"]
