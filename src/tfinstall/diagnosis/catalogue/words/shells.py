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
        "/usr/bin/env: 'python3.7': No such file or directory",
        "no such file or directory",
        r"env: ['\"]?(?P<python>python[\d.]{0,8})['\"]?: No such file",
        "decisive",
    ),
    word(
        "file-missing",
        "bash: venv/bin/activate: No such file or directory",
        "no such file or directory",
        r"sh: (?:line \d{1,6}: )?(?P<file>[^\s:]{1,200}activate): No such file",
        "decisive",
    ),
    word(
        "usage",
        "python: can't open file '/home/w/pip': [Errno 2] No such file or directory",
        "can't open file",
        r"can't open file '(?:[^']{0,300}[\\/])?(?P<option>pip\d?|install|tensorflow)': \[Errno 2\]",
        "decisive",
    ),
    word(
        "config-invalid",
        "activate : File C:\\x\\venv\\Scripts\\Activate.ps1 cannot be loaded because running scripts is disabled on this system.",
        "scripts is disabled",
        r"(?:because )?running scripts is disabled on this system",
        "decisive",
    ),
    word(
        "config-invalid",
        "    + FullyQualifiedErrorId : UnauthorizedAccess, AuthorizationManager check failed: PSSecurityException",
        "pssecurityexception",
        r"PSSecurityException|about_Execution_Policies",
    ),
    word(
        "pip-broken",
        "Error: Unable to create process using '\"C:\\Python39\\python.exe\" -m pip'",
        "unable to create process using",
        r"Unable to create process using",
    ),
    word(
        "permission-denied",
        "permission denied while trying to connect to the Docker daemon socket",
        "permission denied while",
        r"permission denied while trying to connect",
        "decisive",
    ),
    word(
        "import-corrupt-install",
        "OSError: [Errno 8] Exec format error: '/x/site-packages/tensorflow/y'",
        "errno 8]",
        r"\[Errno 8\](?! nodename)",
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
