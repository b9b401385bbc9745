"""What the resolver of dependencies reads and makes, in the order in which it comes to exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from tfinstall.resolution.explain import YOU

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from packaging.requirements import Requirement
    from packaging.version import Version

    from tfinstall.model import Interpreter, Platform

PYTHON: Final = NormalizedName("<python>")
"""The interpreter is a candidate as well; no project can have this name."""

Basis = Literal["metadata", "sdist", "build", "none"]
"""Where requirements were read: METADATA of a wheel; PKG-INFO of a source distribution that
promises them to be final (PEP 643); what its last build left in it; nowhere, so none are known."""


class Archive(Protocol):
    """What an index says of one file; None where it does not say."""

    @property
    def filename(self) -> str: ...

    @property
    def version(self) -> Version: ...

    @property
    def is_wheel(self) -> bool: ...

    @property
    def url(self) -> str: ...

    @property
    def sha256(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    @property
    def uploaded(self) -> datetime | None: ...

    @property
    def requires_python(self) -> SpecifierSet | None: ...

    @property
    def yanked(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says of itself."""

    requires: tuple[Requirement, ...] = ()
    requires_python: SpecifierSet | None = None
    basis: Basis = "metadata"
    size: int | None = None
    """Bytes of the file, where reading its metadata told them."""


class Source(Protocol):
    """Where candidates come from: an index, or a table in memory."""

    def releases(self, name: NormalizedName) -> Mapping[Version, Sequence[Archive]]:
        """The files of a project by version; empty where nobody knows it."""
        ...

    def facts(self, file: Archive) -> Facts: ...

    def ahead(self, wanted: Iterable[NormalizedName | Archive]) -> None:
        """A hint: these projects and these files' facts will likely be asked for soon."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The machine and the Python that the packages are for, and the day they may be from."""

    platform: Platform
    python: Interpreter
    exclude_newer: datetime | None = None
    """Only files uploaded before this instant."""
    prereleases: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something asked for from outside: by the user, by the choice of TensorFlow, by a repair."""

    requirement: Requirement
    by: str = YOU
    constraint: bool = False
    """It narrows a package and brings none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One requirement as the resolver sees it: its marker already holds."""

    name: NormalizedName
    specifier: SpecifierSet = field(default_factory=SpecifierSet)
    extras: frozenset[NormalizedName] = frozenset()
    by: str = YOU
    """Who asks, where no candidate does."""

    @property
    def text(self) -> str:
        """`jax[cpu]<0.5,>=0.4`, `Python>=3.10`."""
        extras = f"[{','.join(sorted(self.extras))}]" if self.extras else ""
        return f"{'Python' if self.name == PYTHON else self.name}{extras}{self.specifier}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One version of one package, with the extras that somebody wants of it."""

    name: NormalizedName
    version: Version
    extras: frozenset[NormalizedName] = frozenset()
    file: Archive | None = field(default=None, compare=False, repr=False)
    """None: the interpreter."""

    def __str__(self) -> str:
        return f"{'Python' if self.name == PYTHON else self.name} {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One package of the answer: the file to install, and who wants it."""

    name: NormalizedName
    version: Version
    file: Archive
    facts: Facts
    extras: frozenset[NormalizedName]
    requires: tuple[NormalizedName, ...]
    """The packages that it brings along here."""
    because: tuple[str, ...]
    """Sentences: `tensorflow 2.15.1 needs numpy<2.0.0,>=1.23.5`."""
