"""The files that configure pip, read without pip: which of them sets what.

pip reads, later ones winning: the system's files, the user's two, the environment's own, and the
one that PIP_CONFIG_FILE names; with PIP_CONFIG_FILE naming a file the user's are skipped, with the
null device all are. Verified against pip 18.1 to 26.3.
"""

from __future__ import annotations

import configparser
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WINDOWS = sys.platform == "win32"
_NAME = "pip.ini" if _WINDOWS else "pip.conf"
_SECTIONS = ("global", "install")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """One setting of `pip install` in a file."""

    key: str
    """As the option is spelled: `index-url`."""
    value: str
    file: Path


def configured(prefix: Path, environment: Mapping[str, str]) -> dict[str, Configured]:
    """What the files set for `pip install` in the environment at `prefix`, by key.

    A file that cannot be read is left out: pip will say itself what is wrong with it.
    """
    found: dict[str, Configured] = {}
    for section in _SECTIONS:
        for file in files(prefix, environment):
            for key, value in _section(file, section):
                found[key] = Configured(key=key, value=value, file=file)
    return found


def files(prefix: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The files that exist, in pip's order."""
    named = environment.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return ()
    places = [*_system(environment)]
    if not (named and Path(named).exists()):
        places += _user(environment)
    places.append(prefix / _NAME)
    places += [Path(named)] if named else []
    return tuple(place for place in places if place.is_file())


def _system(environment: Mapping[str, str]) -> Iterator[Path]:
    if _WINDOWS:
        yield Path(environment.get("PROGRAMDATA", r"C:\ProgramData")) / "pip" / _NAME
    elif sys.platform == "darwin":
        yield Path("/Library/Application Support/pip") / _NAME
    else:
        for folder in (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep):
            yield Path(folder) / "pip" / _NAME
        yield Path("/etc") / _NAME


def _user(environment: Mapping[str, str]) -> Iterator[Path]:
    with suppress(RuntimeError):  # no HOME
        home = Path.home()
        yield home / ("pip" if _WINDOWS else ".pip") / _NAME
        yield _user_folder(home, environment) / "pip" / _NAME


def _user_folder(home: Path, environment: Mapping[str, str]) -> Path:
    if _WINDOWS:
        return Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    support = home / "Library" / "Application Support"
    if sys.platform == "darwin" and (support / "pip").is_dir():
        return support
    return Path(environment.get("XDG_CONFIG_HOME") or home / ".config")


def _section(file: Path, section: str) -> Iterator[tuple[str, str]]:
    parser = configparser.RawConfigParser()
    with suppress(OSError, UnicodeDecodeError, configparser.Error):
        parser.read(file)
        if parser.has_section(section):
            for name, value in parser.items(section):
                if value:
                    yield name.lower().replace("_", "-").removeprefix("--"), value
