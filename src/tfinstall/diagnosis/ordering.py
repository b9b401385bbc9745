"""Root cause, not first match: which cause explains which other one, in one readable table.

A failure shows as several causes at once: retries come before `No matching distribution found`, a
compiler's error before `Failed building wheel`. `EXPLAINS` says which of two seen together is the
reason for the other; what is left after that is ranked by how much its lines say, and by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue import CAUSES
from tfinstall.diagnosis.suspects import (
    RANK,
    Suspect,
    always,
    building,
    inner_pip,
    no_versions_seen,
    not_decisive,
    only_importing,
    versions_seen,
    wheel_of_64_bits,
)
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tfinstall.diagnosis.entry import Group
    from tfinstall.diagnosis.scan import Hit, Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`root` is the reason for each of `hides`, where `when` holds."""

    root: tuple[str, ...]
    hides: tuple[str, ...]
    because: str
    when: Callable[[Mapping[str, Suspect], Scan], bool] = always
    however_loud: bool = False
    """Whether it hides even what a line says with certainty."""


def group(name: Group) -> tuple[str, ...]:
    return tuple(slug for slug, cause in CAUSES.items() if cause.group == name)


NETWORK = group("network")
HTTP = ("http-401", "http-403", "http-404", "http-429", "http-5xx")
PROXY = ("proxy-auth", "proxy-unreachable")
LINE = (
    "offline",
    "dns-failure",
    "connection-refused",
    "connect-timeout",
    "read-timeout",
    "connection-reset",
    "incomplete-download",
)
STORAGE = ("disk-full", "disk-failed", "quota-exceeded", "too-many-files", "read-only")
BUILDS = ("build-failed", "metadata-failed")
PROOF = group("proof")
ENDS = ("version-not-found", "index-unreachable", *BUILDS)
_WAY = frozenset((*LINE, *HTTP, "index-unreachable"))
"""Trouble on the way to an index, of which pip may have more than one."""
_LEFT_BEHIND = frozenset((*PROOF, *ENDS, "wrong-interpreter"))
"""What an import, or one more try, says after an installation that failed."""

