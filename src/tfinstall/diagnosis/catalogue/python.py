"""This Python cannot run what is wanted."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

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
                line="AttributeError: module 'collections' has no attribute 'Mapping'",
                needs="module 'collections' has no",
                regex=r"module 'collections' has no attribute '(?P<attribute>Mapping|MutableMapping|Callable|Iterable|Sequence|MutableSet|Hashable)'",
                weight="likely",
            ),
            Pattern(
                line="hint: You require CPython 3.13 (`cp313`), but we only found wheels for `tensorflow` (v2.19.0) with the following Python ABI tags: `cp39`, `cp310`",
                needs="but we only found wheels for",
                regex=r"but we only found wheels for `(?P<package>[^`]{1,80})` \(v(?P<version>[^)]{1,40})\) with the following(?:\s+Python (?:version|ABI|implementation) tags?: `cp(?P<lowest>\d{1,12}))?",
                weight="likely",
            ),
            Pattern(
                line="  ╰─▶ Because all versions of tensorflow have no wheels with a matching Python ABI tag (e.g., `cp313`) and you require",
                needs="no wheels with a matching python",
                regex=r"(?<![\w.=<>-])(?P<wanted>[\w.=<>-]{1,80}) (?:have|has) no wheels with a matching Python (?:version|ABI|implementation) tag(?: \(e\.g\., `cp(?P<python_tag>\d{1,12}))?",
            ),
            Pattern(
                line="      and tensorflow==0.12.0 is unusable because no wheels are available with a matching Python ABI, we can conclude that any of:",
                needs="no wheels are available with a matching python",
                regex=r"(?<![\w.=<>-])(?P<wanted>[\w.=<>-]{1,80}) (?:is|are) unusable because no wheels (?:are|is) available with a matching Python",
            ),
            Pattern(
                line="to be incompatible with the existing python installation in your environment:",
                needs="with the existing python installation",
                regex=r"incompatible with the existing python installation",
                weight="likely",
            ),
            Pattern(
                line="Your python: python=3.8",
                needs="your python: python=",
                regex=r"Your python: python=(?P<python>[\d.]{1,8})",
                weight="likely",
            ),
            Pattern(
                line="  - tensorflow -> python[version='3.5.*|3.6.*|3.7.*']",
                needs="-> python[version=",
                regex=r"-> python\[version='(?P<conda_pythons>[^']{1,300})'",
                weight="likely",
            ),
            Pattern(
                line="└─ pin-1 is not installable because it requires",
                needs="is not installable because it requires",
                regex=r"pin.{0,60} is not installable because it requires",
                weight="likely",
            ),
            Pattern(
                line="├─ pin on python 3.12.* =* * is requested and can be installed;",
                needs="python 3",
                regex=r"[├│└─] {1,3}(?:pin on )?python (?P<python>3\.\d{1,2})(?:\.\*|=).{0,60}(?:which conflicts|is installable|requested|no viable)",
                weight="likely",
            ),
            Pattern(
                line="The following specifications were found to be incompatible with python=3.12",
                needs="python=3",
                regex=r"specifications.{0,40}python=(?P<python>3\.\d{1,2})",
                weight="likely",
            ),
            Pattern(
                line="error: numba cannot be installed on Python version 3.13, which is not supported",
                needs="on python version 3",
                regex=r"on Python version (?P<python>3\.\d{1,12})[\d.]{0,120}, (?:which|but).{0,20}(?:not (?:yet )?supported|only)",
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
                regex=r"No module named 'distutils(?:\.\w{1,120})?'",
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
                line="error: 'PyThreadState' {aka 'struct _ts'} has no member named 'use_tracing'",
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
                regex=r"(?<!\S)(?P<wanted>\S{1,120}) has no wheels with a matching Python (?:version|ABI|implementation) tag \(e\.g\., `cp(?P<python_tag>\d{1,12})",
            ),
            Pattern(
                line="hint: You're using CPython 3.13 (`cp313`), but `tensorflow` (v2.15.0) only has wheels with the following Python ABI tags: `cp39`, `cp310`, `cp311`",
                needs="only has wheels with the following python",
                regex=r"but `(?P<package>[^`]{1,80})` \(v(?P<version>[^)]{1,40})\) only has wheels with the following Python (?:version|ABI|implementation) tags?: `cp(?P<lowest>\d{1,12})",
                weight="likely",
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
                regex=r"(?<![\w.-])(?P<package>[\w.-]{1,80}) requires Python '(?P<pythons>[^']{1,80})' but the running Python is (?P<python>[\d.]{1,12})",
            ),
            Pattern(
                line="ERROR: Package 'tensorflow' requires a different Python: 3.8.18 not in '>=3.9'",
                needs="requires a different python",
                regex=r"Package u?'(?P<package>[^']{1,80})' requires a different Python: (?P<python>[\d.]{1,12}\w{0,120}) not in u?'(?P<pythons>[^']{1,80})'",
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
                weight="outcome",
            ),
            Pattern(
                line="RuntimeError: Python version >= 3.8 required.",
                needs="python version >=",
                regex=r"(?:RuntimeError|SystemExit|error|Exception)?:? ?Python(?: version)? ?>= ?(?P<least>3\.\d{1,12})(?: or (?:later|newer))? (?:is )?required",
            ),
            Pattern(
                line="Sorry, this package requires Python 3.8 or newer",
                needs="requires python 3",
                regex=r"(?:requires|needs|Please use) Python (?P<least>3\.\d{1,12})(?:\.\d{1,12})? or (?:later|newer|above|higher|greater)",
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
                regex=r"\[MSC v\.\d{1,12} 32 bit \(Intel\)\]",
                weight="likely",
            ),
            Pattern(
                line="c:\\users\\worker\\appdata\\local\\programs\\python\\python38-32\\lib\\site-packages",
                needs="-32",
                regex=r"(?:Python3?\d{1,12}-32|py3\d{1,2}-32)[\\/]",
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
                regex=r"(?:Downloading|Collecting|Using cached|Processing) .{0,300}-win32\.whl",
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
)
