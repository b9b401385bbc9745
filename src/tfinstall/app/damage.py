"""Files that are not what their RECORD says → a diagnosis with the commands that mend it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from tfinstall.diagnosis import failure
from tfinstall.model import Evidence, Remedy
from tfinstall.resolution.names import DISTRIBUTIONS
from tfinstall.resolution.words import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tfinstall.environment import Environment
    from tfinstall.environment.records import Damaged, Inspection
    from tfinstall.model import OS, Diagnosis, Receipt

SHOWN = 3
"""Files of one distribution that are named; the rest is counted."""
NAMED = 6
"""Distributions whose files are named."""
SHELL: OS = "windows" if os.name == "nt" else "linux"
"""Whose quoting a command needs; macOS quotes as Linux does."""


def damage_found(
    env: Environment, inspection: Inspection, receipt: Receipt | None, failed: Diagnosis | None
) -> Diagnosis:
    """What is damaged, and whether TensorFlow still works: `failed` is why it does not."""
    damaged = inspection.damaged
    ours = any(canonicalize_name(each.name) in DISTRIBUTIONS for each in damaged)
    found = failure(
        "import-corrupt-install" if ours and failed is not None else "environment-damaged",
        _title(env, damaged),
        evidence=tuple(_evidence(damaged, failed)),
        remedies=tuple(_remedies(env, damaged, receipt)),
        package=damaged[0].name,
        path=str(env.path),
    ).diagnosis
    if failed is None:
        return replace(found, explanation="TensorFlow has still passed its proof.")
    others = dict.fromkeys((failed.cause, *failed.also_seen))
    return replace(found, also_seen=tuple(each for each in others if each != found.cause))


def _title(env: Environment, damaged: tuple[Damaged, ...]) -> str:
    names = [_called(each) for each in damaged]
    shown = names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]
    verb = "is" if len(names) == 1 else "are"
    return f"{listed(shown)} in {env.path} {verb} damaged: {_how(damaged)}"


def _how(damaged: tuple[Damaged, ...]) -> str:
    files = sum(len(each.files) for each in damaged)
    if not files:
        return next(each.problem for each in damaged)
    return "1 file is missing or changed" if files == 1 else f"{files} files are missing or changed"


def _called(each: Damaged) -> str:
    return f"{each.name} {each.version}" if each.version else each.name


def _evidence(damaged: tuple[Damaged, ...], failed: Diagnosis | None) -> Iterator[Evidence]:
    for each in damaged[:NAMED]:
        source = _called(each)
        if each.problem:
            yield Evidence(source=source, text=each.problem)
        for file in each.files[:SHOWN]:
            yield Evidence(source=source, text=f"{file.path} {file.text}")
        if len(each.files) > SHOWN:
            yield Evidence(source=source, text=f"and {len(each.files) - SHOWN} more files")
    if failed is not None:
        yield Evidence(source="proof", text=failed.title)


def _remedies(
    env: Environment, damaged: tuple[Damaged, ...], receipt: Receipt | None
) -> Iterator[Remedy]:
    if receipt is not None:
        yield made_anew(env.path, receipt)
    if env.pip_version is None:
        yield Remedy(
            text="Give the environment a pip",
            command=_typed([str(env.python), "-m", "ensurepip"]),
        )
    known = [each for each in damaged if each.version]
    for together in ([x for x in known if not x.problem], [x for x in known if x.problem]):
        if together:
            names = listed([each.name for each in together])
            yield Remedy(text=f"Install {names} again", command=mending(env, together))
    for each in damaged:
        if not each.version:
            yield Remedy(text=f"Remove {each.metadata}: nothing tells which release it was")


def mending(env: Environment, damaged: Iterable[Damaged]) -> str | None:
    """The command that puts these distributions right; None where no release is known."""
    known = [each for each in damaged if each.version]
    if not known:
        return None
    # What has no RECORD or no METADATA cannot be uninstalled: there `--force-reinstall`, though
    # pip's own hint names it, fails just as before (seen with pip 22.0.4 and 24.2).
    how = "--ignore-installed" if any(each.problem for each in known) else "--force-reinstall"
    pins = [f"{each.name}=={each.version}" for each in known]
    return _typed([str(env.python), "-m", "pip", "install", how, "--no-deps", *pins])


def made_anew(path: Path, receipt: Receipt) -> Remedy:
    """The request that the receipt keeps, once more."""
    asked = dict(each.partition(" ")[::2] for each in receipt.asked)
    what = ["sync", asked["sync"]] if "sync" in asked else [receipt.spec]
    words = ["tfinstall", *what, "--venv", str(path)]
    for option, usual in (("python", "any"), ("accelerator", "auto"), ("installer", "pip")):
        if asked.get(option, usual) != usual:
            words += [f"--{option}", asked[option]]
    for each in receipt.asked:
        if each.startswith("with "):
            words += ["--with", each.removeprefix("with ")]
    files = any(each.startswith(("requirements ", "constraints ")) for each in receipt.asked)
    text = "Make the environment anew; what is there stays until the new one works"
    if files:
        text += ". Add the `-r` and `-c` files that it was made with"
    return Remedy(text=text, command=_typed([*words, "--recreate"]))


def _typed(words: Iterable[str]) -> str:
    return " ".join(quoted(word, SHELL) for word in words)
