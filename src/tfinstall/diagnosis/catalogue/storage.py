"""Something on this machine's disks or in its memory stands in the way."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

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
        advice=(
            Advice(text="Use an environment with one of them only", command="tfinstall {wanted}"),
            Advice(
                text="Make a fresh conda environment, and activate it before use",
                command="conda create -n tf python=3.11",
            ),
        ),
    ),
)
