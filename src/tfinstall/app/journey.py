"""How far one run has come: what its report needs to tell, whatever the end."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfinstall.model import Failed, Installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tfinstall.effects import Reporter
    from tfinstall.matrix import Matrix
    from tfinstall.model import (
        AppliedRemedy,
        Attempt,
        Diagnosis,
        Line,
        Plan,
        Receipt,
        Request,
    )


@dataclass(slots=True, kw_only=True)
class Journey:
    """The one value that changes: it gathers, and decides nothing."""

    request: Request
    matrix: Matrix
    reporter: Reporter
    logs: Path
    """The directory that keeps the installer's logs."""
    echo: Callable[[Line], None] | None = None
    """Gets every line of the installer as it comes."""
    plan: Plan | None = None
    attempts: list[Attempt] = field(default_factory=list)
    applied: list[AppliedRemedy] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + time.monotonic() - begun

    @property
    def log(self) -> Path | None:
        """Of the last run of the installer."""
        return self.attempts[-1].log if self.attempts else None

    def installed(self, path: Path, receipt: Receipt, *, already: bool = False) -> Installed:
        return Installed(
            plan=self.plan,
            environment=path,
            receipt=receipt,
            already=already,
            attempts=tuple(self.attempts),
            applied=tuple(self.applied),
            timings=self.timings,
            log=self.log,
        )

    def failed(self, found: Diagnosis) -> Failed:
        return Failed(
            diagnosis=found,
            plan=self.plan,
            attempts=tuple(self.attempts),
            applied=tuple(self.applied),
            timings=self.timings,
        )
