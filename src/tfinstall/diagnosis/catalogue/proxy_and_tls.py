"""What stands between this machine and the index: a proxy, or the check of certificates."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

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
    Cause(
        slug="tls-verify",
        group="network",
        exit_code=22,
        blame="network",
        title="The certificate of the other side could not be verified",
        headline="The certificate of `{host}` could not be verified",
        explanation="Someone on the way shows a certificate of his own (a company's or school's "
        "filter, a virus scanner), this Python has no list of authorities, or the certificate "
        "is expired or for another name.",
        fields=("host", "reason"),
        patterns=(
            Pattern(
                line="[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1000)",
                needs="certificate_verify_failed",
                regex=r"""CERTIFICATE_VERIFY_FAILED\](?: certificate verify failed)?(?:: (?P<reason>[^('\"]{3,120}))?""",
                weight="likely",
            ),
            Pattern(
                line="SSLError: certificate verify failed: unable to get local issuer certificate",
                needs="certificate verify failed",
                regex=r"""certificate verify failed(?:: (?P<reason>[^('\"]{3,120}))?""",
                weight="likely",
            ),
            Pattern(
                line="error: ssl-verification-failed",
                needs="ssl-verification-failed",
                regex=r"ssl-verification-failed",
            ),
            Pattern(
                line="× Failed to establish a secure connection to localhost while fetching https://localhost:36171/x.whl",
                needs="failed to establish a secure connection to",
                regex=r"Failed to establish a secure connection to (?P<host>[\w.-]{1,120})",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: invalid peer certificate: UnknownIssuer",
                needs="invalid peer certificate",
                regex=r"invalid peer certificate: (?P<reason>\w{1,60})",
                weight="likely",
            ),
            Pattern(
                line="SSLError(CertificateError(\"hostname 'index.example' doesn't match 'portal.example'\"))",
                needs="certificateerror",
                regex=r"CertificateError\(?.{0,4}(?P<reason>hostname .{1,120} doesn't match)",
                weight="likely",
            ),
            Pattern(
                line="requests.exceptions.SSLError: hostname 'index.example' doesn't match either of '*.portal.example', 'portal.example'",
                needs="doesn't match either of",
                regex=r"hostname '(?P<host>[^']{1,120})' doesn't match",
                weight="likely",
            ),
            Pattern(
                line="SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)'))",
                needs="wrong_version_number",
                regex=r"WRONG_VERSION_NUMBER|wrong version number",
                weight="likely",
            ),
            Pattern(
                line="Could not fetch URL https://index.example/simple/x/: There was a problem confirming the ssl certificate: x - skipping",
                needs="problem confirming the ssl certificate",
                regex=r"There was a problem confirming the ssl certificate",
                weight="outcome",
            ),
            Pattern(
                line="SSLError(SSLError(1, '[SSL: UNKNOWN_PROTOCOL] unknown protocol (_ssl.c:645)'))",
                needs="unknown protocol",
                regex=r"\[SSL: UNKNOWN_PROTOCOL\]|SSL routines:.{0,60}:unknown protocol",
                weight="likely",
            ),
            Pattern(
                line="SSLError(1, '[SSL: HTTP_REQUEST] http request (_ssl.c:1000)')",
                needs="http_request]",
                regex=r"\[SSL: HTTP_REQUEST\]|SSL: RECORD_LAYER_FAILURE",
                weight="likely",
            ),
            Pattern(
                line="SSLError(1, '[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled (_ssl.c:1000)')",
                needs="unsafe_legacy_renegotiation",
                regex=r"UNSAFE_LEGACY_RENEGOTIATION_DISABLED",
                weight="likely",
            ),
            Pattern(
                line="SSLError(SSLError(1, '[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure (_ssl.c:1129)'))",
                needs="handshake_failure",
                regex=r"ALERT_HANDSHAKE_FAILURE|handshake failure",
                weight="likely",
            ),
            Pattern(
                line="SSLError(1, '[SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:997)')",
                needs="dh_key_too_small",
                regex=r"DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK",
                weight="likely",
            ),
            Pattern(
                line="fatal: unable to access 'https://git.example/x.git/': SSL certificate problem: self signed certificate in certificate chain",
                needs="ssl certificate problem",
                regex=r"SSL certificate problem: (?P<reason>.{1,80})",
                weight="likely",
            ),
            Pattern(
                line="CondaSSLError: Encountered an SSL error. Most likely a certificate verification issue.",
                needs="condasslerror",
                regex=r"CondaSSLError: (?P<reason>.{1,80})",
                weight="likely",
            ),
            Pattern(
                line="error: self signed certificate in certificate chain",
                needs="self signed certificate",
                regex=r"self[- ]signed certificate",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: self-signed certificate in chain",
                needs="self-signed certificate",
                regex=r"self-signed certificate",
                weight="likely",
            ),
            Pattern(
                line="HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded with url: /simple/pip/ (Caused by SSLError(SSLError(1, 'x')))",
                needs="caused by sslerror",
                regex=r"Caused by SSLError\(",
                weight="outcome",
            ),
        ),
        advice=(
            Advice(text="The reason given: {reason}"),
            Advice(
                text="Let Python have its list of authorities",
                macos='open "/Applications/Python 3.12/Install Certificates.command"',
                only=("macos",),
            ),
            Advice(
                text="Trust your network's own authority: get its file from the administrators",
                command="tfinstall {wanted} --cert /path/to/authority.pem",
            ),
            Advice(text="Update pip and certifi, or name the authority's file with --cert"),
        ),
    ),
    Cause(
        slug="tls-unavailable",
        group="network",
        exit_code=22,
        blame="machine",
        title="This Python cannot speak https",
        explanation="Its ssl module does not load: it was built without OpenSSL, or the OpenSSL "
        "libraries are not found (on Windows: a conda Python that is not activated).",
        patterns=(
            Pattern(
                line="WARNING: pip is configured with locations that require TLS/SSL, however the ssl module in Python is not available.",
                needs="ssl module in python is not available",
                regex=r"ssl module in Python is not available",
            ),
            Pattern(
                line='SSLError("Can\'t connect to HTTPS URL because the SSL module is not available.")',
                needs="ssl module is not available",
                regex=r"SSL module is not available",
            ),
            Pattern(
                line="Exception: URL fetch failure on https://files.example/reuters.npz: None -- unknown url type: https",
                needs="unknown url type: https",
                regex=r"unknown url type: https",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named '_ssl'",
                needs="no module named",
                regex=r"No module named '?_ssl'?",
            ),
            Pattern(
                line="ImportError: DLL load failed while importing _ssl: The specified module could not be found.",
                needs="importing _ssl",
                regex=r"DLL load failed while importing _ssl",
            ),
            Pattern(
                line="error: ssl-missing", needs="ssl-missing", regex=r"^\s*error: ssl-missing"
            ),
            Pattern(
                line="╰─> The 'ssl' module is unavailable but required for HTTPS URLs",
                needs="'ssl' module is unavailable",
                regex=r"'ssl' module is unavailable",
            ),
            Pattern(
                line="CondaSSLError: OpenSSL appears to be unavailable on this machine. OpenSSL is required to",
                needs="openssl appears to be unavailable",
                regex=r"OpenSSL appears to be unavailable on this machine",
            ),
            Pattern(
                line="[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version (_ssl.c:590)",
                needs="tlsv1_alert_protocol_version",
                regex=r"TLSV1_ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL",
            ),
            Pattern(
                line="error:1407742E:SSL routines:SSL23_GET_SERVER_HELLO:tlsv1 alert protocol version",
                needs="tlsv1 alert protocol version",
                regex=r"tlsv1 alert protocol version",
            ),
            Pattern(
                line="ImportError: /usr/lib/python3.6/lib-dynload/_ssl.cpython-36m-x86_64-linux-gnu.so: undefined symbol: SSLv3_method",
                needs="_ssl.",
                regex=r"_ssl\.[\w.-]{0,60}so: undefined symbol|lib(?:ssl|crypto)\.so[\w.]{0,20}: (?:cannot open shared object|version)",
            ),
            Pattern(
                line="ImportError: libssl.so.1.1: cannot open shared object file: No such file or directory",
                needs="libssl",
                regex=r"libssl[\w.]{1,20}: cannot open shared object file",
            ),
            Pattern(
                line="ImportError: libcrypto.so.1.1: cannot open shared object file: No such file or directory",
                needs="libcrypto",
                regex=r"libcrypto[\w.]{1,20}: cannot open shared object file",
            ),
            Pattern(
                line="AttributeError: module 'urllib.request' has no attribute 'HTTPSHandler'",
                needs="has no attribute 'httpshandler'",
                regex=r"has no attribute 'HTTPSHandler'",
            ),
            Pattern(
                line="ImportError: cannot import name 'HTTPSHandler'",
                needs="cannot import name 'httpshandler'",
                regex=r"cannot import name '?HTTPSHandler",
            ),
            Pattern(
                line="ImportError: cannot import name HTTPSHandler",
                needs="cannot import name httpshandler",
                regex=r"cannot import name HTTPSHandler",
            ),
        ),
        advice=(
            Advice(text="See the reason", command='python -c "import ssl"'),
            Advice(
                text="Rebuild after installing OpenSSL's headers",
                linux="sudo apt-get install libssl-dev",
                only=("linux",),
            ),
            Advice(
                text="Activate the conda environment first",
                windows="conda activate base",
                only=("windows",),
            ),
            Advice(text="Use another Python, one that comes with OpenSSL"),
        ),
    ),
    Cause(
        slug="clock-skew",
        group="network",
        exit_code=22,
        blame="machine",
        title="This machine's clock is wrong",
        explanation="Certificates hold for a span of time, and by this clock it is not in it.",
        patterns=(
            Pattern(
                line="[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1000)",
                needs="certificate is not yet valid",
                regex=r"certificate is not yet valid",
            ),
            Pattern(
                line="  Caused by: invalid peer certificate: NotValidYet",
                needs="notvalidyet",
                regex=r"NotValidYet",
            ),
            Pattern(
                line="The system clock is wrong: certificates cannot be checked",
                needs="clock",
                regex=r"(?:system|computer|local) (?:clock|time) (?:is|appears to be|may be) (?:wrong|incorrect|off|skewed)",
            ),
            Pattern(
                line="E: Release file for http://deb.example/InRelease is not valid yet (invalid for another 9h 2min 5s)",
                needs="is not valid yet",
                regex=r"Release file for .{1,200} is not valid yet",
            ),
            Pattern(
                line="ValueError: ZIP does not support timestamps before 1980",
                needs="zip does not support timestamps before 1980",
                regex=r"ZIP does not support timestamps before 1980",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Set the clock",
                linux="sudo timedatectl set-ntp true",
                macos="sudo sntp -sS time.apple.com",
                windows="w32tm /resync",
            ),
        ),
    ),
)
