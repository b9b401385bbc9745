"""What was asked of the index: `tensorflow-gpu>=2.4` as a name and the versions that would do."""

from __future__ import annotations

import re

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from tfinstall.values import dataclass

_PLAIN = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
    r"(?P<specifier>(?:(?:[<>=!~]=|[<>])[0-9]+(?:\.[0-9]+)*(?:\.\*|rc[0-9]+)?(?:,(?=[<>=!~])|$))*)"
)
"""What nearly all requirements look like: no extras, no marker, no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """A project and the versions of it that would do."""

    name: str
    """Normalized."""
    specifier: SpecifierSet


def requested(text: str) -> Requested | None:
    """None where the text is no requirement."""
    text = text.rstrip(".,;")
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return _parsed(text)
    try:
        specifier = SpecifierSet(plain["specifier"])
    except InvalidSpecifier:
        return None
    # as packaging.utils.canonicalize_name does
    return Requested(name=re.sub(r"[-_.]+", "-", plain["name"]).lower(), specifier=specifier)


def _parsed(text: str) -> Requested | None:
    # The parser of markers takes longer to load than all else that a diagnosis does.
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415
    from packaging.utils import canonicalize_name  # noqa: PLC0415

    try:
        found = Requirement(text)
    except InvalidRequirement:
        return None
    return Requested(name=canonicalize_name(found.name), specifier=found.specifier)
