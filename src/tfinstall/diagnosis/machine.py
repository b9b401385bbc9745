"""What the text and the caller together say about Python, pip and the machine of that run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis import facts as given
from tfinstall.diagnosis.releases import pip_dated
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from tfinstall.diagnosis.facts import Facts
    from tfinstall.diagnosis.scan import Scan
    from tfinstall.model import OS


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The circumstances of one run, as far as they are known."""

    python: str | None
    """`3.12` or `3.12.0`."""
    pip: str | None
    os: OS | None
    arch: str | None
    musl: bool
    android: bool
    bits32: bool
    conda: bool
    glibc: str | None
    """`2.17`, where the text or the system's name tells it."""
    since: str
    """The month before which it cannot have been, `2024-07`; empty: not known."""

    @property
    def minor(self) -> str | None:
        return given.minor(self.python) if self.python else None

    @property
    def platform(self) -> str:
        """`linux-x86_64`, as the table of releases calls it; 64-bit Intel unless said otherwise."""
        return f"{self.os or 'linux'}-{self.arch or 'x86_64'}"


def describe(scan: Scan, facts: Facts) -> Run:
    """The caller's word counts more than the text's."""
    system = given.system(facts.os) or _system(scan)
    return Run(
        python=given.python_version(facts.python) or _python(scan),
        pip=given.pip_version(facts) or next(iter(scan.values("pip")), None),
        os=system,
        arch=given.architecture(facts.arch) or given.architecture(facts.os) or _arch(scan),
        musl=given.musl(facts.os) or scan.has("musl"),
        android=scan.has("android") or "android" in (facts.os or "").lower(),
        bits32=_bits32(scan, facts),
        conda=scan.has("conda"),
        glibc=next(iter(scan.values("glibc")), None) or given.glibc(facts.os),
        since=max((pip_dated(each) for each in scan.values("pip-latest")), default=""),
    )


def _python(scan: Scan) -> str | None:
    banner = scan.values("banner")
    if banner:
        return banner[0]
    paths = [_dotted(each) for each in scan.values("python")]
    if paths:
        return paths[0]
    tags = {_dotted(each) for each in scan.values("tag")}
    return tags.pop() if len(tags) == 1 else None


def _dotted(value: str) -> str:
    """`3.12` of `312`."""
    return value if "." in value else f"{value[0]}.{value[1:]}"


def _system(scan: Scan) -> OS | None:
    systems: tuple[OS, ...] = ("windows", "macos", "linux")
    seen = [name for name in systems if name in scan.clues]
    return max(seen, key=lambda name: scan.clues[name].count, default=None)


def _arch(scan: Scan) -> str | None:
    if scan.has("armhf"):
        return "armv7l"
    for value in scan.values("arch"):
        return {"aarch64": "arm64", "armv6l": "armv7l"}.get(value, value)
    return None


def _bits32(scan: Scan, facts: Facts) -> bool:
    if "32" in (facts.arch or "") or given.architecture(facts.python) == "i686":
        return True
    return any(hit.cause.slug == "python-32bit" for hit in scan.hits)
