"""An environment on the disk: where its interpreter, scripts and packages are."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tfinstall.diagnosis import failure
from tfinstall.environment.oserrors import os_failure, ours
from tfinstall.environment.process import clean_environ
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.utils import NormalizedName

    from tfinstall.model import TfinstallError

RECEIPT = "tfinstall-receipt.json"
"""The file in an environment by which this program knows its own."""

MANAGED = "EXTERNALLY-MANAGED"
"""The file in a Python's standard library by which a package manager says that it is its own."""

ANSWER_LIMIT = 60.0
"""Seconds; a cold interpreter on a network disk takes some."""

# Asked of the interpreter itself: no guess about lib, lib64, Lib or a Debian layout.
QUESTION = """
import json, sys, sysconfig
paths = sysconfig.get_paths()
print(json.dumps({
    "version": sys.version.split()[0],
    "prefix": sys.prefix,
    "base": getattr(sys, "base_prefix", sys.prefix),
    "scripts": paths["scripts"],
    "stdlib": paths["stdlib"],
    "packages": sorted({paths["purelib"], paths["platlib"]}),
}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A Python environment that answered."""

    path: Path
    python: Path
    scripts: Path
    site_packages: tuple[Path, ...]
    version: Version
    """Of its Python."""
    pip_version: Version | None = None
    """None: there is no pip in it."""
    made_by: Mapping[str, str] | None = None
    """What made it, by which version: `{"virtualenv": "21.15.7"}`."""
    isolated: bool = True
    """False: the prefix of a Python itself, not an environment made from one."""
    manager_says: str | None = None
    """Where a Python belongs to the system's package manager (PEP 668): what that one tells."""


def describe(path: Path) -> Environment:
    """Read an environment by asking its own interpreter.

    Raises TfinstallError: `file-missing` where there is no such directory, `environment-damaged`
    where it holds no interpreter that answers.
    """
    if not path.is_dir():
        raise failure("file-missing", f"{path} is not a directory", path=str(path))
    python = python_in(path)
    if python is None:
        raise _damaged(path, f"{path} holds no Python: it is not an environment", "")
    answer = _ask(path, python)
    packages = tuple(Path(folder) for folder in answer["packages"])
    isolated = answer["prefix"] != answer["base"] or (path / "conda-meta").is_dir()
    return Environment(
        path=path,
        python=python,
        scripts=Path(answer["scripts"]),
        site_packages=packages,
        version=Version(answer["version"].rstrip("+")),
        pip_version=_pip_version(packages),
        made_by=_made_by(path),
        isolated=isolated,
        manager_says=None if isolated else _manager_says(Path(answer["stdlib"])),
    )


def python_in(path: Path) -> Path | None:
    """The interpreter of an environment, on POSIX, Windows, or in a conda environment there."""
    for relative in (("bin", "python"), ("Scripts", "python.exe"), ("python.exe",)):
        python = path.joinpath(*relative)
        if python.is_file():
            return python
    return None


def looks_like_environment(path: Path) -> bool:
    """Whether a directory is what some tool made as a Python environment."""
    marks = (RECEIPT, "pyvenv.cfg", "conda-meta", "bin/activate_this.py", "Scripts/activate.bat")
    return any((path / mark).exists() for mark in marks)


def packages(environment: Environment) -> dict[NormalizedName, str]:
    """The distributions installed in it, by name, without running it.

    A damaged one (no name or no version) is left out.
    """
    found: dict[NormalizedName, str] = {}
    for distribution in distributions(path=[str(folder) for folder in environment.site_packages]):
        name, version = _name_and_version(distribution.metadata)
        if name and version:
            found.setdefault(canonicalize_name(name), version)
    return dict(sorted(found.items()))


def _name_and_version(metadata: Any) -> tuple[str | None, str | None]:
    # Some versions of importlib.metadata answer None for a missing METADATA file.
    return (metadata["Name"], metadata["Version"]) if metadata is not None else (None, None)


def _ask(path: Path, python: Path) -> dict[str, Any]:
    command = [str(python), "-E", "-s", "-c", QUESTION]
    try:
        answer = subprocess.run(
            command,
            env=clean_environ(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ANSWER_LIMIT,
            check=False,
            cwd=path,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        if isinstance(error, OSError) and ours(error):
            raise os_failure(error, path) from error
        raise _damaged(path, f"{python} does not start", str(error)) from error
    try:
        document: dict[str, Any] = json.loads(answer.stdout)
    except ValueError as error:
        text = answer.stderr.decode(sys.getfilesystemencoding(), "replace").strip()
        raise _damaged(path, f"{python} does not answer like a Python", text) from error
    return document


def _damaged(path: Path, detail: str, text: str) -> TfinstallError:
    evidence = (Evidence(source="this machine", text=text),) if text else ()
    return failure("environment-damaged", detail, evidence=evidence, path=str(path))


def _pip_version(folders: tuple[Path, ...]) -> Version | None:
    for distribution in distributions(name="pip", path=[str(folder) for folder in folders]):
        try:
            return Version(distribution.version or "")
        except InvalidVersion:  # a half-removed pip
            continue
    return None


def _manager_says(stdlib: Path) -> str | None:
    """The text that a distribution left for who would change its Python; None: it left none."""
    file = stdlib / MANAGED
    if not file.is_file():
        return None
    from configparser import ConfigParser, Error  # noqa: PLC0415  (start-up time)

    parser = ConfigParser(interpolation=None)
    with suppress(OSError, ValueError, Error):  # that it is there is enough
        parser.read(file, encoding="utf-8")
    told = parser.get("externally-managed", "Error", fallback="")
    return " ".join(told.strip().partition("\n\n")[0].split())


def _made_by(path: Path) -> dict[str, str]:
    """From pyvenv.cfg: virtualenv and uv leave their version there, the venv module does not."""
    try:
        text = (path / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {"conda": ""} if (path / "conda-meta").is_dir() else {}
    pairs = (line.partition("=") for line in text.splitlines())
    config = {key.strip(): value.strip() for key, _, value in pairs}
    return {tool: config[tool] for tool in ("virtualenv", "uv") if tool in config} or {"venv": ""}
