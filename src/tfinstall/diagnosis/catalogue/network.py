"""The way to the index, or back, is blocked or breaks."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

TRY_AGAIN = Advice(text="Try again in a little while", automatic=True)
_CHECK = Advice(text="Check the connection", command="tfinstall doctor network")
_PROXY_IF_ANY = Advice(
    text="Where the network has a proxy, name it",
    command="tfinstall {wanted} --proxy http://PROXY_HOST:PORT",
)

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
        advice=(
            Advice(text="See whether it resolves", command="nslookup {host}"),
            Advice(text="Check the network, the VPN and the spelling of the index's address"),
            TRY_AGAIN,
        ),
    ),
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
        advice=(
            Advice(text="Check address and port of the index, and whether its server runs"),
            TRY_AGAIN,
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
        advice=(
            _PROXY_IF_ANY,
            Advice(text="Allow more time", command="tfinstall {wanted} --timeout 60 --retries 8"),
            Advice(text="Try another network, or name the proxy of this one"),
            TRY_AGAIN,
        ),
    ),
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
