"""What `--python` may say, and whether an interpreter is what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from tfinstall.diagnosis import failure
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from tfinstall.model import Interpreter

ASKED = "--python"
"""The `source` of an interpreter that was asked for by its path or its command name."""

# `3`, `3.10`, `3.10.13`, `3.14.0rc1`, `3.13t`, `python3.10`, `cpython-3.10`, `pypy3.10`
_VERSION = re.compile(
    r"(?P<implementation>[a-z]+)?[-@]?"
    r"(?P<version>\d+(?:\.\d+){0,2}(?:(?:a|b|rc)\d+)?)(?P<free_threaded>t)?(?:\.exe)?",
    re.IGNORECASE,
)
_IMPLEMENTATIONS = {"": "", "python": "", "py": "", "cpython": "cpython", "cp": "cpython"}
"""`python3.10` names no implementation, as virtualenv reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A parsed `--python`; exactly one of `version`, `specifiers` and `command` is set."""

    text: str
    version: Version | None = None
    """Two numbers mean every patch release of that minor."""
    specifiers: SpecifierSet | None = None
    command: str | None = None
    """A path or the name of a command: only running it tells what it is."""
    implementation: str = ""
    """Empty: any."""
    free_threaded: bool | None = None
    """None: either."""

    @property
    def minor(self) -> str | None:
        """`3.10` where one minor release is named, for `uv python install 3.10`."""
        if self.version is None or len(self.version.release) < 2:  # noqa: PLR2004  (X.Y)
            return None
        return f"{self.version.major}.{self.version.minor}"


def parse_wanted(text: str) -> Wanted:
    """What is meant by `3.10`, `>=3.9,<3.11`, `pypy3.10`, `python`, `/usr/bin/python3`.

    Raises `usage` on an empty text and on a specifier that is none.
    """
    stripped = text.strip()
    if not stripped.isprintable() or not stripped:
        what = "is empty" if not stripped else "holds characters that no path has"
        raise failure("usage", f"`--python` {what}; give a version (`3.10`) or a path")
    if stripped[0] in "<>=!~" and not stripped.startswith(("~/", "~\\")):
        return Wanted(text=stripped, specifiers=_specifiers(stripped))
    match = _VERSION.fullmatch(stripped)
    return _versioned(stripped, match) if match else Wanted(text=stripped, command=stripped)


def _specifiers(text: str) -> SpecifierSet:
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        raise failure(
            "usage", f"`--python {text}` is not a version specifier; `>=3.9,<3.11` would be one"
        ) from None


def _versioned(text: str, match: re.Match[str]) -> Wanted:
    named = (match["implementation"] or "").lower()
    try:
        version = Version(match["version"])
    except InvalidVersion:  # the pattern admits only versions; a guard against its next change
        return Wanted(text=text, command=text)
    return Wanted(
        text=text,
        version=version,
        implementation=_IMPLEMENTATIONS.get(named, named),
        free_threaded=True if match["free_threaded"] else None,
    )


def matches(interpreter: Interpreter, wanted: str | Wanted) -> bool:
    """Whether this interpreter is one that `--python` asks for."""
    asked = parse_wanted(wanted) if isinstance(wanted, str) else wanted
    if asked.command is not None:
        return interpreter.source == ASKED or str(interpreter.executable) == asked.command
    return _implementation_matches(interpreter, asked) and _version_matches(
        interpreter.version, asked
    )


def _implementation_matches(interpreter: Interpreter, asked: Wanted) -> bool:
    if asked.free_threaded is not None and interpreter.free_threaded != asked.free_threaded:
        return False
    return asked.implementation in {"", interpreter.implementation}


def _version_matches(version: Version, asked: Wanted) -> bool:
    if asked.specifiers is not None:
        return all(_specifier_matches(version, one) for one in asked.specifiers)
    if asked.version is None:
        return False
    if asked.version.is_prerelease:
        return version == asked.version
    given = asked.version.release
    return version.release[: len(given)] == given


def _specifier_matches(version: Version, specifier: Specifier) -> bool:
    """Compared as exactly as the specifier speaks: `<=3.10` and `==3.10` include 3.10.13."""
    if specifier.version.endswith(".*"):
        return specifier.contains(version, prereleases=True)
    given = Version(specifier.version)
    if given.is_prerelease or len(given.release) >= len(version.release):
        return specifier.contains(version, prereleases=True)
    shortened = ".".join(str(part) for part in version.release[: len(given.release)])
    return specifier.contains(shortened, prereleases=True)
