"""Reads a project's page of an index: JSON (PEP 691, 700) or HTML (PEP 503, 592, 629, 658)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from tfinstall.index.file import File, identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ACCEPT = (
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
    " text/html;q=0.1"
)
API = "1.0"
_SUFFIXES = (".whl", ".tar.gz", ".zip")
_FORMER = (".egg", ".exe", ".msi", ".rpm", ".tgz", ".tar.bz2", ".dmg")
"""Formats that pip no longer installs; a page of them alone is still a page of an index."""


class InvalidPageError(ValueError):
    """The page is none that the simple API knows; the text says what it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address answered."""

    url: str
    """After redirects: links are relative to it."""
    content_type: str
    text: str


def files(page: Page) -> tuple[File, ...]:
    """The distribution files that a page names; others, and malformed names, are passed over.

    Raises InvalidPageError where the page is not one of the simple API.
    """
    is_json = "json" in page.content_type or page.text.lstrip()[:1] == "{"
    entries = _json_entries(page) if is_json else _html_entries(page)
    found = (_file(page.url, entry) for entry in entries)
    return tuple(file for file in found if file is not None)


def _file(base: str, entry: Mapping[str, Any]) -> File | None:
    filename = entry["filename"]
    if not filename.endswith(_SUFFIXES):
        return None
    try:
        project, version = identity(filename)
    except ValueError:
        return None
    return File(
        filename=filename,
        location=_absolute(base, entry["url"]).partition("#")[0],
        project=project,
        version=version,
        sha256=entry.get("sha256"),
        size=entry.get("size"),
        uploaded=_instant(entry.get("upload-time")),
        requires_python=specifier(entry.get("requires-python")),
        yanked=_yanked(entry.get("yanked")),
        has_metadata=bool(entry.get("core-metadata")),
    )


@lru_cache(maxsize=512)
def specifier(text: str | None) -> SpecifierSet | None:
    """A Requires-Python; one that cannot be read counts as none, as for pip."""
    if not text:
        return None
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        # Python 3.10 does not know the Z that the indexes write.
        moment = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" ", "T"))
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or timezone.utc).astimezone(timezone.utc)


def _yanked(value: object) -> str | None:
    if value is None or value is False:
        return None
    return value if isinstance(value, str) else ""


def _json_entries(page: Page) -> Iterator[Mapping[str, Any]]:
    try:
        document = json.loads(page.text)
        version = str(document.get("meta", {}).get("api-version", API))
    except (ValueError, AttributeError) as error:
        raise InvalidPageError("text that is no JSON object") from error
    _check_version(version)
    try:
        yield from map(_json_entry, document["files"])
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidPageError("JSON without a list of files") from error


def _json_entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    offered = entry.get("core-metadata", entry.get("dist-info-metadata"))
    sha256 = entry.get("hashes", {}).get("sha256")
    return {
        **entry,
        "filename": str(entry["filename"]),
        "url": str(entry["url"]),
        "sha256": sha256,
        "core-metadata": offered,
    }


def _check_version(version: str) -> None:
    """PEP 629: who meets a greater major version has to fail, whatever else he could read."""
    major = version.partition(".")[0]
    if major.isdigit() and int(major) > int(API.partition(".")[0]):
        raise InvalidPageError(f"version {version} of the simple API, of which {API} is known")


def _html_entries(page: Page) -> Iterator[Mapping[str, Any]]:
    anchors = _Anchors()
    anchors.feed(page.text)
    _check_version(anchors.version)
    entries = list(_entries(anchors, page.url))
    if not entries and not anchors.empty_page:
        raise InvalidPageError("a page that names no distribution files")
    yield from entries


def _entries(anchors: _Anchors, url: str) -> Iterator[Mapping[str, Any]]:
    base = urljoin(url, anchors.base) if anchors.base else url
    for attributes in anchors.found:
        location, _, fragment = _absolute(base, attributes["href"] or "").partition("#")
        filename = unquote(location.partition("?")[0].rpartition("/")[2])
        if filename.endswith(_SUFFIXES + _FORMER):
            yield _entry(filename, location, fragment, attributes)


def _absolute(base: str, url: str) -> str:
    # Most links are absolute already, and joining is most of the work on a page of thousands.
    return url if url.startswith(("https://", "http://")) else urljoin(base, url)


def _entry(
    filename: str, location: str, fragment: str, attributes: Mapping[str, str | None]
) -> Mapping[str, Any]:
    hashes = dict(_pairs(fragment.split("&")))
    yanked = attributes.get("data-yanked", "") or ""
    return {
        "filename": filename,
        "url": location,
        "sha256": hashes.get("sha256"),
        "requires-python": attributes.get("data-requires-python"),
        "yanked": yanked if "data-yanked" in attributes else None,
        # Not in any PEP, but some mirrors add it to their HTML.
        "upload-time": attributes.get("data-upload-time"),
        "core-metadata": "data-core-metadata" in attributes
        or "data-dist-info-metadata" in attributes,
    }


def _pairs(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        key, _, value = part.partition("=")
        yield key, value


class _Anchors(HTMLParser):
    """The links of a page, and whether it looks like a page of an index at all."""

    def __init__(self) -> None:
        super().__init__()
        self.base = ""
        self.version = API
        self.found: list[Mapping[str, str | None]] = []
        self._tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags.add(tag)
        attributes = dict(attrs)
        if tag == "a" and attributes.get("href"):
            self.found.append(attributes)
        elif tag == "base" and not self.base:
            self.base = attributes.get("href") or ""
        elif tag == "meta" and str(attributes.get("name")).endswith(":repository-version"):
            self.version = attributes.get("content") or API

    @property
    def empty_page(self) -> bool:
        """A project without files is HTML without links; forms and scripts belong to others."""
        return "html" in self._tags and not self._tags & {"a", "form", "script", "iframe"}
