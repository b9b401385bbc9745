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
from tfinstall.resolution.markers import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from packaging.utils import NormalizedName

    from tfinstall.model import Cap
    from tfinstall.resolution.dependencies import Pin, Target
    from tfinstall.resolution.dependencies.values import Basis

VERSION: Final = Version("1.0")
"""Of the format of PEP 751."""
MADE_BY: Final = "tfinstall"
MARKED: Final = ("sys_platform", "platform_machine", "implementation_name")
"""What a marker can say of a machine; the wheels' tags say the rest."""
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
    """A kind of lock: its usual file, and what writes it."""

    filename: str
    write: Callable[[Lock], str]


def pylock(lock: Lock) -> str:
    """A pylock.toml; reasons stand in `tool.tfinstall` tables."""
    made = Pylock(
        lock_version=VERSION,
        environments=[_marker(lock.target)],
        requires_python=SpecifierSet(f"=={lock.target.python.minor}.*"),
        created_by=MADE_BY,
        packages=[_package(each) for each in lock.packages],
        tool={MADE_BY: _told(lock)},
    )
    made.validate()
    document = dict(made.to_dict())
    told = dict(document["tool"][MADE_BY])
    told["seals"] = seals(document["packages"])
    return tomli_w.dumps({**document, "tool": {MADE_BY: told}})


def is_ours(text: str) -> bool:
    """Whether a lock, or any other file, was made by tfinstall."""
    return any(line in text for line in (f'created-by = "{MADE_BY}"', f"# made by {MADE_BY} "))


def requirements(lock: Lock) -> str:
    """A requirements file with a hash for every line: `pip install -r`, any pip since 8."""
    return "\n".join([*_head(lock), *(_lines(each) for each in lock.packages)]) + "\n"


FORMATS: Final[Mapping[str, Format]] = {
    "pylock": Format(filename="pylock.toml", write=pylock),
    "requirements": Format(filename="requirements-lock.txt", write=requirements),
}


def _marker(target: Target) -> Marker:
    seen: Mapping[str, Any] = dict(environment(target.platform, str(target.python.version)))
    return Marker(" and ".join(f'{name} == "{seen[name]}"' for name in MARKED))


def _told(lock: Lock) -> dict[str, Any]:
    told: dict[str, Any] = {
        "asked": lock.asked,
        "tensorflow": lock.tensorflow,
        "machine": words.machine(lock.target.platform),
        "python": lock.target.python.minor,
    }
    if lock.target.platform.glibc is not None:
        told["glibc"] = words.dotted(lock.target.platform.glibc)
    if lock.target.exclude_newer is not None:
        told["exclude-newer"] = lock.target.exclude_newer
    if lock.caps:
        told["constraints"] = [
            {"constraint": str(cap.constraint), "because": cap.because, "source": cap.source}
            for cap in lock.caps
        ]
    return told


def _package(locked: Locked) -> Package:
    pin, file = locked.pin, locked.pin.file
    facts: dict[str, Any] = {
        "name": file.filename,
        "upload_time": file.uploaded,
        "url": file.url,
        "size": locked.size,
        "hashes": {"sha256": locked.sha256},
    }
    return Package(
        name=pin.name,
        version=pin.version,
        requires_python=pin.facts.requires_python or file.requires_python,
        dependencies=[{"name": name} for name in pin.requires] or None,
        sdist=None if file.is_wheel else PackageSdist(**facts),
        wheels=[PackageWheel(**facts)] if file.is_wheel else None,
        tool={MADE_BY: _reasons(pin)},
    )


def _reasons(pin: Pin) -> dict[str, Any]:
    reasons: dict[str, Any] = {"because": list(pin.because)}
    if pin.extras:
        reasons["extras"] = sorted(pin.extras)
    if pin.facts.basis in CAVEATS:
        reasons["requirements"] = CAVEATS[pin.facts.basis]
    return reasons


def _head(lock: Lock) -> Iterator[str]:
    yield f"# made by {MADE_BY} for {lock.tensorflow}"
    where = words.machine(lock.target.platform)
    yield f"# with Python {lock.target.python.minor} on {where}; other machines need their own"
    for cap in lock.caps:
        yield f"# {cap.constraint}: {cap.because}"
    yield f"# sealed: {seal_of(_line(each) for each in lock.packages)}"
    yield ""


def _line(locked: Locked) -> str:
    return f"{_pinned(locked.pin.name, locked.pin.version)} --hash=sha256:{locked.sha256}"


def _lines(locked: Locked) -> str:
    pin = locked.pin
    notes = [*pin.because]
    if pin.facts.basis in CAVEATS:
        notes.append(f"its requirements are {CAVEATS[pin.facts.basis]}")
    comments = "".join(f"\n    # {note}" for note in notes)
    return f"{_pinned(pin.name, pin.version)} \\\n    --hash=sha256:{locked.sha256}{comments}"


def _pinned(name: NormalizedName, version: Version) -> str:
    return f"{name}=={version}"
