"""What would work instead, each with the command that asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from packaging.version import Version

from tfinstall.model import Alternative
from tfinstall.resolution import nearest, words
from tfinstall.resolution.question import IMAGINED, ordinary, preferred
from tfinstall.resolution.wanted import parse_wanted
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.model import Interpreter
    from tfinstall.resolution.question import Question

RELEASES_SHOWN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The Pythons that would do, and the releases that the present Pythons could run."""

    pythons: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    nearest: str | None = None
    """The one of them nearest to what was asked for, tried to the end."""


def alternatives(asked: Question, cause: str, found: Found) -> tuple[Alternative, ...]:
    """In the order in which a person would try them."""
    if cause == "version-not-found":
        return tuple(_near(asked))
    if found.pythons:
        here = tuple(_present_python(asked, found))
        if cause == "python-missing" and _wanted_minor(asked) in found.pythons:
            return (*_get_python(asked, found), *here, *_release(asked, found))
        return (*(here or _get_python(asked, found)), *_release(asked, found))
    return (*_other_ways(asked), *_release(asked, found))


def command(asked: Question, *, spec: str | None = None, python: str | None = None) -> str:
    """The same request with something changed, as it would be typed."""
    parts = ["tfinstall", spec if spec is not None else asked.spec.text]
    if asked.accelerator != "auto":
        parts += ["--accelerator", asked.accelerator]
    if python is not None:
        parts += ["--python", python]
    return " ".join(words.quoted(each, asked.platform.os) for each in parts)


def _near(asked: Question) -> Iterator[Alternative]:
    name = asked.spec.distribution
    for version in (nearest.prereleases(asked) or nearest.releases(asked))[:1]:
        spec = version if name is None else f"{name}=={version}"
        text = f"Ask for {nearest_name(asked)} {version}"
        yield Alternative(text=text, command=command(asked, spec=spec))


def nearest_name(asked: Question) -> str:
    return "TensorFlow" if asked.spec.distribution is None else str(asked.spec.distribution)


def _present_python(asked: Question, found: Found) -> Iterator[Alternative]:
    """A Python that is here and fits, but that `--python` did not name."""
    here = (
        each
        for each in preferred(asked.host.interpreters)
        if each.minor in found.pythons and ordinary(each) and _other(asked, each)
    )
    if (python := next(here, None)) is not None:
        yield Alternative(
            text=f"Use Python {python.version}, which is on this machine",
            command=command(asked, python=python.minor),
        )


def _other(asked: Question, python: Interpreter) -> bool:
    """Whether it is really here, and not one of those that were turned down."""
    return python.source != IMAGINED and python not in asked.interpreters


def _wanted_minor(asked: Question) -> str | None:
    return parse_wanted(asked.python).minor if asked.python else None


def _get_python(asked: Question, found: Found) -> Iterator[Alternative]:
    from tfinstall.resolution.python_commands import python_command  # noqa: PLC0415  (rarely)

    wanted = _wanted_minor(asked)
    newest_first = sorted(found.pythons, key=Version, reverse=True)
    minors = [wanted] if wanted is not None and wanted in found.pythons else newest_first
    commands = ((each, python_command(each, asked.host.python_installers)) for each in minors)
    for minor, got in commands:
        if got is not None:
            doubt = "" if got.certain else ", where the system's packages have it"
            text = f"Get Python {minor}{doubt}; `--install-python` runs this for you"
            yield Alternative(text=text, command=got.text)
            return
    yield Alternative(text=f"Get Python {minors[0]} from python.org or your system's packages")


def _release(asked: Question, found: Found) -> Iterator[Alternative]:
    """Another release for the Pythons that are here."""
    if found.nearest is None:
        return
    shown = words.listed(found.releases[:RELEASES_SHOWN])
    more = ", and older ones" if len(found.releases) > RELEASES_SHOWN else ""
    python = asked.python if asked.interpreters else None
    yield Alternative(
        text=f"Take a release that runs here: {shown}{more}",
        command=command(asked, spec=found.nearest, python=python),
    )


def _other_ways(asked: Question) -> Iterator[Alternative]:
    """What helps where no Python would."""
    if asked.spec.distribution is not None:
        plain = str(asked.spec.specifier).removeprefix("==") or "latest"
        yield Alternative(
            text="Leave the distribution open, and the one that fits this machine is taken",
            command=command(asked, spec=plain),
        )
    if asked.spec.distribution is None and asked.accelerator not in {"auto", "cpu"}:
        yield Alternative(
            text="Compute on the CPU", command=command(replace(asked, accelerator="cpu"))
        )
    if asked.platform.musl is not None:
        yield Alternative(
            text="Use a container image with glibc", command="docker run -it python:3.12-slim"
        )
    if asked.platform.os == "windows" and asked.accelerator == "cuda":
        yield Alternative(text="Use WSL, where the Linux wheels run", command="wsl --install")
