"""Each verb's story, top to bottom; the rooms below do the work.

A story is loaded when it is told: `diagnose` needs none of what `install` needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from tfinstall.app.diagnose import read_log
    from tfinstall.app.install import install
    from tfinstall.app.plan import plan
    from tfinstall.app.verify import verify

__all__ = ["install", "plan", "read_log", "verify"]

_STORIES = {
    "install": "tfinstall.app.install",
    "plan": "tfinstall.app.plan",
    "read_log": "tfinstall.app.diagnose",
    "verify": "tfinstall.app.verify",
}


def __getattr__(name: str) -> Any:
    if name not in _STORIES:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415  (that is the point)

    story = getattr(import_module(_STORIES[name]), name)
    globals()[name] = story  # over the module of the same name, which the import has just set
    return story
