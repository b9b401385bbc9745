"""What all scenes of one session share: pips, wheels, a matrix, environments to start from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.generations import fetch_pips
from tests.faults.packages import build_world
from tests.support.index import LoopbackIndex
from tfinstall import bundled
from tfinstall.effects import Silent
from tfinstall.index.client import Index
from tfinstall.index.configuration import Configuration
from tfinstall.index.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.faults.generations import Generation

COPIED = ("repairs.toml", "tested_builds.json", "gpu.toml", "nightly.toml")
"""Parts of the matrix that do not follow from the index."""


class Workshop:
    """Made once, in a folder of its own; everything in it is made when it is first asked for."""

    def __init__(self, root: Path, interpreters: Mapping[str, Path]) -> None:
        self.root = root
        self.interpreters = interpreters
        self.programs = root / "programs"
        self.programs.mkdir(parents=True, exist_ok=True)

    def python(self, generation: Generation) -> Path | None:
        return self.interpreters.get(generation.python)

    def pips(self, generation: Generation) -> Path:
        """A folder for `--find-links`; the newest pip is the one that virtualenv carries."""
        folder = self.root / ("bundled-pips" if generation.bundled else "pips")
        if not folder.exists() and generation.bundled:
            folder.mkdir()
            for wheel in _embedded().glob("*.whl"):  # pip, and setuptools to build with
                shutil.copy2(wheel, folder)
        elif not folder.exists():
            fetch_pips(folder)
        return folder

    def virtualenv(self, generation: Generation) -> Path:
        """A cache of virtualenv that holds that pip in place of the one that virtualenv carries.

        Every new environment then has the wanted pip at once, compiled; without this, each row
        would first let another pip install it, which takes longer than all the rest.
        """
        folder = self.root / f"virtualenv-{generation.pip}"
        python = self.python(generation)
        carried = _carried(generation.python)
        if folder.exists() or generation.bundled or python is None or carried is None:
            return folder
        made = self.root / f"seeded-{generation.pip}"
        words = ["--python", str(python), "--app-data", str(folder), "--pip", generation.pip]
        quiet = ["--quiet", "--no-download", "--no-periodic-update", "--no-setuptools"]
        links = [str(made), "--extra-search-dir", str(self.pips(generation))]
        subprocess.run([sys.executable, "-m", "virtualenv", *words, *quiet, *links], check=True)
        shutil.rmtree(made)
        for image in folder.glob(f"wheel/*/image/*/*/pip-{generation.pip}-*-any"):
            command = [str(python), "-m", "compileall", "-q", "--invalidation-mode"]
            subprocess.run([*command, "unchecked-hash", str(image / "pip")], check=True)
            if carried != image.name:
                image.with_name(carried).symlink_to(image.name)
        return folder

    @property
    def world(self) -> Path:
        folder = self.root / "world"
        if not folder.exists():
            build_world(folder)
        return folder

    @property
    def matrix(self) -> Path:
        """What `tfinstall matrix refresh` makes of the world."""
        folder = self.root / "matrix"
        if not folder.exists():
            make_matrix(self.world, folder)
        return folder

    def plain(self, generation: Generation) -> Path:
        """An environment of the venv module with that pip in it, to drive without tfinstall."""
        folder = self.root / f"plain-{generation.pip}"
        if not folder.exists():
            python = self.python(generation)
            subprocess.run([str(python), "-m", "venv", str(folder)], check=True)
            wanted = "pip" if generation.bundled else f"pip=={generation.pip}"
            links = ["--no-index", "--find-links", str(self.pips(generation))]
            # In one step from pip to pip; setuptools of old venvs builds sdists without a network.
            command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *links]
            subprocess.run([*command, "--upgrade", wanted], check=True, capture_output=True)
        return folder


def make_matrix(wheels: Path, folder: Path) -> None:
    """A matrix of the TensorFlow wheels in a folder, made as the real one is."""
    place = bundled.folder()
    assert place is not None, "the matrix lies in a zip file"
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if (place / name).is_file():
            shutil.copy2(place / name, folder / name)
    with LoopbackIndex(wheels) as index, Index(Configuration(index_url=index.url)) as client:
        now = datetime(2026, 1, 1, tzinfo=timezone.utc)
        refresh(client, folder, now=now, reporter=Silent())


def _embedded() -> Path:
    from virtualenv.seed.wheels import embed  # noqa: PLC0415

    return Path(str(embed.__file__)).parent


def _carried(python: str) -> str | None:
    """The name of the pip that virtualenv puts into environments of that Python; or none."""
    from virtualenv.seed.wheels.embed import get_embed_wheel  # noqa: PLC0415

    wheel = get_embed_wheel("pip", python)
    return None if wheel is None else Path(wheel.path).stem


def bare_environment() -> dict[str, str]:
    """Of this machine only what every program needs."""
    kept = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    if sys.platform == "win32":  # only read about, not seen
        kept |= {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return kept
