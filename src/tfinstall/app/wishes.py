"""What the resolver of dependencies is asked for: TensorFlow, the user's words, the repairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence
from tfinstall.resolution.dependencies import Wish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfinstall.installer import AskedFiles, AskedLine
    from tfinstall.model import Cap, PipOptions, Request, Selection, TfinstallError


def wishes(
    request: Request, selection: Selection, asked: AskedFiles, caps: Iterable[Cap]
) -> tuple[Wish, ...]:
    """Everything that the packages of a lock have to obey.

    Raises invalid-requirement on what no index has: an address, a folder, an editable project.
    """
    given = [Wish(requirement=each) for each in request.requirements]
    read = [Wish(requirement=_named(line), constraint=line.constraint) for line in asked.lines]
    capped = [Wish(requirement=cap.constraint, by=cap.source, constraint=True) for cap in caps]
    for wish in given:
        _refuse_address(wish.requirement, "--with")
    return (Wish(requirement=Requirement(selection.requirement)), *given, *read, *capped)


def _named(line: AskedLine) -> Requirement:
    if line.requirement is None or line.editable:
        raise _no_file_of_an_index(line.text, f"{line.file}, line {line.line}")
    _refuse_address(line.requirement, f"{line.file}, line {line.line}")
    return line.requirement


def _refuse_address(requirement: Requirement, where: str) -> None:
    if requirement.url is not None:
        raise _no_file_of_an_index(str(requirement.name), where)


def _no_file_of_an_index(text: str, where: str) -> TfinstallError:
    message = (
        f"`{text}` ({where}) is an address or a folder, and a lock is made of files of an index: "
        "name a version, or install it beside the lock"
    )
    evidence = Evidence(source=where, text=text)
    return failure("invalid-requirement", message, evidence=(evidence,), requirement=text)


def with_options(pip: PipOptions, asked: AskedFiles) -> PipOptions:
    """The options that requirements files set for the whole run, as far as they lead to files."""
    for option in asked.options:
        if option.name == "index-url":
            pip = replace(pip, index_url=option.value)
        elif option.name == "extra-index-url":
            pip = replace(pip, extra_index_urls=(*pip.extra_index_urls, option.value))
        elif option.name == "find-links":
            pip = replace(pip, find_links=(*pip.find_links, option.value))
        elif option.name == "pre":
            pip = replace(pip, pre=True)
    return pip
