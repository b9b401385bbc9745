"""Words → Spec: `2.10`, `latest`, `>=2.12,<2.16`, `tensorflow-cpu==2.15`, ..."""

from __future__ import annotations

import re
from typing import Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from tfinstall.diagnosis import failure
from tfinstall.model import Spec
from tfinstall.resolution.names import DISTRIBUTIONS, NIGHTLY, is_nightly
from tfinstall.resolution.specifiers import names_prerelease

SERIES: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)
"""`2` and `2.10` name a series, whose newest release is meant."""

LONGEST: Final = 200
"""Characters; no version has as many, and Python refuses to read numbers of thousands of digits."""


def parse_spec(text: str) -> Spec:
    """The TensorFlow that `text` asks for.

    `2.10` is the newest patch release of 2.10, `2.10.0` exactly that release, and a requirement
    means what it means to pip: `tensorflow==2.10` is 2.10.0.
    Raises TfinstallError: `invalid-requirement`, with the text that would have been right.
    """
    words = text.strip()
    if len(words) > LONGEST:
        raise _invalid(words)
    if words in {"", "latest"}:
        return Spec(text=words or "latest", specifier=SpecifierSet())
    if words == "nightly":
        return _spec(words, SpecifierSet(), NIGHTLY)
    if SERIES.fullmatch(words):
        return _spec(words, SpecifierSet(f"=={words}.*"))
    return _version(words) or _specifier(words) or _requirement(words)


def exact_version(spec: Spec) -> Version | None:
    """The one version that the spec admits by name, or None where it leaves a choice."""
    pins = [each for each in spec.specifier if each.operator in {"==", "==="}]
    if len(pins) != 1 or pins[0].version.endswith(".*"):
        return None
    return _parsed(pins[0].version)


def series(spec: Spec) -> str | None:
    """`2.10` where the newest patch release of 2.10 is asked for; None: something else is."""
    pins = list(spec.specifier)
    if len(pins) != 1 or pins[0].operator != "==" or not pins[0].version.endswith(".*"):
        return None
    return pins[0].version.removesuffix(".*")


def _version(words: str) -> Spec | None:
    if words[:1].lower() == "v" or _parsed(words) is None:  # PEP 440 forgives `v2.10`; we ask
        return None
    return _spec(words, SpecifierSet(f"=={words}"))


def _specifier(words: str) -> Spec | None:
    if words[0] not in "<>=!~":
        return None
    try:
        return _spec(words, SpecifierSet(words))
    except InvalidSpecifier:
        raise _invalid(words) from None


def _requirement(words: str) -> Spec:
    try:
        requirement = Requirement(words)
    except InvalidRequirement:
        raise _invalid(words) from None
    name = canonicalize_name(requirement.name)
    if name not in DISTRIBUTIONS:
        from tfinstall.resolution.advice import why_not_tensorflow  # noqa: PLC0415 - rarely

        raise failure("invalid-requirement", why_not_tensorflow(words, name), requirement=words)
    _refuse_conditions(words, requirement)
    return _spec(words, requirement.specifier, name, frozenset(requirement.extras))


def _refuse_conditions(words: str, requirement: Requirement) -> None:
    if requirement.url is not None:
        told = "names a file by its URL; ask for a version, or hand the wheel to pip itself"
    elif requirement.marker is not None:
        told = f"carries the marker `{requirement.marker}`; leave it out, this is for one machine"
    else:
        return
    raise failure("invalid-requirement", f"`{words}` {told}", requirement=words)


def _spec(
    words: str,
    specifier: SpecifierSet,
    distribution: NormalizedName | None = None,
    extras: frozenset[str] = frozenset(),
) -> Spec:
    named = any(map(names_prerelease, specifier))
    return Spec(
        text=words,
        specifier=specifier,
        distribution=distribution,
        extras=frozenset(canonicalize_name(extra) for extra in extras),
        prereleases=named or is_nightly(distribution),
    )


def _parsed(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _invalid(words: str) -> Exception:
    from tfinstall.resolution.advice import right_spec  # noqa: PLC0415 - rarely

    return failure("invalid-requirement", right_spec(words[:LONGEST]), requirement=words)
