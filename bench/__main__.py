"""`python3 dev.py bench`: tfinstall beside pip and uv, on the same work, in the same minutes.

Prints the table that stands in docs/performance.md. The wheels are fetched once, before anything
is measured, into a folder from which all install: what is compared is the tools, not the line to
the index, nor whether it lets caches be kept.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bench import logs
from bench.pairs import HEAD, Way, compare, timed
from bench.tools import tool, versions

TENSORFLOW = "tensorflow-cpu==2.15.1"
RESOLVED = "tensorflow==2.19.1"
PYTHON = "3.11"
BIN = "Scripts" if os.name == "nt" else "bin"


def main() -> int:
    options = parser().parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(versions() + "\n\n" + HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="tfinstall-bench-") as folder:
        starts(Path(folder), options.starts)
        resolutions(Path(folder), options.resolutions)
        if options.logs:
            long_logs(Path(folder), options.logs)
        if options.installs:
            installs(Path(folder), options.installs, options.python)
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python3 dev.py bench", description=__doc__)
    made.add_argument("--starts", type=int, default=30, metavar="N", help="pairs of starts")
    made.add_argument("--resolutions", type=int, default=5, metavar="N", help="pairs of locks")
    made.add_argument("--installs", type=int, default=3, metavar="N", help="pairs of installs")
    made.add_argument(
        "--logs", type=int, nargs="*", default=[20, 200], metavar="MB", help="lengths of long logs"
    )
    made.add_argument("--python", default=PYTHON, help=f"for the installs (default: {PYTHON})")
    return made


def starts(folder: Path, count: int) -> None:
    """The commands that a person waits for without expecting to wait."""
    pip = Way(name="`pip --version`", commands=((tool("pip"), "--version"),))
    for words in (
        ("--version",),
        ("why", "2.10", "--python", "3.13"),
        ("diagnose", str(logs.TYPICAL)),
    ):
        name = " ".join(words).replace(f"{logs.LOGS}/", "")
        ours = Way(name=f"`tfinstall {name}`", commands=((tool("tfinstall"), *words),))
        timed((*ours.commands, *pip.commands), folder)  # both compiled, both in the disk cache
        print(compare(ours, pip, count, lambda way: timed(way.commands, folder)).row(), flush=True)


def resolutions(folder: Path, count: int) -> None:
    """Choosing every package from the index: with nothing kept, and with all of it kept."""
    asked = folder / "asked.in"
    asked.write_text(RESOLVED, encoding="utf-8")
    minor = ".".join(platform.python_version_tuple()[:2])
    words = (
        "lock",
        RESOLVED,
        "--python",
        minor,
        "--format",
        "requirements",
        "-o",
        "-",
        "--quiet",
        "--fresh",
    )
    dry_run = ("install", "--dry-run", "--ignore-installed", "--quiet", RESOLVED)
    ours = Way(name="`tfinstall lock`", commands=((tool("tfinstall"), *words),))
    pip = Way(name="`pip install --dry-run`", commands=((tool("pip"), *dry_run),))
    compiling = (tool("uv"), "pip", "compile", "--quiet", "--python-version", minor, str(asked))
    uv = Way(name="`uv pip compile`", commands=(compiling,))
    for title, run in (("cold", cold), ("warm", warm)):
        for other in (pip, uv):
            mine, theirs = (replace(way, name=f"{way.name}, {title}") for way in (ours, other))
            for way in (mine, theirs):
                warm(folder, way)  # all is compiled, and in the warm rounds all is kept
            print(compare(mine, theirs, count, partial(run, folder)).row(), flush=True)


def cold(folder: Path, way: Way) -> float:
    shutil.rmtree(folder / "caches", ignore_errors=True)
    return warm(folder, way)


def warm(folder: Path, way: Way) -> float:
    return timed(way.commands, folder, caches(folder / "caches"))


def caches(at: Path) -> dict[str, str]:
    return {name: str(at / name) for name in ("XDG_CACHE_HOME", "PIP_CACHE_DIR", "UV_CACHE_DIR")}


def long_logs(folder: Path, megabytes: list[int]) -> None:
    """Whether a log that is ten times as long takes ten times as long, and no more memory."""
    print(f"\n{logs.HEAD}", flush=True)
    for each in megabytes:
        path = logs.long_log(folder, each)
        command = (tool("tfinstall"), "diagnose", str(path))
        print(logs.row(f"{each} MB of a verbose pip", command), flush=True)
        path.unlink()
    print(f"\n{HEAD}", flush=True)


def installs(folder: Path, count: int, python: str) -> None:
    """The main job; the proof apart, because nobody else has one."""
    plan = planned(python)
    interpreter = str(plan["interpreter"]["executable"])
    wheels = fetched(interpreter, [each["constraint"] for each in plan["constraints"]], folder)
    ways = [*ours(interpreter, wheels), *others(interpreter, wheels)]
    packages = {way.name: installed(way, folder) for way in ways}
    plain, proved, pip, pip_and_import, uv = ways
    for one, other in ((plain, pip), (proved, pip_and_import), (plain, uv)):
        compared = compare(one, other, count, lambda way: into_new(way, folder))
        print(compared.row(), flush=True)
    print(f"\n{told(packages)}")


def fetched(interpreter: str, caps: list[str], folder: Path) -> tuple[str, ...]:
    """The options under which pip, uv and tfinstall take everything from a folder.

    It holds what pip chooses today for this interpreter, and what it chooses under these caps.
    """
    venv, wheels, constraints = folder / "fetching", folder / "wheels", folder / "caps.txt"
    constraints.write_text("\n".join(caps), encoding="utf-8")
    python = str(venv / BIN / "python")
    download = (python, "-m", "pip", "download", "--only-binary=:all:", "--dest", str(wheels))
    making = (interpreter, "-m", "venv", str(venv))
    capped = (*download, "--constraint", str(constraints), TENSORFLOW)
    timed((making, (*download, TENSORFLOW), capped), folder)
    shutil.rmtree(venv)
    return ("--no-index", "--find-links", str(wheels))


def ours(interpreter: str, wheels: tuple[str, ...]) -> tuple[Way, Way]:
    words = (tool("tfinstall"), TENSORFLOW, *wheels, "--python", interpreter, "--venv", "{env}")
    return (
        Way(name="`tfinstall --no-verify`", commands=((*words, "--no-verify"),)),
        Way(name="`tfinstall`, proof and all", commands=(words,)),
    )


def others(interpreter: str, wheels: tuple[str, ...]) -> tuple[Way, Way, Way]:
    """What a person types who knows which version and which Python fit."""
    python = f"{{env}}/{BIN}/python"
    pip = (
        (interpreter, "-m", "venv", "{env}"),
        (python, "-m", "pip", "install", *wheels, TENSORFLOW),
    )
    uv = (
        (tool("uv"), "venv", "--python", interpreter, "{env}"),
        (tool("uv"), "pip", "install", "--python", python, *wheels, TENSORFLOW),
    )
    works = "import tensorflow as tf; tf.keras.Sequential([tf.keras.layers.Dense(1)])"
    return (
        Way(name="`venv` and `pip install`", commands=pip),
        Way(
            name="`venv`, `pip install`, `python -c 'import tensorflow ...'`",
            commands=(*pip, (python, "-c", works)),
        ),
        Way(name="`uv venv` and `uv pip install`", commands=uv),
    )


def into_new(way: Way, folder: Path) -> float:
    """Seconds of an install into a folder that is not there before and not afterwards."""
    at = folder / "env"
    try:
        return timed(placed(way, at), folder)
    finally:
        shutil.rmtree(at, ignore_errors=True)


def placed(way: Way, at: Path) -> list[list[str]]:
    return [[word.replace("{env}", str(at)) for word in command] for command in way.commands]


def installed(way: Way, folder: Path) -> set[str]:
    """What a way leaves in its environment, pip and its kin apart."""
    at = folder / "env"
    try:
        timed(placed(way, at), folder)
        listed = subprocess.run(
            [tool("uv"), "pip", "list", "--format=json", "--python", at / BIN / "python"],
            capture_output=True,
            check=True,
        )
    finally:
        shutil.rmtree(at, ignore_errors=True)
    found = {f"{each['name']} {each['version']}" for each in json.loads(listed.stdout)}
    return {each for each in found if each.split()[0] not in {"pip", "setuptools", "wheel"}}


def told(packages: dict[str, set[str]]) -> str:
    """Whether all did the same work."""
    common = set.intersection(*packages.values())
    lines = [f"Distributions that all of them installed, in the same versions: {len(common)}."]
    for name, found in packages.items():
        if found - common:
            lines.append(f"Only or otherwise with {name}: {', '.join(sorted(found - common))}.")
    return "\n".join(lines)


def planned(python: str) -> dict[str, Any]:
    """The interpreter and the caps that tfinstall takes for this word."""
    command = [tool("tfinstall"), "plan", TENSORFLOW, "--python", python, "--json"]
    done = subprocess.run(command, capture_output=True, check=False)
    plan: dict[str, Any] | None = json.loads(done.stdout)["plan"]
    if plan is None:
        sys.exit(f"no Python {python} for {TENSORFLOW} here; give one with --python")
    return plan


if __name__ == "__main__":
    sys.exit(main())
