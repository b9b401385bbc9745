"""Something on this machine's disks or in its memory stands in the way."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

_SEE_FREE_SPACE = Advice(
    text="See what is free",
    linux="df -h",
    macos="df -h",
    windows="Get-PSDrive -PSProvider FileSystem",
)

CAUSES = (
    Cause(
        slug="disk-full",
        group="machine",
        exit_code=30,
        blame="machine",
        title="The disk is full",
        headline="The disk is full at `{path}`",
        explanation="TensorFlow takes about 2 GB installed, 5 GB and more with CUDA, and while "
        "installing as much again in the directory for temporary files, which may be a small "
        "file system of its own; a shortage of inodes looks the same.",
        fields=("path", "needed", "free"),
        patterns=(
            Pattern(
                line="OSError: [Errno 28] Auf dem Gerät ist kein Speicherplatz mehr verfügbar: '/tmp/pip-unpack-x/tensorflow.whl'",
                needs="errno 28]",
                regex=r"\[Errno 28\][^'\[]{0,120}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="  Caused by: No space left on device (os error 28)",
                needs="os error 28)",
                regex=r"\(os error 28\)",
            ),
            Pattern(
                line="OSError: [WinError 112] There is not enough space on the disk",
                needs="winerror 112]",
                regex=r"\[WinError 112\]",
            ),
            Pattern(
                line="  Caused by: There is not enough space on the disk. (os error 112)",
                needs="os error 112)",
                regex=r"\(os error 112\)",
            ),
            Pattern(
                line="tar: write error: No space left on device",
                needs="no space left on device",
                regex=r"No space left on device",
            ),
            Pattern(
                line="IOError: There is not enough space on the disk",
                needs="not enough space on the disk",
                regex=r"not enough space on the disk",
            ),
            Pattern(
                line="NoSpaceLeftError: No space left on devices.",
                needs="nospacelefterror",
                regex=r"NoSpaceLeftError",
            ),
            Pattern(
                line="Not enough free disk space to download the file.",
                needs="not enough free disk space",
                regex=r"[Nn]ot enough (?:free )?disk space",
            ),
            Pattern(
                line="sqlite3.OperationalError: database or disk is full",
                needs="database or disk is full",
                regex=r"database or disk is full",
            ),
        ),
        advice=(
            Advice(text="{needed} are needed and {free} are free"),
            _SEE_FREE_SPACE,
            Advice(
                text="Let temporary files go to a larger disk",
                linux="TMPDIR=/var/tmp python -m pip install {requirement}",
                macos="TMPDIR=/var/tmp python -m pip install {requirement}",
            ),
            Advice(text="Empty pip's cache", command="python -m pip cache purge"),
            Advice(text="Free some space, or point TMPDIR (TEMP on Windows) to a larger disk"),
        ),
    ),
    Cause(
        slug="disk-failed",
        group="machine",
        exit_code=30,
        blame="machine",
        title="The disk could not be read or written",
        headline="The disk could not be read or written at `{path}`",
        explanation="The operating system reported an input/output error: a failing disk, a "
        "broken network drive, or a damaged file system.",
        fields=("path",),
        patterns=(
            Pattern(
                line="OSError: [Errno 5] Input/output error: '/mnt/nas/venv/lib/python3.10/site-packages/numpy'",
                needs="errno 5]",
                regex=r"\[Errno 5\][^'\[]{0,80}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="  Caused by: Input/output error (os error 5)",
                needs="input/output error (os error 5)",
                regex=r"Input/output error \(os error 5\)",
            ),
            Pattern(
                line="OSError: [Errno 116] Stale file handle: '/home/worker/.local/lib'",
                needs="stale file handle",
                regex=r"\[Errno 116\]|[Ss]tale (?:NFS )?file handle",
            ),
            Pattern(
                line="OSError: [WinError 1117] The request could not be performed because of an I/O device error",
                needs="winerror 1117]",
                regex=r"\[WinError 1117\]",
            ),
            Pattern(
                line="OSError: [WinError 23] Data error (cyclic redundancy check)",
                needs="winerror 23]",
                regex=r"\[WinError 23\]",
            ),
            Pattern(
                line="OSError: [WinError 1392] The file or directory is corrupted and unreadable: 'D:\\\\venv'",
                needs="winerror 1392]",
                regex=r"\[WinError 1392\]",
            ),
        ),
        advice=(
            Advice(
                text="Read what the system says about the disk",
                linux="dmesg | tail -50",
                windows="Get-PhysicalDisk | Get-StorageReliabilityCounter",
                macos="diskutil verifyVolume /",
            ),
            Advice(text="Install on another disk, and save your data from this one"),
        ),
    ),
    Cause(
        slug="quota-exceeded",
        group="machine",
        exit_code=30,
        blame="machine",
        title="Your share of the disk is used up",
        headline="Your share of the disk is used up at `{path}`",
        explanation="The disk has room, but a quota or a limit on file sizes is reached for this "
        "user.",
        fields=("path",),
        patterns=(
            Pattern(
                line="OSError: [Errno 122] Disk quota exceeded: '/home/guest/.local/lib'",
                needs="errno 122]",
                regex=r"\[Errno 122\][^'\[]{0,80}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="  Caused by: Disk quota exceeded (os error 122)",
                needs="os error 122)",
                regex=r"\(os error 122\)",
            ),
            Pattern(
                line="OSError: [Errno 69] Disc quota exceeded (quota exceeded)",
                needs="quota exceeded",
                regex=r"(?:Disk )?quota exceeded",
            ),
            Pattern(
                line="OSError: [Errno 69] Disc quota exceeded",
                needs="errno 69]",
                regex=r"\[Errno 69\]",
            ),
            Pattern(
                line="OSError: [Errno 27] File too large", needs="errno 27]", regex=r"\[Errno 27\]"
            ),
            Pattern(
                line="OSError: [WinError 1295] Not enough quota is available to process this command",
                needs="winerror 1295]",
                regex=r"\[WinError 1295\]",
            ),
        ),
        advice=(
            Advice(text="See the limit", linux="quota -s", only=("linux",)),
            Advice(text="Install elsewhere, such as on scratch space, or ask for a larger share"),
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
                regex=r"\[Errno 1\][^'\[]{0,80}(?:u?'(?P<path>[^']{1,300})')?",
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
                regex=r"\[Errno 13\]|test-easy-install-\d+",
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
        slug="read-only",
        group="machine",
        exit_code=31,
        blame="machine",
        title="The file system is read-only",
        headline="`{path}` is on a read-only file system",
        explanation="Nobody can write there, whatever the rights: a container's image, a mounted "
        "share, or a disk that the system locked after an error.",
        fields=("path",),
        patterns=(
            Pattern(
                line="OSError: [Errno 30] Read-only file system: '/var/task/numpy'",
                needs="errno 30]",
                regex=r"\[Errno 30\][^'\[]{0,80}(?:'(?P<path>[^']{1,300})')?",
            ),
            Pattern(
                line="  Caused by: Read-only file system (os error 30)",
                needs="os error 30)",
                regex=r"\(os error 30\)",
            ),
            Pattern(
                line="mkdir: cannot create directory '/usr/local/x': Read-only file system",
                needs="read-only file system",
                regex=r"Read-only file system",
            ),
            Pattern(
                line="OSError: [WinError 19] The media is write protected",
                needs="winerror 19]",
                regex=r"\[WinError 19\]",
            ),
        ),
        advice=(
            Advice(
                text="Install elsewhere",
                command="tfinstall {wanted} --venv /path/that/is/writable",
            ),
            Advice(text="Install into a directory on a file system that can be written"),
        ),
    ),
    Cause(
        slug="path-too-long",
        group="machine",
        exit_code=30,
        blame="machine",
        title="A path is longer than the system allows",
        headline="A path is longer than the system allows: `{path}`",
        explanation="Windows stops at 260 characters unless long paths are enabled, and "
        "TensorFlow's header files are deep; elsewhere one name ends at 255 bytes.",
        fields=("path",),
        patterns=(
            Pattern(
                line="HINT: This error might have occurred since this system does not have Windows Long Path support enabled. You can find information on how to enable this at https://pip.example/warnings/enable-long-paths",
                needs="long path support enabled",
                regex=r"does not have Windows Long Path support enabled",
            ),
            Pattern(
                line="OSError: [Errno 36] File name too long: '/home/worker/.Private/tensorflow'",
                needs="errno 36]",
                regex=r"\[Errno 36\][^'\[]{0,80}(?:'(?P<path>[^']{1,300}))?",
            ),
            Pattern(
                line="OSError: [Errno 63] File name too long: '/Users/worker/x'",
                needs="errno 63]",
                regex=r"\[Errno 63\]",
            ),
            Pattern(
                line="  Caused by: File name too long (os error 36)",
                needs="os error 36)",
                regex=r"\(os error 36\)",
            ),
            Pattern(
                line="FileNotFoundError: [WinError 206] The filename or extension is too long: 'C:\\\\Users\\\\worker\\\\x'",
                needs="winerror 206]",
                regex=r"\[WinError 206\](?:[^']{0,120}'(?P<path>[^']{1,400}))?",
            ),
            Pattern(
                line="  Caused by: The filename or extension is too long. (os error 206)",
                needs="os error 206)",
                regex=r"\(os error 206\)",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: 'C:\\\\Users\\\\worker\\\\OneDrive - Institute\\\\Documents\\\\GitHub\\\\licence-plate-reader\\\\backend\\\\tf-env\\\\Lib\\\\site-packages\\\\tensorflow\\\\include\\\\external\\\\llvm-project\\\\mlir\\\\_virtual_includes\\\\BufferizableOpInterfaceIncGen\\\\mlir\\\\Dialect\\\\Bufferization\\\\IR\\\\BufferizableOpInterface.h.inc'",
                needs="errno 2]",
                regex=r"\[(?:Errno 2|WinError 3|WinError 2)\][^']{0,120}'(?P<path>[A-Za-z]:[\\/][^']{215,1200})'",
            ),
            Pattern(
                line="FileNotFoundError: [WinError 3] The system cannot find the path specified: 'C:\\\\Users\\\\worker\\\\AppData\\\\Local\\\\Packages\\\\PythonSoftwareFoundation.Python.3.10_qbz5n2kfra8p0\\\\LocalCache\\\\local-packages\\\\Python310\\\\site-packages\\\\tensorflow\\\\include\\\\external\\\\com_github_grpc_grpc\\\\src\\\\core\\\\ext\\\\filters\\\\client_channel\\\\lb_policy\\\\grpclb\\\\client_load_reporting_filter.h'",
                needs="winerror 3]",
                regex=r"\[WinError 3\][^']{0,120}'(?P<path>[A-Za-z]:[\\/][^']{215,1200})'",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an EnvironmentError: [Errno 2] No such file or directory: 'C:\\\\Users\\\\w\\\\AppData\\\\Roaming\\\\Python\\\\Python38\\\\site-packages\\\\tensorflow\\\\include\\\\external\\\\aws\\\\aws-cpp-sdk-core\\\\include\\\\aws\\\\core\\\\x.h'",
                needs="errno 2]",
                regex=r"\[Errno 2\][^']{0,120}'[A-Za-z]:[\\/][^']{0,400}[\\/]+(?:tensorflow|jaxlib|torch)[\\/]+include[\\/]+(?P<path>[^']{1,400})'",
            ),
            Pattern(
                line="error: unable to create file x: Filename too long (File name too long)",
                needs="file name too long",
                regex=r"[Ff]ile ?name (?:or extension is )?too long",
            ),
        ),
        advice=(
            Advice(
                text="Enable long paths, as administrator, then open a new terminal",
                windows="New-ItemProperty -Path HKLM:\\SYSTEM\\CurrentControlSet\\Control\\"
                "FileSystem -Name LongPathsEnabled -Value 1 -PropertyType DWORD -Force",
                only=("windows",),
            ),
            Advice(
                text="Or put the environment in a short place",
                windows="tfinstall --venv C:\\tf",
                only=("windows",),
            ),
            Advice(text="Use a directory with a shorter path"),
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
            Pattern(
                line="  (signal: 9, SIGKILL: kill)",
                needs="signal: 9",
                regex=r"signal: 9(?: \(SIGKILL\)|, SIGKILL)",
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
                regex=r"Unable to allocate [\d.]+ [KMGT]iB for an array",
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
                needs="inconsistent",
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
