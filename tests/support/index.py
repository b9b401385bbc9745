"""A package index on loopback over a folder of files, which can be told to misbehave."""

from __future__ import annotations

import hashlib
import html
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from packaging.utils import (
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

from tests.support.server import Handler, Loopback, basic

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

JSON = "application/vnd.pypi.simple.v1+json"
UPLOADED = datetime(2024, 1, 1, tzinfo=timezone.utc)


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with requests whose path contains `path` (a regular expression)."""

    path: str = ""
    status: int | None = None
    """Answer with this status in place of the truth."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Added to the answer: `{"Location": ...}` with status 302, `Retry-After`, ..."""
    body: bytes | None = None
    """Answer with this in place of the truth: HTML garbage, a captive portal, ..."""
    delay: float = 0.0
    """Seconds of silence before the answer."""
    rate: float | None = None
    """Bytes a second of the body."""
    cut: int | None = None
    """Hang up after so many bytes of the body, the promised length being the true one."""
    corrupt: bool = False
    """Flip the last byte of the body."""
    times: int | None = None
    """Only for the first so many requests; None: for all."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    body: bytes
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class LoopbackIndex(Loopback):
    """Serves every wheel and sdist of `directory`; files may be added while it runs.

    `.url` is the simple index, `.files_url` a plain page of links for `--find-links`, `.faults`
    are tried in order and the first that matches is applied; `.seen` has all requests.
    """

    def __init__(  # noqa: PLR0913  (switches, each with a default)
        self,
        directory: Path,
        *,
        json: bool = True,
        metadata: bool = True,
        ranges: bool = True,
        credentials: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.handler = IndexHandler
        super().__init__(tls=tls)
        self.directory = directory
        self.json = json
        """Whether JSON (PEP 691 and 700) is served to those who ask for it."""
        self.metadata = metadata
        """Whether `.metadata` files (PEP 658) are offered."""
        self.ranges = ranges
        self.credentials = credentials
        self.faults: list[Fault] = []
        self.upload_times: dict[str, datetime | None] = {}
        """By file name; default 2024-01-01; None: the index does not tell."""
        self.yanked: dict[str, str] = {}
        """By file name: the reason, perhaps empty."""
        self.hashes: dict[str, str] = {}
        """By file name: a SHA-256 to claim in place of the true one."""

    @property
    def url(self) -> str:
        return f"{self.base}/simple"

    @property
    def files_url(self) -> str:
        return f"{self.base}/files/"

    def url_with(self, user: str, password: str) -> str:
        return self.url.replace("://", f"://{user}:{password}@")

    def files(self) -> list[Path]:
        if not self.directory.is_dir():
            return []
        suffixes = (".whl", ".tar.gz", ".zip")
        return sorted(each for each in self.directory.iterdir() if each.name.endswith(suffixes))

    def sha256(self, path: Path) -> str:
        return self.hashes.get(path.name) or hashlib.sha256(path.read_bytes()).hexdigest()

    def fault(self, path: str) -> Fault:
        for fault in self.faults:
            if fault.times != 0 and re.search(fault.path, path):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return Fault()


class IndexHandler(Handler):
    """Looks up the truth, lets the fault spoil it, sends what is left."""

    @property
    def index(self) -> LoopbackIndex:
        return cast("LoopbackIndex", self.server.owner)

    def do_GET(self) -> None:  # noqa: N802  (the base's name)
        self.remember()
        fault = self.index.fault(self.path)
        if fault.delay:
            self.index.closing.wait(fault.delay)
        with suppress(OSError):
            self.send(spoiled(self.truth(), fault), fault)

    do_HEAD = do_GET  # noqa: N815  (the same)

    def truth(self) -> Answer:
        credentials = self.index.credentials
        if credentials and self.headers.get("Authorization") != basic(credentials):
            return Answer(
                body=b"who are you?",
                status=401,
                headers={"WWW-Authenticate": 'Basic realm="index"'},
            )
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/files/"):
            return self.file(path.removeprefix("/files/"))
        if path.rstrip("/") == "/simple":
            return self.page("", sorted({project(each) for each in self.index.files()}))
        if path.startswith("/simple/"):
            return self.project_page(canonicalize_name(path.split("/")[2]))
        return Answer(body=b"nothing here", status=404)

    def wants_json(self) -> bool:
        return self.index.json and JSON in self.headers.get("Accept", "")

    def project_page(self, name: str) -> Answer:
        files = [each for each in self.index.files() if project(each) == name]
        if not files:
            return Answer(body=b"no such project", status=404)
        facts = [self.facts(each) for each in files]
        if not self.wants_json():
            return Answer(body=html_page(anchor(each) for each in facts))
        document = {"meta": {"api-version": "1.1"}, "name": name, "files": facts}
        document["versions"] = sorted({version(each) for each in files})
        return Answer(body=json.dumps(document).encode(), kind=JSON)

    def page(self, prefix: str, names: list[str]) -> Answer:
        if self.wants_json():
            document = {
                "meta": {"api-version": "1.1"},
                "projects": [{"name": name} for name in names],
            }
            return Answer(body=json.dumps(document).encode(), kind=JSON)
        return Answer(body=html_page(f'<a href="{prefix}{each}">{each}</a>' for each in names))

    def facts(self, path: Path) -> dict[str, Any]:
        """What PEP 691 and 700 tell of one file."""
        sha256 = self.index.sha256(path)
        facts: dict[str, Any] = {
            "filename": path.name,
            "url": f"{self.index.base}/files/{path.name}",
            "hashes": {"sha256": sha256},
            "size": path.stat().st_size,
        }
        uploaded = self.index.upload_times.get(path.name, UPLOADED)
        if uploaded is not None:
            facts["upload-time"] = uploaded.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        if path.name in self.index.yanked:
            facts["yanked"] = self.index.yanked[path.name] or True
        if path.suffix == ".whl":
            facts |= self.wheel_facts(path)
        return facts

    def wheel_facts(self, path: Path) -> dict[str, Any]:
        data = metadata_of(path)
        if data is None:
            return {}
        facts: dict[str, Any] = {}
        requires_python = Parser().parsestr(data.decode()).get("Requires-Python")
        if requires_python:
            facts["requires-python"] = requires_python
        if self.index.metadata:
            facts["core-metadata"] = {"sha256": hashlib.sha256(data).hexdigest()}
        return facts

    def file(self, name: str) -> Answer:
        if not name:
            return self.page("", [each.name for each in self.index.files()])
        path = self.index.directory / Path(name).name
        if name.endswith(".metadata") and self.index.metadata:
            data = metadata_of(path.with_suffix(""))
            if data is not None:
                return Answer(body=data, kind="text/plain")
        if path not in self.index.files():
            return Answer(body=b"no such file", status=404)
        return self.part(path.read_bytes())

    def part(self, body: bytes) -> Answer:
        """The whole file, or the one range asked for."""
        kind = "application/octet-stream"
        if not self.index.ranges:
            return Answer(body=body, kind=kind)
        accepts = {"Accept-Ranges": "bytes", "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
        found = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if found is None:
            return Answer(body=body, kind=kind, headers=accepts)
        first, last = span(found[1], found[2], len(body))
        if first > last:
            unsatisfiable = {"Content-Range": f"bytes */{len(body)}"}
            return Answer(body=b"", status=416, headers=unsatisfiable)
        headers = accepts | {"Content-Range": f"bytes {first}-{last}/{len(body)}"}
        return Answer(body=body[first : last + 1], status=206, kind=kind, headers=headers)

    def send(self, answer: Answer, fault: Fault) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        self.close_connection = fault.cut is not None
        self.trickle(answer.body[: fault.cut], fault.rate)

    def trickle(self, body: bytes, rate: float | None) -> None:
        step = len(body) if rate is None else max(1, int(rate / 20))
        for start in range(0, len(body), max(step, 1)):
            if self.index.closing.is_set():
                self.close_connection = True
                return
            self.wfile.write(body[start : start + step])
            self.wfile.flush()
            if rate is not None:
                self.index.closing.wait(step / rate)


def spoiled(truth: Answer, fault: Fault) -> Answer:
    body = truth.body if fault.body is None else fault.body
    if fault.corrupt:
        body = body[:-1] + bytes([body[-1] ^ 0xFF])
    return Answer(
        body=body,
        status=fault.status or truth.status,
        kind=truth.kind if fault.body is None else "text/html; charset=utf-8",
        headers={**truth.headers, **fault.headers},
    )


def span(first: str, last: str, size: int) -> tuple[int, int]:
    """Both ends, included, of a Range header's `first-last`."""
    if not first:
        return max(0, size - int(last or 0)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def project(path: Path) -> str:
    return split(path)[0]


def version(path: Path) -> str:
    return split(path)[1]


def split(path: Path) -> tuple[str, str]:
    """Name and version by the file's name, forgiving, for files that a test made invalid."""
    with suppress(ValueError):
        parse = parse_wheel_filename if path.suffix == ".whl" else parse_sdist_filename
        parsed = parse(path.name)
        return str(parsed[0]), str(parsed[1])
    name, _, rest = path.name.partition("-")
    return canonicalize_name(name), rest.partition("-")[0]


def metadata_of(path: Path) -> bytes | None:
    """METADATA of a wheel; None where there is none to read."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".dist-info/METADATA"):
                return archive.read(name)
    return None


def anchor(facts: dict[str, Any]) -> str:
    """The same facts as PEP 503 tells them."""
    attributes = {"href": f"{facts['url']}#sha256={facts['hashes']['sha256']}"}
    if "requires-python" in facts:
        attributes["data-requires-python"] = facts["requires-python"]
    if "core-metadata" in facts:
        told = f"sha256={facts['core-metadata']['sha256']}"
        attributes |= {"data-core-metadata": told, "data-dist-info-metadata": told}
    if "yanked" in facts:
        attributes["data-yanked"] = "" if facts["yanked"] is True else facts["yanked"]
    told = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<a {told}>{facts['filename']}</a>"


def html_page(anchors: Any) -> bytes:
    head = '<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.0"></head>'
    return f"{head}<body>{'<br>'.join(anchors)}</body></html>".encode()
