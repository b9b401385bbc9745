"""What is to be decided, as one value: the request against one machine and one matrix."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from packaging.version import Version

from tfinstall.matrix.tags import PYTHONS
from tfinstall.model import Interpreter
from tfinstall.resolution.candidates import Driver
from tfinstall.resolution.spec import exact_version
from tfinstall.resolution.wanted import matches
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfinstall.model import Accelerator, Host, Platform, Spec
    from tfinstall.resolution.shelf import Shelf

IMAGINED: Final = "imagined"
"""`Interpreter.source` of a Python that is only asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which release is wanted, for which Python of which machine."""

    spec: Spec
    host: Host
    shelf: Shelf
    accelerator: Accelerator = "auto"
    python: str | None = None
    """What `--python` said."""
    interpreters: tuple[Interpreter, ...] = field(default=())
    """Those that may be chosen, the preferred first."""
    prereleases: bool = False

    @property
    def platform(self) -> Platform:
        return self.host.platform

    @property
    def driver(self) -> Driver:
        gpu = self.host.gpu
        return Driver(version=gpu.driver if gpu is not None and gpu.kind == "cuda" else None)

    def admits(self, version: Version) -> bool:
        """Whether the words of the request allow this release."""
        if version.is_prerelease and not self.prereleases:
            return False
        return self.spec.specifier.contains(version, prereleases=True)

    @property
    def pinned(self) -> bool:
        """Whether one very version is asked for: then even a yanked one, as with pip."""
        return exact_version(self.spec) is not None


def question(
    spec: Spec, python: str | None, accelerator: Accelerator, host: Host, shelf: Shelf
) -> Question:
    """What these words ask of this machine."""
    found = (each for each in host.interpreters if python is None or matches(each, python))
    return Question(
        spec=spec,
        host=host,
        shelf=shelf,
        accelerator=accelerator,
        python=python,
        interpreters=preferred(found),
        prereleases=spec.prereleases,
    )


def preferred(pythons: Iterable[Interpreter]) -> tuple[Interpreter, ...]:
    """The user's own `python`, then newest first; pre-releases, then environments' Pythons last."""
    newest_first = sorted(pythons, key=lambda python: python.version, reverse=True)
    return tuple(sorted(newest_first, key=_reserve))


def _reserve(python: Interpreter) -> tuple[bool, bool, bool]:
    return (
        not python.is_default,
        python.environment is not None,
        python.version.is_prerelease,
    )


def ordinary(python: Interpreter) -> bool:
    """Whether it is such a Python as TensorFlow's wheels are made for, its version apart."""
    return (
        python.implementation.lower() == "cpython"
        and python.bits == 64  # noqa: PLR2004 - bits
        and not python.free_threaded
    )


def imagine(minor: str) -> Interpreter:
    """An ordinary 64-bit CPython that need not be on any machine."""
    return Interpreter(version=Version(minor), source=IMAGINED)


def with_pythons(asked: Question, minors: tuple[str, ...] = PYTHONS) -> Question:
    """The same question on the same machine, had it these Pythons and no others."""
    return replace(
        asked, interpreters=tuple(imagine(minor) for minor in reversed(minors)), python=None
    )
