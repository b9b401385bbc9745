"""The faults, one file for each topic; every function is a row of the table."""

from __future__ import annotations
