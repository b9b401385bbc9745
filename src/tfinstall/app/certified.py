"""Whether a request is answered by a lock that was proved before, so that nothing is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packaging.utils import NormalizedName
    from packaging.version import Version

    from tfinstall.index.candidates import Candidates
    from tfinstall.index.file import File
    from tfinstall.matrix import Matrix
    from tfinstall.model import Cell, LockedFile, Platform, Request, Selection
    from tfinstall.resolution.dependencies import Archive, Facts

BITS = 64


def certified_cell(
    request: Request, selection: Selection, platform: Platform, matrix: Matrix
) -> Cell | None:
    """The certified cell of a choice, where the user adds nothing that a lock could not know."""
    if adds(request) or selection.extras or selection.outside_matrix:
        return None
    python = selection.interpreter.value
    usual = python.implementation.lower() == "cpython" and python.bits == BITS
    if not usual or python.free_threaded:
        return None
    return matrix.certified(
        selection.distribution.value, selection.version.value, python.minor, platform
    )


class Served:
    """A `Source` of the resolver that knows the files of a lock and no others."""

    def __init__(self, source: Candidates, files: Iterable[LockedFile]) -> None:
        self._source = source
        self._names = {file.name: file.filename for file in files}

    def releases(self, name: NormalizedName) -> Mapping[Version, tuple[File, ...]]:
        wanted = self._names.get(name)
        if wanted is None:
            return {}
        for version, files in self._source.releases(name).items():
            if found := tuple(file for file in files if file.filename == wanted):
                return {version: found}
        return {}

    def facts(self, file: Archive) -> Facts:
        return self._source.facts(file)

    def ahead(self, wanted: Iterable[NormalizedName | Archive]) -> None:
        self._source.ahead(wanted)

    def forget_pages(self) -> bool:
        return self._source.forget_pages()


def adds(request: Request) -> bool:
    """Whether the request wants more than TensorFlow, or wants its dependencies chosen anew."""
    return bool(
        request.fresh
        or request.into
        or request.requirements
        or request.requirement_files
        or request.constraint_files
        or request.pip.passthrough
        or request.pip.pre
    )
