"""File systems that are full, too small, or not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.fault import fault
from tests.faults.mounts import small_disk
from tests.faults.packages import noise
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from tests.faults.scene import Scene

MB = 1_000_000


def large(scene: Scene, *, packed: int = 0, unpacked: int = 0) -> None:
    """A wanted package that is large to download, or once it is unpacked."""
    files: dict[str, str | bytes] = {"large/__init__.py": ""}
    files |= {"large/data": noise(packed), "large/zeros": bytes(unpacked)}
    build_wheel(scene.wheels, "large", "1.0", files=files)
    scene.wants("large")


def on_small_disk(scene: Scene, size: str) -> None:
    folder = scene.enter(small_disk(scene.project / "small", size))
    scene.target = folder / ".venv"


@fault("disk-full", code=30, says="small|No space", quick=True)
def environment_does_not_fit(scene: Scene) -> None:
    """Seen only when it is written: the check before is switched off."""
    on_small_disk(scene, "60m")
    large(scene, unpacked=80 * MB)
    scene.own_options += ["--no-space-check"]


@fault("disk-full", code=30, says="small", once=True)
def environment_would_not_fit(scene: Scene) -> None:
    """Seen before anything is written."""
    on_small_disk(scene, "4m")
    large(scene, packed=3 * MB)


@fault("disk-full", code=30, once=True)
def not_even_an_empty_environment_fits(scene: Scene) -> None:
    on_small_disk(scene, "1m")
    scene.own_options += ["--no-space-check"]


@fault("disk-full", code=30, says="No space|tmp", old=True)
def downloads_do_not_fit_into_the_temporary_folder(scene: Scene) -> None:
    scene.enter(small_disk(scene.temporary, "3m"))
    large(scene, packed=5 * MB)
    scene.own_options += ["--no-space-check"]


@fault("disk-full", code=30, says="tmp", old=True, once=True)
def downloads_would_not_fit_into_the_temporary_folder(scene: Scene) -> None:
    scene.enter(small_disk(scene.temporary, "1m"))
    large(scene, packed=5 * MB)


@fault(code=0)
def cache_is_full(scene: Scene) -> None:
    """Without a cache pip does its work all the same, and so does tfinstall."""
    cache = scene.enter(small_disk(scene.home / "small-cache", "64k"))
    scene.options += ["--cache-dir", str(cache)]
    scene.own_options += ["--no-space-check"]


@fault("disk-full", code=30)
def file_system_has_no_inodes_left(scene: Scene) -> None:
    folder = scene.enter(small_disk(scene.project / "small", "200m", "nr_inodes=200"))
    scene.target = folder / ".venv"
    scene.own_options += ["--no-space-check"]


@fault("disk-full", code=30, says="pip.log", old=True, once=True)
def log_cannot_be_written(scene: Scene) -> None:
    """Asked for by name, and told before any work is done."""
    folder = scene.enter(small_disk(scene.root / "full", "4k"))
    (folder / "filler").write_bytes(bytes(4096))
    scene.own_options += ["--log", str(folder / "pip.log")]


@fault(code=0, once=True)
def log_has_no_room_at_the_end(scene: Scene) -> None:
    """The first line fits, the rest does not: what has been installed by then is not undone."""
    folder = scene.enter(small_disk(scene.root / "full", "4k"))
    scene.own_options += ["--log", str(folder / "pip.log")]


@fault("path-too-long", code=30, once=True)
def name_of_the_environment_is_too_long(scene: Scene) -> None:
    scene.target = scene.project / ("x" * 300)


@fault("path-too-long", "metadata-failed", "package-invalid", code=(30, 32, 41), old=True)
def a_file_name_is_too_long(scene: Scene) -> None:
    build_wheel(scene.wheels, "lengthy", "1.0", files={f"lengthy/{'y' * 300}.py": ""})
    scene.wants("lengthy")
