"""Worlds of packages in memory, one line a file, for the resolver of dependencies.

`numpy 1.26 cp311-cp311-manylinux_2_17_x86_64 python>=3.9 day=2023-09-16 yanked: six>=1; blas` is
a wheel with its requirements behind the colon; without a tag it is `py3-none-any`, `sdist` is a
source distribution, `untold` has no upload time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tfinstall.index import File
from tfinstall.model import Interpreter, Platform
from tfinstall.resolution.dependencies import Facts, Target, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tfinstall.resolution.dependencies import Archive

LINUX = Platform(os="linux", arch="x86_64", glibc=(2, 28))
DAY = "2024-01-01"


@dataclass
class World:
    """A `Source` of what its lines say; `read` remembers whose metadata was asked for."""

    files: dict[NormalizedName, dict[Version, list[File]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    told: dict[str, Facts] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def releases(self, name: NormalizedName) -> Mapping[Version, list[File]]:
        return self.files.get(name, {})

    def facts(self, file: Archive) -> Facts:
        self.read.append(file.filename)
        return self.told[file.filename]

    def ahead(self, wanted: Iterable[NormalizedName | Archive]) -> None:
        """Everything is at hand already."""


def world(text: str) -> World:
    made = World()
    for line in filter(None, map(str.strip, text.splitlines())):
        head, _, requires = line.partition(": ")
        file = _file(head.removesuffix(":").split())
        made.files[file.project][file.version].append(file)
        made.told[file.filename] = Facts(
            requires=tuple(Requirement(each) for each in requires.split(" | ") if each),
            basis="metadata" if file.is_wheel else "none",
        )
    return made


def _file(words: list[str]) -> File:
    name, version, *rest = words
    stem = f"{name.replace('-', '_')}-{version}"
    tag = next((word for word in rest if word.count("-") > 1 and "=" not in word), "py3-none-any")
    filename = f"{stem}.tar.gz" if "sdist" in rest else f"{stem}-{tag}.whl"
    python = next((word for word in rest if word.startswith("python")), "")
    day = next((word[4:] for word in rest if word.startswith("day=")), DAY)
    uploaded = datetime.fromisoformat(day).replace(tzinfo=timezone.utc)
    return File(
        filename=filename,
        location=f"https://index.example/{filename}",
        project=canonicalize_name(name),
        version=Version(version),
        sha256="0" * 64,
        uploaded=None if "untold" in rest else uploaded,
        requires_python=SpecifierSet(python.removeprefix("python")) if python else None,
        yanked="" if "yanked" in rest else None,
    )


def target(
    python: str = "3.11.7",
    platform: Platform = LINUX,
    exclude_newer: str | None = None,
    *,
    prereleases: bool = False,
) -> Target:
    newest = None
    if exclude_newer is not None:
        newest = datetime.fromisoformat(exclude_newer).replace(tzinfo=timezone.utc)
    return Target(
        platform=platform,
        python=Interpreter(version=Version(python)),
        exclude_newer=newest,
        prereleases=prereleases,
    )


def wishes(*asks: str, caps: Iterable[str] = ()) -> tuple[Wish, ...]:
    """The user's requirements; a cap is `numpy<2` of the repair `numpy<2`."""
    asked = (Wish(requirement=Requirement(ask)) for ask in asks)
    capped = (
        Wish(requirement=Requirement(cap), by=f"repair {cap}", constraint=True) for cap in caps
    )
    return (*asked, *capped)
