"""The environment in which pip is started: what helps is set, what would do harm is left out.

Options that not every pip knows, and all secrets, travel here: an unknown `PIP_...` is ignored by
every pip, an unknown flag ends it. Booleans whose option is spelled `--no-...` and switches
something off need a false value to say "off".
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from packaging.version import Version

from tfinstall.installer.configuration import configured
from tfinstall.installer.secrets import has_secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tfinstall.installer.configuration import Configured
    from tfinstall.model import PipOptions

RAW_PROGRESS = Version("24.1")
SANE_NO_CACHE = Version("19.0")
NAMED_KEYRING = Version("23.1")
_FALSE = frozenset({"", "0", "n", "no", "f", "false", "off"})

HARMFUL = frozenset(
    {"target", "prefix", "root", "python", "report", "log", "log-file", "editable", "home", "src"}
)
"""Options of pip that would install elsewhere, or hide what we read; in whatever place set."""

NEUTRAL = {
    "PIP_USER": "0",
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PIP_DRY_RUN": "0",
    "PIP_NO_DEPS": "0",
    "PIP_IGNORE_INSTALLED": "0",
    "PIP_QUIET": "0",
    "PIP_VERBOSE": "0",
    "PIP_ISOLATED": "0",
}
"""Set, since an absent or empty one would let a value from pip.conf through."""

READABLE = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_NO_PYTHON_VERSION_WARNING": "1",
    "PIP_NO_WARN_SCRIPT_LOCATION": "0",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_NO_COLOR": "1",
    "NO_COLOR": "1",
    "COLUMNS": "400",
    "PYTHONUNBUFFERED": "1",
    "PYTHONIOENCODING": "utf-8",
}

_FORCING = frozenset({"FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS"})
_KEPT_PYTHON = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONPYCACHEPREFIX"})
_LAUNCHERS = frozenset({"__PYVENV_LAUNCHER__", "VIRTUAL_ENV", "_PIP_RUNNING_IN_SUBPROCESS"})
_TRACKERS = frozenset({"PIP_BUILD_TRACKER", "PIP_REQ_TRACKER"})
_PROXIES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def child_environment(
    options: PipOptions, *, prefix: Path, pip: Version | None, temporary: Path
) -> dict[str, str]:
    """The whole environment of a pip that installs into `prefix`; `pip` is its version if known.

    `temporary` is the directory in which pip shall work.
    """
    files = configured(prefix, os.environ)
    child = {name: value for name, value in os.environ.items() if not _unwanted(name, options)}
    if HARMFUL & files.keys():
        child = _flattened(files) | child | {"PIP_CONFIG_FILE": os.devnull}
    child |= NEUTRAL | READABLE | _locale()
    child |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    raw = pip is not None and pip >= RAW_PROGRESS
    child["PIP_PROGRESS_BAR"] = "raw" if raw else "off"
    if pip is not None and pip < SANE_NO_CACHE:
        child |= _no_cache(files, child)
    if pip is not None and pip >= NAMED_KEYRING and "keyring-provider" not in files:
        child = _keyring() | child
    return child | _secret(options, files, child) | _bundle(options, files, child)


def kept_out(prefix: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """What was set and is not handed to pip, in words: `target` of `/etc/pip.conf`."""
    files = configured(prefix, environment)
    found = [f"`{key}` of {files[key].file}" for key in sorted(HARMFUL & files.keys())]
    names = {f"PIP_{key.upper().replace('-', '_')}" for key in HARMFUL}
    names |= {"PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_DRY_RUN", "PIP_NO_DEPS", "PYTHONPATH"}
    return (*found, *(f"`{name}`" for name in sorted(names & environment.keys())))


def _unwanted(name: str, options: PipOptions) -> bool:
    known = name.upper()
    if known.startswith("PYTHON"):
        return known not in _KEPT_PYTHON
    if known.startswith("PIP_"):
        return known[4:].lower().replace("_", "-") in HARMFUL or known in _TRACKERS
    # Before 24.1 pip let the environment's proxy win over `--proxy`.
    return known in _FORCING | _LAUNCHERS or (options.proxy is not None and known in _PROXIES)


def _flattened(files: Mapping[str, Configured]) -> dict[str, str]:
    """The files' settings without the harmful ones, as variables.

    pip takes no value that would mean "no target", so such files are kept from it altogether.
    """
    return {
        variable(key): " ".join(each.value.split())
        for key, each in files.items()
        if key not in HARMFUL
    }


def variable(key: str) -> str:
    """The environment variable of an option: `PIP_INDEX_URL`."""
    return f"PIP_{key.upper().replace('-', '_')}"


def _no_cache(files: Mapping[str, Configured], child: Mapping[str, str]) -> dict[str, str]:
    """Before 19.0 a true `PIP_NO_CACHE_DIR`, as in many a container, ends pip in a traceback.

    There a false one switches the cache off; seen with 18.1.
    """
    value = child.get("PIP_NO_CACHE_DIR") or (
        files["no-cache-dir"].value if "no-cache-dir" in files else ""
    )
    return {"PIP_NO_CACHE_DIR": "" if value.lower() in _FALSE else "off"}


def _keyring() -> dict[str, str]:
    """Where pip may not ask, as here, it consults a keyring only if told which."""
    return {"PIP_KEYRING_PROVIDER": "subprocess"} if shutil.which("keyring") else {}


def _locale() -> dict[str, str]:
    """Messages of the operating system in English, text in UTF-8."""
    if sys.platform == "win32":
        return {}
    name = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return {"LC_ALL": name, "LANG": name, "LANGUAGE": ""}


def _secret(
    options: PipOptions, files: Mapping[str, Configured], child: Mapping[str, str]
) -> dict[str, str]:
    """Options with credentials in them; a list is added to what is configured, as pip would."""
    found: dict[str, str] = {}
    for key, value in (("proxy", options.proxy), ("index-url", options.index_url)):
        if value is not None and has_secret(value):
            found[variable(key)] = value
    for key, values in (
        ("extra-index-url", options.extra_index_urls),
        ("find-links", options.find_links),
    ):
        secret = [value for value in values if has_secret(value)]
        if secret:
            before = child.get(variable(key)) or (files[key].value if key in files else "")
            found[variable(key)] = " ".join([*before.split(), *secret])
    return found


def _bundle(
    options: PipOptions, files: Mapping[str, Configured], child: Mapping[str, str]
) -> dict[str, str]:
    """The CA bundle that the environment names: with `--proxy`, pip 24.1 and newer forget it."""
    told = options.cert is not None or "cert" in files or child.get("PIP_CERT")
    if options.proxy is None or told:
        return {}
    bundle = next((child[name] for name in _BUNDLES if child.get(name)), None)
    return {} if bundle is None else {"PIP_CERT": bundle}
