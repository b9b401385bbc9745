"""What the text says of Python, of pip and of the machine, wherever in it."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One kind of line that tells something other than a cause."""

    name: str
    line: str
    needs: str
    regex: str
    """Its group `value`, where there is one, is counted; the others are kept from the last line."""
    glued: bool = False
    """Whether `needs` may begin in the middle of a word, as in `ValueError: `."""


def clue(name: str, line: str, needs: str, regex: str, *, glued: bool = False) -> Clue:
    return Clue(name=name, line=line, needs=needs, regex=regex, glued=glued)


CIRCUMSTANCES = (
    # whose code ran last
    clue(
        "frame",
        '  File "/x/site-packages/h5py/_hl/files.py", line 1, in open',
        "packages",
        r"(?:site|dist)-packages[\\/]{1,2}(?P<package>\w{1,60})[^\"]{0,300}\.py(?:\", line \d|:\d{1,6},? in | in )",
    ),
    clue(
        "logging-error",
        "--- Logging error ---",
        "logging error",
        r"^--- Logging error ---",
    ),
    clue(
        "logging-error",
        "WARNING: There was an error checking the latest version of pip.",
        "checking the latest version",
        r"error checking the latest version of pip",
    ),
    clue(
        "crash",
        "The kernel appears to have died. It will restart automatically.",
        "kernel",
        r"\b[Kk]ernel (?:appears to have )?died\b|Kernel Restarting|KernelRestarter: restarting kernel|[Kk]ernel \S{1,60} restarted",
    ),
    clue(
        "error",
        "The kernel appears to have died. It will restart automatically.",
        "kernel",
        r"\b[Kk]ernel (?:appears to have )?died\b|KernelRestarter: restarting kernel",
    ),
    clue(
        "computed",
        "tf.Tensor(-512.3301, shape=(), dtype=float32)",
        "tensor",
        r"^(?:>>> |Out\[\d+\]: )?<?tf\.Tensor[:(].{0,200}dtype=",
    ),
    # it is about Python's packages at all
    *(
        # a server's log names `python-requests/2.32` as its visitor
        clue("topic", f"it is about {word}", word, rf"\b{word}\b(?!-requests/)")
        for word in (
            "pip",
            "pip3",
            "python",
            "python3",
            "conda",
            "packages",
            "wheel",
            "venv",
            "virtualenv",
            "jupyter",
            "notebookapp",
            "requirements",
        )
    ),
    # something went wrong, in whatever words
    clue(
        "wrong",
        "Process finished with exit code -1073741819 (0xC0000005)",
        "exit code",
        r"\bexit code:? (?!0\b)-?\d{1,10}",
    ),
    clue(
        "crash",
        "Process finished with exit code -1073741819 (0xC0000005)",
        "0xc0000005",
        r"\b0xC0000005\b",
    ),
    clue(
        "crash",
        "Windows fatal exception: access violation",
        "access violation",
        r"\baccess violation\b",
    ),
    *(
        clue("wrong", f"it {word} there", word, rf"\b{word}\b")
        for word in (
            "terminated",
            "aborted",
            "aborting",
            "killed",
            "denied",
            "cannot",
            "unable",
            "rejected",
            "exceeded",
            "crashed",
            "failure",
            "restarting",
        )
    ),
    # other installers than pip at work
    clue(
        "attempt",
        "error: Failed to fetch: `https://index.example/simple/tensorflow/`",
        "failed to",
        r"^\s*(?:error:|×) Failed to (?:fetch|download|install|build|resolve|inspect|initialize|create|parse|read)",
    ),
    clue("attempt", "  Caused by: invalid peer certificate", "caused by", r"^\s*Caused by: \S"),
    clue(
        "attempt",
        "  cause: client error (Connect)",
        "cause:",
        r"^\s*cause: \S",
    ),
    clue(
        "collecting",
        "Collecting absl-py>=1.0.0",
        "collecting",
        r"^\s*Collecting \S",
    ),
    clue(
        "ready",
        "Would install absl-py-2.1.0 tensorflow-2.16.1",
        "install",
        r"^\s*Would install \S",
    ),
    clue("ready", "Saved ./tensorflow-2.10.0.whl", "saved", r"^\s*Saved \S"),
    clue("attempt", "critical libmamba Aborting.", "libmamba", r"\blibmamba\b"),
    clue(
        "attempt",
        "# >>>>>>>>>>>>>>>>>>>>>> ERROR REPORT <<<<<<<<<<<<<<<<<<<<<<",
        "error report",
        r"# >{5,} ERROR REPORT <{5,}",
    ),
    clue(
        "attempt",
        "CondaValueError: x",
        "conda",
        r"^\s*Conda\w{1,40}(?:Error|Exception)\b",
        glued=True,
    ),
    *(
        clue(
            "command",
            f"$ {tool} install tensorflow",
            tool,
            rf"(?:^|[$>%#&]\s?)\s*(?:sudo )?{tool}(?: pip| env)? (?:-\S+ )*(?:install|create|add|sync|update|run|lock|remove|upgrade)\b",
        )
        for tool in ("uv", "conda", "mamba", "micromamba", "poetry", "pipenv", "pdm", "pixi")
    ),
    clue(
        "attempt",
        "Downloading/unpacking tensorflow",
        "downloading",
        r"^\s*Downloading/unpacking \S",
    ),
    clue(
        "python",
        '  File "/usr/lib/python3.10/runpy.py", line 1',
        "python",
        r"[\\/]python(?P<value>[23]\.\d{1,2})[\\/]",
    ),
    clue(
        "python",
        "C:\\Users\\w\\AppData\\Local\\Programs\\Python\\Python312\\Lib\\x.py",
        "python",
        r"[\\/]python(?P<value>[23]\d{1,2})(?:-32|-64)?[\\/]",
    ),
    clue(
        "python",
        "C:\\Python38_64>",
        "python",
        r"[\\/]python_?(?P<value>[23]\d{1,2})(?:_32|_64)?[\\/>]",
    ),
    clue(
        "banner",
        "Python 3.12.0 (tags/v3.12.0:0fb18b0, Oct  2 2023, 13:03:39)",
        "python",
        r"(?:^|[>$#\s])Python (?P<value>[23]\.\d{1,2}(?:\.\d{1,2})?)\b(?! or | and )",
    ),
    clue(
        "banner",
        "pip 22.3.1 from /usr/lib/python3.10/site-packages/pip (python 3.10)",
        "python",
        r"^pip [\d.]+ from .{1,300} \(python (?P<value>[\d.]+)\)",
    ),
    clue(
        "banner",
        "the running Python is 3.6.15",
        "running python is",
        r"running Python is (?P<value>[\d.]+)",
    ),
    clue(
        "banner",
        "The running script is Using CPython 3.12.3 interpreter at: /usr/bin/python3",
        "using",
        r"Using (?:CPython|Python) (?P<value>[\d.]+)",
    ),
    clue(
        "python",
        "# python3.11 -m pip install h5py",
        "-m",
        r"\bpython(?P<value>[23]\.\d{1,2}) (?:-\w+ )*-m ",
    ),
    clue(
        "python",
        "$ pip3.8 install tensorflow",
        "install",
        r"(?:^|[$#>%]\s?)pip(?P<value>[23]\.\d{1,2}) install",
    ),
    clue(
        "banner",
        "created virtual environment CPython3.12.1.final.0-64-x86_64 in 2393ms",
        "created virtual environment",
        r"created virtual environment CPython(?P<value>3\.\d{1,2}\.\d{1,2})",
    ),
    clue(
        "banner",
        "$ pip download --python-version 3.9 --only-binary :all: tensorflow==2.21.0",
        "--python-version",
        r"--python-version[ =](?P<value>3\.\d{1,2})\b",
    ),
    clue(
        "listed",
        "tensorflow (1.4.0)",
        "tensorflow",
        r"^\s*(?:Name: )?(?:tensorflow|tensorflow[-_](?:cpu|gpu|macos|intel))(?:\s+\(?\d+\.\d+\S{0,20}|==\d\S{0,20})?\s*(?:pypi_0\b.{0,20}|\S{1,40}\s+\S{1,40})?$",
    ),
    clue(
        "attempt",
        "Error: Error 1 occurred installing packages into conda environment r-reticulate",
        "installing packages",
        r"\b(?:[Ee]rror|[Ff]ail)\w{0,4}\b.{0,60}\binstalling packages\b",
    ),
    clue("syntax-error", "SyntaxError: invalid syntax", "syntaxerror", r"\bSyntaxError\b"),
    clue(
        "conda-python",
        "  - python 3.6*",
        "python",
        r"^\s{0,4}- ?python[ =]{1,2}(?P<value>[23]\.\d{1,2})(?:\.\d{1,2})?(?:[*.=]\S{0,20})?\s*$",
    ),
    clue(
        "conda-tensorflow",
        "  - tensorflow 0.12.0rc0*",
        "tensorflow",
        r"^\s{0,4}- ?tensorflow(?:-gpu|-base|-cpu)?[ =]{1,2}(?P<value>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)",
    ),
    clue("android", "~ $ cd /data/data/com.termux/files/home", "termux", r"\btermux\b"),
    clue("android", "Android", "android", r"^\s*Android\s*$"),
    clue(
        "banner",
        "Using python3.12 (3.12.1)",
        "using",
        r"^Using python[\d.]{1,8} \((?P<value>[\d.]{1,12})\)",
    ),
    clue(
        "banner",
        "hint: You're using CPython 3.13 (`cp313`), but",
        "using",
        r"using CPython (?P<value>[\d.]+)",
    ),
    clue(
        "banner",
        "DEPRECATION: Python 2.7 reached the end of its life",
        "reached the end of its life",
        r"Python (?P<value>[23]\.\d) reached the end of its life",
    ),
    clue(
        "tag",
        "  Downloading numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.whl",
        ".whl",
        r"^\s*(?:Downloading|Using cached) \S{0,300}-cp(?P<value>[23]\d{1,2})-(?:cp|abi|none)\S{1,200}\.whl",
    ),
    clue(
        "pip",
        "WARNING: You are using pip version 21.1.1; however, version 23.3.1 is available.",
        "using pip version",
        r"using pip version (?P<value>[\d.]+\d)",
    ),
    clue(
        "pip",
        "[notice] A new release of pip available: 22.1.2 -> 22.2",
        "new release of pip",
        r"new release of pip(?: is)? available: (?P<value>[\d.]+\d)",
    ),
    clue(
        "pip",
        "pip 22.3.1 from /usr/lib/python3.10/site-packages/pip (python 3.10)",
        "from",
        r"^\s*pip (?P<value>[\d.]+\d) from ",
    ),
    clue(
        "pip-latest",
        "WARNING: You are using pip version 21.1.1; however, version 23.3.1 is available.",
        "however",
        r"however,? version (?P<value>[\d.]+\d) is available",
    ),
    clue(
        "pip-latest",
        "[notice] A new release of pip available: 22.1.2 -> 22.2",
        "new release of pip",
        r"new release of pip(?: is)? available: [\d.]+ -> (?P<value>[\d.]+\d)",
    ),
    clue(
        "glibc",
        "ldd (GNU libc) 2.17",
        "ldd",
        r"\bldd \([^)]{1,60}\) (?P<value>2\.\d{1,2})",
    ),
    clue(
        "glibc", "glibc 2.17 (CentOS 7)", "glibc", r"\bglibc(?: version)?:? (?P<value>2\.\d{1,2})\b"
    ),
    clue(
        "computed",
        "Process finished with exit code 0",
        "exit code 0",
        r"(?:finished|exited|completed) with (?:exit )?code:? 0\b",
    ),
    clue(
        "computed",
        "TensorFlow version: 2.9.1",
        "version",
        r"^\s*(?:TensorFlow|tensorflow|TF|tf)(?:\.__version__| version)?\s?[:=]?\s?[12]\.\d{1,2}\.\d{1,2}\S{0,12}\s*$",
    ),
    clue(
        "arch",
        "  cp39-cp39-linux_armv7l",
        "linux",
        r"^\s*cp\d{2,3}-\w{1,12}-(?:many)?linux\w{0,20}_(?P<value>armv7l|i686|aarch64)\s*$",
    ),
    clue(
        "attempt",
        "PyCharm: Error occurred when installing package 'tensorflow'.",
        "installing package",
        r"[Ee]rror occurred when installing package",
    ),
    clue(
        "error",
        "PyCharm: Error occurred when installing package 'tensorflow'.",
        "error occurred",
        r"\b[Ee]rror occurred\b",
    ),
    clue(
        "windows",
        "C:\\Users\\worker> pip install tensorflow",
        "\\",
        r"(?<![\w/])[A-Za-z]:\\{1,2}\w",
    ),
    clue("windows", "  Downloading x-cp310-cp310-win_amd64.whl", "amd64", r"win_amd64|win32"),
    clue("windows", "3.9.13 (May 17 2022) [MSC v.1929 32 bit (Intel)]", "[msc v.", r"\[MSC v\.\d"),
    clue(
        "macos",
        "/Users/worker/x",
        "users",
        r"(?<!:)(?<![A-Za-z]:)/Users/\w|/Library/(?:Python|Frameworks)",
    ),
    clue(
        "macos",
        "  Downloading x-cp310-cp310-macosx_11_0_arm64.whl",
        "macosx",
        r"macosx_\d+_\d+_(?P<value>\w{3,12})",
    ),
    clue("macos", "/opt/homebrew/bin/python3", "homebrew", r"/opt/homebrew|Homebrew"),
    clue("linux", "/home/worker/venv/bin/python", "home", r"/home/\w"),
    clue("linux", '  File "/usr/lib/python3.10/x.py"', "usr", r"/usr/(?:local/)?lib(?:64)?/python"),
    clue("linux", "  Downloading x-manylinux_2_17_x86_64.whl", "manylinux", r"manylinux"),
    clue("linux", "root@host:/app# pip", "root", r"root@"),
    clue("musl", "  Downloading x-musllinux_1_1_x86_64.whl", "musllinux", r"musllinux|musl"),
    clue("musl", "RUN apk add --no-cache gcc musl-dev", "apk", r"\bapk (?:add|update|--)"),
    clue("musl", "FROM python:3.10-alpine", "alpine", r"alpine"),
    clue("arch", "building x for linux-armv7l", "armv7l", r"(?P<value>armv7l)"),
    clue("arch", "  Downloading x-linux_armv6l.whl", "armv6l", r"(?P<value>armv6l)"),
    clue("arch", "uname: aarch64", "aarch64", r"(?P<value>aarch64)"),
    clue("arch", "uname: riscv64", "riscv64", r"(?P<value>riscv64)"),
    clue("arch", "uname: ppc64le", "ppc64le", r"(?P<value>ppc64le)"),
    clue("arch", "uname: i686", "i686", r"(?P<value>i686)"),
    clue(
        "armhf",
        "Looking in indexes: https://index.example/simple, https://www.piwheels.org/simple",
        "piwheels",
        r"piwheels",
    ),
    clue("arch", "platform: osx-arm64", "arm64", r"(?P<value>arm64)"),
    clue(
        "truststore",
        '  File "/x/site-packages/pip/_vendor/truststore/_api.py", line 194, in wrap_bio',
        "truststore",
        r"_vendor[\\/]truststore[\\/]",
    ),
    # what has been unpacked to be built
    clue(
        "source",
        "  Downloading https://files.example/odd-1.0.tar.gz (220 bytes)",
        ".tar.gz",
        r"^\s*(?:Downloading|Using cached) (?:\S{0,300}/)?(?P<package>[A-Za-z0-9][\w.-]{0,80}?)-\d[\w.+!]{0,40}\.tar\.gz",
        glued=True,
    ),
    clue(
        "source",
        "  Added odd from https://files.example/odd-1.0.tar.gz to build tracker '/tmp/pip-build-tracker-3pyxm52g'",
        "to build tracker",
        r"^\s*Added (?P<package>[\w.-]{1,80})\S{0,40} from \S{1,300} to build tracker",
    ),
    # what pip's own log tells of the index's page
    clue(
        "skipped-tensorflow",
        "  Skipping link: none of the wheel's tags (cp310-cp310-win_amd64) are compatible (run pip debug --verbose to show compatible tags): https://index.example/tensorflow-2.10.1-cp310-cp310-win_amd64.whl",
        "none of the wheel's tags",
        r"none of the wheel's tags (?:match: |\()cp(?P<value>\d{2,3})-.{0,600}/tensorflow(?:_\w{1,30})?-\d",
    ),
    clue(
        "skipped-tensorflow",
        "    Skipping link https://index.example/tensorflow-1.0-cp27-cp27m-win32.whl (from -f wheels); it is not compatible with this Python",
        "it is not compatible with this python",
        r"Skipping link \S{0,300}/tensorflow(?:_\w{1,30})?-[^-\s]{1,40}-cp(?P<value>\d{2,3})-.{0,400}; it is not compatible with this Python",
    ),
    clue(
        "found-tensorflow",
        "  Found link https://index.example/tensorflow-2.9.0-cp38-cp38-manylinux2014_x86_64.whl (from https://index.example/simple/tensorflow/) (requires-python:>=3.7), version: 2.9.0",
        "found link",
        r"Found link \S{0,300}/tensorflow(?:_\w{1,30})?-\d.{0,600}, version: (?P<value>\d\S{0,30})",
    ),
    clue(
        "no-links",
        "Given no hashes to check 0 links for project 'tensorflow': discarding no candidates",
        "given no hashes to check 0 links",
        r"Given no hashes to check 0 links for project '(?P<value>[\w.-]{1,80})'",
    ),
    clue(
        "own-index",
        "Looking in indexes: http://nexus.corp.example:8081/repository/all/simple",
        "looking in indexes",
        r"Looking in indexes: (?:http://|https://[^,\s]{1,120}(?::\d{2,5}/|/repository/|/artifactory/|/api/))[^,\s]{0,200}\s*$",
    ),
    clue(
        "conda", "/opt/anaconda3/envs/tf/lib/python3.10/site-packages", "anaconda3", r"anaconda3?"
    ),
    clue(
        "conda",
        "/opt/miniconda3/envs/tf/lib/python3.10/site-packages",
        "miniconda3",
        r"mini(?:conda|forge)3?",
    ),
    clue(
        "conda",
        "/opt/conda/lib/python3.10/site-packages",
        "conda",
        r"[\\/](?:ana|mini)?conda3?[\\/]",
    ),
    clue(
        "conda", "D:\\anaconda\\envs\\nn\\lib\\site-packages", "anaconda", r"[\\/]anaconda\d?[\\/]"
    ),
)
