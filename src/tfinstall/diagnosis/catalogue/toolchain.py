"""A package must be compiled here, and this machine lacks what that takes."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import UPGRADE, WHEELS_ONLY
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

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
                regex=r"Microsoft Visual C\+\+ (?P<missing>[\d.]{1,120})? ?(?:or greater )?is required",
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
                regex=r"(?P<missing>CMake) (?:must be installed|is not installed|not found|[\d.]{1,120} or higher is required)",
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
                line="No package 'libffi' found",
                needs="no package '",
                regex=r"No package '(?P<missing>[^']{1,60})' found",
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
            UPGRADE,
            WHEELS_ONLY,
            Advice(
                text="Install a compiler and Python's headers",
                linux="sudo apt-get install build-essential python3-dev",
                macos="xcode-select --install",
                windows="winget install Microsoft.VisualStudio.2022.BuildTools",
            ),
        ),
    ),
)
