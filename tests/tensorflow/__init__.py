"""What only a real TensorFlow can show."""

from __future__ import annotations
