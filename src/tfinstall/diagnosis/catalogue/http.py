"""The index refused, and said so with a status of HTTP."""

from __future__ import annotations

from tfinstall.diagnosis.catalogue.network import TRY_AGAIN
from tfinstall.diagnosis.cause import Advice, Cause

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
        advice=(
            Advice(text="Put the login into ~/.netrc, a keyring, or the index's address"),
            Advice(text="See which indexes are set", command="python -m pip config list"),
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
        advice=(
            Advice(text="Ask whoever runs the index to allow this package, or use another index"),
            Advice(text="See which indexes are set", command="python -m pip config list"),
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
        advice=(
            Advice(text="Check the address, or use another index or mirror"),
            Advice(text="See which indexes are set", command="python -m pip config list"),
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
        advice=(TRY_AGAIN, Advice(text="If it lasts: use a mirror, or tell whoever runs it")),
    ),
)
