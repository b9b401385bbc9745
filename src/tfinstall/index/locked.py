"""Whether an index still serves what the locks of the matrix name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    from tfinstall.index.client import Index
    from tfinstall.matrix import Matrix
    from tfinstall.model import LockedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLocks:
    """Files by what the index says of them today."""

    changed: tuple[str, ...]
    """Under the same name with another content: never to be installed."""
    gone: tuple[str, ...]
    yanked: tuple[str, ...]


def check_locked(index: Index, matrix: Matrix) -> CheckedLocks:
    """One request for each project; raises a TfinstallError where the index cannot be asked."""
    ours: dict[NormalizedName, list[LockedFile]] = defaultdict(list)
    for file in matrix.every_locked_file():
        ours[file.name].append(file)
    changed, gone, yanked = [], [], []
    pages = index.projects(ours)
    for name, of in ours.items():
        served = {file.filename: file for file in pages[name]}
        for file in of:
            theirs = served.get(file.filename)
            if theirs is None:
                gone.append(file.filename)
            elif theirs.sha256 is not None and theirs.sha256 != file.sha256:
                changed.append(
                    f"{file.filename}: sha256 is {file.sha256} in the locks "
                    f"and {theirs.sha256} on the index"
                )
            elif theirs.yanked is not None:
                yanked.append(f"{file.filename}: {theirs.yanked or 'no reason given'}")
    return CheckedLocks(
        changed=tuple(sorted(changed)), gone=tuple(sorted(gone)), yanked=tuple(sorted(yanked))
    )
