"""What the text says around the failure: versions, systems, steps that were reached."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One kind of line that tells something other than a cause."""

    name: str
    line: str
    needs: str
    regex: str
    """Its group `value`, where there is one, is counted; the others are kept from the last line."""


def _clue(name: str, line: str, needs: str, regex: str) -> Clue:
    return Clue(name=name, line=line, needs=needs, regex=regex)


CLUES = (
    # the end was good
    _clue(
        "success",
        "Successfully installed numpy-1.26.4",
        "successfully",
        r"^\s*Successfully (?:installed|downloaded) \S",
    ),
    _clue(
        "success", "Installed 42 packages in 388ms", "installed", r"^\s*Installed \d+ packages? in "
    ),
    _clue(
        "success",
        "Executing transaction: ...working... done",
        "executing transaction",
        r"Executing transaction: .{0,200}\bdone\s*$",
    ),
    _clue(
        "satisfied",
        "Requirement already satisfied: numpy in ./venv/lib (1.26.4)",
        "already satisfied",
        r"^\s*Requirement already (?:satisfied|up-to-date)",
    ),
    _clue("satisfied", "Audited 1 package in 12ms", "audited", r"^\s*Audited \d+ packages? in "),
    _clue(
        "failed",
        "CondaEnvException: Pip failed",
        "pip",
        r"CondaEnvException: Pip (?:failed|subcommand failed)",
    ),
    _clue(
        "gpu-asked",
        ">>> tf.config.list_physical_devices('GPU')",
        "physical",
        r"list_physical_devices\(",
    ),
    # something of an installation or of an import is in it at all
    _clue(
        "attempt",
        "Collecting tensorflow==2.10",
        "collecting",
        r"^\s*Collecting (?P<value>[^\s(;]{1,120})",
    ),
    _clue(
        "attempt",
        "Looking in indexes: https://index.example/simple",
        "looking in",
        r"^\s*Looking in (?:indexes|links)",
    ),
    _clue("attempt", "Solving environment: failed", "solving environment", r"Solving environment"),
    _clue("attempt", "Resolved 42 packages in 388ms", "resolved", r"Resolved \d+ packages? in"),
    _clue(
        "command",
        "$ pip install tensorflow",
        "pip",
        r"(?:^|[$>%#]\s?|-m )\s*(?:sudo )?pip[\d.]* (?:-\S+ )*(?:install|download|wheel|check|list)\b(?P<value>.{0,300})",
    ),
    _clue("import", "    import tensorflow as tf", "import", r"\b(?:import|from) tensorflow\b"),
    _clue(
        "trace",
        "Traceback (most recent call last):",
        "traceback",
        r"Traceback \(most recent call last\)",
    ),
    _clue(
        "downloading",
        "  Downloading numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.whl (18 MB)",
        "downloading",
        r"^\s*Downloading (?P<value>\S{1,300})",
    ),
    _clue(
        "partly",
        "     49% |████████        | 1.5MB 2.0MB/s eta 0:00:01",
        "eta",
        r"(?:\b(?P<value>\d{1,2})% \||(?P<done>[\d.]+)/(?P<total>[\d.]+) [kMG]B.{0,40}|[\d.]+ ?[kMG]B.{0,30})eta",
    ),
    # a package's own code is running in order to build it
    _clue(
        "building",
        "  Getting requirements to build wheel: started",
        "build wheel",
        r"Getting requirements to build wheel",
    ),
    _clue(
        "building",
        '  File "/tmp/pip-build-env-c8d0g5rm/overlay/lib/python3.12/x.py", line 10',
        "build",
        r"pip-(?:build|install|req-build|build-env|wheel)[-_]",
    ),
    _clue(
        "building",
        '    File "/tmp/pip-install-x/y/setup.py", line 1',
        "install",
        r"pip-(?:install|req-build)[-_]",
    ),
    _clue(
        "building",
        "    ERROR: Complete output from command python setup.py egg_info:",
        "egg",
        r"setup\.py.{0,3} egg_info",
    ),
    # a dataset, weights or a model are being fetched or read
    _clue(
        "inner",
        'Command "/venv/bin/python -m pip install --prefix /tmp/pip-build-env-x" failed',
        "build",
        r"pip-build-env-",
    ),
    _clue(
        "inner",
        "  Installing build dependencies: finished with status 'error'",
        "installing build dependencies",
        r"[Ii]nstalling build dependencies.{0,40}error",
    ),
    _clue(
        "asset",
        "Downloading data from https://files.example/mnist.npz",
        "downloading data",
        r"Downloading data from (?P<value>\S{1,300})",
    ),
    _clue(
        "asset",
        "    (x_train, y_train), (x_test, y_test) = imdb.load_data()",
        "data",
        r"\bload_data\(",
    ),
    _clue(
        "asset",
        "Exception: URL fetch failure on https://files.example/x: None -- x",
        "fetch",
        r"URL fetch failure on (?P<value>\S{1,300}?):? ",
    ),
    _clue(
        "asset",
        '  File "/x/keras/utils/data_utils.py", line 224, in get_file',
        "in",
        r"(?:data_utils|file_utils|download_utils|download_manager)\.py\"?,? ",
    ),
    _clue(
        "asset",
        '  File "/x/torchvision/datasets/mnist.py", line 67',
        "datasets",
        r"(?:torchvision|keras|sklearn|tensorflow_datasets|extra_keras_datasets)[\w.]{0,20}[\\/]+datasets",
    ),
    _clue(
        "asset",
        '  File "/x/tensorflow_datasets/core/download.py", line 67',
        "datasets",
        r"tensorflow[_-]datasets|[/.]keras[/\\]datasets",
    ),
    _clue(
        "asset",
        '  File "/x/huggingface_hub/utils/_http.py", line 409',
        "huggingface",
        r"huggingface_hub[\\/]|hf_raise_for_status",
    ),
    _clue(
        "asset",
        '  File "/x/torch/hub.py", line 451, in load_state_dict_from_url',
        "torch",
        r"torch[\\/]+hub\.py",
    ),
    _clue(
        "pip-code",
        '  File "/x/site-packages/pip/_internal/cli/base_command.py", line 1',
        "pip",
        r"[\\/]pip[\\/]+(?:_internal|_vendor|basecommand|commands|req|download|wheel|utils)\b",
    ),
    # the index, as pip saw it
    _clue(
        "versions",
        "ERROR: Could not find a version that satisfies the requirement x==9 (from versions: 1.0, 1.1)",
        "from versions",
        r"satisfies the requirement (?P<requirement>\S{1,200}).{0,200}?\(from versions: ?(?P<versions>[^)]*)\)?",
    ),
    _clue(
        "versions",
        "ERROR: Could not find a version that satisfies the requirement x==9",
        "satisfies the requirement",
        r"satisfies the requirement (?P<requirement>\S{1,200})(?: \(from [^v)][^)]*\))?\s*$",
    ),
    _clue(
        "tensorflow-versions",
        "ERROR: Could not find a version that satisfies the requirement tensorflow==9 (from versions: 1.0)",
        "satisfies the requirement",
        r"satisfies the requirement (?P<requirement>(?:tensorflow|tf-nightly)\S{0,200})(?:.{0,200}?\(from versions: ?(?P<versions>[^)]*)\)?)?",
    ),
    _clue(
        "index",
        "Looking in indexes: https://index.example/simple, https://other.example/simple",
        "looking in indexes",
        r"Looking in indexes: (?P<value>.{1,600})",
    ),
    _clue(
        "retry",
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'X': /simple/x/",
        "after connection broken",
        r"after connection broken by .{0,600}': (?P<value>/\S{1,300})",
    ),
    _clue(
        "reached",
        "'NewConnectionError(\"HTTPSConnection(host='10.0.0.1', port=3128): Failed to establish a new connection: x\")': /simple/x/",
        "host=",
        r"(?:NewConnection|NameResolution|ConnectTimeout)Error\(.{0,4}<?HTTPS?Connection\(host='(?P<host>[^']{1,120})', port=(?P<port>\d+)\).{0,600}': (?P<path>/simple/\S{1,200})",
    ),
    _clue("no-index", "$ pip install --no-index x", "--no-index", r"--no-index"),
    # Python, pip and the machine
    _clue(
        "python",
        '  File "/usr/lib/python3.10/runpy.py", line 1',
        "python",
        r"[\\/]python(?P<value>[23]\.\d{1,2})[\\/]",
    ),
    _clue(
        "python",
        "C:\\Users\\w\\AppData\\Local\\Programs\\Python\\Python312\\Lib\\x.py",
        "python",
        r"[\\/]python(?P<value>[23]\d{1,2})(?:-32|-64)?[\\/]",
    ),
    _clue(
        "python",
        "C:\\Python38_64>",
        "python",
        r"[\\/]python_?(?P<value>[23]\d{1,2})(?:_32|_64)?[\\/>]",
    ),
    _clue(
        "banner",
        "Python 3.12.0 (tags/v3.12.0:0fb18b0, Oct  2 2023, 13:03:39)",
        "python",
        r"(?:^|[>$#\s])Python (?P<value>[23]\.\d{1,2}(?:\.\d{1,2})?)\b(?! or | and )",
    ),
    _clue(
        "banner",
        "pip 22.3.1 from /usr/lib/python3.10/site-packages/pip (python 3.10)",
        "python",
        r"^pip [\d.]+ from .{1,300} \(python (?P<value>[\d.]+)\)",
    ),
    _clue(
        "banner",
        "the running Python is 3.6.15",
        "running python is",
        r"running Python is (?P<value>[\d.]+)",
    ),
    _clue(
        "banner",
        "The running script is Using CPython 3.12.3 interpreter at: /usr/bin/python3",
        "using",
        r"Using (?:CPython|Python) (?P<value>[\d.]+)",
    ),
    _clue(
        "banner",
        "hint: You're using CPython 3.13 (`cp313`), but",
        "using",
        r"using CPython (?P<value>[\d.]+)",
    ),
    _clue(
        "banner",
        "DEPRECATION: Python 2.7 reached the end of its life",
        "reached the end of its life",
        r"Python (?P<value>[23]\.\d) reached the end of its life",
    ),
    _clue(
        "tag",
        "  Downloading numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.whl",
        ".whl",
        r"^\s*(?:Downloading|Using cached) \S{0,300}-cp(?P<value>[23]\d{1,2})-(?:cp|abi|none)\S{1,200}\.whl",
    ),
    _clue(
        "pip",
        "WARNING: You are using pip version 21.1.1; however, version 23.3.1 is available.",
        "using pip version",
        r"using pip version (?P<value>[\d.]+\d)",
    ),
    _clue(
        "pip",
        "[notice] A new release of pip available: 22.1.2 -> 22.2",
        "new release of pip",
        r"new release of pip(?: is)? available: (?P<value>[\d.]+\d)",
    ),
    _clue(
        "pip",
        "pip 22.3.1 from /usr/lib/python3.10/site-packages/pip (python 3.10)",
        "from",
        r"^\s*pip (?P<value>[\d.]+\d) from ",
    ),
    _clue(
        "pip-latest",
        "WARNING: You are using pip version 21.1.1; however, version 23.3.1 is available.",
        "however",
        r"however,? version (?P<value>[\d.]+\d) is available",
    ),
    _clue(
        "pip-latest",
        "[notice] A new release of pip available: 22.1.2 -> 22.2",
        "new release of pip",
        r"new release of pip(?: is)? available: [\d.]+ -> (?P<value>[\d.]+\d)",
    ),
    _clue(
        "windows",
        "C:\\Users\\worker> pip install tensorflow",
        "\\",
        r"(?<![\w/])[A-Za-z]:\\{1,2}\w",
    ),
    _clue("windows", "  Downloading x-cp310-cp310-win_amd64.whl", "amd64", r"win_amd64|win32"),
    _clue(
        "macos",
        "/Users/worker/x",
        "users",
        r"(?<!:)(?<![A-Za-z]:)/Users/\w|/Library/(?:Python|Frameworks)",
    ),
    _clue(
        "macos",
        "  Downloading x-cp310-cp310-macosx_11_0_arm64.whl",
        "macosx",
        r"macosx_\d+_\d+_(?P<value>\w{3,12})",
    ),
    _clue("macos", "/opt/homebrew/bin/python3", "homebrew", r"/opt/homebrew|Homebrew"),
    _clue("linux", "/home/worker/venv/bin/python", "home", r"/home/\w"),
    _clue(
        "linux", '  File "/usr/lib/python3.10/x.py"', "usr", r"/usr/(?:local/)?lib(?:64)?/python"
    ),
    _clue("linux", "  Downloading x-manylinux_2_17_x86_64.whl", "manylinux", r"manylinux"),
    _clue("linux", "root@host:/app# pip", "root", r"root@"),
    _clue("musl", "  Downloading x-musllinux_1_1_x86_64.whl", "musllinux", r"musllinux|musl"),
    _clue("musl", "RUN apk add --no-cache gcc musl-dev", "apk", r"\bapk (?:add|update|--)"),
    _clue("musl", "FROM python:3.10-alpine", "alpine", r"alpine"),
    _clue("arch", "building x for linux-armv7l", "armv7l", r"(?P<value>armv7l)"),
    _clue("arch", "  Downloading x-linux_armv6l.whl", "armv6l", r"(?P<value>armv6l)"),
    _clue("arch", "uname: aarch64", "aarch64", r"(?P<value>aarch64)"),
    _clue("arch", "uname: riscv64", "riscv64", r"(?P<value>riscv64)"),
    _clue("arch", "uname: ppc64le", "ppc64le", r"(?P<value>ppc64le)"),
    _clue("arch", "uname: i686", "i686", r"(?P<value>i686)"),
    _clue(
        "armhf",
        "Looking in indexes: https://index.example/simple, https://www.piwheels.org/simple",
        "piwheels",
        r"piwheels",
    ),
    _clue("arch", "platform: osx-arm64", "arm64", r"(?P<value>arm64)"),
    _clue(
        "conda", "/opt/anaconda3/envs/tf/lib/python3.10/site-packages", "anaconda3", r"anaconda3?"
    ),
    _clue(
        "conda",
        "/opt/miniconda3/envs/tf/lib/python3.10/site-packages",
        "miniconda3",
        r"mini(?:conda|forge)3?",
    ),
    _clue(
        "conda",
        "/opt/conda/lib/python3.10/site-packages",
        "conda",
        r"[\\/](?:ana|mini)?conda3?[\\/]",
    ),
    _clue(
        "conda", "D:\\anaconda\\envs\\nn\\lib\\site-packages", "anaconda", r"[\\/]anaconda\d?[\\/]"
    ),
    # something went wrong, whatever it was
    _clue(
        "error",
        "ERROR: something went wrong",
        "error",
        r"(?:^|\s|: )(?:ERROR|[Ee]rror|[Ff]atal(?: error)?)\b[:!]|^\s*[\w.]*(?:Error|Exception): ",
    ),
    _clue("error", "Exception: x", "exception", r"^\s*[\w.]{0,80}Exception\b"),
    _clue("error", "Failed building", "failed", r"\b[Ff]ailed\b"),
    _clue("error", "something went wrong: fatal: x", "fatal", r"\bfatal: "),
    _clue("warning", "WARNING: something", "warning", r"^\s*(?:WARNING|[Ww]arning|DEPRECATION)\b"),
    _clue("warning", "DEPRECATION: something", "deprecation", r"^\s*DEPRECATION\b"),
)
