"""What clients of HTTP say: requests, httpx, aiohttp, curl, wget, git, apt; and servers' own phrases."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue.words.word import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.diagnosis.entry import Pattern

_STATUSES = (
    ("http-401", "401", "Unauthorized"),
    ("http-403", "403", "Forbidden"),
    ("http-404", "404", "Not Found"),
    ("http-404", "410", "Gone"),
    ("proxy-auth", "407", "Proxy Authentication Required"),
    ("http-429", "429", "Too Many Requests"),
    ("http-5xx", "500", "Internal Server Error"),
    ("http-5xx", "502", "Bad Gateway"),
    ("http-5xx", "503", "Service Unavailable"),
    ("http-5xx", "504", "Gateway Time-?out"),
)


def _statuses() -> Iterator[tuple[str, Pattern]]:
    """A number and its phrase, whoever prints them; and `status code 404`."""
    for cause, status, phrase in _STATUSES:
        plain = phrase.replace("-?o", "-o")
        yield word(
            cause,
            f"httpx.HTTPStatusError: error '{status} {plain}' for url 'https://files.example/x'",
            status,
            rf"(?<![\d.])(?<!\" ){status}\b[\s:,)'\"-]{{1,4}}(?:message=['\"])?{phrase}(?:.{{0,40}}for url:? '?(?P<url>\S{{1,300}}))?",
        )
        yield word(
            cause,
            f"ClientResponseError: status code: {status}",
            status,
            rf"(?:(?:status|error|response|HTTP)[ _]?code|HTTP status|server returned|HTTP/[\d.]{{1,3}}|StatusCode)[:=]?\s{{0,2}}[(`]?{status}\b",
        )


WORDS = (
    *_statuses(),
    # ── requests, urllib3 ──
    word(
        "connection-reset",
        "ChunkedEncodingError: (\"Connection broken: InvalidChunkLength(got length b'', 0 bytes read)\", ...)",
        "connection broken:",
        r"Connection broken: (?!IncompleteRead|OSError|MemoryError)(?P<reason>\w{1,40})",
    ),
    # ── what a login page looks like in pip -vvv ──
    word(
        "captive-portal",
        "  Starting new HTTP connection (1): login.guest-wifi.example:80",
        "starting new",
        r"Starting new HTTPS? connection \(\d{1,4}\): (?P<host>[\w.-]{0,80}(?:login|portal|captive|hotspot|wifi|wlan|guest|splash)[\w.-]{0,80})",
    ),
    word(
        "captive-portal",
        '  http://gw.example:80 "GET /portal?orig=http%3A%2F%2Fmirror.example%2Fsimple%2Fx%2F HTTP/1.1" 200 5123',
        "200",
        r"\"GET /[^\s?]{0,80}(?:login|portal|captive|hotspot|splash|guest)[^\s?]{0,80}\S{0,300} HTTP/1\.[01]\" 200",
    ),
    # ── httpx ──
    word(
        "connect-timeout",
        "httpx.ConnectTimeout: timed out",
        "connecttimeout",
        r"\bConnectTimeout\b(?!Error)",
    ),
    word("read-timeout", "httpx.ReadTimeout", "readtimeout", r"\bReadTimeout\b"),
    word(
        "connection-reset",
        "httpx.RemoteProtocolError: Server disconnected without sending a response.",
        "server disconnected",
        r"Server disconnected",
    ),
    word(
        "incomplete-download",
        "RemoteProtocolError: peer closed connection without sending complete message body (received 12 bytes, expected 56)",
        "without sending complete message body",
        r"without sending complete message body \((?:received (?P<got>\d{1,15}) bytes, expected (?P<expected>\d{1,15})|incomplete)",
        "decisive",
    ),
    # ── aiohttp ──
    word(
        "connection-refused",
        "ClientConnectorError: Cannot connect to host files.example:443 ssl:default [Connect call failed ('127.0.0.1', 443)]",
        "connect call failed",
        r"Cannot connect to host (?P<host>[\w.-]{1,120}):(?P<port>\d{1,5}) .{0,60}Connect call failed",
    ),
    word(
        "incomplete-download",
        "aiohttp.client_exceptions.ClientPayloadError: Response payload is not completed",
        "payload is not completed",
        r"payload is not completed",
    ),
    word(
        "read-timeout",
        "aiohttp.client_exceptions.ServerTimeoutError: Timeout on reading data from socket",
        "timeout on reading data",
        r"Timeout on reading data from socket",
    ),
    # ── curl, and libmamba which prints its numbers ──
    word(
        "proxy-unreachable",
        "critical libmamba Download error (5) Couldn't resolve proxy name [https://x]",
        "5)",
        r"(?:curl: |Download error )\(5\)",
    ),
    word(
        "dns-failure",
        "critical libmamba Download error (6) Couldn't resolve host name [https://x]",
        "6)",
        r"(?:curl: |Download error )\(6\)",
    ),
    word(
        "dns-failure",
        "wget: unable to resolve host address 'files.example'",
        "unable to resolve host",
        r"unable to resolve host(?: address)?:? '?(?P<host>[\w.-]{1,120})",
    ),
    word(
        "dns-failure",
        "wget: bad address 'files.example'",
        "bad address",
        r"wget: bad address '(?P<host>[^']{1,120})",
    ),
    word(
        "dns-failure",
        "Err:1 http://deb.example stable InRelease Temporary failure resolving 'deb.example'",
        "failure resolving",
        r"failure resolving '(?P<host>[^']{1,120})",
    ),
    word(
        "dns-failure",
        "gaierror: [Errno 11001] getaddrinfo failed",
        "gaierror",
        r"\bgaierror\b",
    ),
    word(
        "dns-failure",
        "NameResolutionError(\"HTTPSConnection(host='index.example', port=443): x\")",
        "nameresolutionerror",
        r"\bNameResolutionError\b",
    ),
    word(
        "incomplete-download",
        "curl: (18) transfer closed with 12345 bytes remaining to read",
        "18)",
        r"(?:curl: |Download error )\(18\)(?:.{0,40}with (?P<missing>\d{1,15}) bytes remaining)?",
    ),
    word(
        "incomplete-download",
        "transfer closed with outstanding read data remaining",
        "transfer closed with",
        r"transfer closed with",
    ),
    word(
        "disk-full",
        "curl: (23) Failure writing output to destination",
        "23)",
        r"(?:curl: |Download error )\(23\)",
        "outcome",
    ),
    word(
        "read-timeout",
        "curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received",
        "28)",
        r"(?:curl: |Download error )\(28\) (?!Connection|Failed to connect|Connect)",
    ),
    word(
        "read-timeout",
        "Operation too slow. Less than 30 bytes/sec transferred the last 60 seconds",
        "operation too slow",
        r"Operation too slow",
    ),
    word(
        "connect-timeout",
        "curl: (28) Failed to connect to files.example port 443 after 130000 ms: Connection timed out",
        "28)",
        r"(?:curl: |Download error )\(28\) (?:Connection|Failed to connect|Connect)",
    ),
    word(
        "tls-verify",
        "curl: (35) error:0A000152:SSL routines::unsafe legacy renegotiation disabled",
        "35)",
        r"(?:curl: |Download error )\(35\)(?!.{0,200}(?:reset|Connection was))",
    ),
    word(
        "tls-verify",
        "critical libmamba Download error (60) SSL peer certificate or SSH remote key was not OK [https://x]",
        "60)",
        r"(?:curl: |Download error )\((?:51|58|60)\)",
    ),
    word(
        "index-invalid",
        "curl: (47) Maximum (50) redirects followed",
        "47)",
        r"(?:curl: |Download error )\(47\)",
    ),
    word(
        "config-invalid",
        "curl: (77) error setting certificate verify locations:  CAfile: /x/ca.pem CApath: none",
        "77)",
        r"(?:curl: |Download error )\(77\)",
        "decisive",
    ),
    word(
        "connection-reset",
        "curl: (56) OpenSSL SSL_read: Connection reset by peer, errno 104",
        "curl:",
        r"(?:curl: |Download error )\((?:52|55|56|92)\)(?!.{0,200}(?:HTTP code|timed out))",
    ),
    word(
        "connection-reset",
        "curl: (52) Empty reply from server",
        "empty reply from server",
        r"Empty reply from server",
    ),
    word(
        "connection-reset",
        "error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)",
        "was not closed cleanly",
        r"stream \d{1,6} was (?:not closed cleanly|reset)|GnuTLS recv error",
    ),
    word(
        "tls-verify",
        "wget: ERROR: cannot verify files.example's certificate, issued by 'CN=x':",
        "cannot verify",
        r"cannot verify (?P<host>[\w.-]{1,120})'s certificate",
    ),
    word(
        "tls-verify",
        "ssl.SSLCertVerificationError: ('unable to get local issuer certificate',)",
        "sslcertverificationerror",
        r"SSLCertVerificationError",
    ),
    word(
        "tls-verify",
        "SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.",
        "sec_e_",
        r"SEC_E_(?:UNTRUSTED_ROOT|CERT_EXPIRED|WRONG_PRINCIPAL)|CRYPT_E_(?:NO_)?REVOCATION",
    ),
)
