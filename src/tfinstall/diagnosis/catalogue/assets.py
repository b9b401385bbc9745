"""A dataset or a file of weights could not be had."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

CAUSES = (
    Cause(
        slug="asset-gone",
        group="assets",
        exit_code=60,
        blame="index",
        title="The dataset or the weights are no longer served at that address",
        headline="`{url}` no longer serves the file",
        explanation="Old releases know addresses that have since moved or closed.",
        fields=("url", "file"),
        advice=(
            Advice(text="Fetch it from where it is now", command="tfinstall fetch {file}"),
            Advice(text="Use a newer release of the library, which knows the new address"),
        ),
    ),
    Cause(
        slug="asset-corrupt-cache",
        group="assets",
        exit_code=60,
        blame="machine",
        title="A downloaded dataset or file of weights is damaged",
        headline="The downloaded `{file}` is damaged",
        explanation="A download was cut off and what came is used again each time: it must be "
        "removed before it is fetched anew.",
        fields=("file", "path"),
        advice=(
            Advice(text="Fetch it again, verified", command="tfinstall fetch {file}"),
            Advice(
                text="Remove what is cached, then try again",
                linux="rm -r ~/.keras/datasets",
                macos="rm -r ~/.keras/datasets",
                windows="Remove-Item -Recurse $HOME\\.keras\\datasets",
            ),
        ),
    ),
)
