"""The catalogue's words with the facts of one case in them."""

from __future__ import annotations

import shlex
from string import Formatter
from typing import TYPE_CHECKING

from tfinstall.model import Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tfinstall.diagnosis.entry import Advice, Cause
    from tfinstall.model import OS

COMMON_FIELDS = frozenset({"requirement", "wanted", "package", "python", "pip", "tool", "platform"})
"""What may be known of any run, whatever its cause."""

_FORBIDDEN = ("trusted-host", "break-system-packages", "sudo pip", "sudo python", "verify=false")
"""Advice that would weaken security is no advice."""


def fields_of(template: str) -> frozenset[str]:
    """The names in braces."""
    if "{" not in template:
        return frozenset()
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def check(entry: Cause) -> Cause:
    """The same entry; raises ValueError where it names a field that nothing provides."""
    known = COMMON_FIELDS | set(entry.fields) | set(_captured(entry))
    for text in _texts(entry):
        unknown = fields_of(text) - known
        if unknown:
            raise ValueError(f"{entry.slug}: nothing provides {sorted(unknown)} of {text!r}")
        if any(word in text.lower() for word in _FORBIDDEN):
            raise ValueError(f"{entry.slug}: this would weaken security: {text!r}")
    if not any(not fields_of(each.text) for each in entry.advice):
        raise ValueError(f"{entry.slug}: no advice stands without a field")
    return entry


def _captured(entry: Cause) -> Iterator[str]:
    for pattern in entry.patterns:
        for piece in pattern.regex.split("(?P<")[1:]:
            yield piece.partition(">")[0]


def _texts(entry: Cause) -> Iterator[str]:
    yield from (entry.title, entry.headline, entry.explanation)
    for each in entry.advice:
        yield each.text
        yield from (each.command or "", each.linux or "", each.macos or "", each.windows or "")


def headline(entry: Cause, facts: Mapping[str, str]) -> str:
    """The title of this case, as precise as the facts allow."""
    if entry.headline and fields_of(entry.headline) <= facts.keys():
        return entry.headline.format_map(facts)
    return entry.title


def explanation(entry: Cause, facts: Mapping[str, str]) -> str:
    """The entry's explanation; it names a field only where every diagnosis of it has one."""
    if fields_of(entry.explanation) <= facts.keys():
        return entry.explanation.format_map(facts)
    return entry.explanation


def remedies(entry: Cause, facts: Mapping[str, str], os: OS | None) -> tuple[Remedy, ...]:
    """What to do, in order, for this system; what names an unknown field is left out."""
    made = (_remedy(each, facts, os) for each in entry.advice)
    return tuple(remedy for remedy in made if remedy is not None)


def _remedy(advice: Advice, facts: Mapping[str, str], os: OS | None) -> Remedy | None:
    if advice.only and os not in advice.only:
        return None
    command = _command(advice, os)
    if not fields_of(advice.text) | fields_of(command or "") <= facts.keys():
        return None
    if command is not None:
        quoted = {name: _quoted(value, os) for name, value in facts.items()}
        command = command.format_map(quoted)
    text = advice.text.format_map(facts)
    return Remedy(text=text, command=command, automatic=advice.automatic)


def _command(advice: Advice, os: OS | None) -> str | None:
    mine = {"linux": advice.linux, "macos": advice.macos, "windows": advice.windows}
    chosen = mine[os] if os is not None else None
    return chosen or advice.command or (advice.linux if os is None else None)


def _quoted(value: str, os: OS | None) -> str:
    """What a log says is a stranger's text: as one word of the shell it can do no harm."""
    plain = "".join(each for each in value if each.isprintable())
    if os == "windows":
        return plain if shlex.quote(plain) == plain else "'" + plain.replace("'", "''") + "'"
    return shlex.quote(plain)
