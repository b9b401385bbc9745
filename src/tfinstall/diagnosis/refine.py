"""The last step from the first suspect to the cause: where the text's words mean something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfinstall.diagnosis import missing_version, of_python
from tfinstall.diagnosis.ordering import LINE
from tfinstall.diagnosis.question import Verdict, wanted_specifier
from tfinstall.diagnosis.releases import version as is_version
from tfinstall.diagnosis.suspects import (
    about_an_asset,
    only_importing,
    stopped_early,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.diagnosis.case import Case
    from tfinstall.diagnosis.scan import Scan


def refine(case: Case) -> Verdict | None:
    """The cause; None where no suspect says enough."""
    if not case.order or case.first.weight == "noise":
        return _noise(case)
    verdicts = (rule(case) for rule in REFINEMENTS)
    known = next((verdict for verdict in verdicts if verdict is not None), None)
    return known or Verdict(slug=case.first.slug)


_ALONE = ("dependency-conflict", "environment-damaged", "build-failed", "pip-broken")


def _noise(case: Case) -> Verdict | None:
    """What is a side remark in other logs may be all that there is in this one."""
    for each in case.order:
        if each.slug == "dependency-conflict" and case.found.has("success"):
            continue
        if each.slug == "gpu-not-visible" and case.found.has("gpu-asked"):
            return Verdict(slug=each.slug)
        if each.slug == "pip-broken" and not case.found.has("pip-code"):
            continue
        if each.slug in ("environment-damaged", "build-failed") and not _went_wrong(case.found):
            continue
        if each.slug in _ALONE:
            return Verdict(slug=each.slug)
    return None


def _went_wrong(found: Scan) -> bool:
    """Whether anything but a warning was said."""
    return any(map(found.has, ("error", "trace", "failed", "crash")))


def _no_version(case: Case) -> Verdict | None:
    if case.first.slug != "version-not-found":
        return None
    if case.first.weight == "decisive" and not case.found.has("versions"):
        return None
    return missing_version.explain(case.found, case.facts, case.run)


def _host_of_a_proxy(case: Case) -> Verdict | None:
    """urllib3 2 names the proxy's host and no proxy: it is one if it is not the index's."""
    if case.facts.proxy and case.first.slug in ("connection-refused", "connect-timeout"):
        return Verdict(slug="proxy-unreachable", facts={"proxy": case.facts.proxy})
    if case.first.slug not in LINE or not case.found.has("reached"):
        return None
    reached = case.found.clues["reached"].captured
    host, port = reached.get("host", ""), reached.get("port", "")
    indexes = " ".join(case.found.values("index"))
    hosts = re.findall(r"https?://(?:[^/\s@]{1,80}@)?([\w.-]{1,120})", indexes)
    if hosts:
        is_proxy = host not in hosts
    else:
        text = " ".join(line.text for line in case.found.clues["reached"].lines)
        is_proxy = port not in ("443", "80") and "HTTPSConnection" in text
    return (
        Verdict(slug="proxy-unreachable", facts={"proxy": f"{host}:{port}"}) if is_proxy else None
    )


def _plain_http_proxy(case: Case) -> Verdict | None:
    """The public index speaks TLS: who answers something else in its place is a proxy."""
    if case.first.slug != "tls-verify" or case.found.has("index") or case.found.has("asset"):
        return None
    if re.search(r"https://[^/\s]*:\d+/", case.text):
        return None
    if re.search(r"wrong.version.number", case.text, re.IGNORECASE):
        return None if "VERIFY_FAILED" in case.text else Verdict(slug="proxy-unreachable")
    return None


def _number_for_a_name(case: Case) -> Verdict | None:
    """Pip 24.2 to 26.0 cannot check the certificate of an address: that is no proxy's fault."""
    nameless = "check_hostname requires server_hostname" in case.text
    if case.first.slug == "proxy-unreachable" and nameless and case.found.has("truststore"):
        return Verdict(slug="pip-too-old")
    return None


def _cut_short(case: Case) -> Verdict | None:
    """Another hash, and a progress bar that stopped on the way: it arrived in part."""
    if case.first.slug in ("hash-mismatch", "corrupt-archive") and stopped_early(case.found):
        return Verdict(slug="incomplete-download")
    return None


_MOVED = re.compile(r"yann\.lecun\.com|s3[\w.-]*/(?:text|img)-datasets")


def _read_by_a_program(case: Case) -> bool:
    """An archive that a program reads, and no installer: it holds data."""
    damaged = case.first.slug == "corrupt-archive" and case.found.has("trace")
    return damaged and only_importing({}, case.found) and not case.found.has("downloading")


def _asset(case: Case) -> Verdict | None:
    """A damaged or vanished file that is data, and no package."""
    if not about_an_asset(case.found) and not _read_by_a_program(case):
        return None
    if case.first.slug in ("corrupt-archive", "hash-mismatch"):
        return Verdict(slug="asset-corrupt-cache")
    fetched = " ".join((*case.found.values("asset"), *case.found.values("downloading")))
    refused = case.first.slug.startswith("http-")
    if case.first.slug == "http-404" or (refused and _MOVED.search(fetched)):
        return Verdict(slug="asset-gone")
    return None


