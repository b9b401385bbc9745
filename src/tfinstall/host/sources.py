"""Where Pythons are kept: one function a place, all of them in one table.

A source yields paths that may be Pythons. It runs nothing, sorts nothing and is never surprised:
what is not there, or may not be read, yields nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tfinstall.host.bases import python_in
from tfinstall.host.shims import FOLDER
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tfinstall.host.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that may be a Python, and who keeps it."""

    path: Path
    source: str


# ── finding our way on disks that may forbid it ─────────────────────────────────────────────


def entries(folder: Path | None) -> Iterator[Path]:
    """What lies in a folder, by name; nothing where there is none or nobody may look."""
    if folder is not None:
        with contextlib.suppress(OSError):
            yield from sorted(Path(entry.path) for entry in os.scandir(folder))


def installations(folder: Path | None) -> Iterator[Path]:
    """The Python of each installation that lies in a folder of them."""
    for prefix in entries(folder):
        found = python_in(prefix)
        if found is not None:
            yield found


def of_prefixes(prefixes: Iterable[Path | None]) -> Iterator[Path]:
    for prefix in prefixes:
        found = python_in(prefix) if prefix is not None else None
        if found is not None:
            yield found


def named(folder: Path, *, windows: bool) -> Iterator[Path]:
    """The files of a folder that are named like a Python: `python`, `python3.10`, `pypy3`."""
    pattern = _NAMES_ON_WINDOWS if windows else _NAMES
    with contextlib.suppress(OSError):
        # Thousands of names, of which a handful are ours: listing is twice as fast as scanning.
        matching = (folder / name for name in os.listdir(folder) if pattern.fullmatch(name))  # noqa: PTH208
        yield from sorted(path for path in matching if not path.is_dir())


_NAMES: Final = re.compile(r"python(?:[23](?:\.\d+t?)?)?|pypy(?:3(?:\.\d+)?)?")
_NAMES_ON_WINDOWS: Final = re.compile(
    r"(?:python(?:3(?:\.\d+t?)?)?|pypy(?:3(?:\.\d+)?)?)\.exe", re.IGNORECASE
)


# ── the places ──────────────────────────────────────────────────────────────────────────────


def running(here: Surroundings) -> Iterator[Path]:
    """The one that runs tfinstall; in a zipapp or a frozen program it may have no name."""
    if here.executable:
        yield Path(here.executable)


def on_path(here: Surroundings) -> Iterator[Path]:
    """Commands named like a Python, but for the shims: their versions are found by their keeper."""
    for folder in here.path:
        if folder.name.lower() != FOLDER:
            yield from named(folder, windows=here.system == "windows")


def pyenv(here: Surroundings) -> Iterator[Path]:
    """Both pyenv and pyenv-win; pyenv-virtualenv's environments lead to their bases."""
    roots = (
        here.folder("PYENV_ROOT"),
        here.folder("PYENV"),
        here.at_home(".pyenv"),
        here.at_home(".pyenv", "pyenv-win"),
    )
    for root in _each(roots):
        yield from installations(root / "versions")


def uv(here: Surroundings) -> Iterator[Path]:
    """As `uv python dir` says, and where older uv's kept them."""
    told = here.folder("UV_PYTHON_INSTALL_DIR")
    data = here.folder("XDG_DATA_HOME") or here.at_home(".local", "share")
    roaming = here.folder("APPDATA")
    folders = (
        told,
        data / "uv" / "python" if data else None,
        here.at_home("Library", "Application Support", "uv", "python"),
        roaming / "uv" / "python" if roaming else None,
        roaming / "uv" / "data" / "python" if roaming else None,
    )
    for folder in _each(folders):
        yield from installations(folder)
        yield from _nested(folder)


def _nested(folder: Path) -> Iterator[Path]:
    """Some of the distributions that uv fetches unpack into `install`."""
    yield from of_prefixes(prefix / "install" for prefix in entries(folder))


def conda(here: Surroundings) -> Iterator[Path]:
    """The active environment, those in conda's own list, and those of every usual root."""
    yield from of_prefixes(_each((here.folder("CONDA_PREFIX"), *_listed_environments(here))))
    for root in _each(_conda_roots(here)):
        yield from of_prefixes((root,))
        yield from installations(root / "envs")


def _listed_environments(here: Surroundings) -> Iterator[Path]:
    """`~/.conda/environments.txt`: one prefix a line, kept by conda and mamba alike."""
    file = here.at_home(".conda", "environments.txt")
    with contextlib.suppress(OSError):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file else []
        yield from (Path(line.strip()) for line in lines if Path(line.strip()).is_absolute())


def _conda_roots(here: Surroundings) -> Iterator[Path | None]:
    program = here.folder("CONDA_EXE")
    yield program.parent.parent if program else None  # bin/conda, Scripts\\conda.exe
    yield here.folder("MAMBA_ROOT_PREFIX")
    local, common = here.folder("LOCALAPPDATA"), here.folder("PROGRAMDATA")
    for name in _CONDA_NAMES:
        yield here.at_home(name)
        yield local / name if local else None
        yield common / name if common else None
        yield here.at_root(f"opt/{name}")
    yield from (here.at_home(".local", "share", "mamba"), here.at_root("opt/conda"))


