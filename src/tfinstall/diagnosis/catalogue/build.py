"""A package had to be built from source here, and that failed."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

_WHEELS_ONLY = Advice(
    text="Take a version that has a ready wheel",
    command="python -m pip install --prefer-binary {package}",
)
_UPGRADE = Advice(
    text="Bring pip up to date: an old one overlooks ready wheels",
    command="python -m pip install --upgrade pip setuptools wheel",
)

CAUSES = (
    Cause(
        slug="build-toolchain-missing",
        group="tools",
        exit_code=41,
        blame="machine",
        title="A compiler, header or build tool is missing",
        headline="{package} must be compiled, and `{missing}` is missing",
        explanation="No ready wheel fits, so the package is compiled here, and this machine lacks "
        "what that takes.",
        fields=("package", "missing"),
        advice=(
            _UPGRADE,
            _WHEELS_ONLY,
            Advice(
                text="Install a compiler and Python's headers",
                linux="sudo apt-get install build-essential python3-dev",
                macos="xcode-select --install",
                windows="winget install Microsoft.VisualStudio.2022.BuildTools",
            ),
        ),
    ),
    Cause(
        slug="build-failed",
        group="tools",
        exit_code=41,
        blame="package",
        title="A package could not be built from its source",
        headline="{package} could not be built from its source",
        explanation="No ready wheel fits this Python and machine, and compiling it failed; the "
        "reason stands above the last lines.",
        fields=("package",),
        advice=(_UPGRADE, _WHEELS_ONLY, Advice(text="Use a Python for which it has wheels")),
    ),
    Cause(
        slug="metadata-failed",
        group="tools",
        exit_code=41,
        blame="package",
        title="A package could not tell its own metadata",
        headline="{package} could not tell its own metadata",
        explanation="Its setup.py or build backend failed before anything was compiled; an old "
        "package on a new Python or setuptools does this.",
        fields=("package",),
        advice=(_UPGRADE, _WHEELS_ONLY, Advice(text="Ask for another version of it")),
    ),
)
