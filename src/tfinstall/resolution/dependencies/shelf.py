"""The files of one project as one machine sees them, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tfinstall.diagnosis import failure
from tfinstall.matrix.tags import rank, wheel_tags
from tfinstall.resolution import words
from tfinstall.resolution.specifiers import names_prerelease

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from tfinstall.resolution.dependencies.values import Archive, Target

SHOWN: Final = 5
"""Versions that a message lists."""


class Shelf:
    """Answers which files of a project a machine can take within a specifier.

    Newest first, but a version that has a wheel before any that has to be built: a lock should
    need no compiler. Pre-releases only where they are named, or where there is nothing else;
    `<5.0.dev0` only names where to end, whatever pip makes of it.
    Yanked files only where a version is pinned (PEP 592).
    """

    def __init__(
        self, name: NormalizedName, releases: Mapping[Version, Sequence[Archive]], target: Target
    ) -> None:
        self.name = name
        self._releases = releases
        self._target = target
        self._newest_first = sorted(releases, reverse=True)
        self._within: dict[SpecifierSet, tuple[Version, ...]] = {}
        self._best: dict[tuple[Version, bool], Archive | None] = {}

    def matching(self, wanted: SpecifierSet) -> Iterator[Archive]:
        """The files to try, the best first; raises index-invalid where their day is not known."""
        versions = self._versions(wanted)
        pinned = _pinned(wanted)
        if self._target.prereleases or any(map(names_prerelease, wanted)):
            yield from self._in_order(versions, pinned=pinned)
            return
        finals = self._in_order([v for v in versions if not v.is_prerelease], pinned=pinned)
        first = next(finals, None)
        if first is None:
            yield from self._in_order(versions, pinned=pinned)
            return
        yield first
        yield from finals

    def lack(self, wanted: SpecifierSet) -> str:
        """Why nothing matches, in a few words."""
        if not self._releases:
            return f"No index knows {self.name}"
        versions = self._versions(wanted)
        if not versions:
            return f"No {self.name}{wanted} is on the index, which has {self._on_offer()}"
        return f"{self._named(versions)} {self._misfit(versions)}"

    def _on_offer(self) -> str:
        finals = [each for each in self._newest_first if not each.is_prerelease]
        shown = finals or self._newest_first
        more = ["..."] if len(shown) > SHOWN else []
        return ", ".join([*map(str, shown[:SHOWN]), *more])

    def _versions(self, wanted: SpecifierSet) -> tuple[Version, ...]:
        if wanted not in self._within:
            self._within[wanted] = tuple(
                each for each in self._newest_first if wanted.contains(each, prereleases=True)
            )
        return self._within[wanted]

    def _in_order(self, versions: Sequence[Version], *, pinned: bool) -> Iterator[Archive]:
        to_build = []
        for version in versions:
            file = self._file(version, pinned=pinned)
            if file is None:
                continue
            if file.is_wheel:
                yield file
            else:
                to_build.append(file)
        yield from to_build
        if versions and not to_build:
            self._check_days(versions)

    def _file(self, version: Version, *, pinned: bool) -> Archive | None:
        key = (version, pinned)
        if key not in self._best:
            self._best[key] = self._chosen(version, pinned=pinned)
        return self._best[key]

    def _chosen(self, version: Version, *, pinned: bool) -> Archive | None:
        files = [
            file
            for file in self._releases[version]
            if (pinned or file.yanked is None) and self._in_time(file) and self._runs(file)
        ]
        wheels = [(place, file) for file in files if (place := self._place(file)) is not None]
        if wheels:
            return min(wheels, key=lambda each: (each[0], each[1].filename))[1]
        return next((file for file in files if not file.is_wheel), None)

    def _place(self, file: Archive) -> int | None:
        if not file.is_wheel:
            return None
        return rank(self._target.platform, self._target.python, wheel_tags(file.filename))

    def _in_time(self, file: Archive) -> bool:
        limit = self._target.exclude_newer
        return limit is None or (file.uploaded is not None and file.uploaded < limit)

    def _runs(self, file: Archive) -> bool:
        asked = file.requires_python
        return asked is None or asked.contains(self._target.python.version, prereleases=True)

    def _check_days(self, versions: Sequence[Version]) -> None:
        """A file without a day may be passed over where others have one, but not all of them."""
        if self._target.exclude_newer is None:
            return
        files = [file for version in versions for file in self._releases[version]]
        if all(file.uploaded is None for file in files):
            message = (
                f"The index does not tell when files of {self.name} were uploaded, which "
                "`--exclude-newer` needs; ask an index that does, or leave the option out"
            )
            raise failure("index-invalid", message, package=self.name)

    def _named(self, versions: Sequence[Version]) -> str:
        if len(versions) > SHOWN:
            return f"{self.name} {versions[-1]} to {versions[0]}:"
        return f"{self.name} {words.listed([str(each) for each in reversed(versions)])}:"

    def _misfit(self, versions: Sequence[Version]) -> str:
        """The first condition that no file meets, in the order in which they are looked at."""
        files = [file for version in versions for file in self._releases[version]]
        timely = [file for file in files if self._in_time(file)]
        if not timely:
            return f"not there before {self._target.exclude_newer:%Y-%m-%d}"
        running = [file for file in timely if self._runs(file)]
        if not running:
            asked = sorted({str(file.requires_python) for file in timely})
            minor = self._target.python.minor
            return f"for Python {' or '.join(asked[:SHOWN])}, and this is {minor}"
        if all(file.yanked is not None for file in running):
            return "yanked by its authors; only `==` still gets it"
        return f"no file for Python {self._target.python.minor} on {self._machine}"

    @property
    def _machine(self) -> str:
        return words.machine(self._target.platform)


def _pinned(wanted: SpecifierSet) -> bool:
    """Whether one version is named: what PEP 592 asks for before a yanked file is taken."""
    return any(
        each.operator == "===" or (each.operator == "==" and not each.version.endswith(".*"))
        for each in wanted
    )
