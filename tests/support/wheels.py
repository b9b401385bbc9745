"""Builds tiny wheels and sdists that every pip since 9 takes for real ones."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

EPOCH = (2020, 1, 1, 0, 0, 0)
"""The same input gives the same bytes, so that a test may know a hash before it builds."""


def build_wheel(  # noqa: PLR0913  (the facts of one wheel, each with a default)
    directory: Path,
    name: str,
    version: str,
    *,
    requires: Iterable[str] = (),
    files: Mapping[str, str | bytes] | None = None,
    tag: str = "py3-none-any",
    requires_python: str | None = None,
    extras: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """A wheel in `directory` (made if absent); without `files` it holds one module `<name>.py`."""
    stem = f"{escaped(name)}-{Version(version)}"
    info = f"{stem}.dist-info"
    contents: dict[str, str | bytes] = dict(
        files if files is not None else {f"{escaped(name)}.py": f"__version__ = {version!r}\n"}
    )
    contents[f"{info}/METADATA"] = metadata(name, version, requires, requires_python, extras or {})
    contents[f"{info}/WHEEL"] = wheel_file(tag)
    contents[f"{info}/RECORD"] = record(contents, f"{info}/RECORD")
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{stem}-{tag}.whl"
    path.write_bytes(zipped(contents))
    return path


def build_sdist(
    directory: Path, name: str, version: str, *, setup: str, files: Mapping[str, str] | None = None
) -> Path:
    """A source distribution whose `setup.py` is `setup`; it need not be a working one."""
    stem = f"{escaped(name)}-{Version(version)}"
    contents = {
        "setup.py": setup,
        "PKG-INFO": metadata(name, version, (), None, {}),
        **(files or {}),
    }
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{stem}.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for relative, text in contents.items():
            data = text.encode()
            member = tarfile.TarInfo(f"{stem}/{relative}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def escaped(name: str) -> str:
    """The name as it stands in file names: `tensorflow_cpu`."""
    return canonicalize_name(name).replace("-", "_")


def metadata(
    name: str,
    version: str,
    requires: Iterable[str],
    requires_python: str | None,
    extras: Mapping[str, Sequence[str]],
) -> str:
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Python: {requires_python}"] if requires_python else []
    lines += [f"Requires-Dist: {requirement}" for requirement in requires]
    for extra, requirements in extras.items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {each} ; extra == "{extra}"' for each in requirements]
    return "\n".join(lines) + "\n"


def wheel_file(tag: str) -> str:
    pythons, abis, platforms = (part.split(".") for part in tag.split("-"))
    tags = [f"Tag: {p}-{a}-{m}" for p in pythons for a in abis for m in platforms]
    pure = "true" if tag.endswith("none-any") else "false"
    return "\n".join(["Wheel-Version: 1.0", "Generator: tests", f"Root-Is-Purelib: {pure}", *tags])


def record(contents: Mapping[str, str | bytes], own: str) -> str:
    rows = [f"{path},{digest(data)},{len(encoded(data))}" for path, data in contents.items()]
    return "\n".join([*rows, f"{own},,"]) + "\n"


def digest(data: str | bytes) -> str:
    raw = hashlib.sha256(encoded(data)).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def encoded(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def zipped(contents: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in contents.items():
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, encoded(data))
    return buffer.getvalue()
