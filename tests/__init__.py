"""Folders of tests are packages, so that two rooms may have files of the same name."""

from __future__ import annotations
