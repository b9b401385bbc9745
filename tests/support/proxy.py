"""A forward HTTP proxy for loopback addresses, if wanted with Basic authentication."""

from __future__ import annotations

import http.client
import select
import socket
from contextlib import suppress
from typing import cast
from urllib.parse import urlsplit

from tests.support.server import Handler, Loopback, basic

HOP_BY_HOP = frozenset({"connection", "keep-alive", "proxy-authorization", "proxy-connection"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CHUNK = 1 << 16


class ForwardProxy(Loopback):
    """Relays plain requests and CONNECT tunnels to loopback; anything else is answered 403.

    `status`, when set, is the answer to every request (502: the proxy cannot reach the index).
    """

    def __init__(self, *, credentials: tuple[str, str] | None = None) -> None:
        self.handler = ProxyHandler
        super().__init__()
        self.credentials = credentials
        self.status: int | None = None

    @property
    def url(self) -> str:
        """As given to `--proxy`, with the credentials in it."""
        if self.credentials is None:
            return self.base
        return f"http://{':'.join(self.credentials)}@127.0.0.1:{self.port}"


class ProxyHandler(Handler):
    @property
    def proxy(self) -> ForwardProxy:
        return cast("ForwardProxy", self.server.owner)

    def refusal(self, host: str | None) -> int | None:
        credentials = self.proxy.credentials
        if credentials and self.headers.get("Proxy-Authorization") != basic(credentials):
            return 407
        if self.proxy.status is not None:
            return self.proxy.status
        return None if host in LOOPBACK else 403

    def refuse(self, status: int) -> None:
        body = b"the proxy says no"
        self.send_response(status)
        if status == http.client.PROXY_AUTHENTICATION_REQUIRED:
            self.send_header("Proxy-Authenticate", 'Basic realm="proxy"')
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = True

    def do_GET(self) -> None:  # noqa: N802  (the base's name)
        self.remember()
        with suppress(OSError, http.client.HTTPException):
            target = urlsplit(self.path)
            refusal = self.refusal(target.hostname)
            if refusal is not None:
                self.refuse(refusal)
            else:
                self.relay(target.hostname or "", target.port or 80, target.path)

    do_HEAD = do_GET  # noqa: N815  (the same)

    def relay(self, host: str, port: int, path: str) -> None:
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        upstream = http.client.HTTPConnection(host, port, timeout=30)
        try:
            upstream.request(self.command, path, headers=headers | {"Connection": "close"})
            answer = upstream.getresponse()
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while chunk := answer.read1(CHUNK):
                self.wfile.write(chunk)
        finally:
            upstream.close()
            self.close_connection = True

    def do_CONNECT(self) -> None:  # noqa: N802  (the base's name)
        self.remember()
        host, _, port = self.path.rpartition(":")
        with suppress(OSError):
            refusal = self.refusal(host.strip("[]"))
            if refusal is not None:
                self.refuse(refusal)
                return
            with socket.create_connection((host.strip("[]"), int(port)), timeout=30) as upstream:
                self.send_response_only(200, "Connection established")
                self.end_headers()
                self.tunnel(upstream)
        self.close_connection = True

    def tunnel(self, upstream: socket.socket) -> None:
        ends = {upstream: self.connection, self.connection: upstream}
        while not self.proxy.closing.is_set():
            for ready in select.select(list(ends), [], [], 0.1)[0]:
                data = ready.recv(CHUNK)
                if not data:
                    return
                ends[ready].sendall(data)
