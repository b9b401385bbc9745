"""pip, the environment or the settings are the problem, rather than the package."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

_UPGRADE_PIP = Advice(
    text="Bring pip up to date",
    command="python -m pip install --upgrade pip",
    automatic=True,
)
_FRESH = Advice(text="Make a fresh environment", command="tfinstall {wanted} --recreate")

CAUSES = (
    Cause(
        slug="config-invalid",
        group="tools",
        exit_code=2,
        blame="machine",
        title="A setting is wrong",
        headline="A setting is wrong: {setting}",
        explanation="A configuration file or an environment variable holds something that cannot "
        "be used.",
        fields=("setting", "file"),
        advice=(
            Advice(text="See all settings and where they come from", command="pip config debug"),
            Advice(text="Correct or remove that setting"),
        ),
    ),
    Cause(
        slug="tool-missing",
        group="tools",
        exit_code=42,
        blame="machine",
        title="A program or module that the task needs is not installed",
        headline="`{tool_name}` is needed and not installed",
        explanation="A requirement from a version control system needs its program, a SOCKS proxy "
        "needs PySocks, and so on.",
        fields=("tool_name",),
        advice=(
            Advice(
                text="Install it",
                linux="sudo apt-get install {tool_name}",
                macos="brew install {tool_name}",
                windows="winget install {tool_name}",
            ),
            Advice(text="Install the missing program, and see that it is on the PATH"),
        ),
    ),
    Cause(
        slug="pip-too-old",
        group="tools",
        exit_code=42,
        blame="machine",
        title="This pip is too old",
        headline="pip {pip} is too old",
        explanation="Old pips do not know newer wheel tags (manylinux2010 since pip 19.0, "
        "manylinux2014 since 19.3, manylinux_2_17 since 20.3, macOS 11 since 20.3), and see no "
        "version where there is one.",
        fields=("pip", "wanted"),
        advice=(_UPGRADE_PIP,),
    ),
    Cause(
        slug="pip-broken",
        group="tools",
        exit_code=42,
        blame="machine",
        title="pip itself does not work",
        explanation="It is missing, half upgraded, or started by a script that belongs to another "
        "version or another Python.",
        advice=(
            Advice(text="Start pip through Python", command="python -m pip --version"),
            Advice(text="Restore it", command="python -m ensurepip --upgrade"),
            _FRESH,
            Advice(
                text="Or reinstall the distribution's",
                linux="sudo apt-get install --reinstall python3-pip",
                only=("linux",),
            ),
        ),
    ),
    Cause(
        slug="environment-damaged",
        group="tools",
        exit_code=42,
        blame="machine",
        title="The environment holds a half installed or damaged package",
        headline="The environment holds a damaged `{package}`",
        explanation="An installation was cut off, or files were removed by hand: pip can neither "
        "use nor uninstall what is left.",
        fields=("package", "path"),
        advice=(
            _FRESH,
            Advice(
                text="Or install that package over it",
                command="python -m pip install --force-reinstall --no-deps {package}",
            ),
            Advice(text="Make a fresh environment", command="tfinstall --recreate"),
        ),
    ),
    Cause(
        slug="venv-creation-failed",
        group="tools",
        exit_code=42,
        blame="machine",
        title="A virtual environment could not be made",
        explanation="On Debian and Ubuntu the parts for it are a package of their own; else the "
        "Python is incomplete or the place cannot hold one.",
        fields=("package",),
        advice=(
            Advice(
                text="Install the missing part",
                linux="sudo apt-get install {package}",
                only=("linux",),
            ),
            Advice(
                text="Install the missing part",
                linux="sudo apt-get install python3-venv",
                only=("linux",),
            ),
            Advice(text="Or make it with tfinstall, which needs no ensurepip", command="tfinstall"),
        ),
    ),
    Cause(
        slug="uninstall-distutils",
        group="tools",
        exit_code=42,
        blame="machine",
        title="An installed package cannot be removed by pip",
        headline="The installed `{package}` cannot be removed by pip",
        explanation="It was put there by the system, by conda or by distutils, without the list "
        "of files that pip needs to replace it.",
        fields=("package",),
        advice=(
            Advice(text="Use an environment of your own", command="tfinstall {wanted}"),
            Advice(
                text="In a conda environment, let conda replace it",
                command="conda update {package}",
            ),
            Advice(
                text="Or install over it",
                command="python -m pip install --ignore-installed {package}",
            ),
            Advice(text="Use an environment of your own", command="python3 -m venv .venv"),
        ),
    ),
    Cause(
        slug="interrupted",
        group="tools",
        exit_code=130,
        blame="request",
        title="It was interrupted",
        transient=True,
        explanation="Somebody, or a time limit, stopped it; nothing is wrong otherwise.",
        fields=("signal",),
        advice=(Advice(text="Run it again; what was downloaded is kept"),),
    ),
)
