"""Surroundings that lead Python and pip astray, and environments that are damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults.cases import network
from tests.faults.fault import NotArrangedError, fault
from tests.faults.performance import furnish
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.scene import Scene


def into_old(scene: Scene) -> Path:
    """The work is to be done in an old environment; its packages folder."""
    furnish(scene)
    scene.into = scene.target
    return packages_of(scene.target)


def packages_of(environment: Path) -> Path:
    return next(environment.glob("lib/python*/site-packages"))


def into_plain(scene: Scene) -> Path:
    """The same in an environment that somebody made without tfinstall, with that very pip."""
    scene.into = scene.project / "theirs"
    shutil.copytree(scene.workshop.plain(scene.generation), scene.into, symlinks=True)
    return packages_of(scene.into)


@fault(code=0)
def into_an_environment_of_others(scene: Scene) -> None:
    into_plain(scene)


@fault("connection-refused", code=20, says="refused")
def into_an_old_environment_without_a_network(scene: Scene) -> None:
    into_old(scene)
    network.file_server_refuses(scene)


@fault("environment-damaged", "uninstall-distutils", code=42, says="RECORD|tensorflow")
def record_of_the_old_tensorflow_is_gone(scene: Scene) -> None:
    folder = into_old(scene)
    (folder / "tensorflow-2.9.0.dist-info" / "RECORD").unlink()


# Until 25.3 pip takes an empty folder of metadata for none, and installs over what is there.
@fault(
    *("environment-damaged", "uninstall-distutils", "pip-broken"),
    code=(42, 0),
    but={"20.3.4": (), "23.3.2": (), "25.3": ()},
)
def metadata_of_the_old_tensorflow_is_gone(scene: Scene) -> None:
    folder = into_old(scene)
    shutil.rmtree(folder / "tensorflow-2.9.0.dist-info")
    (folder / "tensorflow-2.9.0.dist-info").mkdir()


@fault("pip-broken", code=42, says="pip")
def pip_of_the_environment_is_broken(scene: Scene) -> None:
    shutil.rmtree(into_plain(scene) / "pip" / "_vendor")


@fault("pip-broken", code=42, says="pip")
def pip_of_the_environment_is_gone(scene: Scene) -> None:
    folder = into_plain(scene)
    for path in [folder / "pip", *folder.glob("pip-*")]:
        shutil.rmtree(path)


@fault("externally-managed", code=42, says="belongs to the system", once=True)
def environment_is_externally_managed(scene: Scene) -> None:
    """The prefix of a Python that the system's package manager owns (PEP 668)."""
    scene.into = foreign_prefix(scene)
    library = next(scene.into.glob("lib/python3*"))
    text = "[externally-managed]\nError=This belongs to the system.\n"
    (library / "EXTERNALLY-MANAGED").write_text(text, encoding="utf-8")


def foreign_prefix(scene: Scene, *without: str) -> Path:
    """A Python of its own: the real one's files by links, some of them left out."""
    python = scene.interpreter.resolve()
    library = python.parents[1] / "lib" / f"python{scene.generation.python}"
    if not (library / "os.py").exists():
        pytest.skip("this Python keeps its library elsewhere")
    prefix = scene.root / "prefix"
    (prefix / "bin").mkdir(parents=True)
    shutil.copy2(python, prefix / "bin" / f"python{scene.generation.python}")
    (prefix / "bin" / "python").symlink_to(f"python{scene.generation.python}")
    own = prefix / "lib" / library.name
    own.mkdir(parents=True)
    for path in library.iterdir():
        if path.name not in {*without, "site-packages", "EXTERNALLY-MANAGED"}:
            (own / path.name).symlink_to(path)
    theirs = packages_of(scene.workshop.plain(scene.generation))
    shutil.copytree(theirs, own / "site-packages", symlinks=True)
    shared = python.parents[1] / "lib"
    for path in shared.glob("libpython*"):
        (prefix / "lib" / path.name).symlink_to(path)
    return prefix