EXPLAINS: tuple[Rule, ...] = (
    # ── the index showed versions: whatever trouble there was on the way, it was overcome ──
    Rule(
        root=("version-not-found",),
        hides=(*LINE, *HTTP, "proxy-unreachable", "index-unreachable", "index-invalid"),
        because="pip lists versions only when the index answered; earlier retries were overcome",
        when=versions_seen,
    ),
    # ── no version was seen because of the way to the index ──
    Rule(
        root=(*NETWORK, *HTTP, "index-invalid", "index-insecure", "captive-portal"),
        hides=(*ENDS, "dependency-conflict"),
        because="without an answer of the index pip finds no version, and no build its tools",
        when=no_versions_seen,
    ),
    Rule(
        root=("index-unreachable",),
        hides=("version-not-found",),
        because="pip says of the page that it skipped it",
        when=no_versions_seen,
    ),
    Rule(
        root=("pip-too-old",),
        hides=(*ENDS, "invalid-requirement", "file-missing", "wheel-tag-mismatch"),
        because="an old pip misreads newer files",
        however_loud=True,
    ),
    Rule(
        root=("proxy-auth",),
        hides=("proxy-unreachable", *LINE, *HTTP, "tls-verify"),
        because="the proxy answers everything with 407",
    ),
    Rule(
        root=("proxy-unreachable",),
        hides=(*LINE, *HTTP, "tls-verify", "index-unreachable"),
        because="what fails on the way to the proxy says nothing of the index",
    ),
    Rule(
        root=("tls-unavailable", "clock-skew", "config-invalid"),
        hides=("tls-verify", "index-unreachable", "connection-reset", *ENDS),
        because="no certificate can be checked with these",
    ),
    Rule(
        root=("connection-reset",),
        hides=("tls-verify",),
        because="a connection that ends during the handshake is cut, and no certificate was seen",
        when=not_decisive("tls-verify"),
    ),
    Rule(
        root=("tls-verify", "captive-portal"),
        hides=("index-unreachable", "connection-refused", *ENDS),
        because="the other side was reached, and not trusted",
    ),
    Rule(
        root=("read-timeout",),
        hides=("incomplete-download",),
        because="the transfer stalled, and was then given up",
    ),
    Rule(
        root=("connection-reset",),
        hides=("incomplete-download",),
        because="the transfer was cut; what arrived is incomplete for that reason",
        when=not_decisive("incomplete-download"),
    ),
    Rule(
        root=("incomplete-download",),
        hides=("hash-mismatch", "corrupt-archive", "connection-reset"),
        because="a file that arrived in part has another hash",
    ),
    Rule(
        root=("hash-mismatch",),
        hides=("corrupt-archive", "index-unreachable", *LINE[:6]),
        because="the file came, and was compared",
    ),
    Rule(
        root=("read-timeout", *LINE),
        hides=("corrupt-archive", "index-unreachable", "interrupted", "asset-gone"),
        because="the transfer failed first; a person who waits long enough interrupts",
    ),
    # ── this machine ──
    Rule(
        root=(*STORAGE, "path-too-long", "file-locked", "out-of-memory"),
        hides=("permission-denied", "file-missing", "interrupted", "environment-damaged", *ENDS),
        because="the system's own number of the error says the most",
    ),
    Rule(
        root=("out-of-memory", *STORAGE),
        hides=(
            "build-toolchain-missing",
            "corrupt-archive",
            "incomplete-download",
            "invalid-requirement",
            "package-invalid",
            "asset-corrupt-cache",
        ),
        because="nothing works without memory or space",
    ),
    Rule(
        root=("file-locked", "path-too-long"),
        hides=("permission-denied", "file-missing"),
        because="the line that says so is the same one, and this reading of it is the closer one",
    ),
    Rule(
        root=("externally-managed",),
        hides=("permission-denied", "pip-broken", "config-invalid"),
        because="pip stops there before it does anything",
    ),
    Rule(
        root=("permission-denied", "read-only"),
        hides=(*ENDS, "file-missing"),
        because="what cannot be written cannot be built",
    ),
    # ── this Python, this pip, this package ──
    Rule(
        root=("python-too-new", "python-too-old"),
        hides=(*ENDS, "dependency-conflict", "build-toolchain-missing", "pip-broken"),
        because="a package for other Pythons has no wheel for this one, and does not build",
    ),
    Rule(
        root=("python-too-new",),
        hides=("import-dependency-api",),
        because="what Python has dropped is missed by the build of an older package",
        when=building,
    ),
    Rule(
        root=("python-too-new",),
        hides=("platform-unsupported",),
        because="uv says `for the current platform` of Pythons too, and which it is in its hint",
    ),
    Rule(
        root=("python-32bit",),
        hides=("wheel-tag-mismatch",),
        because="a 64-bit file does not go with it, whatever else its name says",
        when=wheel_of_64_bits,
    ),
    Rule(
        root=("platform-unsupported", "libc-too-old", "wheel-tag-mismatch", "package-removed"),
        hides=(*ENDS, "dependency-conflict"),
        because="no file of the package goes with this machine",
    ),
    Rule(
        root=("yanked", "package-invalid"),
        hides=("version-not-found", "dependency-conflict", "file-missing", "corrupt-archive"),
        because="what was passed over is the reason why nothing is left",
    ),
    Rule(
        root=("package-removed",),
        hides=("metadata-failed", "build-failed", "import-dependency-api", "invalid-requirement"),
        because="the package's only code is the notice that it is gone",
    ),
    Rule(
        root=("build-toolchain-missing",),
        hides=(*BUILDS, "version-not-found", "import-dll-missing", "file-missing", "tool-missing"),
        because="nothing is built without the tools",
    ),
    Rule(
        root=BUILDS,
        hides=(
            *PROOF,
            "invalid-requirement",
            "wrong-interpreter",
            "environment-damaged",
            "package-invalid",
            "file-missing",
            "permission-denied",
            "index-invalid",
            "tool-missing",
            "version-not-found",
        ),
        because="what a package's own build raises is the failure of that build",
        when=building,
    ),
    Rule(
        root=("build-failed",),
        hides=("invalid-requirement", "usage", "config-invalid"),
        because="the pip that fetches a build's tools complains of the package's own words",
        when=inner_pip,
        however_loud=True,
    ),
    Rule(
        root=("package-invalid",),
        hides=("invalid-requirement",),
        because="the requirement that cannot be read stands in a package's metadata",
        however_loud=True,
    ),
    Rule(
        root=("environment-damaged",),
        hides=("package-invalid",),
        because="the package that is wrong is an installed one",
    ),
    Rule(
        root=("python-too-old",),
        hides=("import-dependency-api", "metadata-failed"),
        because="newer packages use what an older Python does not have",
    ),
    Rule(
        root=(
            "environment-damaged",
            "uninstall-distutils",
            "package-invalid",
            "invalid-requirement",
        ),
        hides=("file-missing", "version-not-found"),
        because="which file is missing says whose it is",
    ),
    Rule(
        root=("uninstall-distutils",),
        hides=("environment-damaged",),
        because="who put the package there is known",
    ),
    Rule(
        root=("pip-broken", "venv-creation-failed", "tool-missing", "conda-mix"),
        hides=("import-dependency-api", "wrong-interpreter", "python-too-old", "file-missing"),
        because="the missing module is pip's or the environment's own",
    ),
    Rule(
        root=("pip-broken",),
        hides=("environment-damaged", "import-corrupt-install", "usage"),
        because="pip did not get as far as that",
    ),
    # ── a failed installation comes before a failed import ──
    Rule(
        root=(*STORAGE, "permission-denied", "version-not-found", *NETWORK, "dependency-conflict"),
        hides=("wrong-interpreter", "import-dependency-api"),
        because="what could not be installed cannot be imported",
    ),
    # ── imports ──
    Rule(
        root=("conda-mix",),
        hides=("import-dll-missing", "import-numpy-abi"),
        because="conda's libraries are only found in an activated environment",
    ),
    Rule(
        root=("import-cpu-avx", "import-libc", "import-cuda-missing", "tls-unavailable"),
        hides=PROOF,
        because="the loader names the library or the instruction that is missing",
    ),
    Rule(
        root=("import-dll-missing",),
        hides=("import-numpy-abi", "import-corrupt-install", "import-dependency-api"),
        because="the module that is said to be missing is there, and its library is not",
    ),
    Rule(
        root=("import-corrupt-install",),
        hides=("import-dependency-api",),
        because="the module or the symbol that is missing is TensorFlow's own",
        when=not_decisive("import-dependency-api"),
    ),
    Rule(
        root=("import-dependency-api",),
        hides=BUILDS,
        because="a tool of builds is missed, and nothing was being built",
        when=only_importing,
    ),
    Rule(
        root=("import-protobuf", "import-keras-mismatch", "import-numpy-abi"),
        hides=("import-dependency-api", "import-corrupt-install", "gpu-not-visible"),
        because="the dependency is named",
        when=always,
    ),
    # ── datasets and weights ──
    Rule(
        root=("asset-gone", "asset-corrupt-cache"),
        hides=("http-404", "corrupt-archive", "hash-mismatch", "index-unreachable", "file-missing"),
        because="it is about a dataset, and no package",
    ),
)


