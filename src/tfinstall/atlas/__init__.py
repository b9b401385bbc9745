"""Every cell of the matrix at a glance: one table for a machine, one page for all of them."""

from __future__ import annotations
