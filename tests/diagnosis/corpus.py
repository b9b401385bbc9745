"""Logs with a known cause: files with a header of facts, and two formats of collections.

A file `tests/logs/<cause>/<name>.log` begins with lines `#: key: value`; the log follows them:

- `cause`: the slug that is right, or `none` where nothing failed
- `also`: slugs that are right too, separated by commas
- `python`, `os`, `pip`, `exit`: what the caller would know beside the text
- `from`: `captured from pip 24.2`, or `written` where it cannot be made on the machine at hand

A log without such lines has them in a file of JSON beside it: `cause`, `accept`, `python`, `os`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tfinstall.diagnosis import Facts, NoFailure, decode, diagnose
from tfinstall.model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfinstall.model import Diagnosis

SUCCESS = "none"
_RENAMED = {
    "dataset-url-gone": "asset-gone",
    "dataset-corrupt-cache": "asset-corrupt-cache",
    "import-glibc-too-old": "import-libc",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One log, and what is right about it."""

    name: str
    cause: str
    text: bytes
    also: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    header: int = 0
    """Lines of the file before the log."""

    @property
    def right(self) -> frozenset[str]:
        return frozenset({self.cause, *self.also})


def read(text: bytes, facts: Facts) -> Diagnosis | NoFailure:
    """What the reader says of these bytes."""
    lines = decode([text])
    return diagnose((Line(text=each, number=n) for n, each in enumerate(lines, 1)), facts)


def answer(case: Case) -> str:
    """The slug that the reader gives, or `none`."""
    said = read(case.text, case.facts)
    return SUCCESS if isinstance(said, NoFailure) else said.cause


def cases(path: Path) -> Iterator[Case]:
    """All cases of a file or folder, whichever of the three formats it is."""
    if path.suffix == ".jsonl":
        yield from _from_jsonl(path)
    elif (path / "index.json").is_file():
        yield from _from_trials(path)
    elif path.is_dir():
        for each in sorted(path.rglob("*.log")):
            yield from_file(each)
    else:
        yield from_file(path)


def from_file(path: Path) -> Case:
    """A log with a header of facts."""
    header: dict[str, str] = {}
    lines = path.read_bytes().split(b"\n")
    while lines and lines[0].startswith(b"#: "):
        key, _, value = lines.pop(0)[3:].decode().partition(":")
        header[key.strip()] = value.strip()
    beside = path.with_suffix(".json")
    if not header and beside.is_file():
        return _from_two(path, json.loads(beside.read_text(encoding="utf-8")))
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        cause=header["cause"],
        also=_several(header.get("also")),
        text=b"\n".join(lines),
        header=len(header),
        facts=Facts(
            python=header.get("python"),
            os=header.get("os"),
            pip=header.get("pip"),
            wanted=header.get("wanted"),
        ),
    )


def _from_two(path: Path, told: dict[str, Any]) -> Case:
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        cause=told["cause"],
        also=tuple(told.get("accept", ())),
        text=path.read_bytes(),
        facts=Facts(python=told.get("python"), os=told.get("os"), pip=told.get("pip")),
    )


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (text or "").split(",") if each.strip())


def _from_jsonl(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        yield Case(
            name=row["id"],
            cause=_RENAMED.get(row["label"], row["label"]),
            also=tuple(_RENAMED.get(each, each) for each in row["also"]),
            text=row["log"].encode(),
            facts=Facts(python=row["python"], os=row["os"], pip=row["pip"], wanted=row["tf"]),
        )


def _from_trials(path: Path) -> Iterator[Case]:
    right: dict[str, list[str]] = json.loads((path / "causes.json").read_text())
    index: list[dict[str, Any]] = json.loads((path / "index.json").read_text())
    for row in index:
        for file in (path / row["file"], path / "logs" / f"{row['file'].removesuffix('.txt')}.log"):
            if not file.is_file():
                continue
            text = file.read_bytes()
            if text.startswith(b"# case="):
                text = text.partition(b"\n")[2]
            accepted = [*right[row["cause"]], *row.get("ambiguous", ())]
            if row["succeeded"]:
                accepted.append(SUCCESS)
            yield Case(name=file.name, cause=accepted[0], also=tuple(accepted[1:]), text=text)
