"""The check of certificates failed, or cannot be made."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
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
            Advice(text="Use another Python, one that comes with OpenSSL", automatic=True),
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
            Pattern(
                line="  Caused by: invalid peer certificate: certificate not valid yet: verification time 946685123 (UNIX), but certificate is not valid before 1748736000 (785985877 seconds in the future)",
                needs="certificate not valid yet",
                regex=r"certificate not valid yet",
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
