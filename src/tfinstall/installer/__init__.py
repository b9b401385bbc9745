"""Drives the program that installs, in an environment that is already there.

`install` runs pip to its end and tells what happened as a value; `verify_install` finds out whether
it did what was asked; `read_requirements` and `check_pip_options` refuse bad input beforehand.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfinstall.installer.asks import TensorflowAsk, tensorflow_asks
    from tfinstall.installer.backend import BACKENDS, Backend, install
    from tfinstall.installer.configured import PipSetting, PipSettings, settings
    from tfinstall.installer.options import check_index, check_pip_options, check_proxy
    from tfinstall.installer.order import InstallOrder
    from tfinstall.installer.pip import report_of
    from tfinstall.installer.requirements import (
        AskedFiles,
        AskedLine,
        OptionLine,
        parse_requirement,
        read_requirements,
    )
    from tfinstall.installer.upgrade import PipUpgrade, needed_pip, pip_suffices, upgrade_pip
    from tfinstall.installer.verify import Verification, verify_hashes, verify_install

__all__ = [
    "BACKENDS",
    "AskedFiles",
    "AskedLine",
    "Backend",
    "InstallOrder",
    "OptionLine",
    "PipSetting",
    "PipSettings",
    "PipUpgrade",
    "TensorflowAsk",
    "Verification",
    "check_index",
    "check_pip_options",
    "check_proxy",
    "install",
    "needed_pip",
    "parse_requirement",
    "pip_suffices",
    "read_requirements",
    "report_of",
    "settings",
    "tensorflow_asks",
    "upgrade_pip",
    "verify_hashes",
    "verify_install",
]

_MODULES = {
    "asks": ("TensorflowAsk", "tensorflow_asks"),
    "backend": ("BACKENDS", "Backend", "install"),
    "configured": ("PipSetting", "PipSettings", "settings"),
    "options": ("check_index", "check_pip_options", "check_proxy"),
    "order": ("InstallOrder",),
    "pip": ("report_of",),
    "requirements": (
        "AskedFiles",
        "AskedLine",
        "OptionLine",
        "parse_requirement",
        "read_requirements",
    ),
    "upgrade": ("PipUpgrade", "needed_pip", "pip_suffices", "upgrade_pip"),
    "verify": ("Verification", "verify_hashes", "verify_install"),
}
"""Imported when first used: `tfinstall why` reads a requirement and never starts a pip."""


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
