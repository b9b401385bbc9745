"""The index refused, and said so with a status of HTTP."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import TRY_AGAIN
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

_SEE_INDEXES = Advice(text="See which indexes are set", command="python -m pip config list")


def _refusals(status: str, phrase: str) -> tuple[Pattern, ...]:
    """How one status shows in the words of pip, requests, urllib, uv, conda, git, Keras and wget."""
    return (
        Pattern(
            line=f"ERROR: HTTP error {status} while getting https://index.example/x.whl",
            needs=f"http error {status}",
            regex=rf"HTTP error {status} while getting (?P<url>\S{{1,300}})",
        ),
        Pattern(
            line=f"{status} Client Error: {phrase} for url: https://index.example/simple/x/",
            needs=f"{status} client error",
            regex=rf"{status} Client Error(?:[: ]{{1,2}}[\w -]{{0,60}}for url: (?P<url>\S{{1,300}}))?",
            weight="likely",
        ),
        Pattern(
            line=f"urllib.error.HTTPError: HTTP Error {status}: {phrase}",
            needs=f"http error {status}",
            regex=rf"HTTP Error {status}\b",
            weight="likely",
        ),
        Pattern(
            line=f"  Caused by: HTTP status client error ({status} {phrase}) for url (https://x.example)",
            needs=f"http status client error ({status}",
            regex=rf"client error \({status} [^)]{{1,40}}\)(?: for url \((?P<url>[^)]{{1,300}})\))?",
            weight="likely",
        ),
        Pattern(
            line=f"CondaHTTPError: HTTP {status} {phrase.upper()} for url <https://repo.example/x>",
            needs=f"http {status} ",
            regex=rf"HTTP {status} [A-Z ]{{3,40}} for (?:url|channel [^<]{{0,80}}) ?<(?P<url>[^>]{{1,300}})>",
            weight="likely",
        ),
        Pattern(
            line=f"Exception: URL fetch failure on https://files.example/x.npz: {status} -- {phrase}",
            needs=f": {status} -- ",
            regex=rf"URL fetch failure on (?P<url>\S{{1,300}}): {status} --",
            weight="likely",
        ),
        Pattern(
            line=f"fatal: unable to access 'https://git.example/x.git/': The requested URL returned "
            f"error: {status}",
            needs=f"returned error: {status}",
            regex=rf"requested URL returned error: {status}",
            weight="likely",
        ),
        Pattern(
            line=f"2019-07-01 12:00:00 ERROR {status}: {phrase}.",
            needs=f"error {status}: ",
            regex=rf"ERROR {status}: ",
            weight="likely",
        ),
        Pattern(
            line=f"Max retries exceeded with url: /x (Caused by ResponseError('too many {status} error "
            "responses'))",
            needs=f"{status} error responses",
            regex=rf"too many {status} error responses",
            weight="likely",
        ),
        Pattern(
            line=f'  https://index.example:443 "GET /simple/x/ HTTP/1.1" {status} 19',
            needs=f'" {status}',
            regex=rf'(?:^\s*|https?://\S{{1,200}} )"GET (?P<path>/\S{{0,300}}) HTTP/1\.[01]" {status}\b',
            weight="likely",
        ),
        Pattern(
            line=f"hint: An index URL (https://index.example/simple) could not be queried due to a lack "
            f"of valid authentication credentials ({status} {phrase}).",
            needs="could not be queried",
            regex=rf"could not be queried due to .{{0,60}}\({status}",
            weight="likely",
        ),
        Pattern(
            line=f"DownloadError: Failed to get url https://files.example/x.zip. HTTP code: {status}.",
            needs=f"http code: {status}",
            regex=rf"Failed to get url (?P<url>\S{{1,300}}?)\.? HTTP code: {status}\b",
            weight="likely",
        ),
    )


_LOGIN = (
    Pattern(
        line="WARNING: 401 Error, Credentials not correct for https://index.example/simple/x/",
        needs="credentials not correct",
        regex=r"401 Error, Credentials not correct for (?P<url>\S{1,300})",
        weight="likely",
    ),
    Pattern(
        line="User for index.example:443: ",
        needs="user for ",
        regex=r"^\s*User for (?P<host>[\w.:-]{1,120}):",
        weight="likely",
    ),
    Pattern(
        line="error: Missing credentials for https://index.example/simple/",
        needs="missing credentials for",
        regex=r"Missing credentials for (?P<url>\S{1,300})",
        weight="likely",
    ),
    Pattern(
        line="fatal: could not read Username for 'https://git.example': terminal prompts disabled",
        needs="could not read username",
        regex=r"could not read Username for",
        weight="likely",
    ),
)

_BUSY = (
    Pattern(
        line="Too many users have viewed or downloaded this file recently. Please",
        needs="too many users have viewed",
        regex=r"Too many users have viewed or downloaded this file",
        weight="likely",
    ),
)
_GONE = (
    Pattern(
        line="urllib.error.HTTPError: HTTP Error 410: Gone",
        needs="410",
        regex=r"HTTP [Ee]rror 410\b|\b410 Client Error|client error \(410 ",
        weight="likely",
    ),
)

_SERVER = (
    Pattern(
        line="DownloadError: Failed to get url https://files.example/x.zip. HTTP code: 503.",
        needs="http code: 5",
        regex=r"Failed to get url (?P<url>\S{1,300}?)\.? HTTP code: (?P<status>5\d\d)\b",
        weight="likely",
    ),
    Pattern(
        line="ERROR: HTTP error 502 while getting https://index.example/x.whl",
        needs="http error 5",
        regex=r"HTTP error (?P<status>5\d\d) while getting (?P<url>\S{1,300})",
    ),
    Pattern(
        line="503 Server Error: Service Unavailable for url: https://index.example/simple/x/",
        needs=" server error",
        regex=r"(?P<status>5\d\d) Server Error(?:: [\w -]{0,60} for url: (?P<url>\S{1,300}))?",
        weight="likely",
    ),
    Pattern(
        line="Max retries exceeded (Caused by ResponseError('too many 503 error responses'))",
        needs="error responses",
        regex=r"too many (?P<status>5\d\d) error responses",
        weight="likely",
    ),
    Pattern(
        line="urllib.error.HTTPError: HTTP Error 503: Service Unavailable",
        needs="http error 5",
        regex=r"HTTP Error (?P<status>5\d\d)\b",
        weight="likely",
    ),
    Pattern(
        line="  Caused by: HTTP status server error (503 Service Unavailable) for url (https://x.example)",
        needs="http status server error (5",
        regex=r"HTTP status server error \((?P<status>5\d\d) [^)]{1,40}\)",
        weight="likely",
    ),
    Pattern(
        line="CondaHTTPError: HTTP 503 SERVICE UNAVAILABLE for url <https://repo.example/x>",
        needs="http 5",
        regex=r"HTTP (?P<status>5\d\d) [A-Z -]{3,40} for url <(?P<url>[^>]{1,300})>",
        weight="likely",
    ),
    Pattern(
        line="Exception: URL fetch failure on https://files.example/x: 503 -- Service Unavailable",
        needs=" -- ",
        regex=r"URL fetch failure on (?P<url>\S{1,300}): (?P<status>5\d\d) --",
        weight="likely",
    ),
    Pattern(
        line="fatal: unable to access 'https://git.example/x.git/': The requested URL returned error: 502",
        needs="returned error: 5",
        regex=r"requested URL returned error: (?P<status>5\d\d)",
        weight="likely",
    ),
    Pattern(
        line='  https://index.example:443 "GET /simple/x/ HTTP/1.1" 503 19',
        needs='" 5',
        regex=r'(?:^\s*|https?://\S{1,200} )"GET (?P<path>/\S{0,300}) HTTP/1\.[01]" (?P<status>5\d\d)\b',
        weight="likely",
    ),
    Pattern(
        line="OSError: 502 Bad Gateway",
        needs="bad gateway",
        regex=r"(?P<status>502):? Bad Gateway",
        weight="likely",
    ),
)

CAUSES = (
    Cause(
        slug="http-401",
        group="index",
        exit_code=24,
        blame="index",
        title="The index wants a login (401)",
        headline="`{host}` wants a login (401)",
        explanation="User and password are missing or wrong; a token may have expired, and where "
        "nobody can type, pip cannot ask.",
        fields=("host", "url"),
        patterns=(*_refusals("401", "Unauthorized"), *_LOGIN),
        advice=(
            Advice(text="Put the login into ~/.netrc, a keyring, or the index's address"),
            _SEE_INDEXES,
        ),
    ),
    Cause(
        slug="http-403",
        group="index",
        exit_code=24,
        blame="index",
        title="The index forbids access (403)",
        headline="`{host}` forbids access (403)",
        explanation="The server understood and refuses: rights are missing, the file is blocked "
        "by a rule of the house, or a filter is on the way.",
        fields=("host", "url"),
        patterns=_refusals("403", "Forbidden"),
        advice=(
            Advice(text="Ask whoever runs the index to allow this package, or use another index"),
            _SEE_INDEXES,
        ),
    ),
    Cause(
        slug="http-404",
        group="index",
        exit_code=24,
        blame="index",
        title="The address does not exist on that server (404)",
        headline="`{url}` does not exist (404)",
        explanation="The file has been moved or removed, the mirror lacks this project, or the "
        "address is wrong.",
        fields=("host", "url"),
        patterns=(*_refusals("404", "Not Found"), *_GONE),
        advice=(
            Advice(text="Check the address, or use another index or mirror"),
            _SEE_INDEXES,
        ),
    ),
    Cause(
        slug="http-429",
        group="index",
        exit_code=24,
        blame="index",
        title="The server has had too many requests (429)",
        headline="`{host}` has had too many requests (429)",
        transient=True,
        explanation="It limits how much one address or account may ask; many machines behind one "
        "address share that limit.",
        fields=("host", "url"),
        patterns=(*_refusals("429", "Too Many Requests"), *_BUSY),
        advice=(
            Advice(text="Wait some minutes, then try again", automatic=True),
            Advice(text="Log in, or use a mirror of your own"),
        ),
    ),
    Cause(
        slug="http-5xx",
        group="index",
        exit_code=24,
        blame="index",
        title="The server failed (500 to 599)",
        headline="`{host}` failed ({status})",
        transient=True,
        explanation="The request was fine and the server, or one behind it, could not answer.",
        fields=("host", "url", "status"),
        patterns=_SERVER,
        advice=(TRY_AGAIN, Advice(text="If it lasts: use a mirror, or tell whoever runs it")),
    ),
)
