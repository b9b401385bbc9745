"""Reads the requirements that the user names, on the command line and in files, as pip would."""

from __future__ import annotations

import importlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from packaging.requirements import InvalidRequirement, Requirement

from tfinstall.diagnosis import failure
from tfinstall.installer.secrets import masked_url
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_URL = re.compile(r"(?i)^[a-z][a-z0-9+.-]*://")
_UNKNOWN = re.compile(r"no such option: (--[a-z-]+)")
_NEWER = frozenset({"--no-require-hashes", "--all-releases", "--only-final"})
"""Options that pip 26.3 takes in files and the library does not know."""
_SETTINGS = re.compile(r"\s+--config-settings?[ =].*$")
"""Since pip 22.0 behind a requirement; the library does not know it either."""
_NESTED = {"requirements": False, "constraints": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One requirement of a file, and where it stands."""

    text: str
    file: Path
    line: int
    requirement: Requirement | None
    """None: a path or a URL without a name, which only pip can look into."""
    constraint: bool
    editable: bool = False
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One option of pip that a file sets for the whole run: `--index-url ...`."""

    name: str
    value: str
    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFiles:
    """All that the user's files ask for, nested ones included."""

    lines: tuple[AskedLine, ...] = ()
    options: tuple[OptionLine, ...] = ()
    files: tuple[Path, ...] = ()
    """Every file that was read, in the order of reading."""


@dataclass(slots=True)
class _Reading:
    """What has been gathered so far: good and bad, so that all bad lines are told at once."""

    lines: list[AskedLine] = field(default_factory=list)
    options: list[OptionLine] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    invalid: list[Evidence] = field(default_factory=list)
    missing: list[Evidence] = field(default_factory=list)


def parse_requirement(text: str) -> Requirement:
    """The requirement that the text is; raises `invalid-requirement` saying what is wrong."""
    try:
        return Requirement(text)
    except InvalidRequirement as error:
        reason = _reason(text, str(error))
        message = f"`{masked_url(text)}` is not a requirement: {reason}"
        raise failure("invalid-requirement", message, requirement=masked_url(text)) from None


def read_requirements(requirements: Sequence[Path], constraints: Sequence[Path] = ()) -> AskedFiles:
    """Everything that these files ask for, with the files that they name themselves.

    Raises `file-missing` where a file is not there, `permission-denied` where it may not be read,
    and otherwise one `invalid-requirement` with a piece of evidence for every line that pip would
    refuse.
    """
    reading = _Reading()
    for file in requirements:
        _read(file, reading, constraint=False)
    for file in constraints:
        _read(file, reading, constraint=True)
    _complain(reading)
    return AskedFiles(
        lines=tuple(reading.lines), options=tuple(reading.options), files=tuple(reading.files)
    )


def _read(
    file: Path,
    reading: _Reading,
    *,
    constraint: bool,
    above: tuple[Path, ...] = (),
    named_at: OptionLine | None = None,
) -> None:
    problem = _unreadable(file, above)
    if problem is not None:
        place = (str(file), None) if named_at is None else (str(named_at.file), named_at.line)
        evidence = Evidence(source=place[0], line=place[1], text=problem)
        (reading.invalid if file.exists() else reading.missing).append(evidence)
        return
    reading.files.append(file)
    for line in _parsed(file):
        for nested in _take(line, file, reading, constraint=constraint):
            if not _URL.match(nested.value):  # pip reads those from the network
                _read(
                    file.parent / nested.value,
                    reading,
                    constraint=constraint or _NESTED[nested.name],
                    above=(*above, file.resolve()),
                    named_at=nested,
                )


def _unreadable(file: Path, above: tuple[Path, ...]) -> str | None:
    """Why this cannot be a file of requirements; None: it can."""
    if file.is_dir():
        return f"{file} is a directory, not a file of requirements"
    if file.resolve() in above:
        return f"{file} leads back to itself"
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return f"{file} does not exist"
    except PermissionError as error:
        message = f"{file} may not be read: {error.strerror}"
        raise failure("permission-denied", message, path=str(file)) from error
    except OSError as error:
        return f"{file} cannot be read: {error.strerror or error}"
    return _not_text(file, data)


def _not_text(file: Path, data: bytes) -> str | None:
    with suppress(UnicodeDecodeError, LookupError):
        return f"{file} is not a text" if "\0" in _library().auto_decode(data) else None
    return f"{file} is not a text in UTF-8: save it as UTF-8, or name its encoding in line 1"


def _parsed(file: Path) -> Iterator[Any]:
    """The library's lines of one file, nested files left to us: it stops at the first problem."""
    read = _library().RequirementsFile.from_file(str(file), include_nested=False)
    everything = [*read.requirements, *read.options, *read.invalid_lines]
    yield from sorted(everything, key=lambda each: each.line_number or 0)


def _take(line: Any, file: Path, reading: _Reading, *, constraint: bool) -> list[OptionLine]:
    """Puts a line where it belongs; what it returns are the files that it names."""
    library = _library()

    if isinstance(line, library.InvalidRequirementLine):
        _take_invalid(line, file, reading, constraint=constraint)
    elif isinstance(line, library.OptionLine):
        options = list(_options(line, file))
        reading.options += options
        return [each for each in options if each.name in _NESTED]
    else:
        reading.lines.append(_asked(line, file, constraint=constraint))
    return []


def _asked(line: Any, file: Path, *, constraint: bool) -> AskedLine:
    requirement: Requirement | None = line.req
    if requirement is not None and line.marker is not None:
        requirement.marker = line.marker  # the library keeps it apart
    return AskedLine(
        text=masked_url(line.line or ""),
        file=file,
        line=line.line_number or 0,
        requirement=requirement,
        constraint=constraint,
        editable=bool(line.is_editable),
        hashes=tuple(line.hash_options or ()),
    )


def _options(line: Any, file: Path) -> Iterator[OptionLine]:
    for name, value in line.options.items():
        for each in value if isinstance(value, list) else [value]:
            yield OptionLine(
                name=name.replace("_", "-"),
                value="" if each is True else str(each),
                file=file,
                line=line.line_number or 0,
            )


def _take_invalid(line: Any, file: Path, reading: _Reading, *, constraint: bool) -> None:
    """What the library refuses, unless only the library is too old for it."""
    text, number = line.line or "", line.line_number or 0
    unknown = _UNKNOWN.search(line.error_message)
    if unknown and unknown[1] in _NEWER:
        name = unknown[1].removeprefix("--")
        reading.options.append(OptionLine(name=name, value="", file=file, line=number))
        return
    bare = _SETTINGS.sub("", text)
    if bare != text:
        with suppress(InvalidRequirement):
            requirement = Requirement(bare)
            asked = AskedLine(
                text=text, file=file, line=number, requirement=requirement, constraint=constraint
            )
            reading.lines.append(asked)
            return
    shown = f"{masked_url(text)}  ({_reason(text, line.error_message)})"
    reading.invalid.append(Evidence(source=str(file), line=number, text=shown))


def _library() -> Any:
    """Imported when there is a file to read, not at every start; it has no type hints to give."""
    return importlib.import_module("pip_requirements_parser")


def _complain(reading: _Reading) -> None:
    if reading.invalid:
        problems = (*reading.invalid, *reading.missing)
        first = problems[0]
        count = "1 line" if len(problems) == 1 else f"{len(problems)} lines"
        where = first.source if first.line is None else f"{first.source}, line {first.line}"
        raise failure(
            "invalid-requirement",
            f"{count} of the requirements cannot be read, the first at {where}",
            evidence=problems,
        )
    if reading.missing:
        first = reading.missing[0]
        raise failure("file-missing", first.text, evidence=tuple(reading.missing))


def _reason(text: str, message: str) -> str:
    """What is wrong with it, in a few words."""
    words = text.lstrip("$> ").split()
    if words[:2] in (["pip", "install"], ["conda", "install"]) or words[1:3] == ["-m", "pip"]:
        return "a command; only what it installs belongs here"
    if re.search(r"[\w\]]\s*=\s*\d", text) and "==" not in text:
        return "`=` is no operator here; `==` is"
    first = message.removeprefix("pip_requirements_parser: error: ").splitlines()[0:1]
    told = "".join(first).removeprefix("Invalid requirement:").strip(" :")
    return told[:1].lower() + told[1:]
