"""`python3 dev.py resolver`: what tfinstall chooses beside what uv chooses, case by case.

    python3 dev.py resolver                all cases of bench/resolutions.toml (ten minutes)
    python3 dev.py resolver 2.10.1 jax     the cases whose line holds all of these words

uv gets the same index, the same day, the same Python and platform, and as constraints the caps that
tfinstall found in the matrix. Each case ends in one of:

    same      package by package the same versions, or both say that it cannot be
    wheels    the same as soon as uv, too, takes an older wheel before it builds a newer version
    differs   anything else; `explained` where the table says why

and, whatever it is, all our pins together are given to uv, which has to find them sound: nothing
contradicts and nothing lacks. Prints a table and exits 1 where a case differs unexplained or is not
sound.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from bench.tools import tool, versions
from tfinstall import api, bundled
from tfinstall.app.lock import Order, lock
from tfinstall.effects import Silent
from tfinstall.host import discover
from tfinstall.host.machine import parse_platform
from tfinstall.matrix import Matrix
from tfinstall.model import TfinstallError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tfinstall.resolution.lockfile import Lock

TABLE = Path(__file__).parent / "resolutions.toml"
AT_ONCE = 2
GLIBC = "2.35"
"""Of the machines that the table calls `linux-x86_64` and `linux-aarch64`."""
UV_PLATFORMS = {
    "linux-x86_64": f"x86_64-manylinux_{GLIBC.replace('.', '_')}",
    "linux-aarch64": f"aarch64-manylinux_{GLIBC.replace('.', '_')}",
    "linux-x86_64-musl1.2": "x86_64-unknown-linux-musl",
    "macos-arm64-14.0": "aarch64-apple-darwin",
    "macos-x86_64-14.0": "x86_64-apple-darwin",
    "windows-amd64": "x86_64-pc-windows-msvc",
}
MACOS = "14.0"
NO_SOLUTION = "No solution found"
Pins = dict[str, Version]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of the table."""

    tensorflow: str
    python: str
    platform: str
    beside: tuple[str, ...]
    exclude_newer: datetime | None
    because: str

    def __str__(self) -> str:
        minor = ".".join(self.python.split(".")[:2])
        day = f", before {self.exclude_newer:%Y-%m-%d}" if self.exclude_newer else ""
        return f"{' '.join((self.tensorflow, *self.beside))}, {minor}, {self.platform}{day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a resolver says: versions, or why there are none."""

    pins: Pins | None
    told: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Both answers to one case, held side by side."""

    case: Case
    ours: Answer
    theirs: Answer
    verdict: str
    sound: bool

    @property
    def bad(self) -> bool:
        return not self.sound or (self.verdict == "differs" and not self.case.because)

    def row(self) -> str:
        how = "differs, explained" if self.verdict == "differs" and not self.bad else self.verdict
        count = "refused" if self.ours.pins is None else str(len(self.ours.pins))
        sound = "" if self.ours.pins is None else "yes" if self.sound else "**no**"
        return f"| {self.case} | {count} | {how} | {sound} | {self._differences()} |"

    def _differences(self) -> str:
        ours, theirs = self.ours.pins, self.theirs.pins
        if ours is None and theirs is None:
            return ""
        if ours is None or theirs is None:
            return f"{'tfinstall' if ours is None else 'uv'} refuses"
        return ", ".join(
            f"{name} {_of(ours, name)} / {_of(theirs, name)}" for name in apart(ours, theirs)
        )


def _of(pins: Pins, name: str) -> str:
    return str(pins.get(name, "-"))


def main(words: Sequence[str]) -> int:
    os.environ["PIP_CONFIG_FILE"] = os.devnull  # what uv does not read, ours must not read either
    chosen = [case for case in cases() if all(word in str(case) for word in words)]
    print(f"{versions()}; {datetime.now().astimezone():%Y-%m-%d}\n\n{HEAD}", flush=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = []
        for verdict in pool.map(compared, chosen):
            print(verdict.row(), flush=True)
            verdicts.append(verdict)
    print("\n" + "\n".join(_summary(verdicts)))
    return 1 if any(verdict.bad for verdict in verdicts) else 0


HEAD = (
    "| what | packages | versions | uv finds ours sound | tfinstall / uv |\n|---|---|---|---|---|"
)


def _summary(verdicts: Sequence[Verdict]) -> list[str]:
    counted = Counter(verdict.verdict for verdict in verdicts)
    answered = [each for each in verdicts if each.ours.pins is not None]
    sound = sum(each.sound for each in answered)
    told = ", ".join(f"{counted[each]} {each}" for each in ("same", "wheels", "differs"))
    explained = [
        f"- {each.case}: {each.case.because}"
        for each in verdicts
        if each.case.because and each.verdict == "differs"
    ]
    return [
        f"{len(verdicts)} cases: {told}; {sound} of {len(answered)} answers sound for uv.",
        *explained,
        *(
            f"! {each.case}\n    tfinstall: {each.ours.told}\n    uv: {each.theirs.told}"
            for each in verdicts
            if each.bad
        ),
    ]


def cases() -> list[Case]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["cases"]
    return [_case(line) for line in table]


def _case(line: Mapping[str, Any]) -> Case:
    day = line.get("exclude-newer")
    return Case(
        tensorflow=line["tensorflow"],
        python=line["python"],
        platform=line["platform"],
        beside=tuple(line.get("with", ())),
        exclude_newer=datetime.fromisoformat(day.replace("Z", "+00:00")) if day else None,
        because=line.get("because", ""),
    )


def compared(case: Case) -> Verdict:
    ours, made = answered_by_us(case)
    alone = made or answered_by_us(replace(case, beside=()))[1]
    with tempfile.TemporaryDirectory(prefix="tfinstall-resolver-") as folder:
        uv = Uv(case=case, folder=Path(folder))
        uv.constrain(alone)
        asked = (alone.tensorflow if alone else case.tensorflow, *case.beside)
        theirs = uv.answer(asked)
        alike = ours.pins == theirs.pins and (theirs.pins is not None or NO_SOLUTION in theirs.told)
        verdict = "same" if alike else "differs"
        sound = True
        if ours.pins is not None and made is not None:
            if verdict == "differs" and theirs.pins is not None:
                wheels = uv.answer(asked, *_no_building(made))
                verdict = "wheels" if wheels.pins == ours.pins else verdict
            sound = uv.answer((*asked, *_pinned(ours.pins))).pins == ours.pins
    return Verdict(case=case, ours=ours, theirs=theirs, verdict=verdict, sound=sound)


def _no_building(made: Lock) -> list[str]:
    """So that uv does as `pip --prefer-binary`, which is our rule."""
    return [f"--only-binary={each.pin.name}" for each in made.packages if each.pin.file.is_wheel]


def _pinned(pins: Pins) -> list[str]:
    return [f"{name}=={version}" for name, version in pins.items()]


def apart(ours: Pins, theirs: Pins) -> list[str]:
    return [
        name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)
    ]


def answered_by_us(case: Case) -> tuple[Answer, Lock | None]:
    platform = case.platform
    if platform in {"linux-x86_64", "linux-aarch64"}:
        platform = f"{platform}-glibc{GLIBC}"
    request = api.request(case.tensorflow, python=case.python, requirements=case.beside)
    order = Order(
        request=replace(request, fresh=True),
        platform=parse_platform(platform),
        exclude_newer=case.exclude_newer,
    )
    begun = time.perf_counter()
    try:
        (made,) = lock([order], Matrix(bundled.read), Silent())
    except TfinstallError as error:
        told = f"{error.diagnosis.cause}: {error.diagnosis.title}"
        return Answer(pins=None, told=told), None
    pins = {str(each.pin.name): each.pin.version for each in made.packages}
    return Answer(pins=pins, seconds=time.perf_counter() - begun), made


@dataclass(frozen=True, slots=True, kw_only=True)
class Uv:
    """uv, asked about one case in a folder of its own."""

    case: Case
    folder: Path

    def constrain(self, lock_of_ours: Lock | None) -> None:
        caps = lock_of_ours.caps if lock_of_ours else ()
        text = "\n".join(str(cap.constraint) for cap in caps)
        (self.folder / "caps.txt").write_text(text, encoding="utf-8")

    def answer(self, asked: Sequence[str], *options: str) -> Answer:
        (self.folder / "asked.in").write_text("\n".join(asked), encoding="utf-8")
        begun = time.perf_counter()
        done = subprocess.run(
            [*self._command(), *options],
            cwd=self.folder,
            env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": MACOS, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            return Answer(pins=None, told=" ".join(done.stderr.split()))
        read = [Requirement(line) for line in done.stdout.splitlines() if "==" in line]
        pins = {str(canonicalize_name(each.name)): _version(each) for each in read}
        return Answer(pins=pins, seconds=time.perf_counter() - begun)

    def _builder(self) -> list[str]:
        """The Python with which uv builds what has no wheel; of another version that may fail."""
        here = (
            each
            for each in discover(None).interpreters
            if self.case.python.startswith(each.minor + ".")
        )
        return [f"--python={each.executable}" for each in islice(here, 1)]

    def _command(self) -> list[str]:
        case = self.case
        command = [tool("uv"), "pip", "compile", "asked.in", "--constraint=caps.txt"]
        command += ["--quiet", "--no-header", "--no-annotate", "--no-config"]
        command += [f"--python-version={case.python}", *self._builder()]
        command += [f"--python-platform={UV_PLATFORMS[case.platform]}"]
        if case.exclude_newer:
            command.append(f"--exclude-newer={case.exclude_newer.isoformat()}")
        return command


def _version(pinned: Requirement) -> Version:
    (only,) = pinned.specifier
    return Version(only.version)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
