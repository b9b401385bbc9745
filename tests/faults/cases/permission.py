"""Places that may not be written, and things that stand in the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.fault import fault
from tests.faults.mounts import make_read_only, small_disk

if TYPE_CHECKING:
    from tests.faults.scene import Scene

NOBODY = 65534


def belongs_to_another(scene: Scene, folder: Path) -> None:
    """The folder is another user's; root loses what would let it pass."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        scene.changes.append("no-override")
    folder.chmod(0o555)
    scene.stack.callback(folder.chmod, 0o755)


@fault("permission-denied", code=31, says="locked", quick=True, once=True)
def folder_belongs_to_another(scene: Scene) -> None:
    folder = scene.project / "locked"
    belongs_to_another(scene, folder)
    scene.target = folder / ".venv"


@fault("permission-denied", code=31, old=True, once=True)
def project_belongs_to_another(scene: Scene) -> None:
    belongs_to_another(scene, scene.project)


@fault("permission-denied", code=31, old=True, once=True)
def whole_run_belongs_to_another(scene: Scene) -> None:
    """Another user altogether, as by `sudo -u nobody`."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    if not reachable(scene.interpreter):
        pytest.skip("the interpreters of this machine are hidden from other users")
    scene.changes.append(f"user={NOBODY}")


def reachable(path: Path) -> bool:
    """Whether everybody may go there."""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


@fault(code=0)
def cache_belongs_to_another(scene: Scene) -> None:
    """Without a cache pip does its work all the same, and so does tfinstall."""
    belongs_to_another(scene, scene.home / "cache")


@fault(code=0, once=True)
def home_belongs_to_another(scene: Scene) -> None:
    belongs_to_another(scene, scene.home)


@fault("read-only", code=31, says="read-only", once=True)
def file_system_is_read_only(scene: Scene) -> None:
    folder = scene.enter(small_disk(scene.project / "frozen", "1m"))
    make_read_only(folder)
    scene.target = folder / ".venv"


@fault("read-only", code=31, says="read-only", once=True)
def old_environment_is_on_a_read_only_file_system(scene: Scene) -> None:
    from tests.faults.performance import furnish  # noqa: PLC0415  (it imports the table)

    folder = scene.enter(small_disk(scene.project, "200m"))
    furnish(scene)
    make_read_only(folder)


@fault("file-exists", code=2, says=".venv", quick=True, once=True)
def a_file_is_in_the_place_of_the_environment(scene: Scene) -> None:
    scene.target.write_text("not a folder\n", encoding="utf-8")


@fault("file-exists", code=2, once=True)
def a_folder_of_others_is_in_the_place_of_the_environment(scene: Scene) -> None:
    scene.target.mkdir()
    (scene.target / "thesis.txt").write_text("three years of work\n", encoding="utf-8")


@fault("file-exists", code=2, once=True)
def an_environment_of_others_is_in_the_place(scene: Scene) -> None:
    shutil.copytree(scene.workshop.plain(scene.generation), scene.target, symlinks=True)


@fault("file-exists", code=2, once=True)
def a_dead_link_is_in_the_place_of_the_environment(scene: Scene) -> None:
    scene.target.symlink_to(scene.project / "nowhere")


@fault("file-exists", "permission-denied", code=(2, 31), once=True)
def the_parent_is_a_file(scene: Scene) -> None:
    (scene.project / "file").write_text("", encoding="utf-8")
    scene.target = scene.project / "file" / ".venv"


@fault("permission-denied", "read-only", code=31, once=True)
def the_place_takes_no_files(scene: Scene) -> None:
    scene.target = Path("/proc/tfinstall/.venv")


@fault("usage", "file-exists", code=2, once=True)
def the_environment_is_the_project_itself(scene: Scene) -> None:
    scene.target = scene.project
