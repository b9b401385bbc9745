"""Feeds the resolver of dependencies from the indexes: fetched ahead, side by side, and kept."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from packaging.requirements import Requirement
from packaging.version import Version

from tfinstall.index.file import File, shown
from tfinstall.index.page import specifier
from tfinstall.index.sdist import sdist_facts
from tfinstall.resolution.dependencies import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

    from packaging.utils import NormalizedName

    from tfinstall.index.client import Index
    from tfinstall.index.configuration import Configuration
    from tfinstall.index.kept import Kept
    from tfinstall.resolution.dependencies import Archive

Row = list[Any]

ROW: Final = 8
"""What is kept of a file: see `_row`."""
FRESH: Final = 600.0
"""Seconds that a project's page is good for; what public indexes allow caches, too."""


class Candidates:
    """A `Source` of the resolver over real indexes.

    `known` are facts by file name that need not be asked for: the matrix has TensorFlow's. Methods
    raise what `Index` raises; a hint never does.
    """

    def __init__(
        self,
        index: Index,
        configuration: Configuration,
        kept: Kept,
        *,
        known: Mapping[str, Facts] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._index = index
        self._kept = kept
        self._known = dict(known or {})
        self._now = now
        self._look_anew = self._remembered = False
        places = (*configuration.index_urls, *configuration.find_links)
        self._places = " ".join(map(shown, places))
        self._pages: dict[NormalizedName, Future[Mapping[Version, tuple[File, ...]]]] = {}
        self._facts: dict[str, Future[Facts]] = {}

    def releases(self, name: NormalizedName) -> Mapping[Version, tuple[File, ...]]:
        return self._page_soon(name).result()

    def facts(self, file: Archive) -> Facts:
        known = self._known.get(file.filename)
        return known if known is not None else self._facts_soon(of_an_index(file)).result()

    def ahead(self, wanted: Iterable[NormalizedName | Archive]) -> None:
        for each in wanted:
            if isinstance(each, str):
                self._page_soon(each)
            elif each.filename not in self._known:
                self._facts_soon(of_an_index(each))

    def forget_pages(self) -> bool:
        """Read every page from the index from now on; whether one had been a kept one.

        Nothing is missing for certain that is only missing from a kept page.
        """
        self._look_anew = True
        self._pages.clear()
        return self._remembered

    def _page_soon(self, name: NormalizedName) -> Future[Mapping[Version, tuple[File, ...]]]:
        if name not in self._pages:
            self._pages[name] = self._index.soon(self._page, name)
        return self._pages[name]

    def _facts_soon(self, file: File) -> Future[Facts]:
        if file.filename not in self._facts:
            self._facts[file.filename] = self._index.soon(self._read, file)
        return self._facts[file.filename]

    def _page(self, name: NormalizedName) -> Mapping[Version, tuple[File, ...]]:
        key = f"{self._places} {name}"
        kept = self._kept.get("pages", key, lambda page: self._fresh(name, page))
        if kept is not None and not self._look_anew:
            self._remembered = True
            return kept
        found: dict[Version, list[File]] = defaultdict(list)
        files = self._index.project(name)
        for file in files:
            found[file.version].append(file)
        if all(_may_be_kept(file) for file in files):
            rows = {str(version): [_row(file) for file in of] for version, of in found.items()}
            self._kept.put("pages", key, {"at": self._now(), "releases": rows})
        return {version: tuple(of) for version, of in found.items()}

    def _fresh(self, name: NormalizedName, page: Any) -> Releases | None:
        age = self._now() - page["at"]
        return Releases(name, page["releases"]) if 0 <= age < FRESH else None

    def _read(self, file: File) -> Facts:
        key = file.sha256 or (None if file.location.startswith("file:") else file.url)
        told = None if key is None else self._kept.get("facts", key, _facts_of)
        if told is not None:
            return told
        facts = self._asked(file)
        if key is not None:
            self._kept.put("facts", key, _document(facts))
        return facts

    def _asked(self, file: File) -> Facts:
        if not file.is_wheel:
            return sdist_facts(file.filename, self._index.download(file))
        if file.has_metadata:
            metadata, size = self._index.metadata(file), file.size
        else:
            contents = self._index.contents(file)
            metadata, size = contents.metadata, contents.size
        return Facts(
            requires=metadata.requires, requires_python=metadata.requires_python, size=size
        )


def of_an_index(file: Archive) -> File:
    """The file with its address; the resolver hands back what this source gave it."""
    if not isinstance(file, File):
        raise TypeError(f"{file} is no file of an index")
    return file


def digest(index: Index, file: File) -> str:
    """The SHA-256 of a file in hex: the index's word, or of the file itself where it has none."""
    return file.sha256 or hashlib.sha256(index.download(file)).hexdigest()


class Releases(Mapping[Version, tuple[File, ...]]):
    """The files of a kept page; each is made when its version is looked at.

    Raises ValueError on what is none. Projects of ten thousand files exist, and a resolver looks
    at some ten of them.
    """

    def __init__(self, name: NormalizedName, rows: Mapping[str, list[Row]]) -> None:
        self._name = name
        self._rows = {Version(version): of for version, of in rows.items()}
        if any(len(row) != ROW for of in rows.values() for row in of):
            raise ValueError("rows of another shape")
        self._made: dict[Version, tuple[File, ...]] = {}

    def __getitem__(self, version: Version) -> tuple[File, ...]:
        if version not in self._made:
            made = tuple(_file(self._name, version, row) for row in self._rows[version])
            self._made[version] = made
        return self._made[version]

    def __iter__(self) -> Iterator[Version]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _may_be_kept(file: File) -> bool:
    """A folder may change at any time, and an address with a password belongs in no file."""
    return file.location == file.url and not file.location.startswith("file:")


def _row(file: File) -> Row:
    python = file.requires_python
    return [
        file.filename,
        file.location,
        file.sha256,
        file.size,
        None if file.uploaded is None else file.uploaded.isoformat(),
        None if python is None else str(python),
        file.yanked,
        file.has_metadata,
    ]


def _file(name: NormalizedName, version: Version, row: Row) -> File:
    filename, location, sha256, size, uploaded, python, yanked, has_metadata = row
    return File(
        filename=filename,
        location=location,
        project=name,
        version=version,
        sha256=sha256,
        size=size,
        uploaded=None if uploaded is None else datetime.fromisoformat(uploaded),
        requires_python=specifier(python),
        yanked=yanked,
        has_metadata=has_metadata,
    )


def _document(facts: Facts) -> dict[str, Any]:
    python = facts.requires_python
    return {
        "requires": [str(each) for each in facts.requires],
        "python": None if python is None else str(python),
        "basis": facts.basis,
        "size": facts.size,
    }


def _facts_of(document: Mapping[str, Any]) -> Facts:
    return Facts(
        requires=tuple(map(Requirement, document["requires"])),
        requires_python=specifier(document["python"]),
        basis=document["basis"],
        size=document["size"],
    )
