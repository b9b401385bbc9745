"""The index answered, and the answer is of no use."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import LATER
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

_SEE_INDEXES = Advice(text="See which indexes are set", command="python -m pip config list")


CAUSES = (
    Cause(
        slug="index-unreachable",
        group="index",
        exit_code=20,
        blame="network",
        title="The index gave no usable answer",
        headline="The index at `{host}` gave no usable answer",
        transient=True,
        explanation="No list of files came from the index, and the text does not say why: pip "
        "keeps the reason to its log.",
        fields=("host", "url"),
        patterns=(
            Pattern(
                line="Could not fetch URL https://index.example/simple/x/: connection error: x - skipping",
                needs="could not fetch url",
                regex=r"Could not fetch URL (?P<url>\S{1,300}): .{0,300}- skipping",
                weight="outcome",
            ),
            Pattern(
                line="HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded with url: /simple/x/",
                needs="max retries exceeded",
                regex=r"host='(?P<host>[^']{1,120})'.{0,60}Max retries exceeded",
                weight="outcome",
            ),
            Pattern(
                line="WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'X': /simple/x/",
                needs="after connection broken by",
                regex=r"Retrying \(Retry\(total=\d{1,12}.{0,80}after connection broken by",
                weight="outcome",
            ),
            Pattern(
                line="error: connection-failed",
                needs="connection-failed",
                regex=r"^\s*error: connection-failed",
                weight="outcome",
            ),
            Pattern(
                line="error: connection-timeout",
                needs="connection-timeout",
                regex=r"^\s*error: connection-timeout",
                weight="outcome",
            ),
            Pattern(
                line="CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://repo.example/pkgs/main/linux-64/repodata.json>",
                needs="http 000 connection failed",
                regex=r"HTTP 000 CONNECTION FAILED for url <(?P<url>[^>]{1,300})>",
                weight="outcome",
            ),
            Pattern(
                line="error: Failed to fetch: `https://index.example/simple/tensorflow/`",
                needs="failed to fetch:",
                regex=r"Failed to fetch: `?(?P<url>[^`\s]{1,300})",
                weight="outcome",
            ),
            Pattern(
                line="  Caused by: error sending request for url (https://index.example/simple/tensorflow/)",
                needs="error sending request",
                regex=r"error sending request(?: for url \((?P<url>[^)]{1,300})\))?",
                weight="outcome",
            ),
            Pattern(
                line="  Caused by: Request failed after 3 retries",
                needs="request failed after",
                regex=r"Request failed after \d{1,12} retries",
                weight="outcome",
            ),
            Pattern(
                line="CondaHTTPError: HTTP 404 NOT FOUND for url <https://repo.example/x>",
                needs="condahttperror",
                regex=r"CondaHTTPError",
                weight="outcome",
            ),
            Pattern(
                line="An HTTP error occurred when trying to retrieve this URL.",
                needs="http error occurred when trying",
                regex=r"An HTTP error occurred when trying to retrieve this URL",
                weight="outcome",
            ),
            Pattern(
                line="Exception: URL fetch failure on https://files.example/mnist.npz: None -- x",
                needs="url fetch failure on",
                regex=r"URL fetch failure on (?P<url>\S{1,300}):? ",
                weight="outcome",
            ),
            Pattern(
                line="urllib.error.URLError: <urlopen error x>",
                needs="urlopen error",
                regex=r"urlopen error",
                weight="outcome",
            ),
            Pattern(
                line="requests.exceptions.ConnectionError: HTTPSConnectionPool(host='files.example', port=443)",
                needs="connectionerror",
                regex=r"requests\.exceptions\.ConnectionError|ConnectionError: ",
                weight="outcome",
            ),
            Pattern(
                line="Failed to establish a new connection: x",
                needs="failed to establish a new connection",
                regex=r"Failed to establish a new connection",
                weight="outcome",
            ),
            Pattern(
                line="fatal: unable to access 'https://git.example/x.git/': x",
                needs="unable to access",
                regex=r"fatal: unable to access '(?P<url>[^']{1,300})'",
                weight="outcome",
            ),
        ),
        advice=(
            Advice(
                text="Run it once more with a log, and have that read",
                command="python -m pip --log pip.log install {requirement}",
            ),
            Advice(text="Then name the reason", command="tfinstall diagnose pip.log"),
            LATER,
        ),
    ),
    Cause(
        slug="index-invalid",
        group="index",
        exit_code=24,
        blame="index",
        title="What the index answers is not an index page",
        headline="`{url}` does not answer with an index page",
        explanation="The page is malformed, of another content type, or redirects without end; "
        "often the address lacks its `/simple` at the end.",
        fields=("url",),
        patterns=(
            Pattern(
                line="WARNING: Skipping page https://index.example/simple/x/ because the GET request got Content-Type: text/plain. The only supported Content-Types are text/html",
                needs="got content-type",
                regex=r"Skipping page (?P<url>\S{1,300}) because the (?:GET|HEAD|\w{1,120}) request got Content-Type",
                weight="likely",
            ),
            Pattern(
                line="pip._vendor.requests.exceptions.TooManyRedirects: Exceeded 30 redirects.",
                needs="exceeded 30 redirects",
                regex=r"Exceeded \d{1,12} redirects",
            ),
            Pattern(
                line="requests.exceptions.TooManyRedirects",
                needs="toomanyredirects",
                regex=r"TooManyRedirects",
            ),
            Pattern(
                line="  Caused by: too many redirects",
                needs="too many redirects",
                regex=r"too many redirects",
                weight="likely",
            ),
            Pattern(
                line="BadStatusLine('SSH-2.0-OpenSSH_8.9')",
                needs="badstatusline",
                regex=r"""BadStatusLine\((?!\"''\")""",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Not following redirect from http://a.example to file:///x: a redirect to a non-http(s) location is not allowed.",
                needs="not following redirect",
                regex=r"Not following redirect from (?P<url>\S{1,300})",
                weight="likely",
            ),
            Pattern(
                line="ERROR: Index https://index.example/simple/x/ does not provide upload-time metadata.",
                needs="does not provide upload-time",
                regex=r"Index (?P<url>\S{1,300}) does not provide upload-time metadata",
            ),
            Pattern(
                line="json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
                needs="jsondecodeerror",
                regex=r"(?:JSONDecodeError|Expecting value: line 1 column 1)",
                weight="likely",
            ),
            Pattern(
                line="  Caused by: Received some unexpected HTML from https://index.example/simple/x/",
                needs="received some unexpected",
                regex=r"[Rr]eceived some unexpected (?:JSON|HTML)",
                weight="likely",
            ),
            Pattern(
                line='  Caused by: Unsupported `Content-Type` "text/plain" for https://index.example/simple/x/. Expected JSON or HTML.',
                needs="unsupported `content-type`",
                regex=r"[Uu]nsupported `?Content-Type`?",
                weight="likely",
            ),
            Pattern(
                line="CondaError: malformed repodata: repodata.json could not be parsed",
                needs="malformed repodata",
                regex=r"(?:repodata|JSON).{0,60}(?:malformed|could not be parsed|is corrupted)",
                weight="likely",
            ),
        ),
        advice=(
            _SEE_INDEXES,
            Advice(text="Check the index's address; most end in /simple"),
        ),
    ),
    Cause(
        slug="index-insecure",
        group="index",
        exit_code=24,
        blame="index",
        title="The index is not served over https",
        headline="The index at `{host}` is not served over https",
        explanation="pip ignores an index over plain http, since anybody on the way could replace "
        "what is installed.",
        fields=("host",),
        patterns=(
            Pattern(
                line="WARNING: The repository located at 10.0.0.5 is not a trusted or secure host and is being ignored. If this repository is available via HTTPS we recommend you use HTTPS instead",
                needs="is not a trusted or secure host",
                regex=r"The repository located at (?P<host>[\w.:-]{1,120}) is not a trusted or secure host and is being ignored",
            ),
        ),
        advice=(
            Advice(text="Use the https address of the index"),
            _SEE_INDEXES,
        ),
    ),
    Cause(
        slug="captive-portal",
        group="index",
        exit_code=20,
        blame="network",
        title="A login page answers in place of the index",
        headline="A login page answers in place of `{url}`",
        transient=True,
        explanation="Hotels, trains, campuses and some proxies answer every address with their "
        "own page until somebody logs in.",
        fields=("url",),
        patterns=(
            Pattern(
                line="Redirected to http://10.0.0.1/captive-portal?orig=index.example",
                needs="captive",
                regex=r"captive[ -]?portal",
            ),
            Pattern(
                line="  Redirecting to https://wifi.example/guest/login?url=index.example",
                needs="redirecting to",
                regex=r"Redirecting to https?://(?P<host>[\w.:-]{1,120})/[^\s]{0,200}(?:login|portal|hotspot|guest|wlan|splash)",
                weight="likely",
            ),
        ),
        advice=(Advice(text="Open any page in a browser, log in to the network, then try again"),),
    ),
    Cause(
        slug="yanked",
        group="index",
        exit_code=10,
        blame="package",
        title="Every version that would fit was withdrawn by its makers",
        headline="Every version that satisfies `{requirement}` was withdrawn by its makers",
        explanation="A withdrawn (yanked) release is only installed where it is pinned exactly.",
        fields=("requirement", "reason"),
        patterns=(
            Pattern(
                line="ERROR: Ignored the following yanked versions: 1.0",
                needs="ignored the following yanked versions",
                regex=r"Ignored the following yanked versions: (?P<requirement>.{1,300})",
                weight="likely",
            ),
            Pattern(
                line="  ╰─▶ Because tf-keras==2.20.0 was yanked (reason: broken) and you require tf-keras==2.20.0",
                needs="was yanked",
                regex=r"was yanked(?: \(reason: (?P<reason>[^)]{1,120})\))?",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="The reason given: {reason}"),
            Advice(text="Ask for another version, or pin exactly this one with =="),
        ),
    ),
)
