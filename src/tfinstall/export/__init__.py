"""A set of pinned packages → a file that another tool builds from: pure, one file a format."""

from __future__ import annotations

from tfinstall.export.formats import FORMATS, Format
from tfinstall.export.values import Content, Item

__all__ = ["FORMATS", "Content", "Format", "Item"]
