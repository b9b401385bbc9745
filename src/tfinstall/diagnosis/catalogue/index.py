"""The index answered, and the answer is of no use."""

from __future__ import annotations

from tfinstall.diagnosis.catalogue.network import TRY_AGAIN
from tfinstall.diagnosis.cause import Advice, Cause

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
        advice=(
            Advice(
                text="Run it once more with a log, and have that read",
                command="python -m pip --log pip.log install {requirement}",
            ),
            Advice(text="Then name the reason", command="tfinstall diagnose pip.log"),
            TRY_AGAIN,
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
        advice=(
            Advice(text="The reason given: {reason}"),
            Advice(text="Ask for another version, or pin exactly this one with =="),
        ),
    ),
)
