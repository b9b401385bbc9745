"""This machine is not one that the wanted package was built for."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

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
        patterns=(
            Pattern(
                line="The package tensorflow is not available for the specified platform",
                needs="is not available for the specified platform",
                regex=r"is not available for the specified platform",
                weight="likely",
            ),
            Pattern(
                line="error: Distribution `tensorflow==2.20.0 @ registry+https://index.example/simple` can't be installed because it doesn't have a source distribution or wheel for the current platform",
                needs="have a source distribution or wheel for the current platform",
                regex=r"Distribution `(?P<wanted>[^`@]{1,120}?) @ [^`]{1,200}` can't be installed because it doesn't have a source distribution or wheel for the current platform",
            ),
            Pattern(
                line="  ╰─▶ Because tensorflow==2.20.0 has no wheels with a matching platform tag (e.g., `musllinux_1_2_x86_64`), we can conclude that your requirements are unsatisfiable.",
                needs="matching platform tag",
                regex=r"(?<!\S)(?P<wanted>\S{1,120}) has no wheels with a matching platform tag(?: \(e\.g\., `(?P<own_tag>[^`]{1,60}))?",
            ),
            Pattern(
                line="hint: You're on Linux (`linux_x86_64`), but `tensorflow` (v2.20.0) only has wheels for the following platforms: `manylinux_2_17_x86_64`, `win_amd64`",
                needs="only has wheels for the following platform",
                regex=r"only has wheels for the following platforms?: (?P<platforms>.{1,300})",
            ),
            Pattern(
                line="  Unable to find installation candidates for tensorflow-io-gcs-filesystem (0.28.0)",
                needs="installation candidates for",
                regex=r"Unable to find installation candidates for (?P<wanted>[\w.-]{1,80})(?: \((?P<release>[\w.]{1,40})\))?",
            ),
        ),
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
        patterns=(
            Pattern(
                line="   └─ __glibc >=2.17,<3.0.a0 *, which conflicts with any installable versions previously reported",
                needs="__glibc >=",
                regex=r"__glibc >=(?P<needed>2\.\d{1,12}).{0,60}, which (?:is missing|conflicts)",
            ),
        ),
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
        patterns=(
            Pattern(
                line="ERROR: tensorflow-1.4.0-cp36-cp36m-manylinux1_x86_64.whl is not a supported wheel on this platform.",
                needs="is not a supported wheel on this platform",
                regex=r"""(?<![^\s'\"])(?P<wheel>[^\s'\"]{1,300}\.whl)['\"]? is not a supported wheel on this platform""",
            ),
            Pattern(
                line="ERROR: x.whl is not a supported wheel on this platform.",
                needs="is not a supported wheel on this platform",
                regex=r"is not a supported wheel on this platform",
            ),
            Pattern(
                line="error: A path dependency is incompatible with the current platform: wheels/tensorflow-2.10.0-cp310-cp310-win_amd64.whl",
                needs="incompatible with the current platform",
                regex=r"incompatible with the current platform: (?P<wheel>\S{1,300})",
            ),
            Pattern(
                line="  Skipping link: none of the wheel's tags (cp27-cp27m-win32) are compatible (run pip debug --verbose to show compatible tags): https://index.example/x.whl",
                needs="none of the wheel's tags",
                regex=r"none of the wheel's tags (?:match: |\()(?P<tags>[^:)]{1,120})",
                weight="noise",
            ),
            Pattern(
                line="    Skipping link https://index.example/x-cp27-cp27m-win32.whl (from -f wheels); it is not compatible with this Python",
                needs="it is not compatible with this python",
                regex=r"Skipping link (?P<wheel>\S{1,300}) .{0,200}; it is not compatible with this Python",
                weight="noise",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 0x0002): tried: 'x.so' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))",
                needs="incompatible architecture",
                regex=r"mach-o file, but is an incompatible architecture(?: \(have \(?'?(?P<built_for>\w{1,12})'?\)?, need \(?'?(?P<runs_on>\w{1,12}))?",
            ),
            Pattern(
                line="	/Users/worker/x/_pywrap_tensorflow_internal.so: mach-o, but wrong architecture",
                needs="wrong architecture",
                regex=r"mach-o, but wrong architecture",
            ),
            Pattern(
                line="ImportError: /x/_pywrap_tensorflow_internal.so: wrong ELF class: ELFCLASS64",
                needs="wrong elf class",
                regex=r"wrong ELF class: ELFCLASS",
            ),
        ),
        advice=(
            Advice(text="The file is for Python {wanted_python}: use that, or the file for yours"),
            Advice(
                text="The files are for {built_for} and this Python runs as {runs_on}: install with "
                "the very Python that imports them",
                command="python -m pip install --force-reinstall tensorflow",
            ),
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
