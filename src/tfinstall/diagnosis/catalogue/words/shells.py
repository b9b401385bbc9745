"""What shells, the interpreter and the system's loader say."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

WORDS = (
    word(
        "usage",
        "bash: syntax error near unexpected token `newline'",
        "syntax error near unexpected token",
        r"syntax error near unexpected token",
        "decisive",
    ),
    word(
        "usage",
        "bash: 2.12: No such file or directory",
        "no such file or directory",
        r"^\s*-?(?:ba|z|da|k)?sh: (?:line \d{1,6}: )?(?:=?(?P<unquoted>[\d.]{1,12}[^\s:]{0,20})): No such file or directory",
        "decisive",
    ),
    word(
        "usage",
        "zsh: no such file or directory: 2.12",
        "no such file or directory:",
        r"zsh: no such file or directory: (?P<unquoted>=?[\d.]{1,12})\s*$",
        "decisive",
    ),
    word(
        "usage",
        "zsh: =2.10 not found",
        "not found",
        r"zsh: =?(?P<unquoted>=?[\d.]{1,12}) not found",
        "decisive",
    ),
    word(
        "pip-broken",
        "ERROR: Exception:",
        "exception:",
        r"^\s*(?:ERROR: )?Exception:\s*$",
        "noise",
    ),
    word("interrupted", "Aborted!", "aborted!", r"^\s*Aborted!\s*$"),
    word(
        "interrupted",
        "Hangup",
        "hangup",
        r"^\s*(?:\[\d\]\s{0,4}\S?\s{0,4}\d{0,8}\s{0,4})?[Hh]angup\b",
        "decisive",
    ),
    word(
        "python-missing",
        "Python 3.9 not found!",
        "not found",
        r"(?:^|[\s:])Python (?P<python>[23][\d.]{0,8})(?: \(\d\d-bit\))? (?:is |was )?not (?:found|installed|available)\b",
        "decisive",
    ),
    word(
        "python-missing",
        "Installed Pythons found by py Launcher for Windows",
        "py launcher for windows",
        r"Installed Pythons found by .{0,60}py Launcher",
        "outcome",
    ),
    word(
        "import-cpu-avx",
        "RuntimeError: NumPy was built with baseline optimizations: (X86_V2) but your machine doesn't support: (X86_V2).",
        "built with baseline optimizations",
        r"was built with baseline optimizations",
        "decisive",
    ),
    word(
        "import-cpu-avx",
        "RuntimeError: This version of jaxlib was built using AVX instructions, which your CPU and/or operating system do not support.",
        "was built using",
        r"was built using (?P<instructions>\w{1,20}) instructions",
        "decisive",
    ),
    word(
        "import-cpu-avx",
        "Missing required CPU features: avx, avx2, fma",
        "cpu features",
        r"(?:[Mm]issing|lacks|without) (?:the )?(?:required )?CPU features",
        "decisive",
    ),
    word(
        "import-cpu-avx",
        "Недопустимая операция (стек памяти сброшен на диск)",
        "недопустимая",
        r"Недопустимая (?:операция|инструкция)",
        "decisive",
    ),
    word(
        "import-cpu-avx",
        "Istruzione non consentita (core dump creato)",
        "istruzione",
        r"Istruzione (?:non consentita|illegale)|不正な命令|잘못된 (?:명령어|연산)|Nieprawidłowa instrukcja",
        "decisive",
    ),
    word(
        "import-cpu-avx",
        "Exit code: 132",
        "132",
        r"(?:exit(?:ed)?(?: with)?(?: code| status)?:? ?|return(?:ed)?(?: a)?(?: non-zero)? code:? ?|echo \$\?\s{0,3})132\b",
        "decisive",
    ),
)