@fault("venv-creation-failed", code=42, says="ensurepip", pips=("20.3.4",), old=True)
def python_lacks_ensurepip(scene: Scene) -> None:
    """Debian packages it apart; tfinstall needs it only below Python 3.9."""
    scene.python = str(foreign_prefix(scene, "ensurepip") / "bin" / "python")


@fault("tls-unavailable", "venv-creation-failed", code=(22, 42))
def python_lacks_ssl(scene: Scene) -> None:
    """Built without OpenSSL's headers."""
    prefix = foreign_prefix(scene, "lib-dynload", "ssl.py")
    own = next(prefix.glob("lib/python3*"))
    real = scene.interpreter.resolve().parents[1] / "lib" / own.name / "lib-dynload"
    (own / "lib-dynload").mkdir()
    for path in real.iterdir():
        if not path.name.startswith("_ssl"):
            (own / "lib-dynload" / path.name).symlink_to(path)
    (own / "ssl.py").symlink_to(real.parent / "ssl.py")
    scene.python = str(prefix / "bin" / "python")
    scene.index_url = scene.index.url.replace("http://", "https://")


@fault(code=0, quick=True)
def a_numpy_py_lies_in_the_working_folder(scene: Scene) -> None:
    for name in ("numpy.py", "tensorflow.py", "pip.py", "absl.py"):
        text = f"raise SystemExit('the wrong {name}')\n"
        (scene.project / name).write_text(text, encoding="utf-8")


@fault(code=0)
def pythonpath_is_polluted(scene: Scene) -> None:
    foreign = scene.root / "foreign"
    foreign.mkdir()
    for name in ("numpy.py", "tensorflow.py", "absl.py"):
        (foreign / name).write_text(f"raise SystemExit('{name}')\n", encoding="utf-8")
    scene.environment |= {"PYTHONPATH": str(foreign), "PYTHONNOUSERSITE": ""}


@fault(code=0)
def user_packages_are_in_the_way(scene: Scene) -> None:
    folder = scene.home / ".local/lib" / f"python{scene.generation.python}" / "site-packages"
    folder.mkdir(parents=True)
    (folder / "numpy.py").write_text("raise SystemExit('numpy')\n", encoding="utf-8")


@fault(code=0)
def a_conda_environment_is_active(scene: Scene) -> None:
    prefix = scene.root / "conda"
    (prefix / "conda-meta").mkdir(parents=True)
    (prefix / "conda-meta" / "history").write_text("", encoding="utf-8")
    (prefix / "bin").mkdir()
    scene.environment |= {
        "CONDA_PREFIX": str(prefix),
        "CONDA_DEFAULT_ENV": "science",
        "CONDA_SHLVL": "1",
        "PATH": f"{prefix / 'bin'}{os.pathsep}{scene.environment['PATH']}",
    }


@fault(code=0)
def another_environment_is_active(scene: Scene) -> None:
    theirs = scene.workshop.plain(scene.generation)
    scene.environment |= {
        "VIRTUAL_ENV": str(theirs),
        "PATH": f"{theirs / 'bin'}{os.pathsep}{scene.environment['PATH']}",
    }


@fault(code=0)
def pip_is_configured_to_install_elsewhere(scene: Scene) -> None:
    scene.environment |= {"PIP_TARGET": str(scene.root / "elsewhere"), "PIP_USER": "1"}


@fault(code=0)
def pip_is_configured_to_insist_on_an_environment(scene: Scene) -> None:
    scene.environment |= {"PIP_REQUIRE_VIRTUALENV": "1", "PIP_NO_DEPS": "1", "PIP_DRY_RUN": "1"}


@fault("config-invalid", code=2, says="timeout", old=True)
def a_setting_of_pip_is_nonsense(scene: Scene) -> None:
    scene.environment["PIP_TIMEOUT"] = "soon"


@fault("config-invalid", code=2, says="pip.conf")
def configuration_of_pip_cannot_be_read(scene: Scene) -> None:
    path = scene.root / "pip.conf"
    path.write_text("timeout = 5\n", encoding="utf-8")
    scene.environment["PIP_CONFIG_FILE"] = str(path)


