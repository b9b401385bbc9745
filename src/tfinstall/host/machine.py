"""The operating system, the processor and the libc: this machine's, or those that a text names."""

from __future__ import annotations

import os
import re
from platform import machine, release
from platform import system as name_of_system
from typing import TYPE_CHECKING, Final

from tfinstall.diagnosis import failure
from tfinstall.host.surroundings import Surroundings, kind_of_system
from tfinstall.model import OS, Evidence, Platform

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "TFINSTALL_PLATFORM"
EXAMPLES: Final = "`linux-x86_64-glibc2.28`, `macos-arm64-14.0` or `windows-amd64`"

DEFAULT_GLIBC: Final = (2, 28)
"""Of `linux-x86_64` without a libc: what manylinux_2_28 asks for, as uv assumes too."""
DEFAULT_MACOS: Final = (14, 0)

_SYSTEMS: Final[Mapping[str, OS]] = {
    **dict.fromkeys(("linux", "manylinux", "musllinux"), "linux"),
    **dict.fromkeys(("macos", "macosx", "darwin", "osx", "mac"), "macos"),
    **dict.fromkeys(("windows", "win", "win32"), "windows"),
}
_ARCHITECTURES: Final[Mapping[OS, Mapping[str, str]]] = {
    "linux": {
        **dict.fromkeys(("x86_64", "amd64", "x64"), "x86_64"),
        **dict.fromkeys(("aarch64", "arm64"), "aarch64"),
        **dict.fromkeys(("i686", "i386", "i586", "x86"), "i686"),
        **dict.fromkeys(("armv7l", "armv8l", "armv7"), "armv7l"),
        **{name: name for name in ("armv6l", "ppc64le", "s390x", "riscv64", "loongarch64")},
    },
    "macos": {
        **dict.fromkeys(("arm64", "aarch64"), "arm64"),
        **dict.fromkeys(("x86_64", "amd64", "x64"), "x86_64"),
    },
    "windows": {
        **dict.fromkeys(("amd64", "x86_64", "x64", "64"), "amd64"),
        **dict.fromkeys(("arm64", "aarch64"), "arm64"),
        **dict.fromkeys(("x86", "i386", "i686", "32"), "x86"),
    },
}
_LEGACY: Final = {"1": "glibc2.5", "2010": "glibc2.12", "2014": "glibc2.17"}
"""`manylinux2014_x86_64`: the names of PEP 513, 571 and 599, with their libc of PEP 600."""

_NAMED = re.compile(r"(?P<system>[a-z0-9]+?)[-_](?P<arch>x86_64|[a-z0-9]+)(?:[-_](?P<rest>.+))?")
_TAG = re.compile(
    r"(?P<system>manylinux|musllinux|macosx)(?:_(?P<major>\d+)_(?P<minor>\d+)|(?P<legacy>\d+))"
    r"_(?P<arch>\w+)"
)
_LIBC = re.compile(r"(?P<name>glibc|gnu|musl)[-_]?(?P<major>\d+)[._](?P<minor>\d+)")
_NUMBERS = re.compile(r"(?P<major>\d+)(?:[._](?P<minor>\d+))?")


# ── a platform in words ─────────────────────────────────────────────────────────────────────


def parse_platform(text: str) -> Platform:
    """The platform that `linux-x86_64-glibc2.28`, `macos-arm64` or a wheel's tag names.

    Raises `usage` on anything else.
    """
    words = _words_of_tag(text.strip().lower())
    match = _NAMED.fullmatch(words)
    system = _SYSTEMS.get(match["system"]) if match else None
    if match is None or system is None:
        raise _not_a_platform(text)
    arch = _ARCHITECTURES[system].get(match["arch"])
    if arch is None:
        known = ", ".join(sorted(set(_ARCHITECTURES[system].values())))
        raise failure("usage", f"`{text}`: on {system} the processor is one of {known}")
    return _with_version(system, arch, match["rest"] or "", text)


def _words_of_tag(text: str) -> str:
    """`macosx_14_0_arm64` as `macosx-arm64-14.0`; other texts as they are."""
    match = _TAG.fullmatch(text)
    if match is None:
        return text
    version = f"{match['major']}.{match['minor']}"
    if match["legacy"]:
        version = _LEGACY.get(match["legacy"], "?")
    elif match["system"] != "macosx":
        version = f"{'glibc' if match['system'] == 'manylinux' else 'musl'}{version}"
    return f"{match['system']}-{match['arch']}-{version}"


def _with_version(system: OS, arch: str, rest: str, text: str) -> Platform:
    if system == "linux":
        return _linux(arch, rest, text)
    if system == "macos":
        return Platform(os=system, arch=arch, macos=_macos_version(rest, text))
    if rest:
        raise _not_a_platform(text)
    return Platform(os=system, arch=arch)


