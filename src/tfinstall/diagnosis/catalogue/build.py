"""A package had to be built from source here, and that failed."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

_WHEELS_ONLY = Advice(
    text="Take a version that has a ready wheel",
    command="python -m pip install --prefer-binary {package}",
)
_UPGRADE = Advice(
    text="Bring pip up to date: an old one overlooks ready wheels",
    command="python -m pip install --upgrade pip setuptools wheel",
)

CAUSES = (
    Cause(
        slug="build-toolchain-missing",
        group="tools",
        exit_code=41,
        blame="machine",
        title="A compiler, header or build tool is missing",
        headline="{package} must be compiled, and `{missing}` is missing",
        explanation="No ready wheel fits, so the package is compiled here, and this machine lacks "
        "what that takes.",
        fields=("package", "missing"),
        patterns=(
            Pattern(
                line='error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Microsoft C++ Build Tools"',
                needs="microsoft visual c++",
                regex=r"Microsoft Visual C\+\+ (?P<missing>[\d.]+)? ?(?:or greater )?is required",
            ),
            Pattern(
                line="error: Unable to find vcvarsall.bat",
                needs="vcvarsall.bat",
                regex=r"Unable to find (?P<missing>vcvarsall\.bat)",
            ),
            Pattern(
                line="unable to execute 'gcc': No such file or directory",
                needs="unable to execute '",
                regex=r"unable to execute '(?P<missing>[\w.+-]{1,60})': ",
            ),
            Pattern(
                line="unable to execute gcc: No such file or directory",
                needs="unable to execute ",
                regex=r"unable to execute (?P<missing>[\w.+/-]{1,100}): No such file",
            ),
            Pattern(
                line="error: command 'gcc' failed: No such file or directory",
                needs="failed: no such file or directory",
                regex=r"command '(?P<missing>[^']{1,100})' failed: No such file or directory",
            ),
            Pattern(
                line="fatal error: Python.h: No such file or directory",
                needs="no such file or directory",
                regex=r"(?:fatal )?error: (?P<missing>[\w./+-]{1,100}\.(?:h|hpp|hh)): No such file or directory",
            ),
            Pattern(
                line="x.c:1:10: fatal error: 'Python.h' file not found",
                needs="file not found",
                regex=r"fatal error: '(?P<missing>[\w./+-]{1,100}\.(?:h|hpp|hh))' file not found",
            ),
            Pattern(
                line="x.c(1): fatal error C1083: Cannot open include file: 'io.h': No such file or directory",
                needs="c1083",
                regex=r"fatal error C1083: .{0,80}'(?P<missing>[^']{1,120})'",
            ),
            Pattern(
                line="/usr/bin/ld: cannot find -lfoo: No such file or directory",
                needs="cannot find -l",
                regex=r"cannot find (?P<missing>-l[\w.+-]{1,60})",
            ),
            Pattern(
                line="ld: library not found for -lssl",
                needs="library not found for",
                regex=r"ld: library (?:not found for (?P<missing>-l[\w.+-]{1,60})|'[^']{1,60}' not found)",
            ),
            Pattern(
                line="error: can't find Rust compiler",
                needs="find rust compiler",
                regex=r"can't find (?P<missing>Rust) compiler",
            ),
            Pattern(
                line="Cargo, the Rust package manager, is not installed or is not on PATH.",
                needs="the rust package manager",
                regex=r"(?P<missing>Cargo), the Rust package manager, is not installed",
            ),
            Pattern(
                line="This package requires Rust and Cargo to compile extensions. Install a Rust toolchain",
                needs="rust toolchain",
                regex=r"(?:requires|install|needs).{0,40}(?P<missing>Rust) (?:toolchain|and Cargo)",
            ),
            Pattern(
                line="RuntimeError: CMake must be installed to build the following extensions: dlib",
                needs="cmake",
                regex=r"(?P<missing>CMake) (?:must be installed|is not installed|not found|[\d.]+ or higher is required)",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: 'cmake'",
                needs="'cmake'",
                regex=r"(?:No such file or directory|not found): '(?P<missing>cmake|ninja|make|bazel|nvcc|swig|pkg-config|patchelf)'",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: 'cmake'",
                needs="errno 2]",
                regex=r"\[Errno 2\][^:]{0,80}: '(?P<missing>cmake|ninja|make|bazel|nvcc|swig|pkg-config|patchelf|gcc|g\+\+|cc|clang|cargo|rustc|gfortran|llvm-config|x86_64-linux-gnu-gcc)'",
            ),
            Pattern(
                line="/bin/sh: 1: gcc: not found",
                needs="not found",
                regex=r"(?:^|[\s:/])(?P<missing>gcc|g\+\+|cc|c\+\+|clang|make|cmake|ninja|cargo|rustc|nvcc|swig|gfortran|x86_64-linux-gnu-gcc|pkg-config): (?:command )?not found",
            ),
            Pattern(
                line="Error: pg_config executable not found.",
                needs="_config executable not found",
                regex=r"(?P<missing>\w{1,30}_config) (?:executable )?not found",
            ),
            Pattern(
                line="/bin/sh: mysql_config: not found",
                needs="mysql_config",
                regex=r"(?P<missing>mysql_config): (?:command )?not found",
            ),
            Pattern(
                line="error: Unable to load dependency HDF5, make sure HDF5 is installed properly",
                needs="unable to load dependency hdf5",
                regex=r"Unable to load dependency (?P<missing>HDF5)",
            ),
            Pattern(
                line="configure: error: no acceptable C compiler found in $PATH",
                needs="no acceptable c compiler",
                regex=r"no acceptable (?P<missing>C compiler) found",
            ),
            Pattern(
                line="../meson.build:1:0: ERROR: Unknown compiler(s): [['icl'], ['cl'], ['cc'], ['gcc']]",
                needs="unknown compiler(s)",
                regex=r"Unknown compiler\(s\): \[?(?P<missing>.{1,120})",
            ),
            Pattern(
                line="xcrun: error: invalid active developer path (/Library/Developer/CommandLineTools), missing xcrun at: /Library/Developer/CommandLineTools/usr/bin/xcrun",
                needs="invalid active developer path",
                regex=r"xcrun: error: invalid active developer path",
            ),
            Pattern(
                line="You have not agreed to the Xcode license agreements, please run 'sudo xcodebuild -license'",
                needs="agreed to the xcode",
                regex=r"agreed to the Xcode",
            ),
            Pattern(
                line="numpy.distutils.system_info.NotFoundError: No lapack/blas resources found.",
                needs="no lapack/blas resources",
                regex=r"[Nn]o (?P<missing>lapack/blas|BLAS/LAPACK) (?:resources|libraries) found",
            ),
            Pattern(
                line="RuntimeError: Broken toolchain: cannot link a simple C program",
                needs="broken toolchain",
                regex=r"Broken toolchain: cannot link a simple C\+* program",
            ),
            Pattern(
                line="RuntimeError: llvm-config failed executing, please point LLVM_CONFIG to the path for llvm-config",
                needs="llvm-config failed",
                regex=r"(?P<missing>llvm-config) failed executing",
            ),
            Pattern(
                line="Package libffi was not found in the pkg-config search path. No package 'libffi' found",
                needs="pkg-config",
                regex=r"No package '(?P<missing>[^']{1,60})' found|Did not find pkg-config",
            ),
            Pattern(
                line="The headers or library files could not be found for jpeg,",
                needs="headers or library files could not be found",
                regex=r"headers or library files could not be found for (?P<missing>\w{1,30})",
            ),
            Pattern(
                line="LINK : fatal error LNK1158: cannot run 'rc.exe'",
                needs="rc.exe",
                regex=r"cannot run '(?P<missing>rc\.exe)'",
            ),
            Pattern(
                line="  No CMAKE_C_COMPILER could be found.",
                needs="no cmake_c_compiler could be found",
                regex=r"No (?P<missing>CMAKE_C(?:XX)?_COMPILER) could be found",
            ),
            Pattern(
                line="Cannot find bazel. Please install bazel.",
                needs="cannot find bazel",
                regex=r"[Cc]annot find (?P<missing>bazel)",
            ),
            Pattern(
                line="error: linker `cc` not found",
                needs="linker `",
                regex=r"linker `(?P<missing>[\w.-]{1,30})` not found",
            ),
            Pattern(
                line="error occurred: Failed to find tool. Is `c++` installed?",
                needs="failed to find tool",
                regex=r"failed to find tool\. Is `(?P<missing>[\w.+-]{1,40})` installed",
            ),
            Pattern(
                line="OSError: CUDA_HOME environment variable is not set. Please set it to your CUDA install root.",
                needs="cuda_home environment variable is not set",
                regex=r"(?P<missing>CUDA_HOME) environment variable is not set",
            ),
        ),
        advice=(
            _UPGRADE,
            _WHEELS_ONLY,
            Advice(
                text="Install a compiler and Python's headers",
                linux="sudo apt-get install build-essential python3-dev",
                macos="xcode-select --install",
                windows="winget install Microsoft.VisualStudio.2022.BuildTools",
            ),
        ),
    ),
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
                regex=r"error: command '(?P<command>[^']{1,200})' failed with exit (?:status|code) \d+",
                weight="likely",
            ),
            Pattern(
                line="  distutils.errors.CompileError: command 'gcc' failed with exit status 1",
                needs="compileerror",
                regex=r"(?:distutils|setuptools)[\w.]*\.errors\.\w*CompileError: ",
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
                regex=r"Command errored out with exit status -?\d+",
                weight="noise",
            ),
            Pattern(
                line='Command "/usr/bin/python -u -c "import setuptools;__file__=\'/tmp/pip-build-x/h5py/setup.py\'" install --record /tmp/pip-x/install-record.txt --compile" failed with error code 1 in /tmp/pip-build-x/h5py/',
                needs="setup.py",
                regex=r"Command \".{0,2000}(?:setup\.py)?.{0,600}install --record .{0,400}\" failed with error code",
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
                line="FAILED: Build did NOT complete successfully (ERROR: Build failed)",
                needs="build failed",
                regex=r"(?:ERROR|FAILED): Build (?:did NOT complete successfully|failed)",
                weight="outcome",
            ),
        ),
        advice=(_UPGRADE, _WHEELS_ONLY, Advice(text="Use a Python for which it has wheels")),
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
                regex=r"python setup\.py egg_info",
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
                regex=r"No module named '?(?P<module>setuptools|pkg_resources|wheel|Cython|skbuild|scikit_build_core|numpy\.distutils|mesonpy|hatchling|poetry|pybind11|setuptools_rust|maturin)(?:\.[\w.]+)?'?\s*(?:;|$)",
                weight="likely",
            ),
        ),
        advice=(_UPGRADE, _WHEELS_ONLY, Advice(text="Ask for another version of it")),
    ),
)
