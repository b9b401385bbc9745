"""Whether the wheels that pip took are the ones that the matrix knows, byte for byte.

pip compares every download with the hash that the index gives; which hash that was is in pip's
report (22.2 and newer) or in its log. So an index, or whoever stands before it, that serves another
file under a known name is found out, though pip is content.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tfinstall.installer.log import each_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Downloading from URL https://index.example/x-1.0-py3-none-any.whl#sha256=1cdb... (from ...)
# Added x from https://index.example/x-1.0-py3-none-any.whl#sha256=1cdb... to build tracker '...'
_TAKEN = re.compile(
    r"(?:Downloading from URL|Downloading|Using cached|Added \S+ from) (\S+\.whl)(\S*)"
)
_SHA256 = re.compile(r"[#&]sha256=([0-9a-f]{64})")


def from_report(report: Path) -> dict[str, str | None]:
    """File name to SHA-256 of everything that pip chose; None: it knew no SHA-256."""
    with suppress(OSError, ValueError):
        document = json.loads(report.read_text(encoding="utf-8"))
        return dict(_chosen(document.get("install", ())))
    return {}


def _chosen(entries: list[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    for entry in entries:
        info = entry.get("download_info", {})
        archive = info.get("archive_info", {})
        sha256 = archive.get("hashes", {}).get("sha256")
        if sha256 is None and str(archive.get("hash", "")).startswith("sha256="):
            sha256 = archive["hash"].removeprefix("sha256=")
        yield filename(info.get("url", "")), sha256


def from_log(log: Path) -> dict[str, str | None]:
    """The same from pip's log, for pips that write no report: what the index told of each wheel."""
    taken: dict[str, str | None] = {}

    def see(line: str) -> None:
        found = _TAKEN.search(line)
        if found:
            sha256 = _SHA256.search(found[2])
            name = filename(found[1])
            taken[name] = sha256[1] if sha256 else taken.get(name)

    each_line(log, see)
    return taken


def filename(url: str) -> str:
    """The last part of a URL's path, decoded."""
    return unquote(urlsplit(url).path).rpartition("/")[2]


def wrong(found: Mapping[str, str | None], expected: Mapping[str, str]) -> tuple[str, ...]:
    """The file names whose hash is known and is not the expected one."""
    return tuple(name for name, sha256 in expected.items() if found.get(name) not in {None, sha256})
