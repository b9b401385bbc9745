"""Files that arrive whole and are not what they should be."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import trustme

from tests.faults.cases.network import WHEEL
from tests.faults.certificates import bundle, context, tls_index
from tests.faults.fault import NotArrangedError, fault
from tests.faults.packages import build_tensorflow
from tests.support.index import Fault
from tests.support.tiny_tensorflow import build_numpy
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.scene import Scene

WHOLE = "absl_py-1.3.0-py3-none-any.whl"
"""The dependency that is spoiled here."""
INFO = "absl_py-1.3.0.dist-info"


def repack(path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> None:
    """Rewrite every member of a wheel, or drop it."""
    with zipfile.ZipFile(path) as archive:
        members = [change(name, archive.read(name)) for name in archive.namelist()]
    path.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            if member is not None:
                archive.writestr(*member)


def without(path: Path, name: str) -> None:
    repack(path, lambda member, data: None if member == name else (member, data))


@fault("hash-mismatch", "incomplete-download", code=(32,), says="sha256|hash", quick=True)
def one_byte_of_the_wheel_is_wrong(scene: Scene) -> None:
    scene.remedies = True
    scene.breaks(path=WHEEL, corrupt=True)


@fault("hash-mismatch", code=32, says="sha256|hash", old=True, plain=False)
def mirror_serves_another_tensorflow(scene: Scene) -> None:
    """Its own hashes are in order; only the matrix knows better."""
    scene.remedies = True
    scene.forget("tensorflow-2.10*")
    build_tensorflow(scene.wheels, fault="answer = 42")


@fault("hash-mismatch", code=32, says="sha256|hash", old=True)
def one_byte_of_a_dependency_is_wrong(scene: Scene) -> None:
    scene.breaks(path=rf"/files/{WHOLE}$", corrupt=True)


@fault("hash-mismatch", code=32, says="sha256|hash")
def index_tells_a_wrong_hash(scene: Scene) -> None:
    scene.index.hashes[WHOLE] = "0" * 64


@fault("hash-mismatch", "captive-portal", "corrupt-archive", code=(32, 20), old=True)
def a_web_page_comes_in_place_of_the_wheel(scene: Scene) -> None:
    scene.breaks(path=rf"/files/{WHOLE}$", body=b"<!DOCTYPE html><html>Sign in</html>" * 50)


@fault("corrupt-archive", code=32, says="absl")
def dependency_is_no_archive(scene: Scene) -> None:
    scene.index.metadata = False
    (scene.wheels / WHOLE).unlink()
    (scene.wheels / WHOLE).write_bytes(b"PK\x03\x04 and then nothing of the kind" * 40)


@fault("corrupt-archive", code=32, old=True)
def dependency_has_a_spoiled_member(scene: Scene) -> None:
    scene.forget(WHOLE)
    path = build_wheel(
        scene.wheels, "absl-py", "1.3.0", files={"absl/__init__.py": "x = 1\n" * 9999}
    )
    content = bytearray(path.read_bytes())
    at = content.index(b"absl/__init__.py") + len(b"absl/__init__.py") + 12
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)


@fault("package-invalid", "corrupt-archive", code=32)
def dependency_has_no_wheel_file(scene: Scene) -> None:
    without(scene.wheels / WHOLE, f"{INFO}/WHEEL")


@fault("package-invalid", "corrupt-archive", code=32, old=True)
def dependency_has_no_metadata(scene: Scene) -> None:
    without(scene.wheels / WHOLE, f"{INFO}/METADATA")


@fault("package-invalid", "corrupt-archive", code=32)
def dependency_has_no_record(scene: Scene) -> None:
    without(scene.wheels / WHOLE, f"{INFO}/RECORD")


@fault("package-invalid", code=32, old=True)
def dependency_tells_another_version(scene: Scene) -> None:
    def lie(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b"Version: 1.3.0", b"Version: 1.4.0")

    repack(scene.wheels / WHOLE, lie)


@fault("package-invalid", "corrupt-archive", code=32)
def dependency_writes_outside_of_its_place(scene: Scene) -> None:
    def climb(name: str, data: bytes) -> tuple[str, bytes]:
        if name.endswith("RECORD"):
            return name, data + b"../../../../evil.py,,\n"
        return ("../../../../evil.py", data) if name.startswith("absl/") else (name, data)

    repack(scene.wheels / WHOLE, climb)


@fault(code=0)
def cache_holds_half_of_a_file(scene: Scene) -> None:
    """What a machine that lost power leaves; a second try past the cache has to succeed."""
    scene.remedies = True
    ca = trustme.CA()  # pip keeps nothing that did not come by TLS
    index = scene.enter(tls_index(scene, context(ca)))
    index.faults.append(Fault(path=WHEEL, headers={"Cache-Control": "max-age=86400"}))
    scene.options += ["--cert", str(bundle(scene, ca))]
    target, scene.target = scene.target, scene.project / "first"
    first = scene.tfinstall()
    if first.returncode:
        raise NotArrangedError(first.errors)
    scene.target = target
    halve(scene.cache)


def halve(cache: Path) -> None:
    bodies = [path for path in cache.rglob("*") if path.is_file() and path.stat().st_size > 50_000]
    if not bodies:
        raise NotArrangedError(f"nothing is cached in {cache}")
    for path in bodies:
        path.write_bytes(path.read_bytes()[:50_000])


@fault(code=0)
def numpy_two_is_on_the_index_too(scene: Scene) -> None:
    """A repair of the matrix keeps it out: plain pip would take it, and the import would crash."""
    build_numpy(scene.wheels, "2.1.0")
