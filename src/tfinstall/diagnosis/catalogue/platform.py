"""This machine is not one that the wanted package was built for."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause

CAUSES = (
    Cause(
        slug="platform-unsupported",
        group="machine",
        exit_code=12,
        blame="machine",
        title="The package has no build for this operating system or processor",
        headline="{wanted} has no build for this machine ({platform})",
        explanation="Wheels are published per system, processor and C library; for this "
        "combination none is published (Alpine's musl, 32-bit and some ARM systems, Intel Macs "
        "since 2.17).",
        fields=("wanted", "platform", "platforms", "nearest", "package"),
        advice=(
            Advice(text="It is published for: {platforms}"),
            Advice(text="The newest release that is offered here: {nearest}"),
            Advice(
                text="In a container use an image with glibc rather than Alpine",
                command="docker run -it python:3.12-slim",
                only=("linux",),
            ),
            Advice(
                text="Up to 2.12 the package for Apple silicon is tensorflow-macos",
                command="python -m pip install tensorflow-macos",
                only=("macos",),
            ),
            Advice(
                text="See what does fit this machine",
                command="tfinstall why {wanted}",
            ),
            Advice(text="Use a machine, container or release that go together"),
        ),
    ),
    Cause(
        slug="libc-too-old",
        group="machine",
        exit_code=12,
        blame="machine",
        title="The system's C library is older than the wheel requires",
        headline="The C library here ({libc}) is older than {wanted} requires",
        explanation="A manylinux_2_17 wheel wants glibc 2.17 or newer, and so on; it cannot be "
        "upgraded apart from the system.",
        fields=("wanted", "libc", "needed"),
        advice=(
            Advice(text="Use a newer system or a container, such as the image python:3.12-slim"),
            Advice(text="Or an earlier release, built for older systems"),
        ),
    ),
    Cause(
        slug="wheel-tag-mismatch",
        group="machine",
        exit_code=12,
        blame="request",
        title="This wheel file is for another Python or another system",
        headline="{wheel} is for another Python or another system",
        explanation="The tags at the end of a wheel's name say Python, ABI and platform; this "
        "interpreter accepts none of them.",
        fields=("wheel", "python", "wanted_python"),
        advice=(
            Advice(text="The file is for Python {wanted_python}: use that, or the file for yours"),
            Advice(
                text="See which tags this Python accepts",
                command="python -m pip debug --verbose",
            ),
            Advice(text="Name the package rather than a file, and pip picks the file that fits"),
        ),
    ),
    Cause(
        slug="cpu-unsupported",
        group="machine",
        exit_code=12,
        blame="machine",
        title="This processor lacks instructions that the build uses",
        headline="This processor lacks {instructions}, which {wanted} uses",
        explanation="The official builds since 1.6 need AVX; processors before 2011, many Celeron, "
        "Pentium and Atom models and some virtual machines do not have it.",
        fields=("instructions", "wanted"),
        advice=(
            Advice(text="Use a machine with AVX; in a virtual machine pass the host's CPU through"),
            Advice(text="Or TensorFlow 1.5, the last without AVX, on Python 3.6"),
        ),
    ),
)
