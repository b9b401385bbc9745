"""`python -m tests.faults`: the table of faults, pips and causes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import answer, candidates
from tests.faults.fault import all_faults
from tests.faults.generations import GENERATIONS, NEWEST
from tests.faults.performance import SUCCESS, explain, perform
from tests.faults.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation
    from tests.faults.performance import Result


def main() -> int:
    """0 where every row came out as it has to."""
    options = _parser().parse_args()
    faults = _chosen(options.faults)
    if options.list:
        for fault in faults:
            print(f"{fault.topic:13} {fault.name:50} {', '.join(fault.causes) or SUCCESS}")
        return 0
    pips = options.pip or [each.pip for each in GENERATIONS]
    generations = [each for each in (*GENERATIONS, NEWEST) if each.pip in pips]
    if options.keep:
        return _all(faults, generations, options.keep, verbose=options.verbose)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        return _all(faults, generations, Path(folder), verbose=options.verbose)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("faults", nargs="*", help="names, or parts of them, or topics")
    parser.add_argument("--pip", action="append", help="only this one; repeatable")
    parser.add_argument("--list", action="store_true", help="what there is; run nothing")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work here, and leave it")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was printed")
    return parser


def _chosen(words: Iterable[str]) -> list[Fault]:
    faults = all_faults().values()
    wanted = list(words)
    return [
        each
        for each in faults
        if not wanted or any(w in each.name or w == each.topic for w in wanted)
    ]


def _all(faults: list[Fault], generations: list[Generation], root: Path, *, verbose: bool) -> int:
    interpreters = {minor: path for path in candidates() if (minor := answer(path))}
    workshop = Workshop(root, interpreters)
    wrong = 0
    for fault in faults:
        for generation in generations:
            if fault.pips and generation.pip not in fault.pips:
                continue
            try:
                result = perform(fault, generation, workshop)
            except pytest.skip.Exception as skipped:
                print(f"      {fault.name:50} {generation!s:12} skipped: {skipped}", flush=True)
                continue
            wrong += bool(result.problems)
            print(_row(result), flush=True)
            if result.problems and verbose:
                print(explain(result.ran), flush=True)
    print(f"{wrong} rows are wrong" if wrong else "every row is right")
    return 1 if wrong else 0


def _row(result: Result) -> str:
    sign = "WRONG" if result.problems else "ok"
    row = f"{sign:5} {result.fault:50} {result.generation!s:12} {result.cause:22}"
    lines = [f"{row} {result.stage:11} {result.seconds:5.1f} s"]
    return "\n".join([*lines, *(f"        {each}" for each in result.problems)])


if __name__ == "__main__":
    sys.exit(main())