@fault("config-invalid", code=2, says="index.json", old=True, once=True)
def matrix_is_damaged(scene: Scene) -> None:
    scene.learns()
    assert scene.matrix is not None
    (scene.matrix / "index.json").write_text("{", encoding="utf-8")


@fault("config-invalid", code=2, says="colour", once=True)
def a_setting_of_tfinstall_is_unknown(scene: Scene) -> None:
    text = '[tool.tfinstall]\ncolour = "red"\n'
    (scene.project / "pyproject.toml").write_text(text, encoding="utf-8")


@fault("python-missing", code=11, says="9.9|nowhere", once=True)
def python_is_not_there(scene: Scene) -> None:
    scene.python = str(scene.root / "nowhere" / "python3")


@fault("python-missing", code=11, says="true", old=True, once=True)
def python_is_no_python(scene: Scene) -> None:
    scene.python = shutil.which("true") or "/bin/true"


@fault("python-too-new", code=11, says="3\\.", once=True)
def python_is_too_new(scene: Scene) -> None:
    minor = max(scene.workshop.interpreters, key=lambda each: int(each.partition(".")[2]))
    scene.forget(f"tensorflow-*-cp{minor.replace('.', '')}-*")
    scene.learns()
    scene.python = minor


@fault("python-too-old", code=11, says="3\\.", old=True, once=True)
def python_is_too_old(scene: Scene) -> None:
    old = {"3.6", "3.7"} & set(scene.workshop.interpreters)
    if not old:
        pytest.skip("no Python below 3.8 on this machine")
    scene.python = max(old)


@fault(code=0, again=True)
def two_run_at_once(scene: Scene) -> None:
    """The second waits for the first, or says who holds it; both ways one environment stands."""
    words = [sys.executable, "-m", "tfinstall", *scene.main_job()]
    surroundings = scene.environment | {"TFINSTALL_MATRIX": str(scene.workshop.matrix)}
    other = subprocess.Popen(
        words,
        cwd=scene.project,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    scene.meanwhile = lambda _process: finish(other)
    scene.stack.callback(other.kill)


def finish(other: subprocess.Popen[bytes]) -> None:
    if other.wait(timeout=500) != 0:
        raise NotArrangedError("the first of two failed")


@fault(code=0)
def there_is_no_home(scene: Scene) -> None:
    for name in [*scene.environment]:
        if name == "HOME" or name.startswith("XDG_"):
            del scene.environment[name]


@fault(code=0)
def temporary_folder_does_not_exist(scene: Scene) -> None:
    """Every Python falls back to the next place."""
    scene.environment["TMPDIR"] = str(scene.root / "no-such-folder")


@fault(code=0)
def an_import_hook_is_in_the_environment(scene: Scene) -> None:
    """Startup files of site-packages, as coverage and editable installs leave them."""
    folder = into_plain(scene)
    (folder / "hook.pth").write_text("import os, sys; sys.hooked = True\n", encoding="utf-8")


@fault("environment-damaged", "python-missing", code=(42, 11), once=True)
def interpreter_of_the_environment_is_gone(scene: Scene) -> None:
    into_plain(scene)
    assert scene.into is not None
    for path in (scene.into / "bin").glob("python*"):
        path.unlink()
        path.symlink_to(scene.root / "removed" / "python")


@fault("dependency-conflict", code=40, says="keeper")
def what_is_already_there_does_not_agree(scene: Scene) -> None:
    """An environment whose other packages need an older NumPy than TensorFlow does."""
    wheel = build_wheel(scene.root / "keeper", "keeper", "1.0", requires=["absl-py<1.0"])
    into_plain(scene)
    assert scene.into is not None
    build_wheel(scene.root / "keeper", "absl-py", "0.9")
    command = [str(scene.into / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-index"]
    links = ["--find-links", str(wheel.parent), "keeper"]
    subprocess.run([*command, *links], check=True, capture_output=True)
