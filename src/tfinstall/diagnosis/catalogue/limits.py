"""The process may not have as much as it needs."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="out-of-memory",
        group="machine",
        exit_code=33,
        blame="machine",
        title="There is not enough memory",
        explanation="The system killed the process, or refused it memory. Old pips read a whole "
        "wheel into memory to cache it; compiling takes far more than installing a wheel.",
        patterns=(
            Pattern(
                line="Exception ignored in: <object repr() failed>",
                needs="<object repr() failed>",
                regex=r"<object repr\(\) failed>",
                weight="likely",
            ),
            Pattern(
                line="zlib.error: Error -4 while decompressing data",
                needs="error -4 while decompressing",
                regex=r"Error -4 while decompressing",
            ),
            Pattern(
                line="MemoryError", needs="memoryerror", regex=r"^\s*(?:[\w.]{0,60})?MemoryError\b"
            ),
            Pattern(
                line="OSError: [Errno 12] Cannot allocate memory",
                needs="errno 12]",
                regex=r"\[Errno 12\]",
            ),
            Pattern(
                line="  Caused by: Cannot allocate memory (os error 12)",
                needs="os error 12)",
                regex=r"\(os error 12\)",
            ),
            Pattern(
                line="OSError: [WinError 1455] The paging file is too small for this operation to complete",
                needs="winerror 1455]",
                regex=r"\[WinError 1455\]",
            ),
            Pattern(
                line="OSError: [WinError 8] Not enough memory resources are available to process this command",
                needs="winerror 8]",
                regex=r"\[WinError 8\]",
            ),
            Pattern(
                line='_: line 1:  7603 Killed                  "$@"',
                needs="killed",
                regex=r"""(?:^|[\s:$#\]\d])Killed\s*(?:$|[\"']?\$@|pip|python|uv|conda|\w{0,20}/)""",
            ),
            Pattern(
                line="arm-linux-gnueabihf-gcc: fatal error: Killed signal terminated program cc1plus",
                needs="killed signal terminated program",
                regex=r"Killed signal terminated program",
            ),
            Pattern(
                line="c++: internal compiler error: Killed (program cc1plus)",
                needs="internal compiler error: killed",
                regex=r"internal compiler error: Killed",
            ),
            Pattern(
                line="virtual memory exhausted: Cannot allocate memory",
                needs="virtual memory exhausted",
                regex=r"virtual memory exhausted",
            ),
            Pattern(
                line="cc1plus: out of memory allocating 65536 bytes after a total of 1 bytes",
                needs="out of memory",
                regex=r"(?:cc1plus|cc1|LLVM ERROR|ld|collect2|nvcc|FATAL|java\.lang|c1xx)\b.{0,60}[Oo]ut of memory",
            ),
            Pattern(
                line="terminate called after throwing an instance of 'std::bad_alloc'",
                needs="bad_alloc",
                regex=r"std::bad_alloc",
            ),
            Pattern(line="  │ exit code: -9", needs="exit code: -9", regex=r"exit code: -9\b"),
            Pattern(
                line="ERROR: Command errored out with exit status -9:",
                needs="exit status -9",
                regex=r"exit status -9\b",
            ),
            Pattern(
                line='Command "python setup.py egg_info" failed with error code -9 in /tmp/pip-build-x/y/',
                needs="error code -9",
                regex=r"error code -9\b",
            ),
            Pattern(line="  reason: OOMKilled", needs="oomkilled", regex=r"OOMKilled"),
            Pattern(
                line="ERROR: process exited with exit code 137",
                needs="exit code 137",
                regex=r"(?:exit(?:ed)? (?:with )?(?:code|status):? ?|returned a non-zero code: )137\b",
            ),
            Pattern(
                line="The command '/bin/sh -c pip install tensorflow' returned a non-zero code: 137",
                needs="non-zero code: 137",
                regex=r"non-zero code: 137\b",
            ),
            Pattern(
                line='ERROR: failed to solve: process "/bin/sh -c pip install tensorflow" did not complete successfully: exit code: 137',
                needs="did not complete successfully: exit code: 137",
                regex=r"exit code: 137\b",
            ),
            Pattern(
                line="fork: Cannot allocate memory",
                needs="cannot allocate memory",
                regex=r"Cannot allocate memory",
            ),
            Pattern(
                line="CondaMemoryError: The conda process ran out of memory. Increase system memory and/or try again.",
                needs="condamemoryerror",
                regex=r"CondaMemoryError",
            ),
            Pattern(
                line="x.cpp: fatal error C1060: compiler is out of heap space",
                needs="c1060",
                regex=r"fatal error C1060",
            ),
            Pattern(
                line="numpy.core._exceptions.MemoryError: Unable to allocate 1.2 GiB for an array",
                needs="unable to allocate",
                regex=r"Unable to allocate [\d.]{1,120} [KMGT]iB for an array",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Install without pip's cache, which takes less memory in old versions",
                command="python -m pip install --no-cache-dir {requirement}",
                automatic=True,
            ),
            Advice(text="Give the machine or container more memory, or add swap"),
        ),
    ),
    Cause(
        slug="too-many-files",
        group="machine",
        exit_code=33,
        blame="machine",
        title="Too many files are open at once",
        explanation="The limit on open files of this process or of the whole system is reached.",
        patterns=(
            Pattern(
                line="OSError: [Errno 24] Too many open files: '/tmp/pip-ephem-wheel-cache'",
                needs="errno 24]",
                regex=r"\[Errno 24\]",
            ),
            Pattern(
                line="  Caused by: Too many open files (os error 24)",
                needs="os error 24)",
                regex=r"\(os error 24\)",
            ),
            Pattern(
                line="OSError: [Errno 23] Too many open files in system",
                needs="errno 23]",
                regex=r"\[Errno 23\]",
            ),
            Pattern(
                line="ImportError: dlopen: Too many open files",
                needs="too many open files",
                regex=r"[Tt]oo many open files",
            ),
            Pattern(
                line="OSError: [WinError 4] The system cannot open the file",
                needs="winerror 4]",
                regex=r"\[WinError 4\]",
            ),
        ),
        advice=(
            Advice(
                text="Raise the limit in this shell",
                linux="ulimit -n 4096",
                macos="ulimit -n 4096",
            ),
            Advice(text="Close programs, or raise the limit on open files"),
        ),
    ),
)
