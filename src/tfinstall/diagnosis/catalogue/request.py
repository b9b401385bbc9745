"""What was asked for cannot be had as it was asked for."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

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
                regex=r"no such option: (?P<option>\S+)",
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
                regex=r"error: unrecognized arguments: (?P<option>\S+)",
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
        ),
        advice=(
            Advice(text="Compare with the list of options", command="{tool} --help"),
            Advice(text="Correct the command; an option may be newer than this version of pip"),
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
                regex=r"Invalid wheel filename[^:]*: '?(?P<requirement>[^']{1,200})",
            ),
            Pattern(
                line="ERROR: not_a_valid_name.whl is not a valid wheel filename.",
                needs="is not a valid wheel filename",
                regex=r"(?P<requirement>\S{1,200}) is not a valid wheel filename",
            ),
            Pattern(
                line="ERROR: /srv/trial/r3.txt recursively references itself in /srv/trial/r3.txt",
                needs="recursively references itself",
                regex=r"(?P<file>\S{1,300}) recursively references itself",
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
                regex=r"^\s*error: Failed to parse: `(?P<requirement>[^`]{1,200})`",
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
                regex=r"^\s*error: File not found: `(?P<file>[^`]{1,300})`",
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
                regex=r"Distribution not found at: (?P<file>\S{1,300})",
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
        ),
        advice=(
            Advice(text="Choose another place", command="tfinstall --venv NEW_DIRECTORY"),
            Advice(text="Or move away what is there, or replace it with `--recreate`"),
        ),
    ),
    Cause(
        slug="version-not-found",
        group="request",
        exit_code=10,
        blame="request",
        title="No such version is on offer",
        headline="The index offers nothing that satisfies `{requirement}`",
        explanation="The index answered, and what it lists for this Python and this machine does "
        "not contain the version that is wanted, or the name is misspelled.",
        fields=("requirement", "nearest"),
        patterns=(
            Pattern(
                line="ERROR: No matching distribution found for tensorflow==2.99",
                needs="no matching distribution found",
                regex=r"No matching distribution found for (?P<requirement>[^\s(]{1,200})",
                weight="outcome",
            ),
            Pattern(
                line="ERROR: Could not find a version that satisfies the requirement tensorflow==2.99 (from versions: 2.20.0, 2.21.0)",
                needs="could not find a",
                regex=r"Could not find a (?:final )?version that satisfies the requirement (?P<requirement>\S{1,200})",
                weight="outcome",
            ),
            Pattern(
                line="  ╰─▶ Because there is no version of tensorflow==2.99 and you require tensorflow==2.99, we can conclude that your requirements are unsatisfiable.",
                needs="there is no version of",
                regex=r"there is no version of (?P<requirement>[^\s,]{1,120})",
            ),
            Pattern(
                line="  ╰─▶ Because there are no versions of tensorflow-foo and you require tensorflow-foo, we can conclude that your requirements are unsatisfiable.",
                needs="there are no versions of",
                regex=r"there are no versions of (?P<requirement>[^\s,]{1,120})",
            ),
            Pattern(
                line="  ╰─▶ Because tensorfow was not found in the package registry and you require tensorfow, we can conclude that your requirements are unsatisfiable.",
                needs="was not found in the package registry",
                regex=r"(?P<requirement>[\w.\[\]-]{1,120}) was not found in the package registry",
            ),
            Pattern(
                line="  ╰─▶ Because only tensorflow<=2.21.0 is available and you require tensorflow==2.99, we can conclude that your requirements are unsatisfiable.",
                needs="is available and you require",
                regex=r"Because only (?P<nearest>[^,]{1,120}) is available and you require",
            ),
            Pattern(
                line="  ╰─▶ Because only the following versions of tensorflow are available:",
                needs="only the following versions",
                regex=r"Because only the following versions of (?P<requirement>\S{1,80}) are available",
                weight="likely",
            ),
            Pattern(
                line="PackagesNotFoundError: The following packages are not available from current channels:",
                needs="packagesnotfounderror",
                regex=r"PackagesNotFoundError: The following packages are (?:not available|missing)",
            ),
            Pattern(
                line="ResolvePackageNotFound:",
                needs="resolvepackagenotfound",
                regex=r"ResolvePackageNotFound",
            ),
            Pattern(
                line="└─ tensorfow =* * does not exist (perhaps a typo or a missing channel).",
                needs="does not exist (perhaps a typo",
                regex=r"(?P<requirement>[\w.=*<>-]{1,120})[^(]{0,200}\(perhaps a typo or a missing channel\)",
            ),
            Pattern(
                line="  - nothing provides requested tensorflow ==2.99",
                needs="nothing provides requested",
                regex=r"nothing provides requested (?P<requirement>.{1,80})",
            ),
        ),
        advice=(
            Advice(text="Ask for the nearest that is on offer: {nearest}"),
            Advice(
                text="See which releases and Pythons go together",
                command="tfinstall why {wanted}",
            ),
            Advice(text="Check the spelling of name and version"),
        ),
    ),
    Cause(
        slug="package-removed",
        group="request",
        exit_code=10,
        blame="package",
        title="The package was withdrawn by its makers in favour of another name",
        headline="`{package}` was withdrawn by its makers: install `{replacement}` instead",
        explanation="What is on the index under this name is only a notice that stops the "
        "installation; its successor is named in it.",
        fields=("package", "replacement"),
        patterns=(
            Pattern(
                line='The "tensorflow-gpu" package has been removed!',
                needs="package has been removed",
                regex=r"The \"?(?P<package>[\w-]{1,60})\"? package has been removed",
            ),
            Pattern(
                line="      The 'sklearn' PyPI package is deprecated, use 'scikit-learn'",
                needs="package is deprecated, use",
                regex=r"The '(?P<package>[\w-]{1,60})' .{0,20}package is deprecated, use '(?P<replacement>[\w-]{1,60})'",
            ),
            Pattern(
                line='The "tf-nightly-gpu" package has been removed!',
                needs="tf-nightly-gpu",
                regex=r"(?:The|Please).{0,40}tf-nightly-gpu.{0,60}(?:removed|deprecated)",
            ),
            Pattern(
                line="    raise Exception(TF_REMOVAL_WARNING)",
                needs="tf_removal_warning",
                regex=r"TF_REMOVAL_WARNING",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Install {replacement}, also where a requirements file names the old one",
                command="python -m pip install {replacement}",
            ),
            Advice(text="For tensorflow-gpu the successor is tensorflow, for sklearn scikit-learn"),
        ),
    ),
    Cause(
        slug="hash-missing",
        group="request",
        exit_code=2,
        blame="request",
        title="Hashes are required, and a requirement has none",
        headline="Hashes are required, and `{requirement}` has none",
        explanation="As soon as one requirement carries a --hash, or --require-hashes is set, pip "
        "wants every package pinned with == and hashed, those that others depend on included.",
        fields=("requirement",),
        patterns=(
            Pattern(
                line="ERROR: Hashes are required in --require-hashes mode, but they are missing from some requirements. Here is a list of those requirements along with the hashes their downloaded archives actually had.",
                needs="hashes are required in --require-hashes",
                regex=r"Hashes are required in --require-hashes mode",
            ),
            Pattern(
                line="ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:",
                needs="must have their versions pinned",
                regex=r"In --require-hashes mode, all requirements must have their versions pinned",
            ),
            Pattern(
                line="ERROR: Can't verify hashes for these requirements because we don't have a way to hash version control repositories:",
                needs="can't verify hashes",
                regex=r"Can't verify hashes for these",
            ),
            Pattern(
                line="ERROR: The editable requirement file:///srv/edproj cannot be installed when requiring hashes, because there is no single file to hash.",
                needs="cannot be installed when requiring hashes",
                regex=r"The editable requirement (?P<requirement>\S{1,200}) cannot be installed when requiring hashes",
            ),
            Pattern(
                line="error: In `--require-hashes` mode, all requirements must have a hash, but none were provided for: tensorflow",
                needs="`--require-hashes` mode",
                regex=r"In `--require-hashes` mode, all requirements must",
            ),
        ),
        advice=(
            Advice(
                text="Write a complete lock with all hashes",
                command="tfinstall lock {wanted} --format requirements -o requirements.lock",
            ),
            Advice(text="Pin every requirement with == and give each its --hash"),
        ),
    ),
    Cause(
        slug="dependency-conflict",
        group="request",
        exit_code=40,
        blame="request",
        title="Requirements contradict each other",
        headline="Requirements contradict each other over `{package}`",
        explanation="No single set of versions satisfies everything that was asked for together "
        "with what those packages themselves require.",
        fields=("package", "requirement"),
        patterns=(
            Pattern(
                line="ERROR: Cannot install numpy==1.23.5 and tensorflow==2.6.0 because these package versions have conflicting dependencies.",
                needs="have conflicting dependencies",
                regex=r"Cannot install (?P<requirement>.{1,300}?) because these package versions have conflicting dependencies",
            ),
            Pattern(
                line="The conflict is caused by:",
                needs="conflict is caused by",
                regex=r"The conflict is caused by:",
            ),
            Pattern(
                line="ERROR: ResolutionImpossible: for help visit https://pip.example/fixing-conflicts",
                needs="resolutionimpossible: for help",
                regex=r"ResolutionImpossible: for help",
            ),
            Pattern(
                line="ERROR: Double requirement given: okpkg==1.1 (already in okpkg==1.0, name='okpkg')",
                needs="double requirement given",
                regex=r"Double requirement given: (?P<requirement>[^(]{1,120})",
            ),
            Pattern(
                line="error: resolution-too-deep",
                needs="resolution-too-deep",
                regex=r"resolution-too-deep",
            ),
            Pattern(
                line="pip._vendor.resolvelib.resolvers.ResolutionTooDeep: 2000000",
                needs="resolutiontoodeep",
                regex=r"ResolutionTooDeep: ",
            ),
            Pattern(
                line="  × No solution found when resolving dependencies:",
                needs="no solution found when resolving",
                regex=r"No solution found when resolving",
                weight="likely",
            ),
            Pattern(
                line="      And because tensorflow==2.6.0 depends on numpy>=1.19.2,<1.20.dev0, we can conclude that numpy==1.20.3 and tensorflow==2.6.0 are incompatible.",
                needs="are incompatible.",
                regex=r"we can conclude that (?P<requirement>.{1,200}?) are incompatible",
            ),
            Pattern(
                line="UnsatisfiableError: The following specifications were found to be incompatible with each other:",
                needs="unsatisfiableerror",
                regex=r"(?<!Mamba)UnsatisfiableError: ",
            ),
            Pattern(
                line="LibMambaUnsatisfiableError: Encountered problems while solving:",
                needs="libmambaunsatisfiableerror",
                regex=r"LibMambaUnsatisfiableError: ",
                weight="likely",
            ),
            Pattern(
                line="Found conflicts! Looking for incompatible packages.",
                needs="found conflicts!",
                regex=r"Found conflicts!",
                weight="likely",
            ),
            Pattern(
                line="tensorflow 2.10.1 requires keras<2.11,>=2.10.0, which is not installed.",
                needs="which is not installed",
                regex=r"^\s*(?P<requirement>[\w.-]{1,80} [\w.+!-]{1,40}) requires (?P<package>[\w.-]{1,80}).{0,80}, which is not installed",
                weight="noise",
            ),
            Pattern(
                line="tensorflow 2.10.1 requires protobuf<3.20,>=3.9.2, but you have protobuf 4.21.1 which is incompatible.",
                needs="which is incompatible",
                regex=r"requires? (?P<package>[\w.-]{1,80})[^,]{0,20}.{0,80}but you(?:'ll)? have .{1,80} which is incompatible",
                weight="noise",
            ),
            Pattern(
                line="ERROR: tensorflow 1.14.0 has requirement wrapt>=1.11.1, but you'll have wrapt 1.10.11 which is incompatible.",
                needs="which is incompatible",
                regex=r"has requirement (?P<package>[\w.-]{1,80}).{0,80}, but you(?:'ll)? have .{1,80} which is incompatible",
                weight="noise",
            ),
            Pattern(
                line="ERROR: The requirement x>2 is not compatible with version 1.0 specified in a provided lock file",
                needs="not compatible with version",
                regex=r"The requirement (?P<requirement>\S{1,120}) is not compatible with version",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Loosen or drop one of the pins on {package}"),
            Advice(
                text="Let the versions be chosen to go with that TensorFlow",
                command="tfinstall plan {wanted}",
            ),
            Advice(text="Loosen one of the contradicting pins, or use a fresh environment"),
        ),
    ),
)
