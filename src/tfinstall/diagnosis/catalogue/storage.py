"""Something on this machine's disks stands in the way."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

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
                line="tar: x: Cannot write: Disk quota exceeded",
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
                regex=r"\[Errno 2\][^']{0,120}'[A-Za-z]:[\\/][^']{0,400}[\\/]{1,120}(?:tensorflow|jaxlib|torch)[\\/]{1,120}include[\\/]{1,120}(?P<path>[^']{1,400})'",
            ),
            Pattern(
                line="error: unable to create file x: Filename too long",
                needs="filename too long",
                regex=r"Filename too long",
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
)
