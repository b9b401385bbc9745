"""There is no way to the other side."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import LATER
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="offline",
        group="network",
        exit_code=20,
        blame="network",
        title="There is no network",
        transient=True,
        explanation="The system has no route to any other machine: no cable, no Wi-Fi, flight "
        "mode, or a container or job without a network.",
        patterns=(
            Pattern(
                line="NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 101] Network is unreachable')",
                needs="network is unreachable",
                regex=r"Network is unreachable",
                weight="likely",
            ),
            Pattern(
                line="OSError: [Errno 101] Das Netzwerk ist nicht erreichbar",
                needs="errno 101]",
                regex=r"\[Errno 101\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 51] Network is unreachable",
                needs="errno 51]",
                regex=r"\[Errno 51\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 113] No route to host",
                needs="errno 113]",
                regex=r"\[Errno 113\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 65] No route to host",
                needs="errno 65]",
                regex=r"\[Errno 65\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [WinError 10051] A socket operation was attempted to an unreachable network",
                needs="winerror 10051]",
                regex=r"\[WinError 10051\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [WinError 10065] A socket operation was attempted to an unreachable host",
                needs="winerror 10065]",
                regex=r"\[WinError 10065\]",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: Network is unreachable (os error 101)",
                needs="os error 101)",
                regex=r"\(os error 101\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: No route to host (os error 113)",
                needs="os error 113)",
                regex=r"\(os error 113\)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tcp connect error: Network is unreachable (os error 51)",
                needs="os error 51)",
                regex=r"\(os error 51\)",
                weight="likely",
            ),
            Pattern(
                line="      hint: Packages were unavailable because the network was disabled. When the network is disabled, registry packages may only be read from the cache.",
                needs="network was disabled",
                regex=r"because the network was disabled",
            ),
            Pattern(
                line="RuntimeError: EnforceUnusedAdapter called with url https://repo.example/pkgs/main",
                needs="enforceunusedadapter",
                regex=r"EnforceUnusedAdapter called with url",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Connect, then try again"),
            Advice(
                text="Without a network: collect the files where there is one",
                command="tfinstall bundle",
            ),
        ),
    ),
    Cause(
        slug="dns-failure",
        group="network",
        exit_code=20,
        blame="network",
        title="A host's name could not be resolved",
        headline="The name `{host}` could not be resolved",
        transient=True,
        explanation="The name service does not know the host or did not answer: no network, a "
        "wrong DNS server, a misspelled index, or a name that only exists inside a VPN.",
        fields=("host",),
        patterns=(
            Pattern(
                line="NameResolutionError(\"HTTPSConnection(host='index.example', port=443): Failed to resolve 'index.example' ([Errno -2] Name or service not known)\")",
                needs="failed to resolve",
                regex=r"Failed to resolve '(?P<host>[^']{1,120})'",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno -3] Temporärer Fehler bei der Namensauflösung",
                needs="errno -",
                regex=r"\[Errno -[2345]\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [Errno 8] nodename nor servname provided, or not known",
                needs="errno 8]",
                regex=r"\[Errno 8\] nodename nor servname",
                weight="likely",
            ),
            Pattern(
                line="Exception: URL fetch failure on https://files.example/x.h5: None -- [Errno 11001] getaddrinfo failed",
                needs="errno 1100",
                regex=r"\[Errno 1100[1-4]\]",
                weight="likely",
            ),
            Pattern(
                line="Failed to establish a new connection: [WinError 11001] Der angegebene Host ist unbekannt",
                needs="winerror 1100",
                regex=r"\[WinError 1100[1-4]\]",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: dns error: Der angegebene Host ist unbekannt. (os error 11001)",
                needs="os error 1100",
                regex=r"\(os error 1100[1-4]\)",
                weight="likely",
            ),
            Pattern(
                line="socket.gaierror: [Errno 11001] getaddrinfo failed",
                needs="getaddrinfo failed",
                regex=r"getaddrinfo failed",
                weight="likely",
            ),
            Pattern(
                line="urllib.error.URLError: <urlopen error [Errno -2] Name or service not known>",
                needs="name or service not known",
                regex=r"Name or service not known",
                weight="likely",
            ),
            Pattern(
                line="curl: Temporary failure in name resolution",
                needs="temporary failure in name resolution",
                regex=r"Temporary failure in name resolution",
                weight="likely",
            ),
            Pattern(
                line="gaierror: [Errno 8] nodename nor servname provided, or not known",
                needs="nodename nor servname",
                regex=r"nodename nor servname provided",
                weight="likely",
            ),
            Pattern(
                line="fatal: unable to access 'https://git.example/x.git/': Could not resolve host: git.example",
                needs="could not resolve host",
                regex=r"Could not resolve host:? ?(?P<host>[\w.-]{1,120})?",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: dns error: failed to lookup address information: Name or service not known",
                needs="dns error",
                regex=r"dns error",
                weight="likely",
            ),
            Pattern(
                line="socket.gaierror: [Errno -5] No address associated with hostname",
                needs="no address associated with",
                regex=r"No address associated with (?:host)?name",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: failed to lookup address information: Temporary failure in name resolution",
                needs="failed to lookup address",
                regex=r"failed to lookup address information",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: No such host is known. (os error 11001)",
                needs="no such host is known",
                regex=r"No such host is known",
                weight="likely",
            ),
            Pattern(
                line="ping: unknown host index.example",
                needs="unknown host",
                regex=r"unknown host|UnknownHostError",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="See whether it resolves", command="nslookup {host}"),
            Advice(text="Check the network, the VPN and the spelling of the index's address"),
            LATER,
        ),
    ),
)
