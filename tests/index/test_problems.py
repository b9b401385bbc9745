"""The causes of what cannot be brought about on loopback, by the exceptions it raises."""

from __future__ import annotations

import errno
import ssl

import pytest
import requests
from urllib3 import connection, exceptions

from tfinstall.index.problems import explained

URL = "https://me:s3cret@index.example/simple/tiny/"
CONNECTION = connection.HTTPSConnection("index.example")


def wrapped(reason: Exception) -> requests.RequestException:
    """As requests wraps what urllib3 gives up with."""
    pool = None
    return requests.ConnectionError(exceptions.MaxRetryError(pool, "/simple/tiny/", reason))  # type: ignore[arg-type]


def unconnected(error: OSError) -> exceptions.NewConnectionError:
    """As urllib3 wraps what the operating system says."""
    found = exceptions.NewConnectionError(CONNECTION, f"Failed to establish: {error}")
    found.__cause__ = error
    return found


EXPIRED = ssl.SSLCertVerificationError(
    1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired"
)
CUT = ssl.SSLEOFError(8, "EOF occurred in violation of protocol")
CASES: list[tuple[str, Exception, str]] = [
    (
        "an unknown host",
        wrapped(exceptions.NameResolutionError("index.example", CONNECTION, OSError())),  # type: ignore[arg-type]
        "dns-failure",
    ),
    ("no network", wrapped(unconnected(OSError(errno.ENETUNREACH, "unreachable"))), "offline"),
    (
        "nobody listening",
        wrapped(unconnected(ConnectionRefusedError(errno.ECONNREFUSED, "refused"))),
        "connection-refused",
    ),
    (
        "a slow handshake",
        wrapped(exceptions.ConnectTimeoutError(CONNECTION, "timed out")),
        "connect-timeout",
    ),
    (
        "a reset",
        wrapped(exceptions.ProtocolError("Connection aborted.", ConnectionResetError())),
        "connection-reset",
    ),
    ("an expired certificate", wrapped(exceptions.SSLError(EXPIRED)), "tls-verify"),
    ("a handshake that was cut off", wrapped(exceptions.SSLError(CUT)), "connection-reset"),
    (
        "a Python without ssl",
        wrapped(exceptions.SSLError("the SSL module is not available")),
        "tls-unavailable",
    ),
    (
        "a scheme that is none",
        requests.RequestException("No connection adapters were found"),
        "config-invalid",
    ),
    ("anything else", requests.RequestException("odd"), "index-unreachable"),
]


@pytest.mark.parametrize(("error", "cause"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_causes(error: Exception, cause: str) -> None:
    diagnosis = explained(error, URL).diagnosis
    assert diagnosis.cause == cause
    assert diagnosis.facts["host"] == "index.example"


def test_secrets_do_not_show() -> None:
    error = requests.RequestException(f"cannot get {URL}")
    diagnosis = explained(error, URL).diagnosis
    assert "s3cret" not in repr(diagnosis)
    assert "index.example/simple/tiny/" in diagnosis.evidence[0].text
