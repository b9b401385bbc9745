"""Servers on loopback that break the rules of TCP and HTTP, which a web server never would."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOOPBACK = "127.0.0.1"
PATIENCE = 120.0
"""Seconds that a silent server stays silent; every client under test gives up long before."""


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextmanager
def full_backlog() -> Iterator[int]:
    """A port whose queue is full: on Linux the next SYN is dropped, and the client waits."""
    with contextlib.ExitStack() as held:
        listener = held.enter_context(socket.socket())
        listener.bind((LOOPBACK, 0))
        listener.listen(0)
        port = int(listener.getsockname()[1])
        for _ in range(4):
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            with suppress(BlockingIOError):
                waiting.connect((LOOPBACK, port))
        yield port


@contextmanager
def raw_server(act: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A port at which `act` has every connection, in a thread of its own."""
    closing = threading.Event()
    threads: list[threading.Thread] = []
    with socket.create_server((LOOPBACK, 0)) as listener:
        listener.settimeout(0.1)

        def accept() -> None:
            while not closing.is_set():
                with suppress(TimeoutError):
                    connection, _ = listener.accept()
                    threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
                    threads[-1].start()

        def serve(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.settimeout(PATIENCE)
                act(connection, closing)

        acceptor = threading.Thread(target=accept, daemon=True)
        acceptor.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            closing.set()
            for thread in (acceptor, *threads):
                thread.join(timeout=5)


def silent(connection: socket.socket, closing: threading.Event) -> None:
    """Accepts, listens, and never says a word."""
    connection.recv(65536)
    closing.wait(PATIENCE)


def hangs_up(connection: socket.socket, _closing: threading.Event) -> None:
    """Hears the request out and closes the connection."""
    connection.recv(65536)


def resets(connection: socket.socket, _closing: threading.Event) -> None:
    """Hears the request out and resets the connection."""
    connection.recv(65536)
    reset(connection)


def speaks_ssh(connection: socket.socket, _closing: threading.Event) -> None:
    """A port that belongs to something else."""
    connection.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
    connection.recv(65536)


def reset(connection: socket.socket) -> None:
    """A close that sends RST: SO_LINGER with no time to linger."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def body(
    content: bytes,
    *,
    length: int | None,
    kind: str = "application/octet-stream",
    then: Callable[[socket.socket], None] = lambda _: None,
) -> Callable[[socket.socket, threading.Event], None]:
    """Answers every request with `content`, promising `length` bytes, and then does `then`."""

    def act(connection: socket.socket, _closing: threading.Event) -> None:
        connection.recv(65536)
        promised = "" if length is None else f"Content-Length: {length}\r\n"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{promised}"
        connection.sendall(f"{head}Connection: close\r\n\r\n".encode() + content)
        then(connection)

    return act


def over_tls(
    context: ssl.SSLContext, act: Callable[[socket.socket, threading.Event], None]
) -> Callable[[socket.socket, threading.Event], None]:
    """The same after a handshake."""

    def wrapped(connection: socket.socket, closing: threading.Event) -> None:
        with suppress(ssl.SSLError), context.wrap_socket(connection, server_side=True) as inside:
            act(inside, closing)

    return wrapped
