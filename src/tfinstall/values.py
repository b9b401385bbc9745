"""The standard library's dataclass, three times as fast to define.

`dataclasses` compiles six methods anew for every frozen class, half a millisecond each time, and a
command defines some sixty classes before it does anything. Here the methods are the same for all.
What comes out is a dataclass like any other: `fields`, `replace`, `copy` and type checkers see no
difference. There is one kind alone: frozen, slotted, keyword-only. Modules that are loaded before a
command says its first word take theirs from here; for all others the standard one is as good.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
    from typing import Any

else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool) -> Callable[[type], type]:
        """`dataclasses.dataclass` for a frozen, slotted and keyword-only class; no other."""
        if not (frozen and slots and kw_only):
            raise TypeError("only for values: frozen, slotted and keyword-only")
        return _value


__all__ = ["dataclass"]

_set = object.__setattr__


def _value(cls: Any) -> Any:
    for name, method in _METHODS.items():
        setattr(cls, name, method)
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(
        cls
    )
    fields = dataclasses.fields(made)
    made.__defaults__ = {
        field.name: field.default for field in fields if field.default is not dataclasses.MISSING
    }
    made.__factories__ = {
        field.name: field.default_factory
        for field in fields
        if field.default_factory is not dataclasses.MISSING
    }
    made.__slot_names__ = frozenset(field.name for field in fields)
    made.__shown__ = tuple(field.name for field in fields if field.repr)
    made.__content__ = _content([field.name for field in fields if field.compare])
    return made


def _content(names: list[str]) -> Callable[[object], object]:
    """What makes two values equal; of one field it is that field."""
    return attrgetter(*names) if names else lambda _: ()


def _init(self: Any, /, **given: Any) -> None:
    cls = type(self)
    values = cls.__defaults__ | given
    if values.keys() != cls.__slot_names__:
        values = {name: make() for name, make in cls.__factories__.items()} | values
        _check(cls, values)
    for name, value in values.items():
        _set(self, name, value)


def _check(cls: Any, values: dict[str, Any]) -> None:
    for name in cls.__slot_names__ ^ values.keys():
        problem = "has no" if name in values else "misses"
        raise TypeError(f"{cls.__qualname__} {problem} `{name}`")


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__shown__)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:
    cls: Any = type(self)
    if type(other) is not cls:
        return NotImplemented
    return cls.__content__(self) == cls.__content__(other)


def _hash(self: Any) -> int:
    return hash(type(self).__content__(self))


def _frozen(self: Any, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"`{name}` of a {type(self).__qualname__} never changes")


def _getstate(self: Any) -> dict[str, Any]:
    return {name: getattr(self, name) for name in self.__slot_names__}


def _setstate(self: Any, state: dict[str, Any]) -> None:
    for name, content in state.items():
        _set(self, name, content)


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _frozen,
    "__delattr__": _frozen,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
