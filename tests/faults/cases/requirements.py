"""Wishes that cannot be fulfilled, together or at all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.faults.fault import fault
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from tests.faults.scene import Scene


def requirements_file(scene: Scene, text: str | bytes) -> None:
    path = scene.project / "requirements.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    scene.options += ["-r", str(path)]


@fault("dependency-conflict", code=40, says="numpy", quick=True)
def user_wants_another_numpy(scene: Scene) -> None:
    build_wheel(scene.wheels, "numpy", "1.10.0")
    scene.wants("numpy<1.20")


@fault("dependency-conflict", code=40, says="absl", old=True)
def a_wanted_package_does_not_agree(scene: Scene) -> None:
    build_wheel(scene.wheels, "absl-py", "0.9")
    build_wheel(scene.wheels, "stubborn", "1.0", requires=["absl-py<1.0"])
    scene.wants("stubborn")


@fault("dependency-conflict", code=40, says="numpy", mute=("20.3.4",))
def constraints_do_not_agree(scene: Scene) -> None:
    build_wheel(scene.wheels, "numpy", "1.10.0")
    path = scene.project / "constraints.txt"
    path.write_text("numpy==1.10.0\n", encoding="utf-8")
    scene.options += ["-c", str(path)]


@fault("dependency-conflict", code=40, says="numpy", old=True, plain=False)
def a_wanted_package_needs_numpy_two(scene: Scene) -> None:
    """The repair of the matrix says below 2, the wanted package says 2."""
    build_wheel(scene.wheels, "numpy", "2.1.0")
    build_wheel(scene.wheels, "modern", "1.0", requires=["numpy>=2"])
    scene.wants("modern")


@fault("version-not-found", "http-404", code=(10, 24), says="no-such-package", old=True)
def a_wanted_package_does_not_exist(scene: Scene) -> None:
    scene.wants("no-such-package-xyz")


@fault("version-not-found", code=10, says="9\\.9")
def a_wanted_version_does_not_exist(scene: Scene) -> None:
    scene.wants("absl-py==9.9")


@fault("version-not-found", code=10, says="2\\.99", quick=True)
def there_is_no_such_tensorflow(scene: Scene) -> None:
    scene.spec = "2.99"


@fault("version-not-found", "http-404", code=(10, 24), says="no-such-dependency", old=True)
def a_dependency_of_a_wanted_package_does_not_exist(scene: Scene) -> None:
    build_wheel(scene.wheels, "dangling", "1.0", requires=["no-such-dependency>=1"])
    scene.wants("dangling")


@fault("platform-unsupported", "wheel-tag-mismatch", "version-not-found", code=(12, 10))
def a_wanted_package_is_for_windows_alone(scene: Scene) -> None:
    build_wheel(scene.wheels, "glazier", "1.0", tag="cp27-cp27m-win32")
    scene.wants("glazier")


@fault("python-too-old", code=11, says="3\\.99", old=True)
def a_wanted_package_needs_a_newer_python(scene: Scene) -> None:
    build_wheel(scene.wheels, "futuristic", "1.0", requires_python=">=3.99")
    scene.wants("futuristic")


@fault("python-too-new", code=11, says="3")
def a_wanted_package_needs_an_older_python(scene: Scene) -> None:
    build_wheel(scene.wheels, "nostalgic", "1.0", requires_python="<3.5")
    scene.wants("nostalgic")


@fault("platform-unsupported", code=12)
def tensorflow_has_no_wheel_for_this_platform(scene: Scene) -> None:
    from tests.faults.packages import build_tensorflow  # noqa: PLC0415

    scene.forget("tensorflow-*")
    build_tensorflow(scene.wheels, platform="win_amd64")
    scene.learns()


@fault("hash-missing", code=2, old=True)
def hashes_are_required_and_missing(scene: Scene) -> None:
    scene.options += ["--require-hashes"]


# pip alone asks for TensorFlow's hash before it compares any.
@fault("hash-mismatch", code=32, says="sha256|absl", old=True, plain=False)
def a_required_hash_is_another_one(scene: Scene) -> None:
    """One hash in a file makes pip want one for everything: TensorFlow's is in the matrix."""
    hashed_requirements(scene, absl="0" * 64)


@fault(code=0)
def all_required_hashes_are_right(scene: Scene) -> None:
    hashed_requirements(scene)


def hashed_requirements(scene: Scene, absl: str = "") -> None:
    """Everything pinned with its hash; `absl` in place of the true one of absl-py."""
    whole = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in scene.wheels.glob("*")
    }
    of = {name.partition("-")[0]: sha256 for name, sha256 in whole.items()}
    tensorflow = "".join(
        f" --hash=sha256:{sha256}" for name, sha256 in whole.items() if "tensorflow-2.10" in name
    )
    lines = [
        f"absl-py==1.3.0 --hash=sha256:{absl or of['absl_py']}",
        f"numpy==1.23.5 --hash=sha256:{of['numpy']}",
        f"tensorflow==2.10.1{tensorflow}",
    ]
    requirements_file(scene, "".join(f"{line}\n" for line in lines))


@fault("invalid-requirement", code=2, says="requirements.txt")
def requirements_have_three_bad_lines(scene: Scene) -> None:
    requirements_file(scene, "numpy\nthis is none\nabsl-py=>1\n--no-such-option\n")


@fault("invalid-requirement", code=2, old=True, says="requirements.txt")
def requirements_are_no_text(scene: Scene) -> None:
    requirements_file(scene, b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x00" * 20)


@fault("file-missing", code=2, says="nowhere.txt")
def requirements_are_not_there(scene: Scene) -> None:
    scene.options += ["-r", str(scene.project / "nowhere.txt")]


@fault("invalid-requirement", code=2)
def a_wish_is_no_requirement(scene: Scene) -> None:
    scene.wants("=>1.0 absl")


@fault("invalid-requirement", code=2, says="two", once=True, plain=False)
def the_spec_is_no_spec(scene: Scene) -> None:
    scene.spec = "two"


@fault("tool-missing", "build-toolchain-missing", code=(42, 41), says="git", old=True)
def git_is_wanted_and_not_there(scene: Scene) -> None:
    scene.wants("gitty @ git+https://git.invalid/gitty.git")
    empty = scene.root / "bin"
    empty.mkdir()
    scene.environment["PATH"] = str(empty)


@fault("usage", code=2, says="no-such-option", once=True, plain=False)
def an_option_does_not_exist(scene: Scene) -> None:
    scene.own_options += ["--no-such-option"]


@fault("usage", "pip-too-old", code=(2, 42), says="no-such-option", old=True, plain=False)
def an_option_of_pip_does_not_exist(scene: Scene) -> None:
    scene.own_options += ["--log", str(scene.project / "pip.log")]
    scene.last_options += ["--", "--no-such-option"]
    scene.allowed.append(scene.project / "pip.log")
