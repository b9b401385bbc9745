"""Every final release on every Python that it has a wheel for, and what is known of the two.

A cell that was tried says so itself. Of the others only a stub can be known to be broken: a wheel
that does nothing but ask for another distribution, which has no wheel for that Python.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.matrix.document import minor_of
from tfinstall.matrix.knowledge import kind_of
from tfinstall.matrix.tags import file_fits, rank, wheel_tags
from tfinstall.matrix.worklist import means
from tfinstall.model import Host, Interpreter, NoSelection, Platform, Spec
from tfinstall.resolution.markers import applies, environment
from tfinstall.resolution.names import AWS, MACOS, TENSORFLOW
from tfinstall.resolution.question import imagine, question
from tfinstall.resolution.selection import decide
from tfinstall.resolution.shelf import Shelf
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from tfinstall.matrix.knowledge import Matrix
    from tfinstall.model import Cell, Release, Repair, State, Wheel

KINDS: Final = (
    Platform(os="linux", arch="x86_64", glibc=(2, 28)),
    Platform(os="linux", arch="aarch64", glibc=(2, 28)),
    Platform(os="macos", arch="arm64", macos=(14, 0)),
    Platform(os="macos", arch="x86_64", macos=(14, 0)),
    Platform(os="windows", arch="amd64"),
)
"""The kinds of machine that TensorFlow has wheels for; each recent enough for its newest one."""

STANDING_IN: Final[Mapping[tuple[str, str], NormalizedName]] = {
    ("macos", "arm64"): MACOS,
    ("linux", "aarch64"): AWS,
}
"""What serves a release there where `tensorflow` itself has no wheel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release on one Python of one kind of machine."""

    distribution: NormalizedName
    version: Version
    python: str
    platform: Platform
    wheel: Wheel
    """The one that pip would take."""
    state: State
    cause: str | None
    because: str
    cell: Cell | None
    """What came of trying; None: nobody did."""
    repairs: tuple[Repair, ...]
    """The caps that the metadata lacks."""

    @property
    def capped(self) -> bool:
        """Whether it works, and would break at the import without caps of ours."""
        return self.state != "broken" and any(repair.level == "import" for repair in self.repairs)


def entries(matrix: Matrix, platforms: Iterable[Platform] = KINDS) -> Iterator[Entry]:
    """Machine after machine, each with its releases newest first, each with its Pythons."""
    repairs = cache(matrix.repairs_for)
    tried = {
        (cell.distribution, cell.version, cell.python, kind_of(cell.platform)): cell
        for minor in matrix.minors
        for cell in matrix.cells(Version(minor))
    }
    for platform in platforms:
        for release, python in _places(matrix, platform):
            wheel = _wheel(release, platform, python)
            if wheel is None:
                continue  # the Pythons of a release are told by file names, Requires-Python apart
            key = (release.distribution, release.version, python, kind_of(platform))
            cell = _usable(matrix, tried.get(key), platform)
            refused = None if cell else _refused(matrix, wheel, platform, python)
            yield Entry(
                distribution=release.distribution,
                version=release.version,
                python=python,
                platform=platform,
                wheel=wheel,
                state=cell.state if cell else "broken" if refused else "unknown",
                cause=cell.cause if cell else refused.cause if refused else None,
                because=cell.because if cell else refused.title if refused else "",
                cell=cell,
                repairs=repairs(release.version, number(python)),
            )


def newest(found: Iterable[Entry]) -> Iterator[Entry]:
    """Of each minor release and Python the newest patch: what `tfinstall 2.10` means there."""
    seen = set()
    for entry in found:
        place = (kind_of(entry.platform), minor_of(entry.version), entry.python)
        if place not in seen:
            seen.add(place)
            yield entry


def meant(found: Iterable[Entry], patterns: Sequence[str]) -> tuple[Entry, ...]:
    """The cells that these words name, `2.10` or `2.1?.*/3.9`; all without one.

    Raises ValueError on a word that names none.
    """
    every = tuple(found)
    if not patterns:
        return every
    named = {
        pattern: [at for at, each in enumerate(every) if means(pattern, each.version, each.python)]
        for pattern in patterns
    }
    for pattern, places in named.items():
        if not places:
            raise ValueError(f"`{pattern}` names no cell: no such final release has a wheel there")
    return tuple(every[at] for at in sorted(set(chain(*named.values()))))


@cache
def number(python: str) -> Version:
    """`3.10` as a version that can be compared; a free-threaded Python like its sister."""
    return Version(python.rstrip("t"))


def _places(matrix: Matrix, platform: Platform) -> Iterator[tuple[Release, str]]:
    other = STANDING_IN.get((platform.os, platform.arch))
    names = (TENSORFLOW,) if other is None else (TENSORFLOW, other)
    versions = {version for name in names for version in matrix.versions(name)}
    for version in sorted(versions, reverse=True):
        served: set[str] = set()
        for name in names if not version.is_prerelease else ():
            release = matrix.release(name, version)
            pythons = matrix.pythons(name, version, platform)
            yield from ((release, python) for python in pythons if release and python not in served)
            served.update(pythons)


def _wheel(release: Release, platform: Platform, python: str) -> Wheel | None:
    asked = _asked(python)
    ranked = [
        (place, wheel.filename, wheel)
        for wheel in release.wheels
        if (place := rank(platform, asked, wheel_tags(wheel.filename))) is not None
        and file_fits(wheel.filename, wheel.requires_python, platform, asked)
    ]
    return min(ranked, key=lambda each: each[:2])[2] if ranked else None


@cache
def _asked(python: str) -> Interpreter | Version:
    """The newest patch of a Python, so that a wheel which asks for `>=3.10.1` is for it."""
    version = Version(f"{python.rstrip('t')}.99")
    free = python.endswith("t")
    return Interpreter(version=version, free_threaded=True) if free else version


def _usable(matrix: Matrix, cell: Cell | None, platform: Platform) -> Cell | None:
    """Not one whose lock is for a newer system than this: it says nothing here."""
    if cell is None or not _older(platform, cell.platform):
        return cell
    locked = matrix.locked(cell)
    asked = _asked(cell.python)
    wheels = [file.filename for file in locked if file.filename.endswith(".whl")]
    fit = all(rank(platform, asked, wheel_tags(name)) is not None for name in wheels)
    return cell if fit else None


def _older(one: Platform, other: Platform) -> bool:
    pairs = (
        (one.glibc, other.glibc),
        (one.musl, other.musl),
        (one.macos, other.macos),
    )
    return any(mine is not None and its is not None and mine < its for mine, its in pairs)


# ── stubs ───────────────────────────────────────────────────────────────────────────────────


def _refused(matrix: Matrix, wheel: Wheel, platform: Platform, python: str) -> NoSelection | None:
    """Why a wheel that is there cannot be installed; None where it can."""
    if not wheel.stub or _delegate_is_there(matrix, wheel, platform, python):
        return None
    spec = Spec(
        text=str(wheel.version),
        specifier=SpecifierSet(f"=={wheel.version}"),
        distribution=wheel.distribution,
    )
    host = Host(platform=platform, interpreters=(imagine(str(number(python))),))
    answer = decide(question(spec, None, "auto", host, Shelf(matrix, platform)))
    return answer if isinstance(answer, NoSelection) else None


def _delegate_is_there(matrix: Matrix, wheel: Wheel, platform: Platform, python: str) -> bool:
    """The quick look that saves asking the resolver about a hundred stubs which are in order."""
    where = environment(platform, str(number(python)))
    others = [
        ask
        for ask in wheel.requires
        if ask.name in matrix.distributions and applies(ask, where) and not ask.extras
    ]
    return bool(others) and all(
        ask.name != wheel.distribution
        and any(
            ask.specifier.contains(version) and python in matrix.pythons(name, version, platform)
            for name in matrix.distributions
            if name == ask.name
            for version in matrix.versions(name)
        )
        for ask in others
    )
