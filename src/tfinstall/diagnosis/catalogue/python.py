"""This Python cannot run what is wanted."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

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
        patterns=(
            Pattern(
                line="error: numba cannot be installed on Python version 3.13, which is not supported",
                needs="on python version 3",
                regex=r"on Python version (?P<python>3\.\d+)[\d.]*, (?:which|but).{0,20}(?:not (?:yet )?supported|only)",
            ),
            Pattern(
                line="error: the configured Python interpreter version (3.13) is newer than PyO3's maximum supported version (3.12)",
                needs="is newer than pyo3",
                regex=r"configured Python interpreter version \((?P<python>[\d.]{1,12})\) is newer than PyO3's maximum supported version",
            ),
            Pattern(
                line="src/_yaml.c:1:10: fatal error: longintrepr.h: No such file or directory",
                needs="longintrepr.h",
                regex=r"longintrepr\.h",
            ),
            Pattern(
                line="RuntimeError: Cannot install on Python version 3.12.1; only versions >=3.7,<3.11 are supported.",
                needs="cannot install on python version",
                regex=r"Cannot install on Python version (?P<python>[\d.]{1,12}); only versions >?=?(?P<pythons>[\d.,<>= ]{1,30}) are supported",
            ),
            Pattern(
                line="AttributeError: module 'pkgutil' has no attribute 'ImpImporter'. Did you mean: 'zipimporter'?",
                needs="impimporter",
                regex=r"module 'pkgutil' has no attribute 'ImpImporter'",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'distutils'",
                needs="no module named 'distutils",
                regex=r"No module named 'distutils(?:\.\w+)?'",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'imp'",
                needs="no module named 'imp'",
                regex=r"No module named 'imp'",
            ),
            Pattern(
                line="AttributeError: module 'configparser' has no attribute 'SafeConfigParser'",
                needs="safeconfigparser",
                regex=r"module 'configparser' has no attribute 'SafeConfigParser'",
            ),
            Pattern(
                line="AttributeError: module 'inspect' has no attribute 'getargspec'. Did you mean: 'getargs'?",
                needs="getargspec",
                regex=r"module 'inspect' has no attribute 'getargspec'",
            ),
            Pattern(
                line="error: ‘PyThreadState’ {aka ‘struct _ts’} has no member named ‘use_tracing’",
                needs="has no member named",
                regex=r"has no member named .?(?:use_tracing|tp_print|ob_digit|cframe|curexc_type|recursion_depth|f_lasti)",
            ),
            Pattern(
                line="    def TFE_ContextOptionsSetAsync(arg1, async):",
                needs="def tfe_contextoptionssetasync",
                regex=r"def TFE_ContextOptionsSetAsync\(arg1, async\)",
            ),
            Pattern(
                line="error: implicit declaration of function '_PyUnicode_get_wstr_length'",
                needs="_pyunicode",
                regex=r"implicit declaration of function .?(?:_PyUnicode_get_wstr_length|PyUnicode_GET_SIZE|_PyLong_Sign|PyEval_CallObject|_PyGen_Send)",
            ),
            Pattern(
                line="  ╰─▶ Because tensorflow==2.10.0 has no wheels with a matching Python ABI tag (e.g., `cp312`) and you require tensorflow==2.10.0, we can conclude that your requirements are unsatisfiable.",
                needs="has no wheels with a matching python",
                regex=r"(?P<wanted>\S{1,120}) has no wheels with a matching Python (?:version|ABI|implementation) tag \(e\.g\., `cp(?P<python_tag>\d+)",
            ),
            Pattern(
                line="hint: You're using CPython 3.13 (`cp313`), but `tensorflow` (v2.15.0) only has wheels with the following Python ABI tags: `cp39`, `cp310`, `cp311`",
                needs="only has wheels with the following python",
                regex=r"but `(?P<package>[^`]{1,80})` \(v(?P<version>[^)]{1,40})\) only has wheels with the following Python (?:version|ABI|implementation) tags?: `cp(?P<lowest>\d+)",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: this package only supports Python versions >=3.6,<3.10",
                needs="only supports python versions",
                regex=r"[Oo]nly supports [Pp]ython versions? .{0,40}(?:<|up to|through)",
            ),
        ),
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
        patterns=(
            Pattern(
                line="tensorflow requires Python '>=3.9' but the running Python is 3.6.15",
                needs="requires python '",
                regex=r"(?P<package>[\w.-]{1,80}) requires Python '(?P<pythons>[^']{1,80})' but the running Python is (?P<python>[\d.]{1,12})",
            ),
            Pattern(
                line="ERROR: Package 'tensorflow' requires a different Python: 3.8.18 not in '>=3.9'",
                needs="requires a different python",
                regex=r"Package u?'(?P<package>[^']{1,80})' requires a different Python: (?P<python>[\d.]{1,12}\w*) not in u?'(?P<pythons>[^']{1,80})'",
            ),
            Pattern(
                line="ERROR: Packages require a different Python. 3.8.18 not in:",
                needs="packages require a different python",
                regex=r"Packages require a different Python\. (?P<python>[\d.]{1,12}) not in",
            ),
            Pattern(
                line="ERROR: Ignored the following versions that require a different python version: 2.14.0 Requires-Python >=3.9; 2.15.0 Requires-Python >=3.9",
                needs="different python version",
                regex=r"Ignored the following versions that require a different python version: (?P<ignored>.{1,4000})",
                weight="likely",
            ),
            Pattern(
                line="  Link requires a different Python (3.8.18 not in: '>=3.9'): https://index.example/x.whl",
                needs="link requires a different python",
                regex=r"Link requires a different Python \((?P<python>[\d.]{1,12}) not in: '(?P<pythons>[^']{1,80})'\)",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: Python version >= 3.8 required.",
                needs="python version >=",
                regex=r"(?:RuntimeError|SystemExit|error|Exception)?:? ?Python(?: version)? ?>= ?(?P<least>3\.\d+)(?: or (?:later|newer))? (?:is )?required",
            ),
            Pattern(
                line="Sorry, this package requires Python 3.8 or newer",
                needs="requires python 3",
                regex=r"(?:requires|needs|Please use) Python (?P<least>3\.\d+)(?:\.\d+)? or (?:later|newer|above|higher|greater)",
            ),
            Pattern(
                line="  ╰─▶ Because the current Python version (3.8.18) does not satisfy Python>=3.9 and tensorflow==2.15.0 depends on Python>=3.9, we can conclude that tensorflow==2.15.0 cannot be used.",
                needs="does not satisfy python>=",
                regex=r"current Python version \((?P<python>[\d.]{1,12})\) does not satisfy Python>=?(?P<pythons>[\d.,<>=]{1,30})",
            ),
            Pattern(
                line="  ╰─▶ Because the requested Python version (>=3.7) does not satisfy Python>=3.8,<3.12 and your project depends on it, we can conclude that it cannot be used.",
                needs="does not satisfy python",
                regex=r"(?:requested|current) Python version \((?P<python>[\d.<>=,]{1,20})\) does not satisfy Python(?P<pythons>[\d.,<>=!]{1,40})",
            ),
            Pattern(
                line="SyntaxError: future feature annotations is not defined",
                needs="future feature annotations is not defined",
                regex=r"SyntaxError: future feature annotations is not defined",
                weight="likely",
            ),
            Pattern(
                line="TypeError: dataclass() got an unexpected keyword argument 'slots'",
                needs="dataclass() got an unexpected",
                regex=r"TypeError: dataclass\(\) got an unexpected keyword argument",
                weight="likely",
            ),
        ),
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
        patterns=(
            Pattern(
                line="Python 3.8.5 (tags/v3.8.5:580fbb0, Jul 20 2020, 15:43:08) [MSC v.1926 32 bit (Intel)] on win32",
                needs="32 bit (intel)",
                regex=r"\[MSC v\.\d+ 32 bit \(Intel\)\] on win32",
                weight="likely",
            ),
            Pattern(
                line="c:\\users\\worker\\appdata\\local\\programs\\python\\python38-32\\lib\\site-packages",
                needs="-32",
                regex=r"(?:Python3?\d+-32|py3\d{1,2}-32)[\\/]",
                weight="likely",
            ),
            Pattern(
                line="C:\\Program Files (x86)\\Python37-32\\Scripts>pip install tensorflow",
                needs="program files (x86)\\python",
                regex=r"Program Files \(x86\)\\Python",
                weight="likely",
            ),
            Pattern(
                line="  Downloading numpy-1.19.1-cp38-cp38-win32.whl (10.9 MB)",
                needs="-win32.whl",
                regex=r"-win32\.whl",
                weight="likely",
            ),
            Pattern(
                line="  Downloading numpy-1.19.1-cp38-cp38-manylinux1_i686.whl (10.9 MB)",
                needs="_i686",
                regex=r"manylinux\w{1,20}_i686|linux_i686",
                weight="likely",
            ),
            Pattern(
                line="('32bit', 'WindowsPE')",
                needs="('32bit'",
                regex=r"\('32bit', '",
                weight="likely",
            ),
        ),
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
        patterns=(
            Pattern(
                line="Python was not found; run without arguments to install from the Microsoft Store, or disable this shortcut from Settings > Manage App Execution Aliases.",
                needs="python was not found",
                regex=r"Python was not found; run without arguments to install",
            ),
            Pattern(
                line="ERROR: Could not locate Python interpreter /nonexistent/python",
                needs="could not locate python interpreter",
                regex=r"Could not locate Python interpreter (?P<python>\S{1,200})",
            ),
            Pattern(
                line="bash: python3.8: command not found",
                needs="not found",
                regex=r"(?:^|[\s:/])(?P<python>python[\d.]*): (?:command )?not found",
            ),
            Pattern(
                line="zsh: command not found: python",
                needs="command not found: ",
                regex=r"command not found: (?P<python>python[\d.]*)",
            ),
            Pattern(
                line="'python' is not recognized as an internal or external command,",
                needs="is not recognized",
                regex=r"'(?P<python>python[\d.]*|py)' is not recognized",
            ),
            Pattern(
                line='Der Befehl "python" ist entweder falsch geschrieben oder konnte nicht gefunden werden.',
                needs="ist entweder falsch geschrieben",
                regex=r"\"(?P<python>python[\d.]*|py)\" ist entweder falsch geschrieben",
            ),
            Pattern(
                line='"python" no se reconoce como un comando interno o externo,',
                needs="no se reconoce",
                regex=r"""[\"'](?P<python>python[\d.]*|py)[\"'] no se reconoce""",
            ),
            Pattern(
                line="'python' não é reconhecido como um comando interno",
                needs="reconhecido como",
                regex=r"'(?P<python>python[\d.]*|py)' não é reconhecido",
            ),
            Pattern(
                line="'python' n’est pas reconnu en tant que commande interne",
                needs="pas reconnu",
                regex=r"'(?P<python>python[\d.]*|py)' n['’]est pas reconnu",
            ),
            Pattern(
                line="'python' 不是内部或外部命令，也不是可运行的程序",
                needs="不是内部或外部命令",
                regex=r"'(?P<python>python[\d.]*|py)' 不是内部或外部命令",
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
                regex=r"(?P<python>/[\w./+-]{1,200}/python[\d.]*): (?:No such file or directory|Datei oder Verzeichnis nicht gefunden|Aucun fichier|cannot execute)",
            ),
            Pattern(
                line="error: No download found for request: cpython-3.6-linux-x86_64-gnu",
                needs="no download found for request",
                regex=r"No download found for request: (?P<python>\S{1,60})",
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
        title="It was installed for one Python and used from another",
        headline="`{module}` was installed for another Python than the one that runs",
        explanation="`pip` and `python` on the path belong to different interpreters, or a file "
        "of the working directory hides the installed package.",
        fields=("module", "python"),
        patterns=(
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow'",
                needs="no module named",
                regex=r"""No module named [‘'\"]?(?P<module>tensorflow|tensorflow_core)[’'\"]?\s*(?:\(|$)""",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow_hub'",
                needs="no module named",
                regex=r"""No module named [‘'\"]?(?P<module>torch|torchvision|tensorflow_hub|tensorflow_datasets|tensorflow_text|tensorflow_addons|tensorflow_probability|tflite_runtime)[’'\"]?\s*$""",
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
