"""Packages that come as source and do not become wheels."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.faults.fault import fault
from tests.support.wheels import build_sdist

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.faults.scene import Scene

EXTENSION = """
from setuptools import setup, Extension
setup(name="native", version="1.0", ext_modules=[Extension("native", ["native.c"])])
"""
MODULE = "#include <Python.h>\n#include <{header}>\nint main(void) {{ return 0; }}\n"
PYPROJECT = '[build-system]\nrequires = [{requires}]\nbuild-backend = "{backend}"\n'


def source(scene: Scene, name: str, setup: str, files: Mapping[str, str] | None = None) -> None:
    build_sdist(scene.wheels, name, "1.0", setup=setup, files=files)
    scene.wants(name)
    builders(scene)


def builders(scene: Scene) -> None:
    """The index has what sdists are built with."""
    for pattern in ("setuptools-*.whl", "wheel-*.whl"):
        for path in scene.workshop.pips(scene.generation).glob(pattern):
            shutil.copy2(path, scene.wheels)


@fault("build-toolchain-missing", code=41, says="native|gcc|cc", quick=True)
def there_is_no_compiler(scene: Scene) -> None:
    source(scene, "native", EXTENSION, {"native.c": MODULE.format(header="stdio.h")})
    empty = scene.root / "bin"
    empty.mkdir()
    scene.environment["PATH"] = str(empty)


@fault("build-toolchain-missing", code=41, says="hdf5.h", old=True)
def a_header_is_missing(scene: Scene) -> None:
    scene.needs("gcc")
    source(scene, "native", EXTENSION, {"native.c": MODULE.format(header="hdf5.h")})


@fault("build-toolchain-missing", "metadata-failed", code=41, says="rust|cargo")
def there_is_no_rust(scene: Scene) -> None:
    setup = (
        "import sys\n"
        "sys.stderr.write('error: can\\'t find Rust compiler\\n\\n"
        "If you are using an outdated pip version, it is possible a prebuilt wheel is available "
        "for this package but pip is not able to install from it.\\n')\n"
        "sys.exit(1)\n"
    )
    source(scene, "crusty", setup)


@fault("metadata-failed", "build-failed", code=41, says="odd", old=True)
def setup_py_raises(scene: Scene) -> None:
    source(scene, "odd", "raise RuntimeError('this machine is odd')\n")


@fault("metadata-failed", "build-failed", code=41, says="odd")
def setup_py_raises_and_setuptools_comes_from_elsewhere(scene: Scene) -> None:
    """That the index lacks setuptools is no reason: the folder of `--find-links` has it."""
    build_sdist(scene.wheels, "odd", "1.0", setup="raise RuntimeError('this machine is odd')\n")
    scene.wants("odd")


@fault("metadata-failed", "build-failed", "python-too-new", code=(41, 11), says="print|antique")
def setup_py_is_for_python_2(scene: Scene) -> None:
    source(scene, "antique", "print 'hello'\n")


@fault("metadata-failed", "build-failed", code=41, old=True)
def setup_py_imports_what_is_not_there(scene: Scene) -> None:
    source(scene, "needy", "import no_such_module\n")


@fault("build-failed", code=41, says="late")
def wheel_cannot_be_built(scene: Scene) -> None:
    setup = (
        "import sys\nfrom setuptools import setup\n"
        "if 'bdist_wheel' in sys.argv or 'install' in sys.argv:\n"
        "    raise SystemExit('no wheel today')\n"
        "setup(name='late', version='1.0', py_modules=[])\n"
    )
    source(scene, "late", setup)


@fault("metadata-failed", "build-failed", "build-toolchain-missing", code=41, old=True)
def build_backend_is_not_there(scene: Scene) -> None:
    text = PYPROJECT.format(requires="", backend="no_such_backend")
    source(scene, "backless", "", {"pyproject.toml": text})


@fault(
    "version-not-found", "build-failed", "build-toolchain-missing", "http-404", code=(10, 41, 24)
)
def build_dependency_is_not_there(scene: Scene) -> None:
    text = PYPROJECT.format(requires='"no-such-builder"', backend="no_such_builder")
    source(scene, "lonely", "", {"pyproject.toml": text})


@fault("metadata-failed", "build-failed", "package-invalid", code=(41, 32), old=True)
def pyproject_is_no_toml(scene: Scene) -> None:
    source(scene, "scribble", "", {"pyproject.toml": "[build-system\n"})


@fault("package-invalid", "metadata-failed", code=(32, 41))
def sdist_calls_itself_otherwise(scene: Scene) -> None:
    source(scene, "alias", "from setuptools import setup\nsetup(name='other', version='1.0')\n")


@fault(code=0)
def a_good_sdist_is_built(scene: Scene) -> None:
    setup = "from setuptools import setup\nsetup(name='fine', version='1.0', py_modules=[])\n"
    source(scene, "fine", setup)


@fault(
    "invalid-requirement", "metadata-failed", "package-invalid", "build-failed", code=(2, 41, 32)
)
def sdist_is_no_project(scene: Scene) -> None:
    """An archive without setup.py and without pyproject.toml."""
    import tarfile  # noqa: PLC0415

    build_sdist(scene.wheels, "hollow", "1.0", setup="")
    path = scene.wheels / "hollow-1.0.tar.gz"
    readme = scene.root / "README"
    readme.write_text("nothing to see\n", encoding="utf-8")
    with tarfile.open(path, "w:gz") as archive:
        archive.add(readme, "hollow-1.0/README")
    scene.wants("hollow")
