"""The literal pieces without which an expression cannot match: far cheaper to look for than it.

Read from the expression as Python's own `re` has parsed it, so that they can never say anything
else than it does.
"""

from __future__ import annotations

import re
import sys
from functools import cache, reduce
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_parser: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_MOST = 24
"""Pieces of which any one may be there; with more of them nothing is won."""
_NOTHING = frozenset({""})
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_DIGITS = frozenset("0123456789")


@cache
def required(regex: str) -> tuple[tuple[str, ...], ...]:
    """Whatever ASCII text the expression matches has one of each of these in it, in lower case."""
    tree = _parser.parse(regex, re.IGNORECASE)
    useful = (each for each in _runs(tree) if _useful(each))
    return tuple(dict.fromkeys(tuple(sorted(each)) for each in useful))


def _useful(texts: frozenset[str]) -> bool:
    return bool(texts) and min(map(len, texts)) > 1


def _best(sets: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """The set whose shortest text is the longest: the one that is there most seldom."""
    return max(
        filter(_useful, sets), key=lambda each: (min(map(len, each)), -len(each)), default=None
    )


def _runs(tree: Any, before: frozenset[str] = _NOTHING) -> Iterator[frozenset[str]]:
    """Of each stretch of the expression that is spelled out, the texts that it may have there.

    `before` is what the first stretch goes on from.
    """
    run = before
    for part in _flat(tree):
        texts = _texts(part)
        again = _again(part)
        if again is not None and len(run) * len(again) <= _MOST:
            yield frozenset(map("".join, product(run, again)))
            run = again
            continue
        if texts is not None and len(run) * len(texts) <= _MOST:
            run = frozenset(map("".join, product(run, texts)))
            continue
        yield run
        yield from _inside(part, run)
        run = texts if texts is not None else _NOTHING
    yield run


def _flat(tree: Any) -> Iterator[Any]:
    """The parts one after another; a group that does nothing but capture is no part of its own."""
    for name, value in tree:
        if str(name) == "SUBPATTERN" and not value[1] and not value[2]:
            yield from _flat(value[3])
        else:
            yield str(name), value


def _texts(part: tuple[str, Any]) -> frozenset[str] | None:
    """All texts that this part may stand for, where they are few; None where they are not."""
    name, value = part
    if name == "LITERAL":
        return frozenset({chr(value).lower()})
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _NOTHING  # they look and take nothing
    if name == "IN":
        return _of_set(value)
    if name == "BRANCH":
        several = [_spelled(branch) for branch in value[1]]
        known = [each for each in several if each is not None]
        united = frozenset[str]().union(*known)
        return united if len(known) == len(several) and len(united) <= _MOST else None
    return None


def _spelled(tree: Any) -> frozenset[str] | None:
    """All texts that a whole branch may stand for."""
    parts = [_texts(part) for part in _flat(tree)]
    known = [each for each in parts if each is not None]
    size = reduce(lambda sum_, each: sum_ * len(each), known, 1)
    if len(known) < len(parts) or size > _MOST:
        return None
    return frozenset(map("".join, product(*known)))


def _again(part: tuple[str, Any]) -> frozenset[str] | None:
    """All texts of what is there once or more often, where they are few."""
    name, value = part
    return _spelled(value[2]) if name in _REPEATS and value[0] > 0 else None


def _of_set(items: Any) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for name, value in ((str(name), value) for name, value in items):
        if name == "LITERAL":
            found |= {chr(value).lower()}
        elif name == "RANGE" and value[1] - value[0] < _MOST:
            found |= {chr(each).lower() for each in range(value[0], value[1] + 1)}
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found |= _DIGITS
        else:
            return None
    return found if len(found) <= _MOST else None


def _inside(part: tuple[str, Any], before: frozenset[str]) -> Iterator[frozenset[str]]:
    """What a part that is not spelled out has in it all the same."""
    name, value = part
    if name in _REPEATS and value[0] > 0:
        yield from _runs(value[2])
    elif name == "BRANCH":
        several = [_best(_runs(branch, before)) for branch in value[1]]
        known = [each for each in several if each is not None]
        if len(known) == len(several):
            yield frozenset[str]().union(*known)
