"""How fast it is, beside what a user would type otherwise."""

from __future__ import annotations
