"""The places where files are listed: a project's page on an index, a folder, a page of links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import url2pathname

from tfinstall.diagnosis import failure
from tfinstall.index.file import shown
from tfinstall.index.page import ACCEPT, InvalidPageError, Page, files

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    from tfinstall.index.file import File
    from tfinstall.index.session import Session
    from tfinstall.model import TfinstallError


def project_files(
    session: Session, index_url: str, project: NormalizedName
) -> tuple[File, ...] | None:
    """What one index has of a project; None where it does not know it."""
    base = index_url if "://" in index_url else Path(index_url).expanduser().resolve().as_uri()
    return _listed(session, urljoin(base.rstrip("/") + "/", f"{project}/"))


def linked_files(session: Session, place: str) -> tuple[File, ...]:
    """What `--find-links` names: a folder, an archive or a page of links; empty if missing."""
    if "://" in place:
        return _listed(session, place) or ()
    path = Path(place).expanduser()
    if path.is_file() and path.suffix != ".html":
        return files(_links(path.parent.resolve().as_uri() + "/", [path.name]))
    return _listed(session, path.resolve().as_uri()) or ()


def local_path(url: str) -> Path | None:
    """The path of a file:// address; None for any other."""
    parts = urlsplit(url)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _listed(session: Session, url: str) -> tuple[File, ...] | None:
    path = local_path(url)
    page = _fetched(session, url) if path is None else _read(path, url)
    if page is None:
        return None
    try:
        return files(page)
    except InvalidPageError as error:
        raise _not_an_index(page, url, str(error)) from error


def _fetched(session: Session, url: str) -> Page | None:
    response = session.get(url, headers={"Accept": ACCEPT})
    if response is None:
        return None
    return Page(
        url=response.url,
        content_type=response.headers.get("Content-Type", ""),
        # Both formats are UTF-8; without a charset requests would guess Latin 1.
        text=response.content.decode("utf-8", "replace"),
    )


def _read(path: Path, url: str) -> Page | None:
    """A page in a file, or a folder with its page or just its files inside."""
    page = path / "index.html" if path.is_dir() else path
    try:
        if page.is_file():
            return Page(url=url, content_type="text/html", text=page.read_text("utf-8", "replace"))
        if not path.is_dir():
            return None
        return _links(url.rstrip("/") + "/", sorted(item.name for item in path.iterdir()))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise failure("permission-denied", message, path=str(path)) from error


def _links(base: str, names: list[str]) -> Page:
    archives = [name for name in names if name.endswith((".whl", ".tar.gz", ".zip"))]
    links = "".join(f'<a href="{quote(name)}"></a>' for name in archives)
    return Page(url=base, content_type="text/html", text=f"<html><body>{links}</body></html>")


def _not_an_index(page: Page, url: str, problem: str) -> TfinstallError:
    elsewhere = urlsplit(page.url).hostname != urlsplit(url).hostname
    portal = elsewhere or "<form" in page.text.lower()
    return failure(
        "captive-portal" if portal else "index-invalid",
        f"{shown(url)} answered with {problem}, where a page of a package index was expected",
        host=urlsplit(url).hostname or "",
        url=shown(url),
    )
