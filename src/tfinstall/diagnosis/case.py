"""What the rules of the last step are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfinstall.diagnosis.facts import Facts
    from tfinstall.diagnosis.machine import Run
    from tfinstall.diagnosis.scan import Scan
    from tfinstall.diagnosis.suspects import Suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that is known when the suspects are ranked."""

    order: Sequence[Suspect]
    """The most likely root first."""
    found: Scan
    facts: Facts
    run: Run

    @property
    def first(self) -> Suspect:
        return self.order[0]

    @property
    def rest(self) -> Case:
        """The same without the first suspect."""
        return Case(order=self.order[1:], found=self.found, facts=self.facts, run=self.run)

    @property
    def captured(self) -> dict[str, str]:
        """What the first suspect's patterns captured."""
        return {k: v for hit in self.first.hits for k, v in hit.seen.captured.items()}

    @property
    def text(self) -> str:
        """The lines that speak for the first suspect."""
        return "\n".join(line.text for hit in self.first.hits for line in hit.seen.lines)
