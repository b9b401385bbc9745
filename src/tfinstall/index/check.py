"""Compares the matrix with the index and with its own rules."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tfinstall.diagnosis import failure
from tfinstall.index.caps import Caps, check_caps
from tfinstall.index.locked import check_locked
from tfinstall.index.refresh import DISTRIBUTIONS, every_wheel, wanted
from tfinstall.matrix import Matrix

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tfinstall.index.client import Index
    from tfinstall.index.file import File
    from tfinstall.model import Wheel

_SCHEMAS = {
    "index.json": "index",
    "tested_builds.json": "tested_builds",
    "repairs.toml": "repairs",
    "gpu.toml": "gpu",
    "nightly.toml": "nightly",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found; every line names its subject."""

    disagreements: tuple[str, ...]
    """Where index and matrix say different things of one wheel."""
    gone: tuple[str, ...]
    """Wheels that the index no longer has."""
    beyond: tuple[str, ...]
    """Releases that the index has and the matrix has not, or not all wheels of."""
    invalid: tuple[str, ...]
    """Files of the matrix that break their schema."""
    yanked: tuple[str, ...]
    """Files that a lock names and that were yanked since: the cell should be certified again."""
    caps: Caps

    @property
    def agrees(self) -> bool:
        """What the index has beyond the matrix is news, and no disagreement."""
        return not (self.disagreements or self.gone or self.invalid or self.caps.impossible)


def check(
    index: Index,
    read: Callable[[str], str],
    *,
    distributions: Sequence[str] = DISTRIBUTIONS,
) -> Checked:
    """Reads the whole matrix through `read` and asks the index about all of it.

    Raises a TfinstallError where the index cannot be asked, or a file cannot be read at all.
    """
    matrix = Matrix(read)
    invalid = tuple(validate(read))
    known = {wheel.filename: wheel for wheel in every_wheel(matrix)}
    listed = {
        file.filename: file
        for files in index.projects(distributions).values()
        for file in wanted(files)
        if file.is_wheel
    }
    both = known.keys() & listed.keys()
    news = {f"{f.project} {f.version}" for name, f in listed.items() if name not in known}
    locked = check_locked(index, matrix)
    changed = [line for name in sorted(both) for line in _differences(known[name], listed[name])]
    return Checked(
        disagreements=(*changed, *locked.changed),
        gone=(*sorted(known.keys() - listed.keys()), *locked.gone),
        yanked=locked.yanked,
        beyond=tuple(sorted(news)),
        invalid=invalid,
        caps=check_caps(index, matrix),
    )


def validate(read: Callable[[str], str]) -> Iterator[str]:
    """What breaks the JSON schemas that lie beside the data; needs the package jsonschema."""
    names = [*_SCHEMAS, *(f"releases/{minor}.json" for minor in Matrix(read).minors)]
    for name in names:
        schema = json.loads(read(f"schema/{_SCHEMAS.get(name, 'release')}.schema.json"))
        parse = tomllib.loads if name.endswith(".toml") else json.loads
        for problem in _validator()(schema).iter_errors(parse(read(name))):
            yield f"{name}: {problem.json_path}: {problem.message[:200]}"


def _validator() -> Any:
    # Only whoever maintains the matrix needs it, so no user's installation carries it.
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above
    except ImportError as error:
        message = "checking the matrix needs jsonschema: `python -m pip install jsonschema`"
        raise failure("tool-missing", message, tool="jsonschema") from error
    return Draft202012Validator


def _differences(wheel: Wheel, file: File) -> Iterator[str]:
    pairs: Mapping[str, tuple[object, object]] = {
        "sha256": (wheel.sha256, file.sha256),
        "Requires-Python": (wheel.requires_python, file.requires_python),
        "yanked": (wheel.yanked, file.yanked),
        "bytes": (wheel.size, wheel.size if file.size is None else file.size),
    }
    for fact, (ours, theirs) in pairs.items():
        if ours != theirs:
            yield f"{wheel.filename}: {fact} is {ours} in the matrix and {theirs} on the index"