def _linux(arch: str, rest: str, text: str) -> Platform:
    if rest in {"", "gnu", "glibc"}:
        return Platform(os="linux", arch=arch, glibc=DEFAULT_GLIBC)
    match = _LIBC.fullmatch(rest)
    if match is None:
        raise _not_a_platform(text)
    version = (int(match["major"]), int(match["minor"]))
    if match["name"] == "musl":
        return Platform(os="linux", arch=arch, musl=version)
    return Platform(os="linux", arch=arch, glibc=version)


def _macos_version(rest: str, text: str) -> tuple[int, int]:
    if not rest:
        return DEFAULT_MACOS
    match = _NUMBERS.fullmatch(rest)
    if match is None:
        raise _not_a_platform(text)
    return int(match["major"]), int(match["minor"] or 0)


def _not_a_platform(text: str) -> Exception:
    return failure("usage", f"`{text}` is not a platform; right would be {EXAMPLES}")


# ── this machine ────────────────────────────────────────────────────────────────────────────


def platform(here: Surroundings | None = None) -> Platform:
    """This machine's platform, or the one that TFINSTALL_PLATFORM names.

    Raises `usage` where the variable holds something else, and `platform-unsupported` on a system
    that is neither Linux nor macOS nor Windows.
    """
    named = (here.env if here else os.environ).get(VARIABLE)
    return parse_platform(named) if named else _this_platform()


def _this_platform() -> Platform:
    match kind_of_system():
        case "linux":
            return _this_linux()
        case "macos":
            return Platform(os="macos", arch=_macos_arch(), macos=_tagged("macosx"))
        case "windows":
            return Platform(os="windows", arch=_windows_arch())
        case "other":
            raise _unsupported()


def _unsupported() -> Exception:
    name = f"{name_of_system()} {machine()}"
    return failure(
        "platform-unsupported",
        f"TensorFlow has wheels for Linux, macOS and Windows only; this is {name}",
        evidence=(Evidence(source="this machine", text=name),),
        platform=name,
    )


def _this_linux() -> Platform:
    glibc = _glibc()
    return Platform(
        os="linux",
        arch=normal_arch("linux", machine()),
        glibc=glibc,
        musl=None if glibc else _tagged("musllinux"),
        wsl=is_wsl(),
    )


def normal_arch(system: OS, name: str, bits: int = 64) -> str:
    """One word for one processor: `AMD64` on Linux is `x86_64`; unknown ones in lower case."""
    known = _ARCHITECTURES[system].get(name.lower(), name.lower())
    if bits == 64 or system == "macos":  # noqa: PLR2004  (bits)
        return known
    return {"x86_64": "i686", "aarch64": "armv7l", "amd64": "x86"}.get(known, known)


def _glibc() -> tuple[int, int] | None:
    """From the C library itself (`glibc 2.36`); musl does not know the question."""
    ask = getattr(os, "confstr", None)
    try:
        said = (ask("CS_GNU_LIBC_VERSION") if ask else None) or ""
    except (ValueError, OSError):
        return None
    match = re.match(r"glibc (\d+)\.(\d+)", said)
    return (int(match[1]), int(match[2])) if match else None


def _tagged(family: str) -> tuple[int, int] | None:
    """The newest `family_X_Y_arch` that packaging says this machine takes.

    Packaging asks the musl loader, and looks behind macOS's `10.16` of old build kits.
    """
    from packaging.tags import platform_tags  # noqa: PLC0415  (only where it is needed)

    found = (re.match(rf"{family}_(\d+)_(\d+)_", tag) for tag in platform_tags())
    return max(((int(one[1]), int(one[2])) for one in found if one), default=None)


def is_wsl(osrelease: str | None = None) -> bool:
    """Whether the kernel is Microsoft's: `5.15.90.1-microsoft-standard-WSL2`."""
    text = osrelease if osrelease is not None else release()
    return "microsoft" in text.lower()


def _windows_arch() -> str:
    """The machine's, also where the asking process is a 32-bit one."""
    told = os.environ.get("PROCESSOR_ARCHITEW6432") or os.environ.get("PROCESSOR_ARCHITECTURE")
    return normal_arch("windows", told or machine())


def _macos_arch() -> str:
    """The machine's, also where the asking process is translated by Rosetta."""
    return "arm64" if sysctl_flag("hw.optional.arm64") else normal_arch("macos", machine())


def sysctl_flag(name: str) -> bool:
    """Whether the macOS kernel says 1 to `name`; written by its manual, shown on Linux only."""
    import ctypes  # noqa: PLC0415  (start-up time: only macOS asks)

    value, size = ctypes.c_int(0), ctypes.c_size_t(ctypes.sizeof(ctypes.c_int))
    try:
        asked = ctypes.CDLL(None).sysctlbyname
    except (AttributeError, OSError, TypeError):
        return False
    answered = asked(name.encode(), ctypes.byref(value), ctypes.byref(size), None, 0)
    return bool(answered == 0 and value.value == 1)
