"""Which Pythons TensorFlow's releases have wheels for: enough to read pip's list of versions.

Taken from the tags of the wheels that the index lists; the matrix knows more, and newer ones.
"""

from __future__ import annotations

from packaging.version import InvalidVersion, Version

FINAL = [
    "0.12.0",
    "0.12.1",
    "1.0.0",
    "1.0.1",
    "1.1.0",
    "1.2.0",
    "1.2.1",
    "1.3.0",
    "1.4.0",
    "1.4.1",
    "1.5.0",
    "1.5.1",
    "1.6.0",
    "1.7.0",
    "1.7.1",
    "1.8.0",
    "1.9.0",
    "1.10.0",
    "1.10.1",
    "1.11.0",
    "1.12.0",
    "1.12.2",
    "1.12.3",
    "1.13.1",
    "1.13.2",
    "1.14.0",
    "1.15.0",
    "1.15.2",
    "1.15.3",
    "1.15.4",
    "1.15.5",
    "2.0.0",
    "2.0.1",
    "2.0.2",
    "2.0.3",
    "2.0.4",
    "2.1.0",
    "2.1.1",
    "2.1.2",
    "2.1.3",
    "2.1.4",
    "2.2.0",
    "2.2.1",
    "2.2.2",
    "2.2.3",
    "2.3.0",
    "2.3.1",
    "2.3.2",
    "2.3.3",
    "2.3.4",
    "2.4.0",
    "2.4.1",
    "2.4.2",
    "2.4.3",
    "2.4.4",
    "2.5.0",
    "2.5.1",
    "2.5.2",
    "2.5.3",
    "2.6.0",
    "2.6.1",
    "2.6.2",
    "2.6.3",
    "2.6.4",
    "2.6.5",
    "2.7.0",
    "2.7.1",
    "2.7.2",
    "2.7.3",
    "2.7.4",
    "2.8.0",
    "2.8.1",
    "2.8.2",
    "2.8.3",
    "2.8.4",
    "2.9.0",
    "2.9.1",
    "2.9.2",
    "2.9.3",
    "2.10.0",
    "2.10.1",
    "2.11.0",
    "2.11.1",
    "2.12.0",
    "2.12.1",
    "2.13.0",
    "2.13.1",
    "2.14.0",
    "2.14.1",
    "2.15.0",
    "2.15.0.post1",
    "2.15.1",
    "2.16.1",
    "2.16.2",
    "2.17.0",
    "2.17.1",
    "2.18.0",
    "2.18.1",
    "2.19.0",
    "2.19.1",
    "2.20.0",
    "2.21.0",
]

SPANS = {
    # Python: the first release with its wheels, when that was, and the last so far
    "2.7": ("0.12.0", "2016-12", "2.1.0"),
    "3.3": ("0.12.1", "2016-12", "1.14.0"),
    "3.4": ("0.12.0", "2016-12", "1.14.0"),
    "3.5": ("0.12.0", "2016-12", "2.3.1"),
    "3.6": ("0.12.1", "2016-12", "2.6.2"),
    "3.7": ("1.13.1", "2019-02", "2.11.0"),
    "3.8": ("2.2.0", "2020-05", "2.13.1"),
    "3.9": ("2.5.0", "2021-05", "2.20.0"),
    "3.10": ("2.8.0", "2022-02", ""),
    "3.11": ("2.12.0", "2023-03", ""),
    "3.12": ("2.16.1", "2024-03", ""),
    "3.13": ("2.20.0", "2025-08", ""),
}
PLATFORMS = {
    # where fewer releases have wheels than on linux-x86_64: the first and the last
    "macos-x86_64": ("", "2.16.2"),
    "macos-arm64": ("2.13.0", ""),
    "linux-arm64": ("2.10.0", ""),
    "linux-x86_64": ("", ""),
    "windows-x86_64": ("", ""),
}
_WINDOWS_STARTS = {"3.5": "0.12.0", "3.6": "1.2.0"}
_LEAVES_WINDOWS = ("2.7", "3.3", "3.4")

