"""This Python cannot run what is wanted."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

_ENVIRONMENT_WITH_A_FITTING_PYTHON = Advice(
    text="Make an environment with a Python that fits",
    command="tfinstall {wanted}",
    automatic=True,
)

CAUSES = (
    Cause(
        slug="python-too-new",
        group="machine",
        exit_code=11,
        blame="machine",
        title="This Python is newer than any the wanted release was built for",
        headline="Python {python} is too new for {wanted}",
        explanation="Compiled packages are published per Python version; for a newer Python than "
        "the release knew there is no wheel, and building from source fails or is not offered.",
        fields=("python", "wanted", "pythons", "package"),
        advice=(
            Advice(text="{wanted} has wheels for Python {pythons}: use one of these"),
            _ENVIRONMENT_WITH_A_FITTING_PYTHON,
            Advice(
                text="Get an older Python beside this one",
                command="uv python install 3.12",
            ),
            Advice(text="Or ask for a newer release, if one supports this Python"),
        ),
    ),
    Cause(
        slug="python-too-old",
        group="machine",
        exit_code=11,
        blame="machine",
        title="This Python is older than the wanted release requires",
        headline="Python {python} is too old for {wanted}",
        explanation="The release names the oldest Python it runs on, and this one is older; pip "
        "then sees only earlier releases, or none.",
        fields=("python", "wanted", "pythons", "package", "nearest"),
        advice=(
            Advice(text="{wanted} has wheels for Python {pythons}: use one of these"),
            _ENVIRONMENT_WITH_A_FITTING_PYTHON,
            Advice(text="The newest release for this Python: {nearest}"),
            Advice(text="Use a newer Python, or ask for an earlier release"),
        ),
    ),
    Cause(
        slug="python-32bit",
        group="machine",
        exit_code=11,
        blame="machine",
        title="This Python is a 32-bit build",
        explanation="TensorFlow is published for 64-bit Pythons only; a 32-bit one sees no version "
        "at all, even on a 64-bit system.",
        advice=(
            Advice(
                text="See which build it is: 32 or 64",
                command="python -c \"import struct; print(struct.calcsize('P') * 8)\"",
            ),
            Advice(
                text="Install the 64-bit Python beside it",
                windows="winget install Python.Python.3.12 --architecture x64",
                only=("windows",),
            ),
            Advice(text="Install a 64-bit Python, and make the environment with that one"),
        ),
    ),
    Cause(
        slug="python-missing",
        group="machine",
        exit_code=11,
        blame="machine",
        title="The Python that is needed is not on this machine",
        headline="Python {python} is not on this machine",
        explanation="No interpreter of that version or path was found, or what was found does not "
        "start.",
        fields=("python", "wanted"),
        advice=(
            Advice(text="Get it", command="uv python install {python}"),
            Advice(
                text="Install Python",
                linux="sudo apt-get install python3 python3-venv",
                macos="brew install python@3.12",
                windows="winget install Python.Python.3.12",
            ),
        ),
    ),
    Cause(
        slug="wrong-interpreter",
        group="machine",
        exit_code=11,
        blame="machine",
        title="It was installed for one Python and used from another",
        headline="`{module}` was installed for another Python than the one that runs",
        explanation="`pip` and `python` on the path belong to different interpreters, or a file "
        "of the working directory hides the installed package.",
        fields=("module", "python"),
        advice=(
            Advice(
                text="Install with the very Python that will run it",
                command="python -m pip install {module}",
            ),
            Advice(
                text="See which Python runs",
                command='python -c "import sys; print(sys.executable, sys.version)"',
            ),
        ),
    ),
)
