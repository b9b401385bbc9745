"""The text of a pylock.toml → a `LockFile`, or what is wrong with it, by package.

https://packaging.python.org/en/latest/specifications/pylock-toml/
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from packaging.pylock import Pylock, PylockValidationError
from packaging.version import InvalidVersion, Version

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy
from tfinstall.resolution.locks.seal import edited
from tfinstall.resolution.locks.values import LockFile
from tfinstall.resolution.words import quoted

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tfinstall.model import TfinstallError

KNOWN: Final = Version("1.0")
"""The newest version of the format that is known here."""
OURS: Final = "tfinstall"
FOREIGN: Final[Mapping[str, str]] = {
    "uv.lock": "uv export --no-emit-project --format pylock.toml -o pylock.toml",
    "poetry.lock": "poetry export -f requirements.txt -o requirements.txt",
    "pdm.lock": "pdm export -f pylock -o pylock.toml",
    "Pipfile.lock": "pipenv requirements --hash > requirements.txt",
    "pixi.lock": "pip lock -r requirements.txt",
    "conda-lock.yml": "pip lock -r requirements.txt",
}
"""Locks of one tool alone, and the command that makes one of them that every tool takes."""


def foreign(name: str) -> str | None:
    """The command that turns a lock of this file name into a standard one; None: not needed."""
    return FOREIGN.get(name)


def pylock_of(text: str, *, name: str, digest: str) -> LockFile:
    """The lock that a text in TOML is.

    Raises `invalid-requirement` naming the file and the package or the line, and what would be
    right; `usage` where its format is a later one.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, _no_toml(text, str(error))) from None
    newer = _newer(document, name)
    try:
        # A later 1.x only adds, and its additions are passed over: packaging would log a warning.
        standard = Pylock.from_dict({**document, "lock-version": str(KNOWN)})
    except PylockValidationError as error:
        raise _invalid(document, name, error) from None
    _check_edges(document, name)
    return LockFile(
        name=name,
        digest=digest,
        made_by=standard.created_by,
        standard=standard,
        notes=tuple(_notes(document, name, newer)),
    )


def _no_toml(text: str, told: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            return f"has the marks of an unfinished merge, line {number}: lock anew to end it"
    return f"is not TOML: {_lower(told)}"


def _newer(document: Mapping[str, Any], name: str) -> Version | None:
    """The version of its format, where that is later than the known one."""
    told = document.get("lock-version")
    if told is None:
        raise _wrong(
            name, 'is no lock: it lacks `lock-version = "1.0"`, with which a pylock.toml begins'
        )
    try:
        version = Version(told)
    except (InvalidVersion, TypeError):
        message = f'has the `lock-version` {told!r}, which is no version; `"1.0"` would be one'
        raise _wrong(name, message) from None
    if version.major != KNOWN.major:
        raise failure(
            "usage",
            f"{name} is in version {version} of the format, and this tfinstall reads 1.x",
            evidence=(Evidence(source=name, text=f'lock-version = "{version}"'),),
            remedies=(
                Remedy(text="Take a newer tfinstall"),
                Remedy(text="Or have the lock written in version 1.0 by the tool that made it"),
            ),
            file=name,
        )
    return version if version > KNOWN else None


def _notes(document: Mapping[str, Any], name: str, newer: Version | None) -> Iterator[str]:
    if newer is not None:
        yield f"{name} is in version {newer} of the format: what came after {KNOWN} is passed over"
    kept = _own(document).get("seals")
    if isinstance(kept, dict) and (told := edited(document["packages"], kept)):
        yield f"{name} was edited since tfinstall wrote it: {told}"


def _check_edges(document: Mapping[str, Any], name: str) -> None:
    """What a package says that it needs has to be in the lock as well: so the standard has it."""
    packages = document["packages"]
    there = {package["name"] for package in packages}
    lacking = [
        (package["name"], str(edge["name"]))
        for package in packages
        for edge in package.get("dependencies", ())
        if isinstance(edge, dict) and str(edge.get("name", package["name"])) not in there
    ]
    if not lacking:
        return
    asker, needed = lacking[0]
    raise failure(
        "invalid-requirement",
        f"{name} lacks {needed}, which its {asker} needs: was it removed by hand?",
        evidence=tuple(
            Evidence(source=name, text=f"{asker} depends on {needed}, and no package has that name")
            for asker, needed in lacking
        ),
        remedies=_again(document),
        file=name,
        package=needed,
    )


def _own(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Our own table, if it is one: the document need not be valid yet."""
    tool = document.get("tool")
    own = tool.get(OURS) if isinstance(tool, dict) else None
    return own if isinstance(own, dict) else {}


def _again(document: Mapping[str, Any]) -> tuple[Remedy, ...]:
    asked = _own(document).get("asked")
    # A lock may come from anywhere: what it says is never shown as a command unquoted.
    lock = f"tfinstall lock {quoted(asked, 'linux')}" if isinstance(asked, str) else None
    return (
        Remedy(text="Take the lock as it was: `git checkout` brings it back"),
        Remedy(text="Or make it anew", command=lock),
    )


def _invalid(
    document: Mapping[str, Any], name: str, error: PylockValidationError
) -> TfinstallError:
    where = error.context or ""
    package = _package_at(document, where)
    place = f"`{where}`" + (f" (package {package})" if package else "") if where else "it"
    told = " ".join(error.message.split())
    evidence = Evidence(source=name, text=f"{where}: {told}" if where else told)
    return failure(
        "hash-missing" if where.endswith(".hashes") else "invalid-requirement",
        f"{name} is no valid lock: {place} {_completed(error.message)}",
        evidence=(evidence,),
        remedies=_again(document),
        file=name,
        **({"package": package} if package else {}),
    )


def _completed(message: str) -> str:
    """Packaging's sentence as the end of ours, without the drawing that may stand below it."""
    if message.startswith("Missing required value"):
        return "is missing"
    return f"is wrong: {_lower(message.splitlines()[0])}"


def _package_at(document: Mapping[str, Any], where: str) -> str | None:
    """`packages[3].wheels[0].hashes` → the name that the fourth package has."""
    start = where.partition("packages[")[2].partition("]")[0]
    packages = document.get("packages")
    if not start.isdigit() or not isinstance(packages, list):
        return None
    package = packages[int(start)]
    found = package.get("name") if isinstance(package, dict) else None
    return found if isinstance(found, str) else None


def _wrong(name: str, what: str) -> TfinstallError:
    return failure(
        "invalid-requirement",
        f"{name} {what}",
        evidence=(Evidence(source=name, text=what),),
        remedies=(Remedy(text="Make one", command="tfinstall lock"),),
        file=name,
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
