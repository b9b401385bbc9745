"""What is asked of the suspects before one of them may explain another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tfinstall.diagnosis.entry import Weight
    from tfinstall.diagnosis.scan import Hit, Scan

_AS_GOOD_AS_WHOLE = 0.98
"""Progress bars skip their last step."""
RANK: Mapping[Weight, int] = {"decisive": 3, "likely": 2, "outcome": 1, "noise": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """One cause with everything that speaks for it."""

    slug: str
    hits: tuple[Hit, ...]

    @property
    def weight(self) -> Weight:
        return max((hit.pattern.weight for hit in self.hits), key=RANK.__getitem__)

    @property
    def first(self) -> int:
        """The first line among those that say the most."""
        return min(hit.seen.first for hit in self.hits if hit.pattern.weight == self.weight)

    @property
    def last(self) -> int:
        return max(hit.seen.last for hit in self.hits)

    @property
    def count(self) -> int:
        return sum(hit.seen.count for hit in self.hits if hit.pattern.weight == self.weight)


def always(_suspects: Mapping[str, Suspect], _scan: Scan) -> bool:
    return True


def no_versions_seen(_suspects: Mapping[str, Suspect], scan: Scan) -> bool:
    """Whether the index showed pip nothing: then it is no matter of versions."""
    return not versions_seen(_suspects, scan)


def versions_seen(_suspects: Mapping[str, Suspect], scan: Scan) -> bool:
    seen = scan.clues.get("versions")
    text = seen.captured.get("versions", "") if seen else ""
    return text.strip().lower() not in ("", "none")


def building(_suspects: Mapping[str, Suspect], scan: Scan) -> bool:
    """Whether a package's own code ran in order to build it."""
    return scan.has("building")


def inner_pip(_suspects: Mapping[str, Suspect], scan: Scan) -> bool:
    """Whether it is the pip that pip runs to fetch the tools of a build."""
    return scan.has("inner")


def only_importing(_suspects: Mapping[str, Suspect], scan: Scan) -> bool:
    """Whether nothing was being installed: a program that was already there ran."""
    return not any(map(scan.has, ("building", "attempt", "pip-code", "command")))


def wheel_of_64_bits(suspects: Mapping[str, Suspect], _scan: Scan) -> bool:
    """Whether the wheel that does not fit is for 64 bits, as its name says."""
    wrong = suspects.get("wheel-tag-mismatch")
    names = (hit.seen.captured.get("wheel", "") for hit in wrong.hits) if wrong else ()
    return any("64" in name.rpartition("-")[2] for name in names)


def about_an_asset(scan: Scan) -> bool:
    """Whether it is about a dataset or weights, and not about a package."""
    return scan.has("asset") and not scan.has("attempt") and not scan.has("pip-code")


def not_decisive(slug: str) -> Callable[[Mapping[str, Suspect], Scan], bool]:
    return lambda suspects, _scan: slug in suspects and suspects[slug].weight != "decisive"


def stopped_early(scan: Scan) -> bool:
    """Whether the last download ended before its end, as its progress bar shows."""
    seen = scan.clues.get("partly")
    captured = seen.captured if seen else {}
    if "done" in captured and "total" in captured:
        share = _number(captured["done"]) / (_number(captured["total"]) or 1)
    elif "amount" in captured:
        share = _of_the_announced(captured["amount"], captured["unit"], scan)
    else:
        share = _number(captured.get("value", "100")) / 100
    return share < _AS_GOOD_AS_WHOLE


def _of_the_announced(amount: str, unit: str, scan: Scan) -> float:
    """The share of `269.1 MB` where `Downloading x.whl (497.5 MB)` was said before it."""
    announced = scan.clues.get("downloading")
    size = announced.captured if announced else {}
    if size.get("unit") != unit or scan.last("partly") < scan.last("downloading"):
        return 1.0
    return _number(amount) / (_number(size["size"]) or 1)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