def suspects(scan: Scan) -> dict[str, Suspect]:
    """Every cause that some line speaks for."""
    by_cause: dict[str, list[Hit]] = {}
    for hit in scan.hits:
        by_cause.setdefault(hit.cause.slug, []).append(hit)
    return {slug: Suspect(slug=slug, hits=tuple(hits)) for slug, hits in by_cause.items()}


def ranked(seen: Mapping[str, Suspect], scan: Scan) -> Sequence[Suspect]:
    """The suspects that nothing else explains, the most likely root first, then the others."""
    overcome = _overcome(seen, scan)
    hidden = overcome | {
        slug
        for rule in EXPLAINS
        for root in rule.root
        if root in seen and root not in overcome and rule.when(seen, scan)
        for slug in rule.hides
        if slug in seen and slug != root
        if rule.however_loud or _speaks_louder(seen[root], seen[slug])
    }
    # Noise comes last: even what something else explains says more.
    return sorted(
        seen.values(),
        key=lambda each: (each.weight == "noise", each.slug in hidden, *_place(each)),
    )


def _overcome(seen: Mapping[str, Suspect], scan: Scan) -> set[str]:
    """What is over: it befell an earlier command, or a build's tools that came all the same."""
    return {
        early.slug
        for early in seen.values()
        for late in seen.values()
        if _passed(early, late, scan) or _fetched_after_all(early, late, scan)
    }


def _passed(early: Suspect, late: Suspect, scan: Scan) -> bool:
    """Whether it passes by itself, and another command was typed before the other failure."""
    if not CAUSES[early.slug].transient or not _of_its_own(late, early):
        return False
    return _between("prompt", early, late, scan)


def _fetched_after_all(early: Suspect, late: Suspect, scan: Scan) -> bool:
    """Whether the pip that fetches a build's tools went on, and the build failed only then."""
    if early.slug not in _WAY or late.slug not in BUILDS:
        return False
    return _between("success", early, late, scan)


def _between(clue: str, early: Suspect, late: Suspect, scan: Scan) -> bool:
    told = scan.clues.get(clue)
    lines = told.lines if told else ()
    return any(early.last < line.number < late.last for line in lines)


def _of_its_own(late: Suspect, early: Suspect) -> bool:
    """Whether the later failure is a new one, and not what the earlier one left behind."""
    if early.slug == "interrupted":
        return late.weight != "noise"
    return RANK[late.weight] >= RANK["likely"] and late.slug not in _LEFT_BEHIND


def _speaks_louder(root: Suspect, other: Suspect) -> bool:
    """A root hides what is said with no more weight than its own is, or with only one step more."""
    return RANK[root.weight] + 1 >= RANK[other.weight] and root.weight != "noise"


def _place(each: Suspect) -> tuple[int, int, int]:
    if CAUSES[each.slug].group == "network":
        return (-RANK[each.weight], each.first if each.weight == "decisive" else 0, -each.count)
    if each.weight == "decisive":
        return (-RANK[each.weight], each.first, -each.count)
    return (-RANK[each.weight], 0, -each.last)