def _numpy_of_conda(case: Case) -> Verdict | None:
    """Conda's NumPy without its libraries: the environment was not activated."""
    if case.first.slug != "import-dll-missing" or not case.found.has("conda"):
        return None
    if any(each.slug == "import-numpy-abi" for each in case.order):
        return Verdict(slug="conda-mix")
    return None


def _pip_misses_it(case: Case) -> Verdict | None:
    """What pip's own code misses in Python or in its copies of libraries is pip's affair."""
    first = case.first
    old_or_new = first.slug in ("python-too-new", "python-too-old") and first.weight == "likely"
    if not old_or_new and first.slug not in ("import-dependency-api", "import-corrupt-install"):
        return None
    frame = case.found.clues.get("frame")
    of_pip = frame is not None and frame.captured["package"] == "pip"
    return Verdict(slug="pip-broken") if of_pip and not case.found.has("building") else None


def _part_of_tensorflow(case: Case) -> Verdict | None:
    """A module of TensorFlow's that TensorFlow itself misses: its files are not all there."""
    if case.first.slug != "import-dependency-api":
        return None
    module, frame = case.captured.get("module", ""), case.found.clues.get("frame")
    if not module.startswith("tensorflow.python") or frame is None:
        return None
    if frame.captured["package"] in ("tensorflow", "tensorflow_core"):
        return Verdict(slug="import-corrupt-install", facts={"module": module})
    return None


def _typed_into_python(case: Case) -> Verdict | None:
    """`>>>` may be anybody's prompt: where pip answers, it was the shell's."""
    first = case.first
    if first.slug != "usage" or first.weight != "likely" or ">>>" not in case.text:
        return None
    if case.found.has("syntax-error") or not case.found.has("attempt"):
        return None
    asked = missing_version.explain(case.found, case.facts, case.run)
    others = (each.slug for each in case.order[1:] if each.weight != "noise")
    return asked or Verdict(slug=next(others, "unknown"))


_INSTALLED = ("success", "satisfied", "attempt", "command", "listed", "conda")


def _never_installed(case: Case) -> Verdict | None:
    """Where no installation shows, the other Python is a guess: the one to ask is this one."""
    if case.first.slug != "wrong-interpreter" or any(map(case.found.has, _INSTALLED)):
        return None
    return Verdict(slug=case.first.slug, asks=("installed",))


def _no_package_was_built(case: Case) -> Verdict | None:
    """`make` and a failed command are anybody's: a package's where one was being built."""
    if case.first.slug != "build-failed" or case.found.has("building"):
        return None
    told = re.compile(
        r"make(?:\[\d+\])?: \*\*\*|CalledProcessError|ninja: build stopped|CMake Error"
    )
    if not all(told.search(line) for line in case.text.split("\n")):
        return None
    return refine(case.rest) or Verdict(slug="unknown")


def _yanked_beside(case: Case) -> Verdict | None:
    """What was yanked is only the reason where it is what was asked for."""
    wanted = wanted_specifier(case.found)
    if case.first.slug != "yanked" or not wanted:
        return None
    told = case.captured.get("requirement", "")
    gone = [each for each in re.findall(r"\d[\w.+!]*", told) if is_version(each)]
    if not gone or any(wanted.contains(each, prereleases=True) for each in gone):
        return None
    others = [each.slug for each in case.order[1:] if each.weight != "noise"]
    if others[:1] == ["version-not-found"]:
        return missing_version.explain(case.found, case.facts, case.run)
    return Verdict(slug=next(iter(others), "version-not-found"))


def _one_side_alone(case: Case) -> Verdict | None:
    """A conflict to which one requirement belongs is none: nothing was found for it."""
    first = case.first
    if first.slug != "dependency-conflict":
        return None
    if not any(each.slug == "version-not-found" for each in case.order):
        return None
    sides = {
        line.text.strip()
        for hit in first.hits
        if "package" in hit.seen.captured
        for line in hit.seen.lines
    }
    return missing_version.explain(case.found, case.facts, case.run) if len(sides) == 1 else None


REFINEMENTS: tuple[Callable[[Case], Verdict | None], ...] = (
    _cut_short,
    _asset,
    _no_version,
    of_python.new_syntax,
    of_python.c_of_this_python,
    _yanked_beside,
    _one_side_alone,
    _no_package_was_built,
    of_python.conda_of_another_python,
    of_python.candidates_of_poetry,
    _typed_into_python,
    _never_installed,
    of_python.name_of_the_library,
    of_python.other_python_required,
    of_python.other_tags,
    _host_of_a_proxy,
    _plain_http_proxy,
    _number_for_a_name,
    _numpy_of_conda,
    _pip_misses_it,
    _part_of_tensorflow,
    of_python.libc_of_tags,
    of_python.python_of_the_wheel,
)
"""Asked in this order of the first suspect; the first that knows better has the last word."""
