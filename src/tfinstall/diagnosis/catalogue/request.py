"""What was asked for cannot be had as it was asked for."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

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
