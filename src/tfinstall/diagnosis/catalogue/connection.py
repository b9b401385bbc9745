"""The other side could be found, and not reached."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import LATER
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

_PROXY_IF_ANY = Advice(
    text="Where the network has a proxy, name it",
    command="tfinstall {wanted} --proxy http://PROXY_HOST:PORT",
)


CAUSES = (
    Cause(
        slug="connection-refused",
        group="network",
        exit_code=20,
        blame="network",
        title="The host refuses the connection",
        headline="`{host}` refuses the connection",
        transient=True,
        explanation="The machine answers, but nothing listens at that port, or a firewall turns "
        "the connection away.",
        fields=("host", "port"),
        patterns=(
            Pattern(
                line="Failed to establish a new connection: [Errno 111] Verbindungsaufbau abgelehnt",
                needs="errno 111]",
                regex=r"\[Errno 111\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 61] Connection refused",
                needs="errno 61]",
                regex=r"\[Errno 61\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [WinError 10061] 由于目标计算机积极拒绝",
                needs="winerror 10061]",
                regex=r"\[WinError 10061\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 10061] No connection could be made because the target machine actively refused it",
                needs="errno 10061]",
                regex=r"\[Errno 10061\]",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: Connection refused (os error 111)",
                needs="os error 111)",
                regex=r"\(os error 111\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: Connection refused (os error 61)",
                needs="os error 61)",
                regex=r"\(os error 61\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: No connection could be made because the target machine actively refused it. (os error 10061)",
                needs="os error 10061)",
                regex=r"\(os error 10061\)",
                weight="likely",
            ),
            Pattern(
                line="URLError: <urlopen error [Errno 111] Connection refused>",
                needs="connection refused",
                regex=r"[Cc]onnection refused",
                weight="likely",
            ),
            Pattern(
                line="ConnectionRefusedError: [Errno 111] Connection refused",
                needs="connectionrefusederror",
                regex=r"ConnectionRefusedError",
                weight="likely",
            ),
            Pattern(
                line="fatal: unable to access 'https://git.example/x.git/': Failed to connect to git.example port 443: Connection refused",
                needs="failed to connect to",
                regex=r"Failed to connect to (?P<host>[\w.-]{1,120}) port (?P<port>\d{1,12})",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Check address and port of the index, and whether its server runs"),
            LATER,
        ),
    ),
    Cause(
        slug="connect-timeout",
        group="network",
        exit_code=23,
        blame="network",
        title="The host does not answer",
        headline="`{host}` does not answer",
        transient=True,
        explanation="No connection came about in the time allowed: a firewall drops it silently, "
        "a proxy is needed and not set, or the host is down.",
        fields=("host", "seconds"),
        patterns=(
            Pattern(
                line="ConnectTimeoutError(<pip._vendor.urllib3.connection.VerifiedHTTPSConnection object at 0x04A6FC50>, 'Connection to index.example timed out. (connect timeout=15)')",
                needs="connecttimeouterror",
                regex=r"ConnectTimeoutError\(.{0,300}?(?:Connection to (?P<host>[\w.-]{1,120}) timed out)?",
                weight="likely",
            ),
            Pattern(
                line="'Connection to index.example timed out. (connect timeout=15)'",
                needs="connect timeout=",
                regex=r"Connection to (?P<host>[\w.-]{1,120}) timed out\. \(connect timeout=(?P<seconds>[\d.]{1,120})\)",
                weight="likely",
            ),
            Pattern(
                line="╰─> index.example didn't respond within 15 seconds (while establishing a connection)",
                needs="while establishing a connection",
                regex=r"(?:(?<![\w.-])(?P<host>[\w.-]{1,120}) )?didn't respond within (?P<seconds>[\d.]{1,120}) seconds \(while establishing a connection\)",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 110] Connection timed out",
                needs="errno 110]",
                regex=r"\[Errno 110\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 60] Operation timed out",
                needs="errno 60]",
                regex=r"\[Errno 60\]",
                weight="likely",
            ),
            Pattern(
                line="Exception: URL fetch failure on https://files.example/imdb.npz: None -- [WinError 10060] 由于连接方在一段时间后没有正确答复",
                needs="winerror 10060]",
                regex=r"\[WinError 10060\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 10060] A connection attempt failed",
                needs="errno 10060]",
                regex=r"\[Errno 10060\]",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: Connection timed out (os error 110)",
                needs="os error 110)",
                regex=r"\(os error 110\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: Operation timed out (os error 60)",
                needs="os error 60)",
                regex=r"\(os error 60\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: A connection attempt failed (os error 10060)",
                needs="os error 10060)",
                regex=r"\(os error 10060\)",
                weight="likely",
            ),
            Pattern(
                line="urllib.error.URLError: <urlopen error timed out>",
                needs="urlopen error timed out",
                regex=r"urlopen error timed out",
                weight="likely",
            ),
            Pattern(
                line="URLError: <urlopen error _ssl.c:704: The handshake operation timed out>",
                needs="urlopen error _ssl.c",
                regex=r"urlopen error _ssl\.c:\d{1,12}: The handshake operation timed out",
                weight="likely",
            ),
            Pattern(
                line="Exception: URL fetch failure on https://files.example/imdb.npz: None -- timed out",
                needs="none -- timed out",
                regex=r"URL fetch failure on (?P<url>\S{1,300}): None -- timed out",
                weight="likely",
            ),
            Pattern(
                line="curl: (28) Connection timed out after 30001 milliseconds",
                needs="connection timed out",
                regex=r"[Cc]onnection timed out(?! while downloading)",
                weight="likely",
            ),
            Pattern(
                line="java.net.SocketTimeoutException: connect timed out",
                needs="connect timed out",
                regex=r"connect timed out",
                weight="likely",
            ),
        ),
        advice=(
            _PROXY_IF_ANY,
            Advice(text="Allow more time", command="tfinstall {wanted} --timeout 60 --retries 8"),
            Advice(text="Try another network, or name the proxy of this one"),
            LATER,
        ),
    ),
)