MANYLINUX = (
    # from this release on, the wheels for Linux need this pip, and this glibc
    ("1.15.0", "19.0", "2.12"),
    ("2.9.0", "19.3", "2.17"),
    ("2.21.0", "20.3", "2.27"),
)

KNOWN_ELSEWHERE = {
    # other packages with wheels for few Pythons or systems: newest Python, systems
    "tensorflow-addons": ("3.11", ()),
    "tensorflow-metal": ("", ("macos",)),
    "tensorflow-macos": ("3.12", ("macos",)),
    "tensorflow-directml": ("3.7", ("windows", "linux")),
    "tensorflow-directml-plugin": ("3.10", ("windows", "linux")),
    "tensorflow-io": ("3.12", ()),
    "tensorflow-io-gcs-filesystem": ("3.12", ()),
    "tensorflow-text": ("3.12", ("linux", "macos")),
    "tensorflow-gpu": ("3.10", ()),
    "tensorflow-intel": ("3.12", ("windows",)),
    "tensorflow-cpu-aws": ("3.11", ("linux",)),
    "tensorflow-decision-forests": ("3.12", ("linux", "macos")),
    "tflite-runtime": ("3.11", ("linux",)),
    "tflite-model-maker": ("3.9", ()),
    "mediapipe": ("3.12", ()),
    "nvidia-tensorflow": ("3.10", ("linux",)),
    "open3d": ("3.12", ()),
}
OTHERS_LAST = {
    # packages that follow Python closely: the last release with wheels for each left behind
    "numpy": {"3.6": "1.19.5", "3.7": "1.21.6", "3.8": "1.24.4", "3.9": "2.0.2", "3.10": "2.2.6"},
    "scipy": {"3.6": "1.5.4", "3.7": "1.7.3", "3.8": "1.10.1", "3.9": "1.13.1", "3.10": "1.15.3"},
    "h5py": {"3.6": "3.1.0", "3.7": "3.8.0", "3.8": "3.11.0", "3.9": "3.14.0"},
    "scikit-learn": {"3.6": "0.24.2", "3.7": "1.0.2", "3.8": "1.3.2", "3.9": "1.6.1"},
    "matplotlib": {"3.6": "3.3.4", "3.7": "3.5.3", "3.8": "3.7.5", "3.9": "3.9.4"},
}
MODERN_GLIBC = "2.28"
"""What most wheels of today want at least."""
TENSORFLOWS = frozenset(
    {"tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tf-nightly", "intel-tensorflow"}
)


_QUARTERLY_SINCE = 19


def version(text: str) -> Version | None:
    """None where the text is no version."""
    try:
        return Version(text)
    except InvalidVersion:
        return None


class Builtin:
    """The table of this module, asked as the matrix would be."""

    def exists(self, version: str) -> bool:
        return any(each == version or each.startswith(version + ".") for each in FINAL)

    def pythons(self, version: str, platform: str) -> tuple[str, ...]:
        wanted = Version(version)
        first, last = PLATFORMS.get(platform, ("", ""))
        if (first and wanted < Version(first)) or (last and wanted > Version(last)):
            return ()
        return tuple(python for python in SPANS if self._has(python, wanted, platform))

    def _has(self, python: str, wanted: Version, platform: str) -> bool:
        first, _, last = SPANS[python]
        if platform.startswith("windows"):
            if python in _LEAVES_WINDOWS:
                return False
            first = _WINDOWS_STARTS.get(python, first)
        return Version(first) <= wanted and (not last or wanted <= Version(last))


def pip_dated(pip: str) -> str:
    """The month, `2024-07`, in which that pip came out; empty where it is not known."""
    known = {"9.0": "2016-11", "10.0": "2018-04", "18.0": "2018-07", "18.1": "2018-10"}
    found = version(pip)
    if found is None:
        return ""
    early = known.get(f"{found.major}.{found.minor}")
    if early is not None or found.major < _QUARTERLY_SINCE:
        return early or ""
    month = ("01", "04", "07", "10")[min(found.minor, 3)]
    return f"20{found.major}-{month}"
