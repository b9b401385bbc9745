"""The environment is the problem, rather than the package."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import FRESH
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="environment-damaged",
        group="tools",
        exit_code=42,
        blame="machine",
        title="The environment holds a half installed or damaged package",
        headline="The environment holds a damaged `{package}`",
        explanation="An installation was cut off, or files were removed by hand: pip can neither "
        "use nor uninstall what is left.",
        fields=("package", "path"),
        patterns=(
            Pattern(
                line='  File "/x/pip/_internal/resolution/resolvelib/factory.py", line 288, in _get_installed_candidate',
                needs="_get_installed_candidate",
                regex=r"_get_installed_candidate",
                weight="likely",
            ),
            Pattern(
                line="error: invalid-installed-package",
                needs="invalid-installed-package",
                regex=r"invalid-installed-package",
            ),
            Pattern(
                line="× Cannot process installed package okpkg 0.1-dev in '/srv/venv/lib/python3.12/site-packages' because it has an invalid version:",
                needs="cannot process installed package",
                regex=r"Cannot process installed package (?P<package>[\w.-]{1,80})",
            ),
            Pattern(
                line="ERROR: Cannot uninstall numpy 1.24.2, RECORD file not found. You might be able to recover from this via: 'pip install --force-reinstall --no-deps numpy==1.24.2'.",
                needs="record file not found",
                regex=r"Cannot uninstall (?P<package>[\w.-]{1,80}) \S{1,40}, RECORD file not found\. You might be able to recover",
            ),
            Pattern(
                line="error: uninstall-no-record-file",
                needs="uninstall-no-record-file",
                regex=r"uninstall-no-record-file",
                weight="likely",
            ),
            Pattern(
                line="NoneMetadataError: None METADATA metadata found for distribution: tensorflow 2.10.0 (x)",
                needs="metadata metadata found",
                regex=r"None (?:METADATA|PKG-INFO) metadata found for distribution: (?P<package>[\w.-]{1,80})",
            ),
            Pattern(
                line="pip._internal.exceptions.NoneMetadataError: None METADATA metadata found",
                needs="nonemetadataerror",
                regex=r"NoneMetadataError",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '/opt/conda/lib/python3.8/site-packages/numpy-1.21.0.dist-info/METADATA'",
                needs="site-packages",
                regex=r"\[(?:Errno|WinError) 2\].{0,120}'(?P<path>[^']{0,300}(?:site|dist)-packages[/\\]{1,2}(?P<package>[\w.]{1,60})-[^'/\\]{1,60}\.(?:dist|egg)-info[/\\]{1,2}(?:METADATA|RECORD|top_level\.txt|INSTALLER|WHEEL))'",
            ),
            Pattern(
                line="ERROR: Could not restore '/srv/venv/x' from '/tmp/x'. Check both paths before retrying.",
                needs="could not restore",
                regex=r"Could not restore '(?P<path>[^']{1,300})'",
            ),
            Pattern(
                line="ERROR: Failed to restore /srv/venv/x",
                needs="failed to restore",
                regex=r"Failed to restore (?P<path>\S{1,300})",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Ignoring invalid distribution -ensorflow (c:\\python38\\lib\\site-packages)",
                needs="ignoring invalid distribution",
                regex=r"Ignoring invalid distribution (?P<package>\S{1,80})",
                weight="noise",
            ),
            Pattern(
                line="  Not uninstalling numpy at /usr/lib/python3/dist-packages, outside environment /srv/venv",
                needs="outside environment",
                regex=r"Not uninstalling (?P<package>[\w.-]{1,80}) at .{1,200}, outside environment",
                weight="likely",
            ),
            Pattern(
                line="    Can't uninstall 'numpy'. No files were found to uninstall.",
                needs="can't uninstall",
                regex=r"Can't uninstall '(?P<package>[\w.-]{1,80})'\. No files were found to uninstall",
                weight="likely",
            ),
            Pattern(
                line="Fatal Python error: init_fs_encoding: failed to get the Python codec of the filesystem encoding",
                needs="init_fs_encoding",
                regex=r"init_fs_encoding: failed to get the Python codec",
            ),
            Pattern(
                line="Could not find platform independent libraries <prefix>",
                needs="could not find platform",
                regex=r"Could not find platform (?:in)?dependent libraries",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named '_ctypes'",
                needs="no module named",
                regex=r"""No module named '?_(?:ctypes|bz2|lzma|sqlite3|posixsubprocess|struct|socket|hashlib|uuid|tkinter)['`\"]{0,120}\s*$""",
                weight="likely",
            ),
            Pattern(
                line="warning: Ignoring existing virtual environment linked to non-existent Python interpreter: .venv/bin/python3",
                needs="virtual environment",
                regex=r"[Ii]gnoring existing virtual environment linked to non-existent",
            ),
            Pattern(
                line="error: Failed to uninstall package at lib/python3.12/site-packages/x.dist-info due to missing `RECORD` file. Installation may result in an incomplete environment.",
                needs="due to missing `record`",
                regex=r"Failed to uninstall package at (?P<path>.{1,200}?) due to missing `RECORD`",
            ),
            Pattern(
                line="CorruptedEnvironmentError: The target environment has been corrupted.",
                needs="corruptedenvironmenterror",
                regex=r"CorruptedEnvironmentError",
            ),
        ),
        advice=(
            FRESH,
            Advice(
                text="Or install that package over it",
                command="python -m pip install --force-reinstall --no-deps {package}",
            ),
            Advice(text="Make a fresh environment", command="tfinstall --recreate"),
        ),
    ),
    Cause(
        slug="venv-creation-failed",
        group="tools",
        exit_code=42,
        blame="machine",
        title="A virtual environment could not be made",
        explanation="On Debian and Ubuntu the parts for it are a package of their own; else the "
        "Python is incomplete or the place cannot hold one.",
        fields=("package",),
        patterns=(
            Pattern(
                line="The virtual environment was not created successfully because ensurepip is not",
                needs="virtual environment was not created successfully",
                regex=r"virtual environment was not created successfully",
            ),
            Pattern(
                line="    apt install python3.10-venv",
                needs="apt install python3",
                regex=r"^\s*(?:sudo )?apt(?:-get)? install (?P<package>python3[\d.]{0,120}-venv)",
            ),
            Pattern(
                line="Error: Command '['/srv/.venv/bin/python3', '-Im', 'ensurepip', '--upgrade', '--default-pip']' returned non-zero exit status 1.",
                needs="'ensurepip'",
                regex=r"Command '\[.{0,300}'ensurepip'.{0,120}(?:returned non-zero|died with)",
            ),
            Pattern(
                line="/usr/bin/python3: No module named venv",
                needs="no module named",
                regex=r"""No module named '?(?:ensurepip|venv)['`\"]{0,120}\s*$""",
            ),
            Pattern(
                line="error: venv-creation-error",
                needs="venv-creation-error",
                regex=r"venv-(?:creation|import)-error",
            ),
            Pattern(
                line="Unable to symlink '/usr/bin/python3' to '/media/usb/venv/bin/python3'",
                needs="unable to symlink",
                regex=r"[Uu]nable to symlink '",
            ),
            Pattern(
                line="Error: Unable to copy 'C:\\Python38\\lib\\venv\\scripts\\nt\\venvlauncher.exe'",
                needs="unable to copy '",
                regex=r"Error: Unable to copy '",
            ),
            Pattern(
                line="Error: [Errno 2] No such file or directory: 'C:\\Python39\\lib\\venv\\scripts\\nt\\venvlauncher.exe'",
                needs="venvlauncher",
                regex=r"venvlauncher",
            ),
            Pattern(
                line="error: Failed to create virtual environment",
                needs="failed to create virtual environment",
                regex=r"[Ff]ailed to create (?:a )?virtual ?env(?:ironment)?",
            ),
            Pattern(
                line="ensurepip is disabled in Debian/Ubuntu for the system python.",
                needs="ensurepip is disabled",
                regex=r"ensurepip is disabled in (?:Debian|Ubuntu)",
            ),
        ),
        advice=(
            Advice(
                text="Install the missing part",
                linux="sudo apt-get install {package}",
                only=("linux",),
            ),
            Advice(
                text="Install the missing part",
                linux="sudo apt-get install python3-venv",
                only=("linux",),
            ),
            Advice(text="Or make it with tfinstall, which needs no ensurepip", command="tfinstall"),
            Advice(text="Take another Python that fits", automatic=True),
        ),
    ),
    Cause(
        slug="uninstall-distutils",
        group="tools",
        exit_code=42,
        blame="machine",
        title="An installed package cannot be removed by pip",
        headline="The installed `{package}` cannot be removed by pip",
        explanation="It was put there by the system, by conda or by distutils, without the list "
        "of files that pip needs to replace it.",
        fields=("package",),
        patterns=(
            Pattern(
                line="ERROR: Cannot uninstall 'wrapt'. It is a distutils installed project and thus we cannot accurately determine which files belong to it which would lead to only a partial uninstall.",
                needs="distutils installed project",
                regex=r"Cannot uninstall '?(?P<package>[\w.-]{1,80})'?.{0,40} It is a distutils installed project",
            ),
            Pattern(
                line="It is a distutils installed project and thus we cannot accurately determine",
                needs="distutils installed project",
                regex=r"distutils installed project",
            ),
            Pattern(
                line="error: uninstall-distutils-installed-package",
                needs="uninstall-distutils-installed-package",
                regex=r"uninstall-distutils-installed-package",
            ),
            Pattern(
                line="ERROR: Cannot uninstall PyYAML 5.3.1, RECORD file not found. Hint: The package was installed by debian.",
                needs="the package was installed by",
                regex=r"(?:Cannot uninstall (?P<package>[\w.-]{1,80}) \S{1,40}, RECORD file not found\. )?[Hh]int: The package was installed by (?P<owner>[\w.-]{1,40})",
            ),
            Pattern(
                line="AssertionError: Cannot remove entries from nonexistent file /opt/anaconda3/lib/python3.6/site-packages/easy-install.pth",
                needs="easy-install.pth",
                regex=r"[Cc]annot remove entries from nonexistent file",
            ),
            Pattern(
                line="Detected a distutils installed project ('six') which we cannot uninstall.",
                needs="detected a distutils installed project",
                regex=r"Detected a distutils installed project \('?(?P<package>[\w.-]{1,80})'?\) which we cannot uninstall",
                weight="likely",
            ),
            Pattern(
                line="error: Unable to uninstall `wrapt==1.11.1`. distutils-installed distributions do not include the metadata required to uninstall safely.",
                needs="distutils-installed",
                regex=r"Unable to uninstall `(?P<package>[\w.-]{1,80}).{0,40}distutils-installed",
            ),
        ),
        advice=(
            Advice(text="Use an environment of your own", command="tfinstall {wanted}"),
            Advice(
                text="In a conda environment, let conda replace it",
                command="conda update {package}",
            ),
            Advice(
                text="Or install over it",
                command="python -m pip install --ignore-installed {package}",
            ),
            Advice(text="Use an environment of your own", command="python3 -m venv .venv"),
        ),
    ),
)
