"""The last step where it is about a Python or a machine: too new, too old, or of another kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from tfinstall.diagnosis import missing_version
from tfinstall.diagnosis.ordering import BUILDS
from tfinstall.diagnosis.question import Verdict, wanted_specifier
from tfinstall.diagnosis.releases import TENSORFLOWS
from tfinstall.diagnosis.suspects import only_importing, versions_seen

if TYPE_CHECKING:
    from tfinstall.diagnosis.case import Case


def other_python_required(case: Case) -> Verdict | None:
    """`Requires-Python` says which way a Python is wrong."""
    if case.first.slug != "python-too-old":
        return None
    if case.first.weight == "outcome" and versions_seen({}, case.found):
        return missing_version.explain(case.found, case.facts, case.run)
    captured = case.captured
    python = captured.get("python") or case.run.python
    if "ignored" in captured:
        return _ignored_versions(case, captured["ignored"])
    if python and "pythons" in captured:
        return Verdict(slug=_which_way(captured["pythons"], python), facts={"python": python})
    return None


def _which_way(specifier: str, python: str) -> str:
    try:
        allowed = SpecifierSet(specifier)
        lower = [Version(each.version) for each in allowed if each.operator in (">=", ">", "~=")]
    except (InvalidSpecifier, ValueError):
        return "python-too-old"
    plain = re.match(r"\d+(?:\.\d+)*", python)
    if plain is None or any(Version(plain.group()) < each for each in lower):
        return "python-too-old"
    return "python-too-new"


def _ignored_versions(case: Case, ignored: str) -> Verdict:
    """`1.0 Requires-Python >=3.99; ...` is a mere hint: it must be about the wanted version."""
    otherwise = missing_version.explain(case.found, case.facts, case.run)
    offers = re.findall(r"(\d[\w.+!]{0,60}) Requires-Python ([^;]{1,60})", ignored)
    wanted = wanted_specifier(case.found)
    fitting = [
        python.strip()
        for version, python in offers
        if wanted is None or wanted.contains(version, prereleases=True)
    ]
    if not fitting or (otherwise is not None and otherwise.slug != "version-not-found"):
        return otherwise or Verdict(slug="version-not-found")
    if case.run.python is None:
        return Verdict(slug="python-too-new" if "<" in fitting[-1] else "python-too-old")
    return Verdict(slug=_which_way(fitting[-1], case.run.python), facts={"python": case.run.python})


def other_tags(case: Case) -> Verdict | None:
    """Uv and conda name the Pythons that there are; which way follows from the numbers."""
    if case.first.slug != "python-too-new":
        return None
    captured = case.captured
    tag, lowest = captured.get("python_tag"), captured.get("lowest")
    offered = re.findall(r"\d\.\d+", captured.get("conda_pythons", ""))
    if offered:
        lowest = min(offered, key=Version).replace(".", "")
    python = case.run.minor or captured.get("python") or (f"{tag[0]}.{tag[1:]}" if tag else None)
    if python is None:
        return None
    old = lowest is not None and Version(python) < Version(f"{lowest[0]}.{lowest[1:]}")
    return Verdict(slug="python-too-old" if old else "python-too-new", facts={"python": python})


def new_syntax(case: Case) -> Verdict | None:
    """A library whose grammar this Python does not know was written for a newer one."""
    first = case.first
    if first.slug != "python-too-old" or first.weight != "outcome":
        return None
    if "SyntaxError" not in case.text:
        return None
    minor = case.run.minor
    old = minor is not None and Version(minor) < Version("3.8")
    if old and case.found.has("subject"):
        return Verdict(slug="python-too-old")
    frame = case.found.clues.get("frame")
    if minor is not None and frame is not None and only_importing({}, case.found):
        garbled = frame.captured["package"] in ("tensorflow", "tensorflow_core", "keras", "numpy")
        return Verdict(slug="import-corrupt-install" if garbled else "environment-damaged")
    others = (each.slug for each in case.order[1:] if each.weight != "noise")
    return Verdict(slug=next(others, "unknown"))


def conda_of_another_python(case: Case) -> Verdict | None:
    """Conda lists a Python and a TensorFlow that were never built for each other."""
    pythons, wanted = case.found.values("conda-python"), case.found.values("conda-tensorflow")
    if case.first.slug != "dependency-conflict" or len(pythons) != 1 or len(wanted) != 1:
        return None
    return _never_built(case, wanted[0], pythons[0])


def candidates_of_poetry(case: Case) -> Verdict | None:
    """Poetry says the same of another system and of another Python."""
    name, release = case.captured.get("wanted"), case.captured.get("release")
    if case.first.slug != "platform-unsupported" or name not in TENSORFLOWS or release is None:
        return None
    return _never_built(case, release, case.run.minor) if case.run.minor else None


def _never_built(case: Case, release: str, python: str) -> Verdict | None:
    """Whether that TensorFlow has wheels for other Pythons alone; None where it has one for it."""
    offered = case.facts.releases.pythons(release, "linux-x86_64")
    if not offered or python in offered:
        return None
    new = Version(python) > max(map(Version, offered))
    known = {"python": python, "pythons": ", ".join(offered), "wanted": release}
    return Verdict(slug="python-too-new" if new else "python-too-old", facts=known)


def name_of_the_library(case: Case) -> Verdict | None:
    """What Python's own library lacks came later, or is gone: which, the Python tells."""
    first, minor = case.first, case.run.minor
    if (
        first.slug != "python-too-old"
        or first.weight != "likely"
        or "attribute" not in case.captured
    ):
        return None
    if minor is not None and Version(minor) < Version("3.9"):
        return None
    gone = case.found.has("building") and minor is not None
    return Verdict(slug="python-too-new" if gone else "import-dependency-api")


_OPAQUE = "3.11"
"""The Python that closed the first structs of its C interface."""


def c_of_this_python(case: Case) -> Verdict | None:
    """What an older Python's headers do not have, the package never had."""
    first, minor = case.first, case.run.minor
    if first.slug != "python-too-new" or first.weight != "likely" or minor is None:
        return None
    if Version(minor) >= Version(_OPAQUE) or not case.found.has("building"):
        return None
    others = (each.slug for each in case.order[1:] if each.slug in BUILDS)
    return Verdict(slug=next(others, first.slug))


def libc_of_tags(case: Case) -> Verdict | None:
    """Wheels for this very processor that want a newer glibc than the one that uv names."""
    if case.first.slug != "platform-unsupported":
        return None
    own = re.search(r"manylinux_2_(\d+)_(\w+)", case.captured.get("own_tag", ""))
    if own is None:
        return None
    offered = re.findall(rf"manylinux_2_(\d+)_{own.group(2)}\b", case.captured.get("platforms", ""))
    newer = [int(each) for each in offered if int(each) > int(own.group(1))]
    return Verdict(slug="libc-too-old", facts={"needed": f"2.{min(newer)}"}) if newer else None


def python_of_the_wheel(case: Case) -> Verdict | None:
    """The tags in a wheel's name say which Python it is for."""
    if case.first.slug != "wheel-tag-mismatch":
        return None
    wheel = case.captured.get("wheel", "")
    intel = wheel.endswith(("x86_64.whl", "amd64.whl"))
    if intel and case.run.arch in ("arm64", "armv7l") and case.found.has("versions"):
        return Verdict(slug="platform-unsupported", facts={"platform": case.run.platform})
    tag = re.search(r"-cp(\d)(\d{1,2})-", wheel)
    known = {"wanted_python": f"{tag.group(1)}.{tag.group(2)}"} if tag else {}
    return Verdict(slug=case.first.slug, facts=known)
