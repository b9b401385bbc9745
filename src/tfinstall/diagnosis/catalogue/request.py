"""What was asked for cannot be read as it was asked for."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="usage",
        group="request",
        exit_code=2,
        blame="request",
        title="The command line is not understood",
        headline="The command line is not understood: {option}",
        fields=("option",),
        explanation="An option or a command is unknown to this version, lacks its value, or does "
        "not go with another one; nothing was installed.",
        patterns=(
            Pattern(
                line="no such option: --resume-retries",
                needs="no such option",
                regex=r"no such option: (?P<option>\S{1,120})",
            ),
            Pattern(
                line='ERROR: unknown command "instal" - maybe you meant "install"',
                needs="unknown command",
                regex=r"""unknown command [\"'](?P<option>[^\"']{1,80})""",
            ),
            Pattern(
                line='ERROR: You must give at least one requirement to install (see "pip help install")',
                needs="at least one requirement",
                regex=r"You must give at least one requirement",
            ),
            Pattern(
                line="option --use-feature: invalid choice: 'x' (choose from 'fast-deps')",
                needs="invalid choice",
                regex=r"\b(?:option|argument) (?P<option>[-\w/, ]{1,60}): invalid choice",
            ),
            Pattern(
                line="ERROR: Can not use any platform or abi specific options unless installing via '--target' or using '--dry-run'",
                needs="platform or abi specific options",
                regex=r"Can not use any platform or abi specific options",
            ),
            Pattern(
                line="ERROR: When restricting platform and interpreter constraints using --python-version, --platform, --abi, or --implementation, either --no-deps must be set",
                needs="when restricting platform",
                regex=r"When restricting platform and interpreter constraints",
            ),
            Pattern(
                line="error: unexpected argument '--no-cache-dir' found",
                needs="unexpected argument",
                regex=r"^\s*error: unexpected argument '(?P<option>[^']{1,80})' found",
            ),
            Pattern(
                line="conda: error: unrecognized arguments: --upgrade",
                needs="unrecognized arguments",
                regex=r"error: unrecognized arguments: (?P<option>\S{1,120})",
            ),
            Pattern(
                line="error: unrecognized subcommand 'instal'",
                needs="unrecognized subcommand",
                regex=r"error: unrecognized subcommand '(?P<option>[^']{1,80})'",
            ),
            Pattern(
                line="-r option requires 1 argument",
                needs="requires 1 argument",
                regex=r"(?P<option>--?[\w-]{1,40}) option requires (?:1|an) argument",
            ),
            Pattern(
                line="pip: error: --index-url option requires 1 argument",
                needs="requires 1 argument",
                regex=r"error: (?P<option>-[\w-]{1,40}) option requires",
            ),
            Pattern(
                line=">>> pip install tensorflow",
                needs=">>>",
                regex=r"^\s*>>> (?:python\d? -m )?(?P<option>pip\d? (?:install|download|uninstall)\b.{0,80})",
                weight="likely",
            ),
            Pattern(
                line="ERROR: Can not combine '--user' and '--target'",
                needs="can not combine '--user' and",
                regex=r"Can not combine '--user' and '--(?:target|prefix)'",
            ),
            Pattern(
                line="zsh: no matches found: tensorflow[and-cuda]",
                needs="no matches found:",
                regex=r"zsh: no matches found: (?P<unquoted>\S{1,120})",
            ),
        ),
        advice=(
            Advice(
                text="zsh reads brackets and stars itself: put the requirement between quotes",
                command="python -m pip install {unquoted}",
            ),
            Advice(text="Compare with the list of options", command="{tool} --help"),
            Advice(text="`{option}` may be newer than this version of pip: bring it up to date"),
            Advice(text="Correct the command, and run it again"),
        ),
    ),
    Cause(
        slug="invalid-requirement",
        group="request",
        exit_code=2,
        blame="request",
        title="A requirement cannot be read",
        headline="`{requirement}` cannot be read as a requirement",
        explanation="A requirement is a name, optionally with extras, versions and a marker, such "
        "as `tensorflow==2.15.1`; a requirements file holds one on each line, and no commands.",
        fields=("requirement", "file", "at"),
        patterns=(
            Pattern(
                line="HINT: You are attempting to install a package literally named \"requirements.txt\" (which cannot exist). Consider using the '-r' flag to install the packages listed in requirements.txt",
                needs="literally named",
                regex=r"install a package literally named \"(?P<file>[^\"]{1,200})\"",
            ),
            Pattern(
                line="ERROR: Invalid requirement: 'okpkg=>1.0': Expected end or semicolon (after name and no valid version specifier)",
                needs="invalid requirement:",
                regex=r"""(?:^|[Ee][Rr]{2}[Oo][Rr]: )\s*Invalid requirement: ['\"]?(?P<requirement>[^'\"]{1,200})""",
            ),
            Pattern(
                line="pip._vendor.packaging.markers.InvalidMarker: Invalid marker: \"python_versio > '3'\", parse error at 'python_v'",
                needs="invalidmarker",
                regex=r"InvalidMarker: (?:Invalid marker: (?P<requirement>.{1,120}))?",
            ),
            Pattern(
                line="pip._vendor.packaging.markers.UndefinedEnvironmentName: 'extra' does not exist in evaluation environment.",
                needs="undefinedenvironmentname",
                regex=r"UndefinedEnvironmentName",
                weight="likely",
            ),
            Pattern(
                line="packaging.requirements.InvalidRequirement: Expected end or semicolon (after version specifier)",
                needs="invalidrequirement:",
                regex=r"InvalidRequirement: ",
            ),
            Pattern(
                line="Hint: = is not a valid operator. Did you mean == ?",
                needs="= is not a valid operator",
                regex=r"= is not a valid operator\. Did you mean ==",
            ),
            Pattern(
                line="ERROR: Invalid wheel filename (wrong number of parts): 'not_a_valid_name'",
                needs="invalid wheel filename",
                regex=r"Invalid wheel filename[^:]{0,120}: '?(?P<requirement>[^']{1,200})",
            ),
            Pattern(
                line="ERROR: not_a_valid_name.whl is not a valid wheel filename.",
                needs="is not a valid wheel filename",
                regex=r"(?<!\S)(?P<requirement>\S{1,200}) is not a valid wheel filename",
            ),
            Pattern(
                line="ERROR: /srv/trial/r3.txt recursively references itself in /srv/trial/r3.txt",
                needs="recursively references itself",
                regex=r"(?<!\S)(?P<file>\S{1,300}) recursively references itself",
            ),
            Pattern(
                line="ERROR: nosetup from file:///x does not appear to be a Python project: neither 'setup.py' nor 'pyproject.toml' found.",
                needs="does not appear to be a python project",
                regex=r"does not appear to be a Python project",
            ),
            Pattern(
                line="ERROR: Directory '.' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.",
                needs="is not installable",
                regex=r"Directory '(?P<file>[^']{1,300})' is not installable",
            ),
            Pattern(
                line='ERROR: File "setup.py" not found for legacy project nosetup from file:///x.',
                needs='file "setup.py" not found',
                regex=r"File \"setup\.py\" not found for legacy project",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: '/tmp/pip-install-wzls3hzw/nosetup/setup.py'",
                needs="no such file or directory",
                regex=r"\[Errno 2\] [^:\[]{0,80}: '[^']{0,300}pip-(?:install|build|req-build)-[^']{0,200}[/\\]setup\.py'",
            ),
            Pattern(
                line="__main__.py: error: Allowed hash algorithms for --hash are sha256, sha384, sha512.",
                needs="allowed hash algorithms",
                regex=r"Allowed hash algorithms for --hash",
            ),
            Pattern(
                line="UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte",
                needs="unicodedecodeerror",
                regex=r"UnicodeDecodeError: '[\w-]{1,20}' codec can't decode byte",
                weight="likely",
            ),
            Pattern(
                line="error: Couldn't parse requirement in `requirements.txt` at position 18",
                needs="couldn't parse requirement",
                regex=r"Couldn't parse requirement in `(?P<file>[^`]{1,300})`",
            ),
            Pattern(
                line="error: Failed to parse: `tensorflow=>2.10`",
                needs="failed to parse:",
                regex=r"^\s*error: Failed to parse: `(?P<requirement>(?![^`]{1,200}\.toml`)[^`]{1,200})`",
            ),
            Pattern(
                line="ERROR: Could not detect requirement name for 'git+https://git.example/x.git', please specify one with #egg=your_package_name",
                needs="could not detect requirement name",
                regex=r"Could not detect requirement name",
            ),
            Pattern(
                line="It looks like a path. Does it exist ?",
                needs="looks like a path",
                regex=r"It looks like a path\. Does it exist",
            ),
            Pattern(
                line="    Expected end or semicolon (after name and no valid version specifier)",
                needs="expected end or semicolon",
                regex=r"Expected end or semicolon",
            ),
            Pattern(
                line="ERROR: Invalid version: 'two' is an invalid version",
                needs="is an invalid version",
                regex=r"Invalid version: '(?P<requirement>[^']{1,80})' is an invalid version",
                weight="likely",
            ),
            Pattern(
                line="RecursionError: maximum recursion depth exceeded while calling a Python object",
                needs="maximum recursion depth",
                regex=r"RecursionError: maximum recursion depth exceeded",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: maximum recursion depth exceeded",
                needs="maximum recursion depth",
                regex=r"RuntimeError: maximum recursion depth exceeded",
                weight="likely",
            ),
            Pattern(
                line="CondaValueError: invalid package specification: tensorflow=>2",
                needs="invalid package specification",
                regex=r"invalid package specification: (?P<requirement>.{1,80})",
            ),
            Pattern(
                line="InvalidMatchSpec: Invalid spec 'tensorflow==>2': Single '=' used with '>'",
                needs="invalidmatchspec",
                regex=r"InvalidMatchSpec: Invalid spec '(?P<requirement>[^']{1,80})'",
            ),
            Pattern(
                line="InvalidVersionSpec: Invalid version '2.10.': invalid version spec",
                needs="invalid version spec",
                regex=r"InvalidVersionSpec: Invalid version '(?P<requirement>[^']{1,80})'",
            ),
        ),
        advice=(
            Advice(text="Correct line {at} of {file}"),
            Advice(
                text="A file of requirements is installed with -r",
                command="python -m pip install -r {file}",
            ),
            Advice(text="Write name, operator and version without blanks between: `name==1.2.3`"),
        ),
    ),
    Cause(
        slug="file-missing",
        group="request",
        exit_code=2,
        blame="request",
        title="A file or directory that the command names does not exist",
        headline="`{file}` does not exist",
        explanation="The path was looked up from the directory in which the command ran; in a "
        "container build only what was copied in beforehand is there.",
        fields=("file",),
        patterns=(
            Pattern(
                line="ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'",
                needs="could not open requirements",
                regex=r"Could not open requirements file: .{0,120}?'(?P<file>[^']{1,300})'",
            ),
            Pattern(
                line="ERROR: Could not open constraints file: [Errno 2] No such file or directory: 'c.txt'",
                needs="could not open constraints",
                regex=r"Could not open (?:constraints?|build constraints?|lock) file: .{0,120}?'(?P<file>[^']{1,300})'",
            ),
            Pattern(
                line="WARNING: Requirement './tensorflow-1.0.whl' looks like a filename, but the file does not exist",
                needs="looks like a filename",
                regex=r"Requirement '(?P<file>[^']{1,300})' looks like a filename, but the file does not exist",
            ),
            Pattern(
                line="error: File not found: `requirements.txt`",
                needs="file not found:",
                regex=r"^\s*error: File not found: `?(?P<file>[^`\s]{1,300})`?",
            ),
            Pattern(
                line="EnvironmentFileNotFound: '/home/worker/environment.yml' file not found",
                needs="environmentfilenotfound",
                regex=r"EnvironmentFileNotFound: '(?P<file>[^']{1,300})'",
            ),
            Pattern(
                line="python: can't open file 'setup.py': [Errno 2] No such file or directory",
                needs="can't open file",
                regex=r"can't open file '(?P<file>[^']{1,300})': \[Errno 2\]",
            ),
            Pattern(
                line="error: Distribution not found at: file:///srv/dl/tensorflow-2.10.0.whl",
                needs="distribution not found at",
                regex=r"Distribution not found at: `?(?P<file>\S{1,300})",
            ),
            Pattern(
                line="COPY failed: file not found in build context or excluded by .dockerignore: stat requirements.txt: file does not exist",
                needs="file not found in build context",
                regex=r"COPY failed: file not found in build context.{0,40}: stat (?P<file>[^:]{1,200})",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '/srv/dl/okpkg-1.0-py2.py3-none-any.whl'",
                needs="errno 2]",
                regex=r"(?:Could not install packages due to an (?:OS|Environment)Error|FileNotFoundError|IOError): \[Errno 2\][^:]{0,80}: u?'(?P<file>[^']{1,400}\.(?:whl|txt|tar\.gz|zip|in|yml|yaml))'",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Location './wheels' is ignored: it is either a non-existing path or lacks a specific scheme.",
                needs="is ignored: it is",
                regex=r"(?:Location|Url) '(?P<file>[^']{1,300})' is ignored: it is either a non-existing path",
                weight="likely",
            ),
            Pattern(
                line="The folder you are executing pip from can no longer be found.",
                needs="can no longer be found",
                regex=r"The folder you are executing pip from can no longer be found",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '/srv/x'",
                needs="errno 2]",
                regex=r"Could not install packages due to an (?:OS|Environment)Error: \[Errno 2\][^:]{0,80}: u?'(?P<file>[^']{1,400})'",
                weight="outcome",
            ),
            Pattern(
                line="EnvironmentLocationNotFound: Not a conda environment: /opt/conda/envs/tf",
                needs="environmentlocationnotfound",
                regex=r"EnvironmentLocationNotFound: Not a conda environment: (?P<file>\S{1,300})",
            ),
        ),
        advice=(Advice(text="Check the path, and the directory the command is run in"),),
    ),
    Cause(
        slug="file-exists",
        group="request",
        exit_code=2,
        blame="request",
        title="Something is in the way where the result should go",
        headline="`{file}` is in the way",
        explanation="What tfinstall did not make is never overwritten unasked.",
        fields=("file",),
        patterns=(
            Pattern(
                line="ERROR: Target path exists but is not a directory, will not continue.",
                needs="target path exists but is not",
                regex=r"Target path exists but is not a directory",
            ),
            Pattern(
                line="CondaValueError: prefix already exists: /opt/conda/envs/tf",
                needs="prefix already exists",
                regex=r"CondaValueError: prefix already exists: (?P<file>\S{1,300})",
            ),
            Pattern(
                line="error: A virtual environment already exists at `.venv`. Use `--clear` to replace it",
                needs="a virtual environment already exists",
                regex=r"A virtual environment already exists at [`'](?P<file>[^`']{1,300})",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [Errno 17] File exists: '/srv/venv/lib/python3.9/site-packages/google'",
                needs="errno 17]",
                regex=r"\[Errno 17\][^'\[]{0,80}(?:u?'(?P<file>[^']{1,300})')?",
            ),
            Pattern(
                line="FileExistsError: [WinError 183] Eine Datei kann nicht erstellt werden, wenn sie bereits vorhanden ist: 'C:\\\\venv\\\\x'",
                needs="winerror 183]",
                regex=r"\[WinError 183\][^'\[]{0,120}(?:'(?P<file>[^']{1,300})')?",
            ),
            Pattern(
                line="  Caused by: failed to create directory `/srv/venv/lib/x`: File exists (os error 17)",
                needs="os error 17)",
                regex=r"\(os error 17\)",
            ),
        ),
        advice=(
            Advice(text="Choose another place", command="tfinstall --venv NEW_DIRECTORY"),
            Advice(text="Or move away what is there, or replace it with `--recreate`"),
        ),
    ),
)
