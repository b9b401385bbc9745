"""The package indexes that pip is configured to use, as one thing that can be asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin

from packaging.utils import canonicalize_name

from tfinstall.diagnosis import failure
from tfinstall.index.file import File, Metadata, shown
from tfinstall.index.page import ACCEPT, InvalidPageError, Page, files
from tfinstall.index.remote import contents, local_path, parsed
from tfinstall.index.session import Session
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self

    from tfinstall.index.configuration import Configuration
    from tfinstall.index.file import Contents

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
        self._configuration = configuration
        self._session = Session(configuration, connections=connections)
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
        """All files of a project, in the order of the indexes; empty where none knows it.

        An index that fails is passed over if another one knows the project, as pip does.
        """
        found: dict[str, File] = {}
        problem: TfinstallError | None = None
        for url in self._configuration.index_urls:
            try:
                page = self._page(url, canonicalize_name(name))
            except TfinstallError as error:
                problem = problem or error
                continue
            for file in page:
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

    def modified(self, file: File) -> datetime:
        """When the server says that a file was last changed: for indexes without upload times."""
        response = self._session.head(file.location)
        text = response.headers.get("Last-Modified") if response is not None else None
        return parsedate_to_datetime(text) if text else _EPOCH

    def each(self, work: Callable[[S], T], items: Iterable[S]) -> Iterable[T]:
        """`work` for every item, side by side, answers in order; raises the first failure."""
        return self._pool.map(work, items)

    def _page(self, index_url: str, project: str) -> tuple[File, ...]:
        url = urljoin(index_url.rstrip("/") + "/", f"{project}/")
        path = local_path(url)
        page = self._fetched(url) if path is None else _read(path, url)
        if page is None:
            return ()
        try:
            return files(page)
        except InvalidPageError as error:
            raise _not_an_index(page, url, str(error)) from error

    def _fetched(self, url: str) -> Page | None:
        response = self._session.get(url, headers={"Accept": ACCEPT})
        if response is None:
            return None
        return Page(
            url=response.url,
            content_type=response.headers.get("Content-Type", ""),
            text=response.text,
        )


def _read(directory: Path, url: str) -> Page | None:
    """A file:// index: a folder a project, with its page or just its files inside."""
    page = directory / "index.html"
    if page.is_file():
        text = page.read_text(encoding="utf-8", errors="replace")
        return Page(url=url, content_type="text/html", text=text)
    if not directory.is_dir():
        return None
    links = "".join(f'<a href="{item.name}"></a>' for item in sorted(directory.iterdir()))
    return Page(url=url, content_type="text/html", text=f"<html><body>{links}</body></html>")


def _not_an_index(page: Page, url: str, problem: str) -> TfinstallError:
    redirected = shown(page.url).split("/")[2:3] != shown(url).split("/")[2:3]
    portal = redirected or "<form" in page.text.lower()
    return failure(
        "captive-portal" if portal else "index-invalid",
        f"{shown(url)} answered {problem}, where a page of a package index was expected",
        url=shown(url),
    )
