"""What the resolver chooses among: cells of the matrix, interpreters, the machine and its parts.

A need is one requirement: what somebody asks, of which kind of candidate, and the test for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tfinstall.model import Interpreter, Platform
from tfinstall.resolution.names import TENSORFLOW
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from packaging.requirements import Requirement
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from tfinstall.model import Accelerator

RELEASE: Final = "the release"
PYTHON: Final = "python"
PLATFORM: Final = "the platform"
PROCESSOR: Final = "the processor"
DRIVER: Final = "the driver"
NOTHING: Final = "nothing"
"""Identifiers of the resolver; a delegate goes by the name of its distribution."""

Kind = Literal[
    "release",
    "accelerator",
    "platform",
    "system",
    "processor",
    "extra",
    "driver",
    "python",
    "companion",
    "delegate",
    "contents",
]
DEPTH: Final[tuple[Kind, ...]] = (
    "release",
    "accelerator",
    "platform",
    "system",
    "processor",
    "extra",
    "driver",
    "python",
    "companion",
    "delegate",
    "contents",
)
"""The order in which a cell is tried: whoever fails later came nearer to fitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to serve a request: a distribution, its extras, and why that one."""

    distribution: NormalizedName
    accelerator: Accelerator
    because: str
    extras: frozenset[str] = frozenset()
    cuda: bool = False
    """Whether it is taken for the sake of CUDA, so that the driver has a say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One release of one distribution on one Python, as wheels are made: the resolver's package."""

    distribution: NormalizedName
    version: Version
    python: str
    """`3.10`; empty where the release has no wheel for this machine at all."""
    route: Route | None = None
    """None: a delegate, or a release that no distribution can serve with this accelerator."""
    delegate: bool = False

    def __str__(self) -> str:
        extras = ",".join(sorted(self.route.extras)) if self.route else ""
        if self.distribution == TENSORFLOW and not extras:
            return f"TensorFlow {self.version}"
        return f"{self.distribution}{extras and f'[{extras}]'} {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """The instruction sets that the machine has; None: not known."""

    flags: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """The CUDA driver; None: none was seen, which may well be a build container."""

    version: Version | None


Candidate: TypeAlias = Cell | Interpreter | Platform | Processor | Driver


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one asks of another: the words for it, and the test."""

    of: str
    kind: Kind
    words: str
    """Completes `TensorFlow 2.10.1 ...`: `needs Python 3.7 to 3.10`, ..."""
    met_by: Callable[[Candidate], bool]
    requirement: Requirement | None = None
    """Of a delegate: what the stub's metadata asks for."""
    python: str = ""
    """Of a delegate: the Python that all wheels of the chain have to be for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A cell that was tried, and the need that nothing could meet."""

    cell: Cell
    need: Need

    @property
    def depth(self) -> int:
        return DEPTH.index(self.need.kind)


def identify(each: Need | Candidate) -> str:
    """The identifier under which the resolver keeps a need or a candidate."""
    match each:
        case Need():
            return each.of
        case Cell():
            return each.distribution if each.delegate else RELEASE
        case Interpreter():
            return PYTHON
        case Platform():
            return PLATFORM
        case Processor():
            return PROCESSOR
        case Driver():
            return DRIVER
