"""Install TensorFlow into an environment in which it is proved to work."""

from __future__ import annotations

__version__ = "0.1.0"
