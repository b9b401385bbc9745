"""`python -m tests.faults`: the table of faults, pips and causes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import answer, candidates
from tests.faults import plain
from tests.faults.fault import TOPICS, NotArrangedError, all_faults
from tests.faults.generations import GENERATIONS, NEWEST
from tests.faults.performance import SUCCESS, explain, perform
from tests.faults.table import results, table
from tests.faults.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.faults.fault import Fault
    from tests.faults.generations import Generation
    from tests.faults.performance import Result


def main() -> int:
    """0 where every row came out as it has to."""
    options = _parser().parse_args()
    if options.table:
        say(table().rstrip())
        return 0
    if options.results:
        say(results(options.results).rstrip())
        return 0
    faults = _chosen(options.faults)
    if options.list:
        for fault in faults:
            say(f"{fault.topic:13} {fault.name:50} {', '.join(fault.causes) or SUCCESS}")
        return 0
    pips = options.pip or [each.pip for each in GENERATIONS]
    generations = [each for each in (*GENERATIONS, NEWEST) if each.pip in pips]
    run = _readings if options.plain or options.capture else _all
    if options.keep:
        return run(faults, generations, options.keep, options)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        return run(faults, generations, Path(folder), options)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("faults", nargs="*", help="names, or parts of them, or topics")
    parser.add_argument("--pip", action="append", help="only this one; repeatable")
    parser.add_argument("--list", action="store_true", help="what there is; run nothing")
    parser.add_argument("--table", action="store_true", help="how many rows; run nothing")
    parser.add_argument(
        "--results", type=Path, nargs="+", metavar="XML", help="what pytest's --junitxml told"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work here, and leave it")
    parser.add_argument("--plain", action="store_true", help="pip alone; then diagnose its log")
    parser.add_argument("--capture", type=Path, metavar="DIR", help="the same, keeping the logs")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was printed")
    return parser


def _chosen(words: Iterable[str]) -> list[Fault]:
    faults = all_faults().values()
    wanted = list(words)
    return [each for each in faults if not wanted or any(_meant(word, each) for word in wanted)]


def _meant(word: str, fault: Fault) -> bool:
    return word == fault.topic if word in TOPICS else word in fault.name


def _all(
    faults: list[Fault], generations: list[Generation], root: Path, options: argparse.Namespace
) -> int:
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
                say(f"      {fault.name:50} {generation!s:12} skipped: {skipped}")
                continue
            except NotArrangedError as error:
                say(f"WRONG {fault.name:50} {generation!s:12} not arranged: {error}")
                wrong += 1
                continue
            wrong += bool(result.problems)
            say(_row(result))
            if result.problems and options.verbose:
                say(explain(result.ran))
    say(f"{wrong} rows are wrong" if wrong else "every row is right")
    return 1 if wrong else 0


def _readings(
    faults: list[Fault], generations: list[Generation], root: Path, options: argparse.Namespace
) -> int:
    """Lets pip fail alone; tells what its log, and what its console output alone is taken for."""
    interpreters = {minor: path for path in candidates() if (minor := answer(path))}
    workshop = Workshop(root, interpreters)
    bad = 0
    for fault in filter(plain.applies, faults):
        for generation in generations:
            if generation not in plain.generations(fault):
                continue
            try:
                reading = plain.read(fault, generation, workshop)
            except pytest.skip.Exception as skipped:
                say(f"      {fault.name:50} {generation!s:12} skipped: {skipped}")
                continue
            problems = plain.wrong(fault, reading)
            bad += bool(problems)
            sign = "WRONG" if problems else "ok"
            say(
                f"{sign:5} {fault.name:50} {generation!s:12} {reading.by_log:22} "
                f"console: {reading.by_console}"
            )
            for problem in problems:
                say(f"        {problem}")
            if problems and options.verbose:
                say(reading.console)
            if options.capture and reading.pip.returncode:
                plain.keep(options.capture, fault, reading)
    say(f"{bad} rows are wrong" if bad else "every row is right")
    return 1 if bad else 0


def _row(result: Result) -> str:
    sign = "WRONG" if result.problems else "ok"
    row = f"{sign:5} {result.fault:50} {result.generation!s:12} {result.cause:22}"
    lines = [f"{row} {result.stage:11} {result.seconds:5.1f} s"]
    return "\n".join([*lines, *(f"        {each}" for each in result.problems)])


if __name__ == "__main__":
    sys.exit(main())
