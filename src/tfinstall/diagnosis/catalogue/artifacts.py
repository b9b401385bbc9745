"""A file came, and it is not what it should be."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

_WITHOUT_CACHE = Advice(
    text="Fetch it afresh, past the cache",
    command="python -m pip install --no-cache-dir {requirement}",
    automatic=True,
)

_PURGE = Advice(text="Empty pip's cache, then try again", command="python -m pip cache purge")


CAUSES = (
    Cause(
        slug="hash-mismatch",
        group="index",
        exit_code=32,
        blame="index",
        title="A file is not the one that its hash promises",
        headline="{file} is not the file that its hash promises",
        explanation="Nearly always a download that was cut or a damaged cache entry; else the "
        "file on the server, or on the way, was changed, and it must not be installed.",
        fields=("file", "expected", "got", "requirement"),
        patterns=(
            Pattern(
                line="ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.",
                needs="do not match the hashes",
                regex=r"THESE PACKAGES DO NOT MATCH THE HASHES",
            ),
            Pattern(
                line="error: Hash mismatch for `tensorflow==2.15.0`",
                needs="hash mismatch for",
                regex=r"Hash mismatch for `(?P<file>[^`]{1,200})`",
            ),
            Pattern(
                line="ChecksumMismatchError: Conda detected a mismatch between the expected content and downloaded content",
                needs="checksummismatcherror",
                regex=r"ChecksumMismatchError",
            ),
            Pattern(
                line="        Expected sha256 c343c47c744591ef7855d28222b9277ba196a657cc84e0f617e0be72de3b9877",
                needs="expected sha256 ",
                regex=r"Expected sha256 (?P<expected>[0-9a-f]{64})",
                weight="likely",
            ),
            Pattern(
                line="Conda detected a mismatch between the expected content and downloaded content",
                needs="conda detected a mismatch",
                regex=r"Conda detected a mismatch between the expected content and downloaded content",
                weight="likely",
            ),
            Pattern(
                line="  Hash for tensorflow (2.15.0) from archive tensorflow-2.15.0-cp311-cp311-manylinux_2_17_x86_64.whl not found in known hashes (was: sha256:9d1b)",
                needs="not found in known hashes",
                regex=r"Hash for (?P<file>[\w.-]{1,80}) .{0,300}not found in known hashes",
            ),
        ),
        advice=(
            _WITHOUT_CACHE,
            _PURGE,
            Advice(text="If it stays: use another network or index, and do not install the file"),
        ),
    ),
    Cause(
        slug="corrupt-archive",
        group="index",
        exit_code=32,
        blame="index",
        title="An archive is damaged, or is no archive",
        headline="{file} is damaged, or is no archive",
        explanation="The file cannot be unpacked: cut short, a web page saved under the file's "
        "name, or damaged on disk.",
        fields=("file", "requirement"),
        patterns=(
            Pattern(
                line="zipfile.BadZipFile: File is not a zip file",
                needs="badzipfile",
                regex=r"BadZip[Ff]ile",
            ),
            Pattern(
                line="ERROR: Wheel 'badzip' located at /tmp/pip-unpack-x/badzip-1.0-py2.py3-none-any.whl is invalid.",
                needs="is invalid.",
                regex=r"Wheel '(?P<package>[^']{1,80})' located at (?P<file>\S{1,300}) is invalid",
            ),
            Pattern(
                line="ERROR: Cannot unpack file /tmp/pip-unpack-x/simple.htm (downloaded from /tmp/x, content-type: text/html); cannot detect archive format",
                needs="cannot unpack file",
                regex=r"Cannot unpack file (?P<file>\S{1,300})",
            ),
            Pattern(
                line="ERROR: Cannot determine archive format of /tmp/pip-req-build-x",
                needs="cannot determine archive format",
                regex=r"Cannot determine archive format of (?P<file>\S{1,300})",
            ),
            Pattern(
                line="zipfile.BadZipFile: Bad CRC-32 for file 'x.py'",
                needs="bad crc-32",
                regex=r"Bad CRC-32 for file '(?P<member>[^']{1,200})'",
            ),
            Pattern(
                line="zlib.error: Error -3 while decompressing data: invalid distances set",
                needs="zlib.error",
                regex=r"zlib\.error: Error -[1-35-9]",
            ),
            Pattern(
                line="error: Error -3 while decompressing: incorrect header check",
                needs="error -3 while decompressing",
                regex=r"Error -[1-35-9] while decompressing",
            ),
            Pattern(
                line="tarfile.ReadError: not a gzip file",
                needs="tarfile.readerror",
                regex=r"(?:tarfile\.)?ReadError: (?:not a gzip file|file could not be opened|unexpected end|zlib error|empty|bad|invalid|truncated)",
            ),
            Pattern(
                line="tarfile.ReadError: file could not be opened successfully",
                needs="readerror: ",
                regex=r"(?:tarfile\.)?ReadError: ",
            ),
            Pattern(
                line="  ├─▶ Failed to extract archive: nvidia_cusolver_cu12-11.6.3.83-py3-none-manylinux2014_x86_64.whl",
                needs="failed to extract archive",
                regex=r"Failed to extract archive",
            ),
            Pattern(
                line='InvalidArchiveError("Error with archive /opt/conda/pkgs/tensorflow-base.conda")',
                needs="invalidarchiveerror",
                regex=r"InvalidArchiveError",
                weight="likely",
            ),
            Pattern(
                line="CondaVerificationError: The package for tensorflow-base located at /opt/conda/pkgs/x appears to be corrupted.",
                needs="condaverificationerror",
                regex=r"CondaVerificationError: The package for (?P<package>[\w.-]{1,80})",
            ),
            Pattern(
                line="The package for numpy located at /opt/conda/pkgs/x appears to be corrupted.",
                needs="appears to be corrupted",
                regex=r"appears to be corrupted",
            ),
            Pattern(
                line="EOFError: Compressed file ended before the end-of-stream marker was reached",
                needs="end-of-stream marker",
                regex=r"Compressed file ended before the end-of-stream marker",
            ),
            Pattern(
                line="OSError: Not a gzipped file (b'<!')",
                needs="not a gzipped file",
                regex=r"[Nn]ot a gzipped file",
            ),
            Pattern(
                line="  Caused by: unable to locate the end of central directory record",
                needs="central directory",
                regex=r"[Ee]nd[- ]of[- ]central[- ]directory",
            ),
            Pattern(
                line="gzip: stdin: not in gzip format",
                needs="gzip: stdin",
                regex=r"gzip: stdin: (?:not in gzip format|unexpected end of file)",
                weight="likely",
            ),
            Pattern(
                line="IOError: CRC check failed 0xc187cf56L != 0x14c5212fL",
                needs="crc check failed",
                regex=r"CRC check failed 0x",
            ),
        ),
        advice=(
            _WITHOUT_CACHE,
            _PURGE,
            Advice(text="Fetch the file again; look whether it is a web page"),
        ),
    ),
    Cause(
        slug="package-invalid",
        group="index",
        exit_code=32,
        blame="package",
        title="A package is put together wrongly",
        headline="{package} is put together wrongly",
        explanation="Its metadata is missing, malformed, or contradicts its name or version; this "
        "is for its makers to repair.",
        fields=("package", "file"),
        patterns=(
            Pattern(
                line='  File "/x/pip/req/req_set.py", line 666, in check_dist_requires_python',
                needs="check_dist_requires_python",
                regex=r"in check_dist_requires_python",
                weight="likely",
            ),
            Pattern(
                line='  File "/x/pip/_vendor/pkg_resources/__init__.py", line 2885, in _compute_dependencies',
                needs="_compute_dependencies",
                regex=r"in _compute_dependencies",
                weight="likely",
            ),
            Pattern(
                line="ValueError: (\"Missing 'Version:' header and/or METADATA file at path: [could not detect]\", nometadata [unknown version] (/tmp/x))",
                needs="header and/or metadata file",
                regex=r"Missing 'Version:' header and/or (?:METADATA|PKG-INFO) file",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: '/tmp/tmptvn3zs6w/lib/python/norecord-1.0.dist-info/RECORD'",
                needs="dist-info",
                regex=r"\[Errno 2\].{0,400}\.dist-info[/\\]{1,2}(?:RECORD|METADATA|WHEEL)'",
                weight="outcome",
            ),
            Pattern(
                line="ERROR: nowheelfile has an invalid wheel, could not read 'nowheelfile-1.0.dist-info/WHEEL' file",
                needs="has an invalid wheel",
                regex=r"(?<![\w.-])(?P<package>[\w.-]{1,80}) has an invalid wheel",
            ),
            Pattern(
                line="nowheelfile is in an unsupported or invalid wheel",
                needs="unsupported or invalid wheel",
                regex=r"(?<![\w.-])(?P<package>[\w.-]{1,80}) is in an unsupported or invalid wheel",
            ),
            Pattern(
                line="WARNING: Discarding x: Requested wrongname from https://index.example/x has inconsistent name: filename has 'wrongname', but metadata has 'other'",
                needs="has inconsistent",
                regex=r"(?:has|have) inconsistent (?:[Nn]ame|[Vv]ersion|Requires-Dist)",
                weight="likely",
            ),
            Pattern(
                line="ERROR: Requested wrongver from x has different version in metadata: '2.0'",
                needs="in metadata: ",
                regex=r"has different (?:name|version) in metadata",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Ignoring version 1.0 of badreq since it has invalid metadata:",
                needs="since it has invalid metadata",
                regex=r"Ignoring version (?P<version>\S{1,40}) of (?P<package>[\w.-]{1,80}) since it has invalid metadata",
                weight="likely",
            ),
            Pattern(
                line="ERROR: Requested pytorch-lightning==1.5.4 from https://index.example/x.whl has invalid metadata: Expected matching RIGHT_PARENTHESIS",
                needs="has invalid metadata",
                regex=r"Requested (?P<package>[\w.=-]{1,80}) from \S{1,300} has invalid metadata",
            ),
            Pattern(
                line="ERROR: The wheel '/tmp/evil-1.0-py2.py3-none-any.whl' has a file '/tmp/evil.py' trying to install outside the target directory '/tmp/x'",
                needs="trying to install outside",
                regex=r"trying to install outside (?:the )?target directory",
            ),
            Pattern(
                line="pip._internal.metadata.importlib._compat.BadMetadata: Bad metadata in <x> (invalid metadata entry 'name')",
                needs="badmetadata",
                regex=r"BadMetadata",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: RECORD",
                needs="due to an oserror: record",
                regex=r"Could not install packages due to an (?:OS|Environment)Error: (?:RECORD|METADATA|WHEEL)\s*$",
            ),
            Pattern(
                line="No metadata found in ./pip-install-m5pamjax/nometadata",
                needs="no metadata found in",
                regex=r"No metadata found in ",
            ),
            Pattern(
                line="pip._internal.exceptions.UnsupportedWheel: .dist-info directory not found",
                needs="dist-info directory not found",
                regex=r"\.dist-info directory not found",
            ),
            Pattern(
                line="ERROR: x has an invalid wheel, multiple .dist-info directories found",
                needs="multiple .dist-info directories",
                regex=r"multiple \.dist-info directories",
            ),
            Pattern(
                line="IndexError: list index out of range",
                needs="list index out of range",
                regex=r"IndexError: list index out of range",
                weight="likely",
            ),
            Pattern(
                line="pip._vendor.pkg_resources.RequirementParseError: Parse error at \"'(>=1.0.*'\": Expected stringEnd",
                needs="requirementparseerror",
                regex=r"RequirementParseError: .{0,40}[Pp]arse error at",
                weight="likely",
            ),
            Pattern(
                line="KeyError: \"There is no item named 'x-1.0.dist-info/RECORD' in the archive\"",
                needs="keyerror: ",
                regex=r"""KeyError: (?:u?'|\").{0,80}(?:RECORD|WHEEL|METADATA)""",
                weight="likely",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: '/tmp/pip-build-x/norecord/norecord-1.0.dist-info/RECORD'",
                needs="dist-info",
                regex=r"(?:FileNotFoundError|IOError|OSError|Error): \[Errno 2\].{0,200}pip-[\w-]{1,40}[/\\].{0,200}\.dist-info[/\\](?:RECORD|METADATA|WHEEL)",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Generating metadata for package wrongsdist produced metadata for project name other.",
                needs="produced metadata for project name",
                regex=r"produced metadata for project name (?P<package>[\w.-]{1,80})",
                weight="likely",
            ),
            Pattern(
                line="pip._vendor.packaging.version.InvalidVersion: Invalid version: '4.0.0-unsupported'",
                needs="invalidversion",
                regex=r"InvalidVersion: Invalid version: '(?P<version>[^']{1,80})'",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Ask for another version of it, and tell its makers"),
            Advice(
                text="pips before 24.1 still accept some malformed metadata",
                command='python -m pip install "pip<24.1"',
            ),
        ),
    ),
)
