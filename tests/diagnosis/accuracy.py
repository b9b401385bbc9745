"""How often the reader is right: `python -m tests.diagnosis.accuracy PATH...`.

Each PATH is a folder of logs with headers (`tests/logs`, the default), a collection in one file of
JSON lines, or a folder of trials with `index.json` and `causes.json`. Prints the share per cause,
the confusions (what was said for what) and every miss by name.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.diagnosis.corpus import answer, cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.diagnosis.corpus import Case

LOGS = Path(__file__).parent.parent / "logs"


def report(path: Path) -> Iterator[str]:
    """The lines of one collection's report."""
    started = time.perf_counter()
    said = [(case, answer(case)) for case in cases(path)]
    seconds = time.perf_counter() - started
    right = sum(slug in case.right for case, slug in said)
    exact = sum(slug == case.cause for case, slug in said)
    yield f"{path}: {right} of {len(said)} right, {exact} the very cause, {seconds:.1f} s"
    yield from _per_cause(said)
    yield from _misses(said)


def _per_cause(said: list[tuple[Case, str]]) -> Iterator[str]:
    by_cause: dict[str, list[bool]] = defaultdict(list)
    confused: Counter[tuple[str, str]] = Counter()
    for case, slug in said:
        by_cause[case.cause].append(slug in case.right)
        if slug not in case.right:
            confused[case.cause, slug] += 1
    for cause, hits in sorted(by_cause.items()):
        yield f"  {cause:26} {sum(hits):5} of {len(hits):5}"
    if confused:
        yield "  said for it:"
    for (cause, slug), count in confused.most_common():
        yield f"  {count:5}  {slug} for {cause}"


def _misses(said: list[tuple[Case, str]]) -> Iterator[str]:
    for case, slug in said:
        if slug not in case.right:
            yield f"  miss: {case.name}: {slug}, not {' or '.join(sorted(case.right))}"


def main(paths: list[str]) -> int:
    for path in paths or [str(LOGS)]:
        sys.stdout.write("\n".join(report(Path(path))) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
