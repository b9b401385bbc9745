"""The Python that is meant is not there, or another one runs."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
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
        patterns=(
            Pattern(
                line="Python was not found; run without arguments to install from the Microsoft Store, or disable this shortcut from Settings > Manage App Execution Aliases.",
                needs="python was not found",
                regex=r"Python was not found; run without arguments to install",
            ),
            Pattern(  # the same in other languages
                line="Python wurde nicht gefunden; ohne Argumente ausführen, um aus dem Microsoft Store zu installieren",
                needs="microsoft store",
                regex=r"Python\b.{1,200}\bMicrosoft Store\b",
            ),
            Pattern(
                line="The path python3 (from --python=python3) does not exist",
                needs="(from --python=",
                regex=r"The path (?P<python>\S{1,200}) \(from --python=\S{1,200}\) does not exist",
            ),
            Pattern(
                line="ERROR: Could not locate Python interpreter /nonexistent/python",
                needs="could not locate python interpreter",
                regex=r"Could not locate Python interpreter (?P<python>\S{1,200})",
            ),
            Pattern(
                line="bash: python3.8: command not found",
                needs="not found",
                regex=r"(?:^|[\s:/])(?P<python>python[\d.]{0,120}): (?:command )?not found",
            ),
            Pattern(
                line="zsh: command not found: python",
                needs="command not found: ",
                regex=r"command not found: (?P<python>python[\d.]{0,120})",
            ),
            Pattern(
                line="'python' is not recognized as an internal or external command,",
                needs="is not recognized",
                regex=r"'(?P<python>python[\d.]{0,120}|py)' is not recognized",
            ),
            Pattern(
                line='Der Befehl "python" ist entweder falsch geschrieben oder konnte nicht gefunden werden.',
                needs="ist entweder falsch geschrieben",
                regex=r"\"(?P<python>python[\d.]{0,120}|py)\" ist entweder falsch geschrieben",
            ),
            Pattern(
                line='"python" no se reconoce como un comando interno o externo,',
                needs="no se reconoce",
                regex=r"""[\"'](?P<python>python[\d.]{0,120}|py)[\"'] no se reconoce""",
            ),
            Pattern(
                line="'python' não é reconhecido como um comando interno",
                needs="reconhecido como",
                regex=r"'(?P<python>python[\d.]{0,120}|py)' não é reconhecido",
            ),
            Pattern(
                line="'python' n'est pas reconnu en tant que commande interne",
                needs="pas reconnu",
                regex=r"'(?P<python>python[\d.]{0,120}|py)' n'est pas reconnu",
            ),
            Pattern(
                line="'python' 不是内部或外部命令",
                needs="不是内部或外部命令",
                regex=r"'(?P<python>python[\d.]{0,120}|py)' 不是内部或外部命令",
            ),
            Pattern(
                line="No suitable Python runtime found",
                needs="no suitable python runtime",
                regex=r"No suitable Python runtime found",
            ),
            Pattern(
                line="Requested Python version (3.8) not installed, use -0 for available pythons",
                needs="requested python version",
                regex=r"Requested Python version \((?P<python>[^)]{1,20})\) not installed",
            ),
            Pattern(
                line="pyenv: version `3.7.4' is not installed (set by /srv/app/.python-version)",
                needs="is not installed (set by",
                regex=r"pyenv: version `(?P<python>[^']{1,30})' is not installed",
            ),
            Pattern(
                line="No Python at 'C:\\Users\\worker\\AppData\\Local\\Programs\\Python\\Python38\\python.exe'",
                needs="no python at",
                regex=r"""No Python at ['\"]{1,2}(?P<python>[^'\"]{1,300})""",
            ),
            Pattern(
                line="error: No interpreter found for Python 3.8 in managed installations or search path",
                needs="no interpreter found",
                regex=r"No (?:virtual environment or system )?interpreter found for (?P<python>(?:Python )?[\w.<>=, ]{1,40})",
            ),
            Pattern(
                line="RuntimeError: failed to find interpreter for Builtin discover of python_spec='python3.6'",
                needs="failed to find interpreter",
                regex=r"failed to find interpreter for .{0,60}python_spec='(?P<python>[^']{1,60})'",
            ),
            Pattern(
                line="_: line 1: /nonexistent/python: No such file or directory",
                needs=": no such file",
                regex=r"(?P<python>/[\w./@+-]{1,200}/python[\d.]{0,120}): (?:No such file or directory|Datei oder Verzeichnis nicht gefunden|Aucun fichier|cannot execute)",
            ),
            Pattern(
                line="error: No download found for request: cpython-3.6-linux-x86_64-gnu",
                needs="no download found for request",
                regex=r"No download found for request: (?P<python>\S{1,60})",
            ),
            Pattern(
                line="    + CategoryInfo          : ObjectNotFound: (python3:String) [], CommandNotFoundException",
                needs="objectnotfound",
                regex=r"ObjectNotFound: \((?P<python>python[\d.]{0,12}|py):String\)",
            ),
        ),
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
        title="The Python that runs is likely not the one it was installed for",
        headline="The Python that runs does not have `{module}`: likely it is in another one",
        explanation="`pip` and `python` on the path often belong to different interpreters, and an "
        "environment that is not activated is another one too; or it was never installed.",
        fields=("module", "python"),
        patterns=(
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow'",
                needs="no module named",
                regex=r"""No module named ['\"]?(?P<module>tensorflow|tensorflow_core)['\"`]{0,120}\s*(?:\(|$)""",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow_hub'",
                needs="no module named",
                regex=r"""No module named ['\"]?(?P<module>torch|torchvision|tensorflow_hub|tensorflow_datasets|tensorflow_text|tensorflow_addons|tensorflow_probability|tflite_runtime)['\"`]{0,120}\s*$""",
                weight="likely",
            ),
            Pattern(
                line="importlib.metadata.PackageNotFoundError: No package metadata was found for tensorflow",
                needs="packagenotfounderror",
                regex=r"PackageNotFoundError: (?:No package metadata was found for )?(?P<module>tensorflow)\b",
            ),
            Pattern(
                line="WARNING: Package(s) not found: tensorflow",
                needs="package(s) not found",
                regex=r"WARNING: Package\(s\) not found: (?P<module>tensorflow)",
            ),
        ),
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
