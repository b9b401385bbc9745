"""Each verb's story, top to bottom, in a module of its own; the rooms below do the work."""

from __future__ import annotations
