"""Advice that several causes share."""

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice

TRY_AGAIN = Advice(text="Try again in a little while", automatic=True)
LATER = Advice(text="Try again in a little while")
"""Where pip itself has just tried several times, one more try at once is of no use."""

AS_OF_RELEASE = Advice(
    text="Install dependencies as they were when that TensorFlow was released",
    command="tfinstall {wanted} --recreate",
    automatic=True,
)

FRESH = Advice(text="Make a fresh environment", command="tfinstall {wanted} --recreate")

UPGRADE = Advice(
    text="Bring pip up to date: an old one overlooks ready wheels",
    command="python -m pip install --upgrade pip setuptools wheel",
)

WHEELS_ONLY = Advice(
    text="Take a version that has a ready wheel",
    command="python -m pip install --prefer-binary {package}",
)
