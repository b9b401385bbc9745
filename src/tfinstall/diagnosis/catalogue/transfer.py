"""The connection stood, and broke."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import TRY_AGAIN
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

_CHECK = Advice(text="Check the connection", command="tfinstall doctor network")


CAUSES = (
    Cause(
        slug="read-timeout",
        group="network",
        exit_code=23,
        blame="network",
        title="The transfer stalled",
        headline="The transfer from `{host}` stalled",
        transient=True,
        explanation="The connection stood, but nothing came for longer than the time allowed; "
        "slow or filtered lines do this with large wheels.",
        fields=("host", "seconds"),
        patterns=(
            Pattern(
                line="ReadTimeoutError(\"HTTPSConnectionPool(host='index.example', port=443): Read timed out. (read timeout=15)\")",
                needs="read timed out",
                regex=r"(?:host='(?P<host>[^']{1,120})'.{0,40})?Read timed out",
                weight="likely",
            ),
            Pattern(
                line="pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.example', port=443): Read timed out.",
                needs="readtimeouterror",
                regex=r"ReadTimeoutError",
                weight="likely",
            ),
            Pattern(
                line="╰─> index.example didn't respond within 15 seconds",
                needs="didn't respond within",
                regex=r"(?:(?<![\w.-])(?P<host>[\w.-]{1,120}) )?didn't respond within (?P<seconds>[\d.]{1,120}) seconds\s*$",
                weight="likely",
            ),
            Pattern(
                line="socket.timeout: The read operation timed out",
                needs="read operation timed out",
                regex=r"read operation timed out",
                weight="likely",
            ),
            Pattern(
                line="socket.timeout: timed out",
                needs="socket.timeout",
                regex=r"socket\.timeout: timed out",
                weight="likely",
            ),
            Pattern(
                line="TimeoutError: timed out",
                needs="timeouterror: timed out",
                regex=r"TimeoutError: timed out",
                weight="likely",
            ),
            Pattern(
                line="  ╰─▶ Failed to download distribution due to network timeout. Try increasing UV_HTTP_TIMEOUT (current value: 30s).",
                needs="uv_http_timeout",
                regex=r"Try increasing UV_HTTP_TIMEOUT \(current value: (?P<seconds>\d{1,12})s?\)",
            ),
            Pattern(
                line="error: Failed to fetch due to network timeout",
                needs="due to network timeout",
                regex=r"due to network timeout",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: operation timed out",
                needs="operation timed out",
                regex=r"(?<!\] )\boperation timed out(?! \(os error)",
                weight="likely",
            ),
            Pattern(
                line="ssl.SSLError: ('The handshake operation timed out',)",
                needs="handshake operation timed out",
                regex=r"handshake operation timed out",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Connection timed out while downloading.",
                needs="connection timed out while downloading",
                regex=r"Connection timed out while downloading",
                weight="likely",
            ),
            Pattern(
                line="Could not fetch URL https://index.example/simple/x/: timed out - skipping",
                needs="could not fetch url",
                regex=r"Could not fetch URL (?P<url>\S{1,300}): (?:connection error: )?timed out",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Allow more time; what is finished is kept",
                command="tfinstall {wanted} --timeout 120 --retries 8",
                automatic=True,
            ),
            Advice(
                text="With uv",
                linux="UV_HTTP_TIMEOUT=300 uv pip install {requirement}",
                macos="UV_HTTP_TIMEOUT=300 uv pip install {requirement}",
                windows="$env:UV_HTTP_TIMEOUT=300; uv pip install {requirement}",
            ),
            Advice(text="Allow more time with --timeout 120, or use another network"),
        ),
    ),
    Cause(
        slug="connection-reset",
        group="network",
        exit_code=20,
        blame="network",
        title="The connection was cut",
        headline="The connection to `{host}` was cut",
        transient=True,
        explanation="The other side, or something on the way (firewall, proxy, virus scanner, "
        "flaky Wi-Fi), ended the connection in the middle.",
        fields=("host",),
        patterns=(
            Pattern(
                line="OSError: [Errno 104] Die Verbindung wurde vom Kommunikationspartner zurückgesetzt",
                needs="errno 104]",
                regex=r"\[Errno 104\]",
                weight="likely",
            ),
            Pattern(
                line="ProtocolError('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
                needs="(104,",
                regex=r"[Ee]rror\(104,",
                weight="likely",
            ),
            Pattern(
                line="ProtocolError('Connection aborted.', ConnectionResetError(54, 'Connection reset by peer'))",
                needs="(54,",
                regex=r"[Ee]rror\(54,",
                weight="likely",
            ),
            Pattern(
                line="OSError: [Errno 54] Connection reset by peer",
                needs="errno 54]",
                regex=r"\[Errno 54\]",
                weight="likely",
            ),
            Pattern(
                line="ConnectionResetError: [WinError 10054] Eine vorhandene Verbindung wurde vom Remotehost geschlossen",
                needs="10054",
                regex=r"(?:\[WinError |\[Errno |[Ee]rror\(|os error )10054\b",
                weight="likely",
            ),
            Pattern(
                line="OSError: [WinError 10053] Eine bestehende Softwaregesteuerte Verbindung wurde abgebrochen",
                needs="10053",
                regex=r"(?:\[WinError |\[Errno |[Ee]rror\(|os error )10053\b",
                weight="likely",
            ),
            Pattern(
                line="error: Connection reset by peer",
                needs="connection reset by peer",
                regex=r"[Cc]onnection reset by peer",
                weight="likely",
            ),
            Pattern(
                line="ConnectionResetError(104, 'Connection reset by peer')",
                needs="connectionreseterror",
                regex=r"ConnectionResetError",
                weight="likely",
            ),
            Pattern(
                line="ConnectionAbortedError: [WinError 10053] An established connection was aborted by the software in your host machine",
                needs="connectionabortederror",
                regex=r"ConnectionAbortedError",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: Connection reset by peer (os error 104)",
                needs="os error 104)",
                regex=r"\(os error 104\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: Connection reset by peer (os error 54)",
                needs="os error 54)",
                regex=r"\(os error 54\)",
                weight="likely",
            ),
            Pattern(
                line="An existing connection was forcibly closed by the remote host",
                needs="forcibly closed",
                regex=r"forcibly closed by the remote host",
                weight="likely",
            ),
            Pattern(
                line="RemoteDisconnected('Remote end closed connection without response')",
                needs="remotedisconnected",
                regex=r"RemoteDisconnected",
                weight="likely",
            ),
            Pattern(
                line="http.client.RemoteDisconnected: Remote end closed connection without response",
                needs="remote end closed connection",
                regex=r"Remote end closed connection without response",
                weight="likely",
            ),
            Pattern(
                line="SSLError(SSLEOFError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1000)'))",
                needs="eof occurred in violation",
                regex=r"EOF occurred in violation of protocol",
                weight="likely",
            ),
            Pattern(
                line="curl: (35) error:0A000126:SSL routines::unexpected eof while reading",
                needs="unexpected eof while reading",
                regex=r"unexpected eof while reading",
                weight="likely",
            ),
            Pattern(
                line="SSLError(SSLZeroReturnError(6, 'TLS/SSL connection has been closed (EOF) (_ssl.c:1131)'))",
                needs="connection has been closed (eof)",
                regex=r"TLS/SSL connection has been closed \(EOF\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tls handshake eof",
                needs="tls handshake eof",
                regex=r"tls handshake eof|unexpected EOF during handshake",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: connection closed before message completed",
                needs="connection closed before message",
                regex=r"connection closed before message completed",
                weight="likely",
            ),
            Pattern(
                line="OpenSSL SSL_read: Connection was reset, errno 10054",
                needs="connection was reset",
                regex=r"[Cc]onnection was (?:reset|aborted)",
                weight="likely",
            ),
            Pattern(
                line="httpx.RemoteProtocolError: peer closed connection without sending complete message body (incomplete chunked read)",
                needs="peer closed connection without",
                regex=r"peer closed connection without sending (?:complete message body|TLS close_notify)",
                weight="likely",
            ),
            Pattern(
                line="('Connection aborted.', BadStatusLine(\"''\",))",
                needs="connection aborted",
                regex=r"Connection aborted\.",
                weight="outcome",
            ),
        ),
        advice=(TRY_AGAIN, _CHECK, Advice(text="Try another network, or without VPN")),
    ),
    Cause(
        slug="incomplete-download",
        group="network",
        exit_code=20,
        blame="network",
        title="A file arrived only in part",
        headline="`{file}` arrived only in part",
        transient=True,
        explanation="Fewer bytes came than were announced; the connection ended early.",
        fields=("file", "got", "expected"),
        patterns=(
            Pattern(
                line="ProtocolError('Connection broken: IncompleteRead(1500325 bytes read, 1500325 more expected)', IncompleteRead(1500325 bytes read, 1500325 more expected))",
                needs="incompleteread",
                regex=r"IncompleteRead\((?P<got>\d{1,12}) bytes read, (?P<missing>\d{1,12}) more expected\)",
                weight="likely",
            ),
            Pattern(
                line="http.client.IncompleteRead: IncompleteRead(0 bytes read)",
                needs="incompleteread",
                regex=r"IncompleteRead",
                weight="likely",
            ),
            Pattern(
                line="error: incomplete-download",
                needs="incomplete-download",
                regex=r"^\s*error: incomplete-download",
            ),
            Pattern(
                line="× Download failed after 6 attempts because not enough bytes were received (1.5 MB/3.0 MB)",
                needs="not enough bytes were received",
                regex=r"not enough bytes were received \((?P<got>[^/)]{1,20})/(?P<expected>[^)]{1,20})\)",
            ),
            Pattern(
                line="urllib.error.ContentTooShortError: <urlopen error retrieval incomplete: got only 98304 out of 17464789 bytes>",
                needs="retrieval incomplete",
                regex=r"retrieval incomplete: got only (?P<got>\d{1,12}) out of (?P<expected>\d{1,12}) bytes",
            ),
            Pattern(
                line="  Caused by: end of file before message length reached",
                needs="end of file before message length",
                regex=r"end of file before message length reached",
            ),
            Pattern(
                line="  Caused by: request or response body error: error reading a body from connection",
                needs="error reading a body",
                regex=r"error reading a body from connection",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: error decoding response body",
                needs="error decoding response body",
                regex=r"error decoding response body",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Attempting to resume incomplete download (1.5 MB/3.0 MB, attempt 1)",
                needs="resume incomplete download",
                regex=r"Attempting to resume incomplete download \((?P<got>[^/)]{1,20})/(?P<expected>[^,)]{1,20}),",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Connection interrupted while downloading.",
                needs="connection interrupted while downloading",
                regex=r"Connection interrupted while downloading",
                weight="likely",
            ),
            Pattern(line="fatal: early EOF", needs="early eof", regex=r"fatal: early EOF"),
            Pattern(
                line="             Got        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                needs="e3b0c44298fc1c149afbf4c8",
                regex=r"Got\s+e3b0c44298fc1c149afbf4c8",
            ),
        ),
        advice=(
            Advice(text="{got} of {expected} bytes came"),
            Advice(text="Try again; a newer pip resumes", automatic=True),
            Advice(
                text="Without what is cached",
                command="python -m pip install --no-cache-dir {requirement}",
            ),
        ),
    ),
)
