"""What stands between this machine and the index: a proxy, or the check of certificates."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

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
