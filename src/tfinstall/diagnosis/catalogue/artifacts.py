"""A file came, and it is not what it should be."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

_WITHOUT_CACHE = Advice(
    text="Fetch it afresh, past the cache",
    command="python -m pip install --no-cache-dir {requirement}",
    automatic=True,
)
_PURGE = Advice(text="Empty pip's cache, then try again", command="python -m pip cache purge")

CAUSES = (
    Cause(
        slug="hash-mismatch",
        group="index",
        exit_code=32,
        blame="index",
        title="A file is not the one that its hash promises",
        headline="{file} is not the file that its hash promises",
        explanation="Nearly always a download that was cut or a damaged cache entry; else the "
        "file on the server, or on the way, was changed, and it must not be installed.",
        fields=("file", "expected", "got", "requirement"),
        advice=(
            _WITHOUT_CACHE,
            _PURGE,
            Advice(text="If it stays: use another network or index, and do not install the file"),
        ),
    ),
    Cause(
        slug="corrupt-archive",
        group="index",
        exit_code=32,
        blame="index",
        title="An archive is damaged, or is no archive",
        headline="{file} is damaged, or is no archive",
        explanation="The file cannot be unpacked: cut short, a web page saved under the file's "
        "name, or damaged on disk.",
        fields=("file", "requirement"),
        advice=(
            _WITHOUT_CACHE,
            _PURGE,
            Advice(text="Fetch the file again; look whether it is a web page"),
        ),
    ),
    Cause(
        slug="package-invalid",
        group="index",
        exit_code=32,
        blame="package",
        title="A package is put together wrongly",
        headline="{package} is put together wrongly",
        explanation="Its metadata is missing, malformed, or contradicts its name or version; this "
        "is for its makers to repair.",
        fields=("package", "file"),
        advice=(
            Advice(text="Ask for another version of it, and tell its makers"),
            Advice(
                text="pips before 24.1 still accept some malformed metadata",
                command='python -m pip install "pip<24.1"',
            ),
        ),
    ),
)
