"""Chooses release, distribution and Python together, and says why: pure, from the matrix."""

from __future__ import annotations

from tfinstall.resolution.caps import caps_for
from tfinstall.resolution.names import is_nightly
from tfinstall.resolution.refused import diagnosis_of
from tfinstall.resolution.selection import select
from tfinstall.resolution.spec import exact_version, parse_spec
from tfinstall.resolution.why import Verdict, Why, why

__all__ = [
    "Verdict",
    "Why",
    "caps_for",
    "diagnosis_of",
    "exact_version",
    "is_nightly",
    "parse_spec",
    "select",
    "why",
]
