"""A resolved set of packages → the text of a lock: PEP 751, or hashed requirements for old pips.

Both name exactly one file a package, the one that was chosen for the target, with its SHA-256.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import tomli_w
from packaging.markers import Marker
from packaging.pylock import Package, PackageSdist, PackageWheel, Pylock
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.resolution import words
from tfinstall.resolution.locks.requirements import seal_of
from tfinstall.resolution.locks.seal import seals
from tfinstall.resolution.merging import environment_of, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tfinstall.model import Cap, Cell
    from tfinstall.resolution.dependencies import Pin, Target
    from tfinstall.resolution.dependencies.values import Basis
    from tfinstall.resolution.merging import Entry

VERSION: Final = Version("1.0")
"""Of the format of PEP 751."""
MADE_BY: Final = "tfinstall"
CAVEATS: Final[Mapping[Basis, str]] = {
    "build": "read from what its sdist's last build left in it: nothing promises that they hold",
    "none": "not known: its sdist tells none before it is built, so none were looked for",
}
"""Said of the requirements of a source distribution that does not promise them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package of a lock, its file checked."""

    pin: Pin
    sha256: str
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Everything that a lock says, before it is one format or another."""

    asked: str
    """The words that it answers: `2.10`."""
    tensorflow: str
    """`tensorflow==2.10.1`"""
    target: Target
    caps: tuple[Cap, ...]
    packages: tuple[Locked, ...]
    certified: Cell | None = None
    """The cell whose certified lock this is; None: it was resolved for the occasion."""

    @property
    def download(self) -> int | None:
        """Bytes of all files; None where one is not known."""
        sizes = [each.size for each in self.packages]
        return None if None in sizes else sum(size or 0 for size in sizes)

    @property
    def to_build(self) -> tuple[Pin, ...]:
        """Those of which there is no wheel for this machine."""
        return tuple(each.pin for each in self.packages if not each.pin.file.is_wheel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of lock: its usual file, and what writes it, for one machine or for several."""

    filename: str
    write: Callable[[Sequence[Lock]], str]


def pylock(locks: Sequence[Lock]) -> str:
    """A pylock.toml; reasons stand in `tool.tfinstall` tables."""
    minors = sorted({Version(lock.target.python.minor) for lock in locks})
    made = Pylock(
        lock_version=VERSION,
        environments=[
            Marker(environment_of(lock.target, python=len(minors) > 1)) for lock in locks
        ],
        requires_python=_pythons(minors),
        created_by=MADE_BY,
        packages=[_package(each) for each in merged(locks)],
        tool={MADE_BY: _told(locks)},
    )
    made.validate()
    document = dict(made.to_dict())
    told = dict(document["tool"][MADE_BY])
    told["seals"] = seals(document["packages"])
    return tomli_w.dumps({**document, "tool": {MADE_BY: told}})


def is_ours(text: str) -> bool:
    """Whether a lock, or any other file, was made by tfinstall."""
    return any(line in text for line in (f'created-by = "{MADE_BY}"', f"# made by {MADE_BY} "))


def requirements(locks: Sequence[Lock]) -> str:
    """A requirements file with a hash for every line: `pip install -r`, any pip since 8."""
    entries = merged(locks)
    return "\n".join([*_head(locks, entries), *(_lines(each) for each in entries)]) + "\n"


FORMATS: Final[Mapping[str, Format]] = {
    "pylock": Format(filename="pylock.toml", write=pylock),
    "requirements": Format(filename="requirements-lock.txt", write=requirements),
}


def _pythons(minors: Sequence[Version]) -> SpecifierSet:
    """From the oldest to the newest; what lies between is told by `environments`."""
    oldest, newest = minors[0], minors[-1]
    if oldest == newest:
        return SpecifierSet(f"=={newest}.*")
    return SpecifierSet(f">={oldest},<{newest.major}.{newest.minor + 1}")


def _told(locks: Sequence[Lock]) -> dict[str, Any]:
    told: dict[str, Any] = {"asked": locks[0].asked}
    if len(locks) == 1:
        told |= _target(locks[0])
    else:
        told["machines"] = [
            {**_target(lock), "caps": [str(cap.constraint) for cap in lock.caps]} for lock in locks
        ]
    if locks[0].target.exclude_newer is not None:
        told["exclude-newer"] = locks[0].target.exclude_newer
    caps = dict.fromkeys(cap for lock in locks for cap in lock.caps)
    if caps:
        told["constraints"] = [
            {"constraint": str(cap.constraint), "because": cap.because, "source": cap.source}
            for cap in caps
        ]
    return told


def _target(lock: Lock) -> dict[str, str]:
    platform = lock.target.platform
    told = {
        "tensorflow": lock.tensorflow,
        "machine": words.machine(platform),
        "python": lock.target.python.minor,
    }
    if platform.glibc is not None:
        told["glibc"] = words.dotted(platform.glibc)
    if lock.certified is not None:
        told["certified"] = lock.certified.date.isoformat()
    return told


def _package(entry: Entry) -> Package:
    wheels = [each for each in entry.files if each.pin.file.is_wheel]
    sdists = [each for each in entry.files if not each.pin.file.is_wheel]
    asked = {str(asks): asks for each in entry.files if (asks := _requires_python(each.pin))}
    return Package(
        name=entry.name,
        version=entry.version,
        marker=None if entry.marker is None else Marker(entry.marker),
        requires_python=next(iter(asked.values())) if len(asked) == 1 else None,
        dependencies=list(entry.requires) or None,
        sdist=PackageSdist(**_file(sdists[0])) if sdists else None,
        wheels=[PackageWheel(**_file(each)) for each in wheels] or None,
        tool={MADE_BY: _reasons(entry)},
    )


def _requires_python(pin: Pin) -> SpecifierSet | None:
    return pin.facts.requires_python or pin.file.requires_python


def _file(locked: Locked) -> dict[str, Any]:
    file = locked.pin.file
    return {
        "name": file.filename,
        "upload_time": file.uploaded,
        "url": file.url,
        "size": locked.size,
        "hashes": {"sha256": locked.sha256},
    }


def _reasons(entry: Entry) -> dict[str, Any]:
    reasons: dict[str, Any] = {"because": list(entry.because)}
    extras = sorted({extra for each in entry.files for extra in each.pin.extras})
    if extras:
        reasons["extras"] = extras
    if caveat := _caveat(entry):
        reasons["requirements"] = caveat
    return reasons


def _caveat(entry: Entry) -> str | None:
    bases = (each.pin.facts.basis for each in entry.files)
    return next((CAVEATS[basis] for basis in bases if basis in CAVEATS), None)


def _head(locks: Sequence[Lock], entries: Iterable[Entry]) -> Iterator[str]:
    yield f"# made by {MADE_BY} for {', '.join(dict.fromkeys(lock.tensorflow for lock in locks))}"
    for lock in locks:
        where = words.machine(lock.target.platform)
        yield f"# with Python {lock.target.python.minor} on {where}; other machines need their own"
    for cap in dict.fromkeys(cap for lock in locks for cap in lock.caps):
        yield f"# {cap.constraint}: {cap.because}"
    yield f"# sealed: {seal_of(_line(each) for each in entries)}"
    yield ""


def _line(entry: Entry) -> str:
    """As it is read back: the marker is no part of what is sealed."""
    hashes = (f"--hash=sha256:{sha256}" for sha256 in sorted(each.sha256 for each in entry.files))
    return " ".join([_pinned(entry), *hashes])


def _pinned(entry: Entry) -> str:
    return f"{entry.name}=={entry.version}"


def _lines(entry: Entry) -> str:
    notes = [*entry.because]
    if caveat := _caveat(entry):
        notes.append(f"its requirements are {caveat}")
    marker = "" if entry.marker is None else f" ; {entry.marker}"
    hashes = [f"--hash=sha256:{each.sha256}" for each in entry.files]
    comments = "".join(f"\n    # {note}" for note in notes)
    return " \\\n    ".join([f"{_pinned(entry)}{marker}", *hashes]) + comments
