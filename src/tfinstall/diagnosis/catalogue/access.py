"""This user, or another program, stands in the way."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="permission-denied",
        group="machine",
        exit_code=31,
        blame="machine",
        title="A file or directory may not be written by this user",
        headline="`{path}` may not be written by this user",
        explanation="The Python that pip belongs to is the system's or another user's; an "
        "environment of your own needs no rights.",
        fields=("path",),
        patterns=(
            Pattern(
                line="OSError: [Errno 13] Permission denied: '/Library/Python/2.7/site-packages/idna'",
                needs="errno 13]",
                regex=r"(?:PermissionError|OSError|IOError|EnvironmentError|Error|error|PermissionDenied)[^\[]{0,60}\[Errno 13\][^'\[]{0,80}(?:u?'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="OSError: [Errno 1] Operation not permitted: '/System/Library/Frameworks/Python.framework/numpy'",
                needs="errno 1]",
                regex=r"\[Errno 1\](?! _?ssl)[^'\[]{0,80}(?:u?'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="PermissionError: [WinError 5] Zugriff verweigert: 'c:\\\\program files\\\\python37\\\\Lib\\\\site-packages\\\\numpy'",
                needs="winerror 5]",
                regex=r"\[(?:WinError|Error) 5\][^'\[]{0,80}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="  Caused by: failed to open file `/usr/lib/python3/x`: Permission denied (os error 13)",
                needs="os error 13)",
                regex=r"\(os error 13\)",
            ),
            Pattern(
                line="  Caused by: Access is denied. (os error 5)",
                needs="access is denied. (os error 5)",
                regex=r"\(os error 5\)",
            ),
            Pattern(
                line="NoWritableEnvsDirError: No writeable envs directories configured.",
                needs="nowritableenvsdirerror",
                regex=r"NoWritable(?:Envs|Pkgs)DirError",
            ),
            Pattern(
                line="EnvironmentNotWritableError: The current user does not have write permissions to the target environment.",
                needs="environmentnotwritableerror",
                regex=r"EnvironmentNotWritableError",
            ),
            Pattern(
                line="OSError: [WinError 1314] A required privilege is not held by the client",
                needs="winerror 1314]",
                regex=r"\[WinError 1314\]",
            ),
            Pattern(
                line="error: could not create '/usr/local/lib/python2.7/dist-packages/x': Permission denied",
                needs="permission denied",
                regex=r"(?:error|Error|cannot|could not|can't|failed|bash|sh|mkdir|install|cp|mv|rm)\b.{0,200}: Permission denied",
                weight="likely",
            ),
            Pattern(
                line="Consider using the `--user` option or check the permissions.",
                needs="check the permissions",
                regex=r"^\s*(?:Consider using the `--user` option or c|C)heck the permissions\.",
                weight="likely",
            ),
            Pattern(
                line="error: you do not have permission to install into that directory",
                needs="you do not have permission",
                regex=r"you (?:do not|don't) have (?:write )?permissions?",
                weight="likely",
            ),
            Pattern(
                line="    [Errno 13] Permission denied: '/usr/local/lib/python2.7/dist-packages/test-easy-install-1234.write-test'",
                needs="test-easy-install-",
                regex=r"\[Errno 13\]|test-easy-install-\d{1,12}",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Install into an environment of your own", command="tfinstall {wanted}"),
            Advice(
                text="Or make one by hand",
                command="python3 -m venv .venv",
                windows="py -m venv .venv",
            ),
        ),
    ),
    Cause(
        slug="file-locked",
        group="machine",
        exit_code=31,
        blame="machine",
        title="A file is in use by another program",
        headline="`{path}` is in use by another program",
        transient=True,
        explanation="Windows does not replace a file that is open: a running Python, notebook or "
        "IDE, or a virus scanner holds it.",
        fields=("path",),
        patterns=(
            Pattern(
                line="PermissionError: [WinError 32] O arquivo já está sendo usado por outro processo: 'C:\\\\Users\\\\worker\\\\AppData\\\\Local\\\\Temp\\\\pip-build'",
                needs="winerror 32]",
                regex=r"\[WinError 32\][^'\[]{0,160}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="OSError: [WinError 33] The process cannot access the file because another process has locked a portion of the file",
                needs="winerror 33]",
                regex=r"\[WinError 33\]",
            ),
            Pattern(
                line="  Caused by: The process cannot access the file because it is being used by another process. (os error 32)",
                needs="os error 32)",
                regex=r"used by another process\.? \(os error 32\)",
            ),
            Pattern(
                line="OSError: [Errno 26] Text file busy: '/opt/venv/bin/python'",
                needs="errno 26]",
                regex=r"\[Errno 26\]",
            ),
            Pattern(
                line="OSError: [Errno 16] Device or resource busy: '.nfs000000000048'",
                needs="errno 16]",
                regex=r"\[Errno 16\][^'\[]{0,80}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'c:\\\\python38\\\\lib\\\\site-packages\\\\~umpy\\\\core\\\\_multiarray_umath.cp38-win_amd64.pyd'",
                needs="winerror 5]",
                regex=r"\[WinError 5\][^'\[]{0,80}'(?P<path>[^']{0,260}(?:\.pyd|\.dll|pip-uninstall-[^']{1,100}|~[\w.-]{1,60}[^']{0,160}|pip\.exe))'",
            ),
            Pattern(
                line="The process cannot access the file because it is being used by another process.",
                needs="being used by another process",
                regex=r"being used by another process",
            ),
            Pattern(
                line="Could not acquire lock at /home/worker/.cache/uv/.lock: could not get lock",
                needs="could not get lock",
                regex=r"Could not (?:get|acquire) lock",
            ),
            Pattern(
                line="LockError: Failed to acquire lock.",
                needs="lockerror",
                regex=r"LockError: (?P<path>.{1,200})",
            ),
        ),
        advice=(
            Advice(text="Close notebooks, IDEs and Pythons that use this environment; try again"),
            Advice(
                text="See which Pythons run",
                windows="Get-Process python*",
                only=("windows",),
            ),
            Advice(text="Try again", automatic=True),
        ),
    ),
    Cause(
        slug="externally-managed",
        group="machine",
        exit_code=42,
        blame="machine",
        title="The system's Python is managed by the system's packages",
        explanation="This Python belongs to the distribution or to Homebrew, which keeps pip out "
        "of it (PEP 668); an environment of your own is the way.",
        patterns=(
            Pattern(
                line="error: externally-managed-environment",
                needs="externally-managed-environment",
                regex=r"externally-managed-environment",
            ),
            Pattern(
                line="error: The interpreter at /usr is externally managed, and indicates the following:",
                needs="is externally managed",
                regex=r"(?:environment|interpreter at .{1,200}) is externally managed",
            ),
        ),
        advice=(
            Advice(text="Install into an environment of your own", command="tfinstall {wanted}"),
            Advice(
                text="Or make one by hand",
                command="python3 -m venv .venv && .venv/bin/python -m pip install {requirement}",
                windows="py -m venv .venv",
            ),
            Advice(text="Make an environment, and install there", command="python3 -m venv .venv"),
        ),
    ),
    Cause(
        slug="conda-mix",
        group="machine",
        exit_code=42,
        blame="machine",
        title="Packages of conda and of pip stand in each other's way",
        explanation="Both wrote into one environment, or conda's libraries are found without the "
        "environment being activated; each tool overlooks what the other installed.",
        patterns=(
            Pattern(
                line="RemoveError: 'requests' is a dependency of conda and cannot be removed from conda's operating environment.",
                needs="removeerror:",
                regex=r"RemoveError: '(?P<package>[^']{1,60})' is a dependency of conda",
            ),
            Pattern(
                line="Warning: This Python interpreter is in a conda environment, but the environment has not been activated. Libraries may fail to load.",
                needs="environment has not been activated",
                regex=r"in a conda environment, but the environment has not been activated",
                weight="likely",
            ),
            Pattern(
                line="This Python interpreter is in a conda environment, but the environment has",
                needs="in a conda environment, but the environment",
                regex=r"This Python interpreter is in a conda environment, but the environment",
                weight="likely",
            ),
            Pattern(
                line="The environment is inconsistent, please check the package plan carefully",
                needs="environment is inconsistent",
                regex=r"The environment is inconsistent, please check the package plan",
            ),
            Pattern(
                line="ClobberError: This transaction has incompatible packages due to a shared path.",
                needs="clobbererror",
                regex=r"ClobberError: ",
            ),
            Pattern(
                line="Intel MKL FATAL ERROR: Cannot load mkl_intel_thread.dll.",
                needs="intel mkl fatal error",
                regex=r"Intel MKL FATAL ERROR: .{0,120}",
            ),
            Pattern(
                line="INTEL MKL ERROR: The specified module could not be found. mkl_intel_thread.dll.",
                needs="intel mkl error",
                regex=r"INTEL MKL ERROR: .{0,120}",
            ),
            Pattern(
                line="OMP: Error #15: Initializing libiomp5md.dll, but found libiomp5md.dll already initialized.",
                needs="libiomp5",
                regex=r"OMP: Error #15: Initializing (?P<library>[\w.]{1,40}), but found",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Use an environment with one of them only", command="tfinstall {wanted}"),
            Advice(
                text="Make a fresh conda environment, and activate it before use",
                command="conda create -n tf python=3.11",
            ),
        ),
    ),
)
