"""What is known of a run beside its text, and how a stranger's words for it are read."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Protocol

from tfinstall.diagnosis.releases import Builtin
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from tfinstall.model import OS


class Releases(Protocol):
    """What somebody knows about TensorFlow's releases; `Builtin` in this room knows a little."""

    def exists(self, version: str) -> bool: ...

    def pythons(self, version: str, platform: str) -> tuple[str, ...]:
        """The Pythons that release has wheels for on `linux-x86_64`, `macos-arm64`, ..."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the caller knows; None: not known, then the text is asked."""

    tool: str | None = None
    """`pip 26.3`, `uv 0.8`, `conda`, `python`."""
    returncode: int | None = None
    """Negative: killed by that signal; 128 + n, as shells say it, is read alike."""
    python: str | None = None
    """`3.10`, `3.12.0`, or words with a version in them."""
    pip: str | None = None
    os: str | None = None
    """`linux`, `macos`, `windows`, or words such as `Ubuntu 22.04`, `macOS 14 (M2)`."""
    arch: str | None = None
    proxy: str | None = None
    """The address of the proxy that was to be used."""
    wanted: str | None = None
    """The TensorFlow that was asked for: `2.10`, `tensorflow-gpu==2.4`, `<2.6`."""
    source: str = "log"
    """How the evidence's lines are to be called: a file's name, `pip`, `proof`."""
    releases: Releases = field(default_factory=Builtin)


_SYSTEMS: tuple[tuple[str, OS], ...] = (
    (r"win(?:dows|32|64|_|\b)|msys|cygwin", "windows"),
    (r"mac|darwin|os ?x|catalina|big sur|monterey|ventura|sonoma|sequoia", "macos"),
    (
        r"linux|ubuntu|debian|centos|red ?hat|rhel|fedora|alpine|arch\b|suse|mint|rasp|colab|wsl",
        "linux",
    ),
    (
        r"docker|container|kaggle|jetson|manjaro|nixos|alma|rocky|gentoo|amazon|synology|android",
        "linux",
    ),
)
_ARCHITECTURES = (
    (
        r"\b(?:arm64|aarch64)\b|\bm[1-5]\b|apple silicon|64-bit arm|jetson|raspberry pi os 64",
        "arm64",
    ),
    (r"armv[67]\w*|armhf|raspbian|raspberry pi zero|raspberry pi(?! os 64)", "armv7l"),
    (r"riscv64|risc-v", "riscv64"),
    (r"ppc64(?:le)?", "ppc64le"),
    (r"s390x", "s390x"),
    (r"\bi[36]86\b|32[- ]?bit|\bx86\b(?![_-]64)", "i686"),
    (r"x86[_-]64|amd64|\bintel\b|64[- ]?bit", "x86_64"),
)


def system(words: str | None) -> OS | None:
    """`windows` for `Windows 11 Home`; None where the words do not say it."""
    low = (words or "").lower()
    for pattern, name in _SYSTEMS:
        if re.search(pattern, low):
            return name
    return None


def architecture(words: str | None) -> str | None:
    """`arm64` for `macOS 12.6 (Apple M1)`, `i686` for `32-bit`; None where nothing says it."""
    low = (words or "").lower()
    return next((name for pattern, name in _ARCHITECTURES if re.search(pattern, low)), None)


def musl(words: str | None) -> bool:
    """Whether the words name a system with musl as its C library."""
    return re.search(r"alpine|musl", (words or "").lower()) is not None


_GLIBC = (
    (r"centos(?: linux)? 6|rhel 6", "2.12"),
    (r"ubuntu 14|ubuntu 1[45]\.", "2.19"),
    (r"(?:centos(?: linux)?|rhel|red hat.{0,20}|scientific linux) 7", "2.17"),
    (r"ubuntu 16|debian (?:9|stretch)", "2.23"),
    (r"amazon linux 2(?!0)|sles 15", "2.26"),
    (r"ubuntu 18", "2.27"),
)


def glibc(words: str | None) -> str | None:
    """`2.17` for `CentOS 7`; None where the words do not say it, or the system is a newer one."""
    low = (words or "").lower()
    return next((version for pattern, version in _GLIBC if re.search(pattern, low)), None)


def python_version(words: str | None) -> str | None:
    """`3.12.0` for `3.12.0 (conda)`; None for `3.x`."""
    found = re.search(r"\b([23]\.\d{1,2}(?:\.\d{1,2})?)(?![\d.]*\d)", words or "")
    return found.group(1) if found else None


def minor(version: str) -> str:
    """`3.12` of `3.12.0`."""
    return ".".join(version.split(".")[:2])


def pip_version(facts: Facts) -> str | None:
    """The version of pip that the caller names, by itself or as the tool."""
    for words in (facts.pip, facts.tool if (facts.tool or "").startswith("pip") else None):
        found = re.search(r"\d{1,2}(?:\.\d{1,2}){1,2}", words or "")
        if found:
            return found.group()
    return None
