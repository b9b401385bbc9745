"""TensorFlow is installed, and the loader of the system refuses it."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="import-cpu-avx",
        group="proof",
        exit_code=50,
        blame="machine",
        title="The processor lacks instructions that this TensorFlow uses (AVX)",
        explanation="The import ended in an illegal instruction. Official builds since 1.6 need "
        "AVX, which old processors, many Celeron, Pentium and Atom models, some virtual machines "
        "and Rosetta on Apple silicon lack.",
        patterns=(
            Pattern(
                line="ImportError: DLL load failed with error code 3221225501",
                needs="dll load failed with error code",
                regex=r"DLL load failed with error code (?:3221225501|-1073741795)",
            ),
            Pattern(
                line="Fatal Python error: Illegal instruction",
                needs="fatal python error: illegal",
                regex=r"Fatal Python error: Illegal instruction",
            ),
            Pattern(
                line="Illegal instruction (core dumped)",
                needs="illegal instruction",
                regex=r"[Ii]llegal instruction",
            ),
            Pattern(
                line="zsh: illegal hardware instruction  python test_tf.py",
                needs="illegal hardware instruction",
                regex=r"illegal hardware instruction",
            ),
            Pattern(
                line="The TensorFlow library was compiled to use AVX instructions, but these aren't available on your machine.",
                needs="was compiled to use",
                regex=r"TensorFlow library was compiled to use (?P<instructions>[\w.]{1,20}) instructions, but these aren't available",
            ),
            Pattern(
                line="process 4711 was terminated by signal SIGILL",
                needs="sigill",
                regex=r"\bSIGILL\b",
            ),
            Pattern(
                line="Process finished with exit code -1073741795 (0xC000001D)",
                needs="0xc000001d",
                regex=r"0x[Cc]000001[Dd]",
            ),
            Pattern(
                line="Process finished with exit code 132 (interrupted by signal 4: SIGILL)",
                needs="exit code 132",
                regex=r"exit(?:ed with)? code:? 132\b|\(interrupted by signal 4: SIGILL\)",
            ),
            Pattern(
                line="  │ exit code: -4",
                needs="exit code: -4",
                regex=r"exit (?:code|status):? -4\b",
            ),
            Pattern(
                line="Instrucción ilegal (`core' generado)",
                needs="instrucción ilegal",
                regex=r"instrucción ilegal",
            ),
            Pattern(
                line="Instruction non permise (core dumped)",
                needs="instruction non permise",
                regex=r"instruction non permise|[Ii]nstruction illégale",
            ),
            Pattern(
                line="Ungültiger Maschinenbefehl (Speicherabzug geschrieben)",
                needs="ungültiger maschinenbefehl",
                regex=r"[Uu]ngültiger Maschinenbefehl",
            ),
            Pattern(line="非法指令 (核心已转储)", needs="非法指令", regex=r"非法指令"),
            Pattern(
                line="Instrução ilegal (imagem do núcleo gravada)",
                needs="instrução ilegal",
                regex=r"[Ii]nstrução ilegal",
            ),
        ),
        advice=(
            Advice(
                text="See whether the processor has AVX",
                linux="grep -o -m1 -w avx /proc/cpuinfo",
                macos="sysctl machdep.cpu.features",
            ),
            Advice(
                text="On Apple silicon use an arm64 Python, not one under Rosetta",
                macos='python3 -c "import platform; print(platform.machine())"',
                only=("macos",),
            ),
            Advice(text="Use a machine with AVX; in a virtual machine pass the host's CPU through"),
            Advice(text="Or TensorFlow 1.5, the last without AVX, on Python 3.6"),
        ),
    ),
    Cause(
        slug="import-dll-missing",
        group="proof",
        exit_code=50,
        blame="machine",
        title="A shared library that is needed is not found",
        headline="A shared library is not found, or one that `{library}` needs",
        explanation="On Windows most often the Visual C++ runtime is missing or too old; else the "
        "processor has no AVX, or a DLL of conda or another program is found first. Elsewhere the "
        "system's package with that library is not installed.",
        fields=("library",),
        patterns=(
            Pattern(
                line="ImportError: DLL load failed while importing _pywrap_tensorflow_internal: The specified module could not be found.",
                needs="dll load failed",
                regex=r"DLL load failed(?: while importing (?P<library>[\w.]{1,80}))?",
            ),
            Pattern(
                line="ImportError: Could not find the DLL(s) 'msvcp140_1.dll'. TensorFlow requires that these DLLs be installed in a directory that is named in your %PATH% environment variable.",
                needs="could not find the dll(s)",
                regex=r"Could not find the DLL\(s\) '(?P<library>[^']{1,120})'",
            ),
            Pattern(
                line="ImportError: Could not find 'msvcp140.dll'. TensorFlow requires that this DLL be installed in a directory that is named in your %PATH% environment variable.",
                needs="could not find 'msvcp",
                regex=r"Could not find '(?P<library>msvcp[\w.]{1,40})'",
            ),
            Pattern(
                line="OSError: [WinError 126] The specified module could not be found",
                needs="winerror 126]",
                regex=r"""\[WinError (?:126|127|193|1114|182)\](?:.{0,80}[\"'](?P<library>[^\"']{1,300})[\"'])?""",
            ),
            Pattern(
                line="OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed.",
                needs="winerror 1114]",
                regex=r"\[WinError 1114\]",
            ),
            Pattern(
                line="OSError: [WinError 193] %1 is not a valid Win32 application",
                needs="winerror 193]",
                regex=r"\[WinError 193\]",
            ),
            Pattern(
                line="OSError: [WinError 127] The specified procedure could not be found",
                needs="winerror 127]",
                regex=r"\[WinError 127\]",
            ),
            Pattern(
                line="ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
                needs="cannot open shared object file",
                regex=r"(?:ImportError|OSError|error while loading shared libraries): (?P<library>lib[\w.+-]{1,80}): cannot open shared object file",
            ),
            Pattern(
                line="ImportError: /usr/lib/aarch64-linux-gnu/libgomp.so.1: cannot allocate memory in static TLS block",
                needs="static tls block",
                regex=r"(?<![\w./+-])(?P<library>[\w./+-]{1,300}): cannot allocate memory in static TLS block",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 0x0002): Library not loaded: @rpath/libomp.dylib",
                needs="library not loaded",
                regex=r"Library not loaded: (?P<library>\S{1,200})",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Install the present Visual C++ runtime",
                windows="winget install Microsoft.VCRedist.2015+.x64",
                only=("windows",),
            ),
            Advice(
                text="Install the system's package that contains `{library}`",
                only=("linux", "macos"),
            ),
            Advice(text="Use a fresh environment of a python.org Python", command="tfinstall"),
        ),
    ),
    Cause(
        slug="import-libc",
        group="proof",
        exit_code=50,
        blame="machine",
        title="The system's C or C++ library is too old for this TensorFlow",
        headline="The system lacks `{version}`, which this TensorFlow needs",
        explanation="The libraries were built on a newer system; glibc cannot be upgraded apart "
        "from the system, libstdc++ can come with conda or a newer compiler.",
        fields=("version", "library"),
        patterns=(
            Pattern(
                line="ImportError: /lib64/libc.so.6: version `GLIBC_2.14' not found (required by /opt/py/_pywrap_tensorflow.so)",
                needs="glibc_",
                regex=r"version [`'](?P<version>GLIBC_[\d.]{1,120})' not found(?: \(required by (?P<library>[^)]{1,300})\))?",
            ),
            Pattern(
                line="ImportError: /usr/lib64/libstdc++.so.6: version `GLIBCXX_3.4.17' not found (required by /opt/py/_pywrap_tensorflow.so)",
                needs="glibcxx_",
                regex=r"version [`'](?P<version>GLIBCXX_[\d.]{1,120})' not found(?: \(required by (?P<library>[^)]{1,300})\))?",
            ),
            Pattern(
                line="ImportError: /usr/lib64/libstdc++.so.6: version `CXXABI_1.3.7' not found (required by x.so)",
                needs="cxxabi_",
                regex=r"version [`'](?P<version>CXXABI_[\d.]{1,120})' not found",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 6): Symbol not found: _clock_gettime Referenced from: x.so Expected in: /usr/lib/libSystem.B.dylib",
                needs="symbol not found",
                regex=r"Symbol not found: (?P<version>\S{1,120})\s*(?:\n|$)?.{0,300}(?:libSystem\.B|libc\+\+)",
            ),
            Pattern(
                line="  Referenced from: /x/_pywrap_tensorflow_internal.so (which was built for Mac OS X 10.11)",
                needs="built for",
                regex=r"which was built for (?P<version>Mac OS X [\d.]{1,120}|macOS [\d.]{1,120})",
            ),
            Pattern(
                line=" Expected in: /usr/lib/libSystem.B.dylib",
                needs="expected in: ",
                regex=r"Expected in: (?:flat namespace|<[\w-]{1,60}> )?\s?(?P<library>/usr/lib/lib(?:System|c\+\+)\S{0,60})",
                weight="likely",
            ),
            Pattern(
                line="ImportError: Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by x.so)",
                needs="error loading shared library",
                regex=r"Error loading shared library (?P<library>ld-linux[\w.-]{1,30}|libstdc\+\+[\w.]{1,20}|libgcc_s[\w.]{1,20}|lib[\w.+-]{1,60})",
            ),
            Pattern(
                line="Error relocating /usr/lib/python3.10/site-packages/tensorflow/x.so: __memcpy_chk: symbol not found",
                needs="error relocating",
                regex=r"Error relocating \S{1,300}: (?P<version>\S{1,80}): symbol not found",
            ),
            Pattern(
                line="FATAL: kernel too old", needs="kernel too old", regex=r"FATAL: kernel too old"
            ),
        ),
        advice=(
            Advice(text="Use a newer system or a container, such as the image python:3.12-slim"),
            Advice(
                text="For GLIBCXX and CXXABI inside conda",
                command="conda install -c conda-forge libstdcxx-ng",
            ),
            Advice(text="Or an earlier TensorFlow, built for older systems"),
        ),
    ),
)
