"""The package indexes that pip is configured to use, as one thing that can be asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from packaging.utils import canonicalize_name

from tfinstall.diagnosis import failure
from tfinstall.index.remote import contents, parsed
from tfinstall.index.session import Session
from tfinstall.index.sources import linked_files, local_path, project_files
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import Future
    from types import TracebackType

    from packaging.utils import NormalizedName
    from typing_extensions import Self

    from tfinstall.index.configuration import Configuration
    from tfinstall.index.file import Contents, File, Metadata

T = TypeVar("T")
S = TypeVar("S")

_EPOCH = datetime.fromtimestamp(0, timezone.utc)
"""Stands for an upload time that nobody knows."""
CONNECTIONS = 12
"""At once, over all hosts: quick enough for one request per dependency, and still polite."""


class Index:
    """All configured indexes together, asked side by side; close it, or use it in a `with`.

    Every method raises a TfinstallError that names the cause: dns-failure, tls-verify, http-403.
    """

    def __init__(self, configuration: Configuration, *, connections: int = CONNECTIONS) -> None:
        self._session = Session(configuration, connections=connections)
        self._places: tuple[Callable[[NormalizedName], tuple[File, ...] | None], ...] = (
            *(partial(project_files, self._session, url) for url in configuration.index_urls),
            *(partial(self._linked, place) for place in configuration.find_links),
        )
        self._links: dict[str, tuple[File, ...]] = {}
        self._pool = ThreadPoolExecutor(connections, thread_name_prefix="index")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._session.close()

    def project(self, name: str) -> tuple[File, ...]:
        """All files of a project, in the order of the places; empty where none knows it.

        A place that fails is passed over if another one knows the project, as pip does.
        """
        project = canonicalize_name(name)
        found: dict[str, File] = {}
        problem: TfinstallError | None = None
        for place in self._places:
            try:
                listed = place(project)
            except TfinstallError as error:
                problem = problem or error
                continue
            for file in listed or ():
                if file.project == project:  # cffi-1.0.2-2.tar.gz is no version 2 of cffi
                    found.setdefault(file.filename, file)
        if problem is not None and not found:
            raise problem
        return tuple(found.values())

    def projects(self, names: Iterable[str]) -> Mapping[str, tuple[File, ...]]:
        """Several projects, asked for at once."""
        wanted = tuple(dict.fromkeys(names))
        return dict(zip(wanted, self.each(self.project, wanted), strict=True))

    def metadata(self, file: File) -> Metadata:
        """METADATA of a wheel: from beside it where the index offers that, else out of it."""
        if file.has_metadata:
            response = self._session.get(f"{file.location}.metadata")
            if response is not None:
                return parsed(response.content.decode("utf-8", "replace"))
        return self.contents(file).metadata

    def contents(self, file: File) -> Contents:
        """Size, unpacked size and METADATA of a wheel, from its archive's directory."""
        return contents(self._session, file)

    def size(self, file: File) -> int | None:
        """Bytes of a file; asked of the server where the index does not say. None: unknown."""
        if file.size is not None:
            return file.size
        path = local_path(file.location)
        if path is not None:
            return path.stat().st_size if path.is_file() else None
        response = self._session.head(file.location)
        length = response.headers.get("Content-Length") if response is not None else None
        return int(length) if length is not None else None

    def download(self, file: File) -> bytes:
        """All of a file, for small ones: source distributions, and what has no hash yet."""
        path = local_path(file.location)
        if path is not None and path.is_file():
            return path.read_bytes()
        response = None if path is not None else self._session.get(file.location)
        if response is None:
            raise failure("http-404", f"{file.filename} is on the index but not at {file.url}")
        return response.content

    def modified(self, file: File) -> datetime:
        """When the server says that a file was last changed: for indexes without upload times."""
        response = self._session.head(file.location)
        text = response.headers.get("Last-Modified") if response is not None else None
        return parsedate_to_datetime(text) if text else _EPOCH

    def each(self, work: Callable[[S], T], items: Iterable[S]) -> Iterable[T]:
        """`work` for every item, side by side, answers in order; raises the first failure."""
        return self._pool.map(work, items)

    def soon(self, work: Callable[[S], T], item: S) -> Future[T]:
        """One piece of work beside others; its answer, or its failure, is the future's."""
        return self._pool.submit(work, item)

    def _linked(self, place: str, project: NormalizedName) -> tuple[File, ...]:
        if place not in self._links:
            self._links[place] = linked_files(self._session, place)
        return tuple(file for file in self._links[place] if file.project == project)
