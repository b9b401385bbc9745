"""What is known about TensorFlow: every wheel, what each needs, and what its metadata forgot."""

from __future__ import annotations

from tfinstall.matrix.knowledge import Matrix
from tfinstall.matrix.tags import fits

__all__ = ["Matrix", "fits"]
