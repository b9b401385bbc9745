"""Which cause of the catalogue an exception of the HTTP library, or a status, stands for."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from remotezip import RemoteIOError  # type: ignore[import-untyped] # it has no stubs
from urllib3 import exceptions as urllib3

from tfinstall.diagnosis import failure
from tfinstall.index.file import shown
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.model import TfinstallError

NETWORK_ERRORS = (requests.RequestException, urllib3.HTTPError, RemoteIOError, OSError)

_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_STATUSES = {401: "http-401", 403: "http-403", 404: "http-404", 407: "proxy-auth", 429: "http-429"}

_BY_TYPE: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    # Innermost first: the operating system's word counts more than the library's wrapping.
    ((ConnectionRefusedError,), "connection-refused"),
    ((ConnectionResetError, BrokenPipeError), "connection-reset"),
    ((urllib3.NameResolutionError,), "dns-failure"),
    ((urllib3.ConnectTimeoutError, requests.ConnectTimeout), "connect-timeout"),
    ((urllib3.ReadTimeoutError, requests.ReadTimeout, TimeoutError), "read-timeout"),
    ((urllib3.IncompleteRead,), "incomplete-download"),
    ((urllib3.ProtocolError, requests.exceptions.ChunkedEncodingError), "connection-reset"),
)
_TEXTS = (
    # requests.exceptions.SSLError(... certificate verify failed: unable to get local issuer ...)
    ("certificate verify failed", "tls-verify"),
    ("doesn't match", "tls-verify"),
    # The handshake was cut off: [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation ...
    ("EOF occurred in violation of protocol", "connection-reset"),
    # Can't connect to HTTPS URL because the SSL module is not available.
    ("SSL module is not available", "tls-unavailable"),
    ("No connection adapters were found", "config-invalid"),
    ("Could not find a suitable TLS CA certificate bundle", "config-invalid"),
    ("[SSL", "tls-verify"),
)


def explained(error: BaseException, url: str) -> TfinstallError:
    """The failure for an exception met while talking to `url`."""
    chain = tuple(_chain(error))
    for link in chain:
        if isinstance(link, requests.HTTPError) and link.response is not None:
            return refused(link.response.status_code, link.response.reason or "", url)
    text = " / ".join(dict.fromkeys(str(link) for link in chain if str(link)))
    host = urlsplit(url).hostname or shown(url)
    evidence = (Evidence(source="index", text=_without_secrets(text, url)[:400]),)
    detail = f"{host} could not be asked for {shown(url)}"
    return failure(_cause(chain, text), detail, evidence=evidence, host=host, url=shown(url))


def refused(status: int, reason: str, url: str) -> TfinstallError:
    """The failure for an HTTP status that is no success."""
    cause = _STATUSES.get(status, "http-5xx" if status >= 500 else "index-unreachable")  # noqa: PLR2004 - HTTP's own classes
    host = urlsplit(url).hostname or ""
    evidence = (Evidence(source="index", text=f"{status} {reason}: {shown(url)}"),)
    detail = f"{host} answered {status} {reason} to {shown(url)}"
    return failure(cause, detail, evidence=evidence, host=host, url=shown(url), status=str(status))


def _cause(chain: tuple[BaseException, ...], text: str) -> str:
    if any(
        isinstance(link, (requests.exceptions.ProxyError, urllib3.ProxyError)) for link in chain
    ):
        return "proxy-auth" if "407" in text else "proxy-unreachable"
    if any(isinstance(link, OSError) and link.errno in _UNREACHABLE for link in chain):
        return "offline"
    for types, cause in _BY_TYPE:
        if any(isinstance(link, types) for link in chain):
            return cause
    return next((cause for part, cause in _TEXTS if part in text), "index-unreachable")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and all that it wraps: urllib3 keeps its reasons in attributes and args."""
    seen: set[int] = set()
    todo = [error]
    while todo:
        link = todo.pop(0)
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        todo += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]


def _without_secrets(text: str, url: str) -> str:
    userinfo, at, _ = urlsplit(url).netloc.rpartition("@")
    return text.replace(userinfo + at, "") if at else text
