"""What was asked for is not to be had, or not together."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
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
                regex=r"(?<![\w.\[\]-])(?P<requirement>[\w.\[\]-]{1,120}) was not found in the package registry",
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
                regex=r"(?<![\w.=*<>-])(?P<requirement>[\w.=*<>-]{1,120})[^(]{0,200}\(perhaps a typo or a missing channel\)",
            ),
            Pattern(
                line="  - nothing provides requested tensorflow ==2.99",
                needs="nothing provides requested",
                regex=r"nothing provides requested (?P<requirement>.{1,80})",
            ),
            Pattern(
                line="ERROR: Could not find a version that matches tensorflow==2.99 (from -r constraints.txt (line 2))",
                needs="could not find a version that matches",
                regex=r"Could not find a version that matches (?P<requirement>[^\s(]{1,200})",
                weight="outcome",
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
            Pattern(
                line="  Using cached tensorflow-gpu-2.12.0.tar.gz (2.6 kB)",
                needs="-gpu-2.1",
                regex=r"(?:Downloading|Using cached) \S{0,300}?(?P<package>(?:tensorflow|tf[-_]nightly)[-_]gpu)-2\.1\d\.\d\S{0,20}\.tar\.gz",
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
                line="error    libmamba Could not solve for environment specs",
                needs="could not solve for environment specs",
                regex=r"Could not solve for environment specs",
                weight="likely",
            ),
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
            Pattern(
                line="So, because proj depends on both jax (0.4.35) and tensorflow (2.16.1), version solving failed.",
                needs="version solving failed",
                regex=r"(?:because (?P<requirement>.{1,300}?), )?version solving failed",
                weight="likely",
            ),
            Pattern(
                line="There are incompatible versions in the resolved dependencies:",
                needs="incompatible versions in the resolved",
                regex=r"There are incompatible versions in the resolved dependencies",
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
