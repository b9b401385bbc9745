"""What the loopback servers share: threads that end with the server, requests remembered."""

from __future__ import annotations

import base64
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from types import TracebackType

    from typing_extensions import Self


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One request that a server got."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1, silent on the terminal."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base's name)
        pass

    def remember(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.owner.seen.append(Seen(method=self.command, path=self.path, headers=headers))


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, owner: Loopback, handler: type[Handler]) -> None:
        self.owner = owner
        super().__init__(("127.0.0.1", 0), handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many a test is about."""


class Loopback:
    """A server on 127.0.0.1, running as long as its `with` block."""

    handler: type[Handler] = Handler

    host = "127.0.0.1"
    """As it stands in URLs; a certificate may want `localhost` instead."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self.closing = threading.Event()
        """Set when the block ends; whoever sleeps in a handler waits on this."""
        self._server = Server(self, self.handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.scheme = "https" if tls is not None else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def base(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"{self.scheme}://{self.host}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def basic(credentials: tuple[str, str]) -> str:
    """The header value that these credentials make."""
    return "Basic " + base64.b64encode(":".join(credentials).encode()).decode()
