"""A package had to be built from source here, and that failed."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import UPGRADE, WHEELS_ONLY
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="build-failed",
        group="tools",
        exit_code=41,
        blame="package",
        title="A package could not be built from its source",
        headline="{package} could not be built from its source",
        explanation="No ready wheel fits this Python and machine, and compiling it failed; the "
        "reason stands above the last lines.",
        fields=("package",),
        patterns=(
            Pattern(
                line="  Installing build dependencies: finished with status 'error'",
                needs="installing build dependencies",
                regex=r"Installing build dependencies(?:: finished with status 'error'| ?\.\.\. ?error)",
                weight="outcome",
            ),
            Pattern(
                line="  ERROR: Failed building wheel for grpcio",
                needs="failed building wheel for",
                regex=r"Failed building wheel for (?P<package>[\w.-]{1,80})",
                weight="outcome",
            ),
            Pattern(
                line="ERROR: Could not build wheels for h5py, which is required to install pyproject.toml-based projects",
                needs="could not build wheels for",
                regex=r"Could not build wheels for (?P<package>[\w.-]{1,80})",
                weight="outcome",
            ),
            Pattern(
                line="ERROR: Failed to build installable wheels for some pyproject.toml based projects (h5py)",
                needs="failed to build installable wheels",
                regex=r"Failed to build installable wheels for some pyproject\.toml based projects(?: \((?P<package>[\w.-]{1,80}))?",
                weight="outcome",
            ),
            Pattern(
                line="error: failed-wheel-build-for-install",
                needs="failed-wheel-build-for-install",
                regex=r"failed-wheel-build-for-install",
                weight="outcome",
            ),
            Pattern(
                line="error: legacy-install-failure",
                needs="legacy-install-failure",
                regex=r"legacy-install-failure",
                weight="outcome",
            ),
            Pattern(
                line="    Running setup.py install for csdist: finished with status 'error'",
                needs="running setup.py install for",
                regex=r"Running setup\.py install for (?P<package>[\w.-]{1,80}): finished with status 'error'",
                weight="outcome",
            ),
            Pattern(
                line="  Running setup.py install for h5py ... error",
                needs="running setup.py install for",
                regex=r"Running setup\.py install for (?P<package>[\w.-]{1,80}) ?\.{0,3} ?error",
                weight="outcome",
            ),
            Pattern(
                line="  Building wheel for h5py (pyproject.toml) ... error",
                needs="building wheel for",
                regex=r"Building wheel for (?P<package>[\w.-]{1,80}) .{0,40}(?:error|did not run successfully)",
                weight="outcome",
            ),
            Pattern(
                line="  Building wheel for h5py (PEP 517): finished with status 'error'",
                needs="finished with status 'error'",
                regex=r"Building wheel for (?P<package>[\w.-]{1,80}) .{0,40}finished with status 'error'",
                weight="outcome",
            ),
            Pattern(
                line="error: command 'gcc' failed with exit status 1",
                needs="' failed with exit",
                regex=r"error: command '(?P<command>[^']{1,200})' failed with exit (?:status|code) \d{1,12}",
                weight="likely",
            ),
            Pattern(
                line="  distutils.errors.CompileError: command 'gcc' failed with exit status 1",
                needs="compileerror",
                regex=r"(?:distutils|setuptools)[\w.]{0,120}\.errors\.\w{0,120}CompileError: ",
                weight="likely",
            ),
            Pattern(
                line="error: subprocess-exited-with-error",
                needs="subprocess-exited-with-error",
                regex=r"subprocess-exited-with-error",
                weight="noise",
            ),
            Pattern(
                line="ERROR: Command errored out with exit status 1:",
                needs="command errored out with exit status",
                regex=r"Command errored out with exit status -?\d{1,12}",
                weight="noise",
            ),
            Pattern(
                line='Command "/usr/bin/python -u -c "import setuptools;__file__=\'/tmp/pip-build-x/h5py/setup.py\'" install --record /tmp/pip-x/install-record.txt --compile" failed with error code 1 in /tmp/pip-build-x/h5py/',
                needs="setup.py",
                regex=r"install --record .{0,400} failed with error code",
                weight="outcome",
            ),
            Pattern(
                line="  × Failed to build `h5py==2.10.0`",
                needs="failed to build `",
                regex=r"Failed to build `(?P<package>[\w.=+-]{1,80})`",
                weight="outcome",
            ),
            Pattern(
                line="Failed to build h5py",
                needs="failed to build ",
                regex=r"^\s*Failed to build (?P<package>[\w.-]{1,80})\s*$",
                weight="outcome",
            ),
            Pattern(
                line="  ├─▶ The build backend returned an error",
                needs="the build backend returned an error",
                regex=r"The build backend returned an error",
                weight="outcome",
            ),
            Pattern(
                line="  × installing build dependencies did not run successfully.",
                needs="installing build dependencies",
                regex=r"installing build dependencies(?: for \S{1,80})? did not run successfully",
                weight="outcome",
            ),
            Pattern(
                line="  × pip subprocess to install build dependencies did not run successfully.",
                needs="to install build dependencies did not run",
                regex=r"pip subprocess to install (?:build|backend) dependencies did not run successfully",
                weight="outcome",
            ),
            Pattern(
                line="× Cannot install build dependencies for x",
                needs="cannot install build dependencies",
                regex=r"failed-build-dependency-install|Cannot install build dependencies",
                weight="outcome",
            ),
            Pattern(
                line="ERROR: Project x uses a build backend that is missing the 'build_editable' hook",
                needs="missing the 'build_editable' hook",
                regex=r"missing the 'build_editable' hook",
                weight="likely",
            ),
            Pattern(
                line="FAILED: Build did NOT complete successfully",
                needs="build did not complete",
                regex=r"Build did NOT complete successfully",
                weight="outcome",
            ),
        ),
        advice=(UPGRADE, WHEELS_ONLY, Advice(text="Use a Python for which it has wheels")),
    ),
    Cause(
        slug="metadata-failed",
        group="tools",
        exit_code=41,
        blame="package",
        title="A package could not tell its own metadata",
        headline="{package} could not tell its own metadata",
        explanation="Its setup.py or build backend failed before anything was compiled; an old "
        "package on a new Python or setuptools does this.",
        fields=("package",),
        patterns=(
            Pattern(
                line="error: metadata-generation-failed",
                needs="metadata-generation-failed",
                regex=r"metadata-generation-failed",
                weight="outcome",
            ),
            Pattern(
                line="  × python setup.py egg_info did not run successfully.",
                needs="setup.py egg_info",
                regex=r"(?<!Running command )python setup\.py egg_info",
                weight="outcome",
            ),
            Pattern(
                line="  × Getting requirements to build wheel did not run successfully.",
                needs="getting requirements to build wheel",
                regex=r"Getting requirements to build (?:wheel|editable) (?:\.\.\. error|did not run successfully)",
                weight="outcome",
            ),
            Pattern(
                line="  Getting requirements to build wheel: finished with status 'error'",
                needs="getting requirements to build wheel: finished",
                regex=r"Getting requirements to build wheel: finished with status 'error'",
                weight="outcome",
            ),
            Pattern(
                line="  Preparing metadata (pyproject.toml): finished with status 'error'",
                needs="preparing metadata",
                regex=r"Preparing (?:wheel )?metadata .{0,40}(?:error|did not run successfully)",
                weight="outcome",
            ),
            Pattern(
                line="    Preparing wheel metadata ... error",
                needs="preparing wheel metadata",
                regex=r"Preparing wheel metadata.{0,20}error",
                weight="outcome",
            ),
            Pattern(
                line="pip._vendor.pyproject_hooks._impl.BackendUnavailable: Cannot import 'setuptools.build_meta'",
                needs="backendunavailable",
                regex=r"BackendUnavailable",
                weight="likely",
            ),
            Pattern(
                line="× Cannot import build backend 'no_such_backend'.",
                needs="cannot import build backend",
                regex=r"Cannot import build backend '(?P<module>[^']{1,80})'",
                weight="likely",
            ),
            Pattern(
                line="ERROR: x has a pyproject.toml file that does not comply with PEP 518: 'build-system.requires' contains an invalid requirement",
                needs="pep 518",
                regex=r"has a pyproject\.toml file that does not comply with PEP 518",
                weight="likely",
            ),
            Pattern(
                line="error: invalid-pyproject-build-system-requires",
                needs="invalid-pyproject-build",
                regex=r"(?:invalid|missing)-pyproject-build[\w-]{0,40}",
                weight="likely",
            ),
            Pattern(
                line="pip._vendor.tomli.TOMLDecodeError: Invalid value (at line 1, column 10)",
                needs="tomldecodeerror",
                regex=r"T[Oo][Mm][Ll]DecodeError",
                weight="likely",
            ),
            Pattern(
                line="pip._vendor.pytoml.core.TomlError: /tmp/x/pyproject.toml(1, 1): msg",
                needs="tomlerror",
                regex=r"TomlError",
                weight="likely",
            ),
            Pattern(
                line="error in pyproj setup command: use_2to3 is invalid.",
                needs="use_2to3 is invalid",
                regex=r"use_2to3 is invalid",
                weight="likely",
            ),
            Pattern(
                line="SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",
                needs="missing parentheses in call to 'print'",
                regex=r"Missing parentheses in call to 'print'",
                weight="likely",
            ),
            Pattern(
                line="ERROR: Failed to build 'cffi' when getting requirements to build wheel",
                needs="failed to build '",
                regex=r"Failed to build '(?P<package>[^']{1,120})' when getting requirements to build wheel",
                weight="outcome",
            ),
            Pattern(
                line="error in gym setup command: 'extras_require' must be a dictionary whose values are strings",
                needs="setup command:",
                regex=r"error in (?P<package>[\w.-]{1,80}) setup command: ",
                weight="likely",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'pkg_resources'",
                needs="no module named",
                regex=r"""No module named '?(?P<module>setuptools|pkg_resources|wheel|Cython|skbuild|scikit_build_core|numpy\.distutils|mesonpy|hatchling|poetry|pybind11|setuptools_rust|maturin)(?:\.[\w.]{1,120})?['`\"]{0,120}\s*(?:;|$)""",
                weight="likely",
            ),
        ),
        advice=(UPGRADE, WHEELS_ONLY, Advice(text="Ask for another version of it")),
    ),
)
