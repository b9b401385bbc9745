"""What Python's own exceptions say by their class, where no closer word is known."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

_GONE_MODULES = (
    "aifc|asynchat|asyncore|audioop|binhex|cgi|cgitb|chunk|crypt|distutils|formatter|imghdr|imp"
    "|lib2to3|mailcap|msilib|nis|nntplib|parser|pipes|smtpd|sndhdr|spwd|sunau|symbol|telnetlib|uu"
    "|xdrlib"
)
_NEW_MODULES = (
    "dataclasses|zoneinfo|tomllib|graphlib|importlib\\.metadata|importlib\\.resources|contextvars"
    "|annotationlib|compression|concurrent\\.futures|enum|ipaddress|secrets|statistics"
)
_STDLIB = (
    "asyncio|ast|collections|collections\\.abc|contextlib|dataclasses|enum|fractions|functools|gettext"
    "|importlib|importlib\\.[a-z]\\w{0,19}|inspect|io|itertools|locale|math|os|platform|shutil|string"
    "|subprocess|sys|threading|time|types|typing|unittest|warnings|zipfile"
)
_GONE_NAMES = (
    "Mapping|MutableMapping|Callable|Iterable|Iterator|Sequence|MutableSequence|Set|MutableSet|Sized"
    "|Hashable|Container|coroutine|async|clock|gcd|getargspec|formatargspec|linux_distribution|dist"
    "|SafeConfigParser|makeSuite|findTestCases|format|getmoduleinfo|ImpImporter|find_loader|Str|Num"
    "|setcheckinterval|popen2|maxint|setdefaultencoding|letters|maketrans|NoneType|izip|imap"
    "|ifilter|getcwdu|reload|isAlive|lgettext|Bytes|NameConstant|Ellipsis"
)

WORDS = (
    # ── what Python's own library no longer has, or does not have yet ──
    word(
        "python-too-new",
        "ModuleNotFoundError: No module named 'pipes'",
        "no module named",
        rf"No module named '?(?:{_GONE_MODULES})(?:\.\w{{1,60}})?'?\s*(?:$|\()",
    ),
    word(
        "python-too-new",
        "AttributeError: module 'platform' has no attribute 'linux_distribution'",
        "has no attribute",
        rf"module '(?:{_STDLIB}|configparser|pkgutil)' has no attribute '(?P<attribute>{_GONE_NAMES})'",
    ),
    word(
        "python-too-old",
        "ModuleNotFoundError: No module named 'dataclasses'",
        "no module named",
        rf"No module named '?(?P<module>{_NEW_MODULES})'?\s*$",
    ),
    word(
        "python-too-old",
        "AttributeError: module 'asyncio' has no attribute 'to_thread'",
        "has no attribute",
        rf"module '(?:{_STDLIB})' has no attribute '(?P<attribute>(?!(?:{_GONE_NAMES})')\w{{1,60}})'",
    ),
    word(
        "python-too-old",
        "ImportError: cannot import name 'Literal' from 'typing' (/usr/lib/python3.7/typing.py)",
        "cannot import name",
        rf"cannot import name '?(?P<attribute>(?!(?:{_GONE_NAMES})')\w{{1,60}})'? from '(?:{_STDLIB})'",
    ),
    word(
        "python-too-old",
        "TypeError: unsupported operand type(s) for |: 'type' and 'NoneType'",
        "unsupported operand type(s)",
        r"unsupported operand type\(s\) for \|: '(?:type|_GenericAlias|ABCMeta|NoneType|types\.GenericAlias)' and '(?:type|_GenericAlias|ABCMeta|NoneType|types\.GenericAlias)'",
    ),
    word(
        "permission-denied",
        "PermissionError: 'C:\\\\x'",
        "permissionerror",
        r"^\s*(?:[\w.]{1,80}\.)?PermissionError\b",
        "outcome",
    ),
    word(
        "file-missing",
        "FileNotFoundError: environment.yml",
        "filenotfounderror",
        r"^\s*(?:[\w.]{1,80}\.)?FileNotFoundError: .{0,80}?(?P<file>[\w./\\~-]{1,300}\.(?:txt|yml|yaml|toml|whl|in|cfg|ini))\b",
        "outcome",
    ),
    word(
        "file-exists",
        "FileExistsError: x",
        "fileexistserror",
        r"^\s*FileExistsError\b",
        "outcome",
    ),
    word(
        "read-timeout",
        "TimeoutError: x",
        "timeouterror",
        r"^\s*(?:[\w.]{1,80}\.)?TimeoutError\b",
        "outcome",
    ),
    word(
        "tls-verify",
        "ssl.SSLError: x",
        "sslerror",
        r"^\s*(?:[\w.]{1,80}\.)?SSLError\b",
        "outcome",
    ),
    word(
        "import-dependency-api",
        "ImportError: jax requires jaxlib to be installed.",
        "importerror:",
        r"(?:^|\s)ImportError: (?!Traceback|/|\S{1,300}\.(?:so|dll|pyd|dylib)\b)(?P<reason>\S.{0,160})",
        "outcome",
    ),
    word(
        "import-dependency-api",
        "RuntimeError: jaxlib is version 0.4.25, but this version of jax requires version >= 0.4.26.",
        "requires version",
        r"(?<![\w-])(?P<module>[\w-]{1,60}) is version [\w.]{1,30}, but this version of [\w-]{1,60} requires version",
    ),
    word(
        "import-protobuf",
        "TypeError: Couldn't parse file content!",
        "parse file content",
        r"Couldn't parse file content",
        "decisive",
    ),
    word(
        "import-protobuf",
        "ImportError: No module named protobuf",
        "no module named",
        r"No module named '?(?:google\.)?protobuf['\"]?\s*$",
        "decisive",
    ),
    word(
        "python-too-old",
        "SyntaxError: invalid syntax",
        "syntaxerror: invalid syntax",
        r"^\s*SyntaxError: invalid syntax",
        "outcome",
    ),
    word(
        "out-of-memory",
        "tensorflow.python.framework.errors_impl.ResourceExhaustedError: OOM when allocating tensor with shape[32,64]",
        "oom",
        r"\bOOM when allocating|\boom[-_ ]?kill(?:er|ed)?\b|\bOOM\b.{0,20}kill",
        "decisive",
    ),
    word(
        "out-of-memory",
        "Out of memory: Killed process 4242 (pip)",
        "out of memory",
        r"[Oo]ut of memory: Kill|cgroup out of memory|[Pp]erhaps out of memory|CUDA(?: error)?:? out of memory|failed to allocate .{0,40}out of memory|CUDA_ERROR_OUT_OF_MEMORY",
    ),
    word(
        "out-of-memory",
        "failed call: CUDA_ERROR_OUT_OF_MEMORY: out of memory",
        "cuda_error_out_of_memory",
        r"CUDA_ERROR_OUT_OF_MEMORY",
    ),
    word(
        "import-cpu-avx",
        "kernel: traps: python[123] trap invalid opcode ip:7f in _pywrap_tensorflow_internal.so",
        "trap invalid opcode",
        r"trap invalid opcode",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "IOError: Unable to open file (Unable to find a valid file signature)",
        "valid file signature",
        r"Unable to find a valid file signature",
        "decisive",
    ),
)
