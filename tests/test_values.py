"""Our dataclass keeps the promises of the standard one."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from tfinstall.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value with all that a field may say of itself."""

    x: int
    y: int = 2
    names: list[str] = field(default_factory=list)
    secret: str = field(default="hush", repr=False, compare=False)


MISTAKES: dict[str, dict[str, Any]] = {
    "misses `x`": {},
    "has no `z`": {"x": 1, "z": 3},
}


def test_defaults_are_filled_in_and_a_factory_makes_each_anew() -> None:
    one, other = Point(x=1), Point(x=1)
    assert (one.x, one.y, one.names) == (1, 2, [])
    assert one.names is not other.names


@pytest.mark.parametrize(("told", "given"), MISTAKES.items(), ids=MISTAKES)
def test_a_wrong_argument_is_named(told: str, given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"Point {told}"):
        Point(**given)


def test_nothing_is_changed_added_or_taken_away() -> None:
    point: Any = Point(x=1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="`x` of a Point"):
        point.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="`z` of a Point"):
        point.z = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="`x` of a Point"):
        del point.x
    assert not hasattr(point, "__dict__")


def test_equality_is_that_of_the_fields_that_are_compared() -> None:
    assert Point(x=1) == Point(x=1, secret="other")
    assert Point(x=1) != Point(x=2)


def test_a_field_that_is_not_shown_is_not_shown() -> None:
    assert repr(Point(x=1)) == "Point(x=1, y=2, names=[])"


@pytest.mark.parametrize(
    "same",
    [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it)), dataclasses.replace],  # noqa: S301  (ours)
    ids=["copied", "deeply copied", "pickled", "replaced"],
)
def test_a_copy_equals_its_original(same: Any) -> None:
    assert same(Point(x=1, names=["a"])) == Point(x=1, names=["a"])


def test_the_library_sees_a_dataclass_like_any_other() -> None:
    assert dataclasses.replace(Point(x=1), x=5) == Point(x=5)
    assert [each.name for each in dataclasses.fields(Point)] == ["x", "y", "names", "secret"]
    assert dataclasses.asdict(Point(x=1))["y"] == 2
