"""What stands between this machine and the index."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="proxy-unreachable",
        group="network",
        exit_code=21,
        blame="network",
        title="The proxy cannot be used",
        headline="The proxy `{proxy}` cannot be used",
        explanation="A proxy is set, by option, environment or the system, and it does not "
        "answer, refuses the host, or speaks another protocol than its address says.",
        fields=("proxy", "host"),
        patterns=(
            Pattern(
                line="ProxyError('Cannot connect to proxy.', NewConnectionError('<x>: Failed to establish a new connection: [WinError 10061] No connection could be made'))",
                needs="cannot connect to proxy",
                regex=r"Cannot connect to proxy",
                weight="likely",
            ),
            Pattern(
                line="('Unable to connect to proxy', OSError('Tunnel connection failed: 502 Bad Gateway'))",
                needs="unable to connect to proxy",
                regex=r"Unable to connect to proxy",
                weight="likely",
            ),
            Pattern(  # a whole address is what only a proxy is asked for: an index gets the path
                line="WARNING: Retrying (Retry(total=0)) after connection broken by 'ConnectTimeoutError(<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f>, 'Connection to 10.0.0.1 timed out. (connect timeout=5.0)')': http://index.example/simple/tensorflow/",
                needs="after connection broken",
                regex=r"broken by '(?:ConnectTimeout|NewConnection)Error\(.{0,600}(?:Connection to (?P<proxy>[\w.:-]{1,120}) timed out.{0,100})?': https?://",
                weight="likely",
            ),
            Pattern(
                line="× Failed to connect to proxy http://127.0.0.1:43229 while fetching https://index.example/x.whl",
                needs="failed to connect to proxy",
                regex=r"Failed to connect to proxy (?P<proxy>\S{1,200})",
            ),
            Pattern(
                line="requests.exceptions.ProxyError: HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded",
                needs="proxyerror",
                regex=r"ProxyError\b",
                weight="likely",
            ),
            Pattern(
                line="OSError('Tunnel connection failed: 403 Forbidden')",
                needs="tunnel connection failed",
                regex=r"Tunnel connection failed: (?P<status>[1-35]\d\d|40[0-68-9]|4[1-9]\d)\b",
                weight="likely",
            ),
            Pattern(
                line="ProxyError('Your proxy appears to only use HTTP and not HTTPS, try changing your proxy URL to be HTTP. See: https://urllib3.example')",
                needs="your proxy appears to only use http",
                regex=r"Your proxy appears to only use HTTP",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: tunnel error: unsuccessful",
                needs="tunnel error",
                regex=r"tunnel error|error trying to connect: .{0,40}proxy|unsuccessful tunnel",
                weight="likely",
            ),
            Pattern(
                line="curl: (5) Could not resolve proxy: proxy.example",
                needs="could not resolve proxy",
                regex=r"Could not resolve proxy:? ?(?P<proxy>[\w.-]{1,120})?",
                weight="likely",
            ),
            Pattern(
                line="ProxyError: Conda cannot proceed due to an error in your proxy configuration.",
                needs="error in your proxy configuration",
                regex=r"error in your proxy configuration",
                weight="likely",
            ),
            Pattern(
                line="hint: This is likely a proxy configuration issue.",
                needs="proxy configuration",
                regex=r"proxy configuration",
                weight="likely",
            ),
            Pattern(
                line="ValueError: check_hostname requires server_hostname",
                needs="check_hostname requires",
                regex=r"check_hostname requires server_hostname",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="See which proxy is set",
                linux="env | grep -i _proxy; python -m pip config list",
                macos="env | grep -i _proxy; scutil --proxy",
                windows="Get-ChildItem env:*proxy*; netsh winhttp show proxy",
            ),
            Advice(
                text="Name the right one; most speak http:// even for https addresses",
                command="tfinstall {wanted} --proxy http://PROXY_HOST:PORT",
            ),
            Advice(text="Or remove HTTP_PROXY and HTTPS_PROXY where none is needed"),
        ),
    ),
    Cause(
        slug="proxy-auth",
        group="network",
        exit_code=21,
        blame="network",
        title="The proxy wants a login",
        headline="The proxy `{proxy}` wants a login",
        explanation="It answered 407: user and password are missing or wrong, or it wants NTLM or "
        "Kerberos, which pip does not speak.",
        fields=("proxy",),
        patterns=(
            Pattern(
                line="OSError('Tunnel connection failed: 407 Proxy Authentication Required')",
                needs="407",
                regex=r"(?:Tunnel connection failed: |HTTP error |HTTP Error |HTTP code |HTTP/1\.[01] |because of error |response |CONNECT )407\b",
            ),
            Pattern(
                line="ERROR: Could not install requirement x because of HTTP error 407 Client Error: Proxy Authentication Required for url: http://index.example/x.whl",
                needs="407 client error",
                regex=r"407 Client Error",
            ),
            Pattern(
                line="  Caused by: tunnel error: HTTP 407 Proxy Authentication Required",
                needs="407 proxy",
                regex=r"407 Proxy",
            ),
            Pattern(
                line="  Caused by: tunnel error: proxy authentication required",
                needs="proxy authentication required",
                regex=r"[Pp]roxy[ -]?[Aa]uthentication ?[Rr]equired",
            ),
            Pattern(
                line="  Caused by: client error (Connect): proxy authorization required",
                needs="proxy authorization required",
                regex=r"proxy authorization required",
            ),
        ),
        advice=(
            Advice(
                text="Give the login in the environment; special characters percent-encoded",
                linux="export HTTPS_PROXY=http://USER:PASSWORD@PROXY_HOST:PORT",
                macos="export HTTPS_PROXY=http://USER:PASSWORD@PROXY_HOST:PORT",
                windows="$env:HTTPS_PROXY='http://USER:PASSWORD@PROXY_HOST:PORT'",
            ),
            Advice(text="For NTLM or Kerberos run a local relay, such as px or cntlm"),
        ),
    ),
)
