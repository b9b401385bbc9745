"""What compilers, linkers, CMake, Meson and the like say."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

_MISSED = (
    r"has no member named|no member named|implicit declaration|undeclared|too (?:few|many) arguments"
    r"|not a member of|identifier not found|unknown type name|incomplete type"
)
_OF_PYTHON = r"(?<![\w./])(?:_?Py(?!Object\b)[A-Z_]\w{1,60}|_typeobject|_longobject|_ts|_frame)\b"

WORDS = (
    # ── what a newer Python no longer has in C ──
    word(
        "python-too-new",
        "frozenlist.c:5000:5: error: 'PyThreadState' {aka 'struct _ts'} has no member named 'curexc_traceback'",
        "error",
        rf"^(?=.{{0,400}}\berror\b)(?=.{{0,400}}(?:{_MISSED})).{{0,400}}{_OF_PYTHON}",
    ),
    word(
        "build-toolchain-missing",
        "error: [Errno 2] No such file or directory: '/opt/cross/bin/arm-linux-gnueabihf-gcc-9'",
        "errno 2]",
        r"\[(?:Errno|WinError) 2\][^:'\"]{0,80}: ['\"](?:[^'\"]{0,300}[\\/])?(?P<missing>(?:[\w.+]{1,40}-){0,5}(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|gfortran|ld|ar|nvcc|cl|link|cmake|ninja|make|nmake|bazel|cargo|rustc|swig)(?:-[\d.]{1,8})?(?:\.exe)?)['\"]",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "x.cc:1:10: fatal error: 'cstdint' file not found",
        "fatal error:",
        r"fatal error: '?(?![^'\s]{1,100}\.(?:c|cc|cpp|cxx|cu|pyx|m|f|f90)\b)(?P<missing>[\w./+-]{1,100})'?(?: file not found|: No such file or directory)",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "CMake Error: CMAKE_C_COMPILER not set, after EnableLanguage",
        "not set, after enablelanguage",
        r"(?P<missing>CMAKE_\w{1,20}_COMPILER) not set, after EnableLanguage",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        'CMake Error: CMake was unable to find a build program corresponding to "Unix Makefiles".',
        "unable to find a build program",
        r"unable to find a build program corresponding to \"(?P<missing>[^\"]{1,60})",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "CMake Error at CMakeLists.txt:3 (find_package): Could NOT find HDF5 (missing: HDF5_LIBRARIES)",
        "could not find",
        r"Could NOT find (?P<missing>[\w.+-]{1,40}) \(missing:",
    ),
    word(
        "build-toolchain-missing",
        '  Could not find a package configuration file provided by "Protobuf" with any of the following names:',
        "package configuration file provided by",
        r"package configuration file provided by \"(?P<missing>[^\"]{1,60})",
    ),
    word(
        "build-toolchain-missing",
        "Could not find any instance of Visual Studio.",
        "could not find any instance of",
        r"[Cc]ould not find any instance of (?P<missing>Visual Studio)|Failed to find (?:a )?(?:MSVC|Visual Studio)",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "Neither MSVC nor MinGW: No module named 'distutils._msvccompiler' in numpy.distutils; trying from distutils",
        "_msvccompiler",
        r"No module named '(?P<missing>distutils\._msvccompiler)' in numpy\.distutils",
    ),
    word(
        "build-toolchain-missing",
        'xcrun: error: active developer path ("/Applications/Xcode.app/Contents/Developer") does not exist',
        "active developer path",
        r"(?:invalid )?active developer path",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        'io.c(1): fatal error C1083: Kann Datei (Include) nicht öffnen: "io.h": No such file or directory',
        "c1083",
        r"fatal error C1083: .{0,120}?[\"'](?P<missing>[^\"']{1,120})",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "LINK : fatal error LNK1181: cannot open input file 'hdf5.lib'",
        "link",
        r"fatal error LNK(?:1181|1104): .{0,80}'?(?P<missing>[\w.+-]{1,60}\.(?:lib|obj))",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "LINK : fatal error LNK1158: cannot run 'rc.exe'",
        "lnk1158",
        r"LNK1158: .{0,40}'(?P<missing>[^']{1,60})",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        '../meson.build:15:11: ERROR: Dependency "openblas" not found, tried pkgconfig and cmake',
        "dependency",
        r"Dependency \"(?P<missing>[\w.+-]{1,60})\" not found|Dependency lookup for (?P<dependency>[\w.+-]{1,60}) with method",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "meson-python: error: Could not find ninja version 1.8.2 or newer.",
        "could not find",
        r"Could not find (?P<missing>ninja|cmake|patchelf|meson|gcc|g\+\+|cl\.exe|nvcc|javac|swig) ",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "Program 'ninja' not found or not executable",
        "not found or not executable",
        r"Program '?(?P<missing>[\w.+-]{1,40})'? (?:not found or not executable|found: NO)",
    ),
    word(
        "build-toolchain-missing",
        "error: library mach-o not found; ld: cannot find crti.o: No such file or directory",
        "ld: cannot find",
        r"ld: cannot find (?P<missing>[\w.+-]{1,60})",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "distutils.errors.DistutilsPlatformError: Microsoft Visual C++ 10.0 is required. Unable to find vcvarsall.bat",
        "distutilsplatformerror",
        r"DistutilsPlatformError: (?P<missing>Microsoft Visual C\+\+|.{0,40}Visual)",
        "decisive",
    ),
    word(
        "build-toolchain-missing",
        "error: [WinError 2] The system cannot find the file specified: 'nmake'",
        "winerror 2]",
        r"^\s*(?:error|Error|ERROR): \[WinError 2\][^']{0,120}(?:'(?P<missing>nmake|cmake|cl|cl\.exe|make|swig|ninja|bazel)')?\s*$",
    ),
    word(
        "build-toolchain-missing",
        "RuntimeError: Cython required to build dev version of x.",
        "required to build",
        r"(?P<missing>[Cc]ython|SWIG|swig|pybind11|CMake|cmake|Rust|Fortran compiler) (?:is |>=?[\d.]{1,8} )?required to build",
    ),
    word(
        "build-toolchain-missing",
        'error: the `cc` crate: failed to execute command: No such file or directory (os error 2) "cc" "-O3"',
        "failed to execute command",
        r"failed to execute command.{0,80}\(os error 2\)",
    ),
    word(
        "build-failed",
        "cc1: fatal error: ../common/maskApi.c: No such file or directory",
        "fatal error:",
        r"fatal error: '?(?P<source>[^'\s:]{1,100}\.(?:c|cc|cpp|cxx|cu|pyx|m|f|f90))\b",
    ),
    word(
        "build-failed",
        "CMake Error at CMakeLists.txt:1 (cmake_minimum_required):",
        "cmake error at",
        r"CMake Error at ",
    ),
    word(
        "build-failed",
        "subprocess.CalledProcessError: Command '['cmake', '--build', '.']' returned non-zero exit status 1.",
        "calledprocesserror",
        r"CalledProcessError: Command '?\[?'(?:[^']{0,120}/)?(?:cmake|make|ninja|bazel|gcc|g\+\+|cl|cargo|meson)\b",
    ),
    word(
        "build-failed",
        "ninja: build stopped: subcommand failed.",
        "build stopped:",
        r"ninja: build stopped",
    ),
    word(
        "build-failed",
        "make: *** [Makefile:12: all] Error 2",
        "make",
        r"make(?:\[\d{1,3}\])?: \*\*\* .{0,200}Error \d{1,3}",
    ),
    word(
        "out-of-memory",
        "fatal error C1076: compiler limit: internal heap limit reached",
        "c1076",
        r"fatal error C1076",
        "decisive",
    ),
)
