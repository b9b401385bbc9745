"""The TensorFlow that the user's own requirements ask for, beside the one in SPEC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from tfinstall.resolution.names import DISTRIBUTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from packaging.requirements import Requirement
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from tfinstall.installer.requirements import AskedFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class TensorflowAsk:
    """One requirement for TensorFlow that does not come from SPEC."""

    requirement: Requirement
    where: str
    """`--with`, or file and line, for messages."""
    constraint: bool = False
    """It installs nothing by itself."""

    def contradicts(
        self, names: Collection[NormalizedName], version: Version, python: Version
    ) -> bool:
        """Whether it cannot go with these distributions in this version on this Python.

        `names` is the distribution chosen and those that it delegates to: any other would put a
        second TensorFlow into the same folder.
        """
        marker = self.requirement.marker
        minor = f"{python.major}.{python.minor}"
        if marker is not None and not marker.evaluate({"python_version": minor}):
            return False
        if canonicalize_name(self.requirement.name) not in names:
            return not self.constraint
        return not self.requirement.specifier.contains(version, prereleases=True)


def tensorflow_asks(
    files: AskedFiles, requirements: Iterable[Requirement] = ()
) -> tuple[TensorflowAsk, ...]:
    """Every requirement for a TensorFlow in the user's files and in `--with`."""
    typed = [TensorflowAsk(requirement=each, where="--with") for each in requirements]
    read = [
        TensorflowAsk(
            requirement=line.requirement,
            where=f"{line.file}, line {line.line}",
            constraint=line.constraint,
        )
        for line in files.lines
        if line.requirement is not None
    ]
    return tuple(
        ask for ask in (*typed, *read) if canonicalize_name(ask.requirement.name) in DISTRIBUTIONS
    )
