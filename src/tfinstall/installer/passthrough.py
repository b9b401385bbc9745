"""What follows `--` goes to pip untouched; credentials in it go by another road."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.installer.secrets import has_secret, masked_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.installer.order import InstallOrder
    from tfinstall.model import PipOptions

_WITH_URL = frozenset({"--proxy", "--index-url", "-i", "--extra-index-url", "--find-links", "-f"})


def lifted(order: InstallOrder) -> InstallOrder:
    """The same order with every argument after `--` that holds credentials in its proper place.

    From there it reaches pip through the environment or a private file, since anybody on the
    machine can read a command line. Raises `usage` where an option has no such place.
    """
    options, requirements, kept = order.options, order.requirements, tuple[str, ...]()
    for argument in _grouped(options.passthrough):
        flag, value = argument[0], argument[-1]
        if not has_secret(value):
            kept += argument
        elif not flag.startswith("-"):
            requirements += (value,)
        else:
            options = _moved(options, flag.partition("=")[0], _value(argument))
    return replace(order, options=replace(options, passthrough=kept), requirements=requirements)


def _grouped(arguments: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Single arguments, and pairs of a flag that takes a URL and its URL."""
    rest = iter(arguments)
    for argument in rest:
        following = next(rest, None) if argument in _WITH_URL else None
        yield (argument,) if following is None else (argument, following)


def _value(argument: tuple[str, ...]) -> str:
    return argument[1] if len(argument) > 1 else argument[0].partition("=")[2]


def _moved(options: PipOptions, flag: str, value: str) -> PipOptions:
    match flag:
        case "--proxy":
            return replace(options, proxy=value)
        case "--index-url" | "-i":
            return replace(options, index_url=value)
        case "--extra-index-url":
            return replace(options, extra_index_urls=(*options.extra_index_urls, value))
        case "--find-links" | "-f":
            return replace(options, find_links=(*options.find_links, value))
        case _:
            raise failure(
                "usage",
                f"`{flag} {masked_url(value)}` holds a password, and any user of this machine"
                " can read a command line: put it into a requirements file or pip's configuration",
            )
