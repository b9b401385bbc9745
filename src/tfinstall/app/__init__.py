"""Each verb's story, top to bottom; the rooms below do the work."""

from __future__ import annotations

from tfinstall.app.install import install
from tfinstall.app.plan import plan
from tfinstall.app.verify import verify

__all__ = ["install", "plan", "verify"]
