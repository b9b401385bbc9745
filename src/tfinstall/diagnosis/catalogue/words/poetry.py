"""What poetry, pipenv and pdm say."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

WORDS = (
    word(
        "http-401",
        "Source (corp): Authorization error accessing http://index.example/simple/six/",
        "authorization error accessing",
        r"Authorization error accessing (?P<url>\S{1,300})",
    ),
    word(
        "python-too-old",
        "Current Python version (3.8.10) is not allowed by the project (^3.10).",
        "is not allowed by the project",
        r"Python version \((?P<python>[\d.]{1,12})\) is not allowed by the project \((?P<pythons>[^)]{1,60})\)",
        "decisive",
    ),
    word(
        "python-too-old",
        "The currently activated Python version 3.8.10 is not supported by the project (^3.10).",
        "is not supported by the project",
        r"Python version (?P<python>[\d.]{1,12}) is not supported by the project \((?P<pythons>[^)]{1,60})\)",
        "noise",
    ),
    word(
        "python-too-old",
        "Poetry was unable to find a compatible version. If you have one, use it via the env use command.",
        "was unable to find a compatible version",
        r"Poetry was unable to find a compatible version",
        "decisive",
    ),
    word(
        "python-too-old",
        "The specified Python version (3.8.10) is not supported by the project (>=3.10).",
        "is not supported by the project",
        r"Python version \((?P<python>[\d.]{1,12})\) is not supported by the project \((?P<pythons>[^)]{1,60})\)",
        "decisive",
    ),
    word(
        "python-too-new",
        "  - tensorflow requires Python >=3.9,<3.13, so it will not be satisfied for Python >=3.13,<4.0",
        "so it will not be satisfied for python",
        r"(?<![\w.-])(?P<package>[\w.-]{1,80}) requires Python (?P<range>[^;]{1,60}?), so it will not be (?:satisfied|installable) for Python (?P<unsatisfied>[^;]{1,120})",
        "decisive",
    ),
    word(
        "python-too-new",
        "The current project's Python requirement (>=3.8,<4.0) is not compatible with some of the required packages Python requirement:",
        "is not compatible with some of the required packages",
        r"(?:Python requirement|Python range) \((?P<range>[^)]{1,60})\) is not compatible with some of the required packages",
    ),
    word(
        "version-not-found",
        "Because demo depends on tensorflow (2.99) which doesn't match any versions, version solving failed.",
        "match any versions",
        r"(?<![\w.-])(?P<requirement>[\w.-]{1,80}) \((?P<release>[^)]{1,80})\) which (?:doesn't|does not) match any versions",
        "decisive",
    ),
    word(
        "version-not-found",
        "Could not find a matching version of package tensorflwo",
        "could not find a matching version",
        r"Could not find a matching version of package (?P<requirement>\S{1,80})",
        "decisive",
    ),
    word(
        "version-not-found",
        "  PackageNotFoundError: Package tensorflow (2.99) not found.",
        "not found.",
        r"^\s*(?:[\w.]{0,60}PackageNotFound(?:Error)?:? )?Package \[?(?P<requirement>[\w.-]{1,80})\]?(?: \((?P<release>[^)]{1,40})\))? not found\.",
    ),
    word(
        "version-not-found",
        "ERROR: No version found at all",
        "no version",
        r"[Nn]o versions? found(?: at all)?\b",
    ),
    word(
        "index-unreachable",
        "All attempts to connect to index.example failed.",
        "all attempts to connect to",
        r"All attempts to connect to (?P<host>[\w.-]{1,120}) failed",
    ),
    word(
        "hash-mismatch",
        "Downloaded distributions for tensorflow (2.15.0) did not match any known checksums in your lock file.",
        "any known checksums",
        r"distributions for (?P<file>[\w.-]{1,80}).{0,60} did not match any known checksums",
        "decisive",
    ),
    word(
        "file-missing",
        "Poetry could not find a pyproject.toml file in /home/w or its parents",
        "could not find a pyproject.toml",
        r"could not find a (?P<file>pyproject\.toml) file in",
        "decisive",
    ),
    word(
        "file-missing",
        "ERROR: Pipfile not found! Aborting!",
        "not found",
        r"(?P<file>Pipfile(?:\.lock)?) not found(?!, creating)",
        "decisive",
    ),
    word(
        "config-invalid",
        "pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the lock file.",
        "poetry.lock",
        r"pyproject\.toml changed significantly since poetry\.lock was last generated|(?P<file>poetry\.lock) is not up to date",
        "decisive",
    ),
    word(
        "config-invalid",
        "Your Pipfile.lock (a1b2c3) is out of date. Expected: (d4e5f6).",
        "is out of date",
        r"(?P<file>Pipfile\.lock) \(\w{1,64}\) is out of date",
        "decisive",
    ),
    word(
        "python-missing",
        "Warning: Python 3.7 was not found on your system...",
        "was not found on your system",
        r"Python (?P<python>[\d.]{1,12}) was not found on your system",
        "decisive",
    ),
    word(
        "python-missing",
        "Could not find the python executable python3.7",
        "could not find the python executable",
        r"Could not find the python executable (?P<python>\S{1,200})",
        "decisive",
    ),
    word(
        "venv-creation-failed",
        "VirtualenvCreationException: Failed to create virtual environment.",
        "virtualenvcreationexception",
        r"VirtualenvCreationException",
        "decisive",
    ),
    word(
        "dependency-conflict",
        "[ResolutionFailure]: Your dependencies could not be resolved. You likely have a mismatch in your sub-dependencies.",
        "your dependencies could not be resolved",
        r"Your dependencies could not be resolved",
    ),
    word(
        "dependency-conflict",
        "[DependencyConflict]: A dependency conflict was detected and could not be resolved.",
        "a dependency conflict was detected",
        r"A dependency conflict was detected and could not be resolved",
        "decisive",
    ),
    word(
        "dependency-conflict",
        "Unable to find a resolution because the following dependencies don't work on all Python versions",
        "unable to find a resolution",
        r"Unable to find a resolution",
    ),
)
