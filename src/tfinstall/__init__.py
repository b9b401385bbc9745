"""Install TensorFlow into an environment in which it is proved to work.

`plan`, `install`, `verify` and `diagnose` are the verbs of the command line, typed and silent;
see `tfinstall.api`. They are loaded when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from tfinstall.api import diagnose, install, plan, request, verify

__version__ = "0.1.0"
__all__ = ["__version__", "diagnose", "install", "plan", "request", "verify"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module `tfinstall` has no attribute `{name}`")
    from tfinstall import api  # noqa: PLC0415  (start-up time)

    return getattr(api, name)
