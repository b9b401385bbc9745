"""Two ways to the same end, measured in turns, so that a busy machine is unjust to neither."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Commands that one after another do the work; `{env}` is the environment to be made."""

    name: str
    commands: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Seconds of both ways, pair by pair."""

    ours: Way
    theirs: Way
    seconds: tuple[tuple[float, float], ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Below 1: ours took less time."""
        return tuple(ours / theirs for ours, theirs in self.seconds)

    def row(self) -> str:
        """One row of the table in docs/performance.md."""
        ratios = self.ratios
        ours, theirs = (statistics.median(each) for each in zip(*self.seconds, strict=True))
        spread = f"{min(ratios):.2f} / **{statistics.median(ratios):.2f}** / {max(ratios):.2f}"
        names = f"{self.ours.name} | {self.theirs.name}"
        return f"| {names} | {shown(ours)} | {shown(theirs)} | {spread} | {len(ratios)} |"


HEAD = (
    "| ours | theirs | median, ours | median, theirs | ratio: min / **median** / max | pairs |\n"
    "|---|---|---|---|---|---|"
)


def shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def compare(ours: Way, theirs: Way, count: int, run: Callable[[Way], float]) -> Comparison:
    """Measure both `count` times, in turns, each time the other one first."""
    seconds = []
    for turn in range(count):
        if turn % 2:
            other = run(theirs)
            seconds.append((run(ours), other))
        else:
            seconds.append((run(ours), run(theirs)))
    return Comparison(ours=ours, theirs=theirs, seconds=tuple(seconds))


def timed(
    commands: Iterable[Sequence[str]], folder: Path, environ: Mapping[str, str] | None = None
) -> float:
    """Seconds that the commands take together; what they print is not shown.

    Raises RuntimeError with the last lines of a command that a signal ended or that failed where
    it must not: only a refusal (`why`) and a failure that is explained (`diagnose`) may.
    """
    begun = time.perf_counter()
    for command in commands:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**surroundings(), **(environ or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0 and not {"why", "diagnose"} & set(command):
            raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return time.perf_counter() - begun


def surroundings() -> dict[str, str]:
    """No asking whether pip itself is up to date: none of the others does it."""
    return {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
