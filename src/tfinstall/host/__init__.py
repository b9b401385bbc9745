"""The machine as one value: platform, Pythons, processor, accelerator, and the tools that help."""

from __future__ import annotations

from tfinstall.host.accelerator import gpu
from tfinstall.host.discovery import discover
from tfinstall.host.machine import parse_platform, platform

__all__ = ["discover", "gpu", "parse_platform", "platform"]
