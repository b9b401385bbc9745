"""TensorFlow is installed, and this machine cannot run it as it is."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

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
        title="A library that TensorFlow needs is not found on this Windows",
        headline="Windows does not find a library that {library} needs",
        explanation="Most often the Visual C++ runtime is missing or too old; else the processor "
        "has no AVX, or a DLL of conda or another program is found first.",
        fields=("library",),
        advice=(
            Advice(
                text="Install the present Visual C++ runtime",
                windows="winget install Microsoft.VCRedist.2015+.x64",
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
        advice=(
            Advice(text="Use a newer system or a container, such as the image python:3.12-slim"),
            Advice(
                text="For GLIBCXX and CXXABI inside conda",
                command="conda install -c conda-forge libstdcxx-ng",
            ),
            Advice(text="Or an earlier TensorFlow, built for older systems"),
        ),
    ),
    Cause(
        slug="import-cuda-missing",
        group="proof",
        exit_code=50,
        blame="machine",
        title="A CUDA library that this TensorFlow needs is not found",
        headline="The CUDA library `{library}` is not found",
        explanation="GPU builds before 2.1 do not import at all without exactly the CUDA and "
        "cuDNN they were built for; later ones only see no GPU.",
        fields=("library",),
        advice=(
            Advice(
                text="From 2.14 on, pip brings CUDA along",
                command='python -m pip install "tensorflow[and-cuda]"',
                only=("linux",),
            ),
            Advice(text="See which CUDA goes with it", command="tfinstall why {wanted}"),
            Advice(text="Install that CUDA and cuDNN, or the CPU package"),
        ),
    ),
    Cause(
        slug="gpu-not-visible",
        group="proof",
        exit_code=51,
        blame="machine",
        title="TensorFlow works, and sees no GPU",
        explanation="It was built without CUDA, or the driver or one of the CUDA libraries was not "
        "found; on Windows no release after 2.10 uses a GPU (WSL2 does).",
        fields=("library",),
        advice=(
            Advice(text="See whether the driver works", command="nvidia-smi"),
            Advice(
                text="Let pip bring CUDA along",
                linux='python -m pip install "tensorflow[and-cuda]"',
                windows="tfinstall 2.10",
            ),
            Advice(
                text="On a Mac", macos="python -m pip install tensorflow-metal", only=("macos",)
            ),
        ),
    ),
    Cause(
        slug="import-corrupt-install",
        group="proof",
        exit_code=50,
        blame="machine",
        title="TensorFlow is installed only in part, or hidden by another file",
        headline="TensorFlow is installed only in part: `{module}` is missing",
        explanation="Files are missing or of another version, or a file or directory of the "
        "working directory has the package's name and is imported in its place.",
        fields=("module",),
        advice=(
            Advice(
                text="Find damaged and missing files",
                command="tfinstall verify",
            ),
            Advice(text="Install it afresh", command="tfinstall {wanted} --recreate"),
            Advice(
                text="See which file is imported",
                command='python -c "import tensorflow; print(tensorflow.__path__)"',
            ),
        ),
    ),
)
