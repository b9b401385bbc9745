"""Candidates and their metadata from the package indexes that pip is configured to use."""

from __future__ import annotations

from tfinstall.index.check import Checked, check
from tfinstall.index.client import Index
from tfinstall.index.configuration import Configuration, configured
from tfinstall.index.file import Contents, File, Metadata
from tfinstall.index.refresh import Refreshed, refresh

__all__ = [
    "Checked",
    "Configuration",
    "Contents",
    "File",
    "Index",
    "Metadata",
    "Refreshed",
    "check",
    "configured",
    "refresh",
]