_CONDA_NAMES: Final = (
    *("miniforge3", "mambaforge", "miniconda3", "anaconda3", "micromamba"),
    *("miniforge", "miniconda", "anaconda"),
)


def asdf(here: Surroundings) -> Iterator[Path]:
    for root in _each((here.folder("ASDF_DATA_DIR"), here.at_home(".asdf"))):
        yield from installations(root / "installs" / "python")


def mise(here: Surroundings) -> Iterator[Path]:
    data = here.folder("XDG_DATA_HOME") or here.at_home(".local", "share")
    local = here.folder("LOCALAPPDATA")
    roots = (
        here.folder("MISE_DATA_DIR"),
        data / "mise" if data else None,
        local / "mise" if local else None,
    )
    for root in _each(roots):
        yield from installations(root / "installs" / "python")


def homebrew(here: Surroundings) -> Iterator[Path]:
    """Each `python@3.x` keg, linked into PATH or not."""
    usual = (
        here.at_root(path) for path in ("opt/homebrew", "usr/local", "home/linuxbrew/.linuxbrew")
    )
    for prefix in _each((here.folder("HOMEBREW_PREFIX"), *usual)):
        for keg in entries(prefix / "opt"):
            if keg.name.startswith("python@"):
                yield from named(keg / "bin", windows=False)


def frameworks(here: Surroundings) -> Iterator[Path]:
    """The installers of python.org for macOS."""
    if here.system == "macos":
        yield from installations(here.at_root("Library/Frameworks/Python.framework/Versions"))


def system(here: Surroundings) -> Iterator[Path]:
    """What the distribution keeps, also where PATH does not lead there."""
    if here.system != "windows":
        for folder in ("usr/bin", "usr/local/bin"):
            yield from named(here.at_root(folder), windows=False)
        yield from installations(here.at_root("opt/python"))  # the manylinux images


def tool_cache(here: Surroundings) -> Iterator[Path]:
    """The Pythons that GitHub's and Azure's build machines keep ready."""
    for variable in ("RUNNER_TOOL_CACHE", "AGENT_TOOLSDIRECTORY"):
        folder = here.folder(variable)
        for version in entries(folder / "Python" if folder else None):
            yield from installations(version)


def registry(here: Surroundings) -> Iterator[Path]:
    """What installers told Windows (PEP 514), which is also what `py` starts.

    python-discovery reads it, as for virtualenv. It asks each Python itself, one after the other
    and nothing older than 3.6: on ten Pythons 0.4 s where asking side by side takes 0.1 s, which
    is why the other places are looked at here. Written by its manual, shown on Linux only.
    """
    if here.system == "windows":
        from python_discovery import iter_interpreters  # noqa: PLC0415  (Windows only)

        for found in iter_interpreters(env=here.env):
            executable = found.system_executable or found.executable
            if executable:
                yield Path(executable)


SOURCES: Final[Mapping[str, Callable[[Surroundings], Iterator[Path]]]] = {
    "running": running,
    "PATH": on_path,
    "pyenv": pyenv,
    "uv": uv,
    "conda": conda,
    "asdf": asdf,
    "mise": mise,
    "Homebrew": homebrew,
    "python.org": frameworks,
    "tool cache": tool_cache,
    "registry": registry,
    "system": system,
}
"""To add a place: one function above, one line here."""


def found_in(here: Surroundings) -> Iterator[Found]:
    """All that may be a Python, place by place; the same file may come twice."""
    for source, look in SOURCES.items():
        for path in look(here):
            if not _asks_to_install(path, here):
                yield Found(path=path, source=source)


def commands(name: str, here: Surroundings) -> Iterator[Path]:
    """What a shell would start for a command's name, the first first; shims among them."""
    suffixes = (".exe", "") if here.system == "windows" else ("",)
    for folder in here.path:
        for suffix in suffixes:
            path = folder / f"{name}{suffix}"
            if os.access(path, os.X_OK) and not os.path.isdir(path):  # noqa: PTH112  (no error)
                if not _asks_to_install(path, here):
                    yield path
                break


def _asks_to_install(path: Path, here: Surroundings) -> bool:
    """Stand-ins that open a window instead of a Python: macOS's, and the Microsoft Store's."""
    if here.system == "macos" and str(path) in {"/usr/bin/python3", "/usr/bin/python"}:
        tools = ("Library/Developer/CommandLineTools", "Applications/Xcode.app")
        return not any(here.at_root(tool).exists() for tool in tools)
    if here.system == "windows" and path.parent.name.lower() == "windowsapps":
        # The stand-in's alias leads nowhere; a Python from the Store has its own folder beside it.
        with contextlib.suppress(OSError):
            return not any(path.parent.glob("PythonSoftwareFoundation.Python.*"))
    return False


def _each(folders: Iterable[Path | None]) -> Iterator[Path]:
    """Each folder once, in order."""
    yield from dict.fromkeys(folder for folder in folders if folder is not None)
