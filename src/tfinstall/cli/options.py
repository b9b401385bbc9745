"""Every option, once: its flag, its environment variable, its key in a configuration file.

`--index-url` is `TFINSTALL_INDEX_URL` and `index-url = "..."` under `[tool.tfinstall]`.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Literal, get_args

from tfinstall.model import REMEDIES, Accelerator, Installer
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["flag", "text", "path", "number", "count", "texts", "paths"]
Color = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option; `kind` says how its text becomes a value."""

    name: str
    kind: Kind
    help: str
    group: str
    short: str | None = None
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    configurable: bool = True
    """Whether the environment and the configuration files may set it."""

    @property
    def key(self) -> str:
        """The attribute it has after parsing: `index_url`."""
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """The environment variable that sets it: `TFINSTALL_INDEX_URL`."""
        return f"TFINSTALL_{self.key.upper()}"

    @property
    def repeatable(self) -> bool:
        return self.kind in {"texts", "paths"}


ENVIRONMENT = "environment"
PIP = "handed to pip, with pip's meaning"
OUTPUT = "output"

OPTIONS: tuple[Option, ...] = (
    Option(
        name="venv",
        kind="path",
        metavar="DIR",
        group=ENVIRONMENT,
        help="the environment to make (default: .venv)",
    ),
    Option(
        name="python",
        kind="text",
        metavar="X.Y|PATH",
        group=ENVIRONMENT,
        help="the Python to make it with (default: one that fits)",
    ),
    Option(
        name="accelerator",
        kind="text",
        choices=get_args(Accelerator),
        group=ENVIRONMENT,
        help="what TensorFlow shall compute on (default: auto)",
    ),
    Option(
        name="with",
        kind="texts",
        metavar="REQ",
        group=ENVIRONMENT,
        help="install this requirement too; repeatable",
    ),
    Option(
        name="requirement",
        short="r",
        kind="paths",
        metavar="FILE",
        group=ENVIRONMENT,
        help="install what this requirements file names; repeatable",
    ),
    Option(
        name="constraint",
        short="c",
        kind="paths",
        metavar="FILE",
        group=ENVIRONMENT,
        help="obey this constraints file; repeatable",
    ),
    Option(
        name="installer",
        kind="text",
        choices=get_args(Installer),
        group=ENVIRONMENT,
        help="the program that installs (default: pip)",
    ),
    Option(
        name="pip-version",
        kind="text",
        metavar="X.Y",
        group=ENVIRONMENT,
        help="this pip (default: the newest that the Python can run)",
    ),
    Option(
        name="recreate",
        kind="flag",
        group=ENVIRONMENT,
        help="replace what stands at --venv, whoever made it",
        configurable=False,
    ),
    Option(
        name="into",
        kind="path",
        metavar="ENV",
        group=ENVIRONMENT,
        help="install into this existing environment, in place",
    ),
    Option(
        name="fresh",
        kind="flag",
        group=ENVIRONMENT,
        help="choose dependencies anew, not those of the certified lock",
    ),
    Option(
        name="no-verify",
        kind="flag",
        group=ENVIRONMENT,
        help="do not prove that TensorFlow works",
    ),
    Option(
        name="no-space-check",
        kind="flag",
        group=ENVIRONMENT,
        help="start even where the disk looks too small",
    ),
    Option(
        name="no-remedies",
        kind="flag",
        group=ENVIRONMENT,
        help="apply no remedy without being asked",
    ),
    Option(
        name="no-remedy",
        kind="texts",
        metavar="NAME",
        choices=REMEDIES,
        group=ENVIRONMENT,
        help=f"do not apply this one: {', '.join(REMEDIES)}; repeatable",
    ),
    Option(
        name="install-python",
        kind="flag",
        group=ENVIRONMENT,
        help="fetch a fitting Python with a tool of this machine, if none is here",
    ),
    Option(
        name="dry-run",
        kind="flag",
        group=ENVIRONMENT,
        help="stop at the plan; the disk is not touched",
        configurable=False,
    ),
    Option(
        name="yes",
        short="y",
        kind="flag",
        group=ENVIRONMENT,
        help="ask nothing",
    ),
    Option(
        name="proxy", kind="text", metavar="URL", group=PIP, help="scheme://[user:pw@]host:port"
    ),
    Option(name="timeout", kind="number", metavar="SECONDS", group=PIP, help="of a connection"),
    Option(name="retries", kind="count", metavar="N", group=PIP, help="for each connection"),
    Option(name="no-cache-dir", kind="flag", group=PIP, help="keep no cache"),
    Option(name="cache-dir", kind="path", metavar="DIR", group=PIP, help="keep the cache here"),
    Option(
        name="index-url", short="i", kind="text", metavar="URL", group=PIP, help="the package index"
    ),
    Option(
        name="extra-index-url",
        kind="texts",
        metavar="URL",
        group=PIP,
        help="a further index; repeatable",
    ),
    Option(name="no-index", kind="flag", group=PIP, help="ask no index, only --find-links"),
    Option(
        name="find-links",
        short="f",
        kind="texts",
        metavar="URL|DIR",
        group=PIP,
        help="look for wheels here too; repeatable",
    ),
    Option(
        name="trusted-host",
        kind="texts",
        metavar="HOST",
        group=PIP,
        help="passed on as it is; tfinstall never asks for it",
    ),
    Option(name="cert", kind="path", metavar="PEM", group=PIP, help="the CA bundle to trust"),
    Option(
        name="client-cert",
        kind="path",
        metavar="PEM",
        group=PIP,
        help="key and certificate of ours",
    ),
    Option(name="pre", kind="flag", group=PIP, help="accept pre-releases of other packages"),
    Option(name="require-hashes", kind="flag", group=PIP, help="install only what has a hash"),
    Option(
        name="json", kind="flag", group=OUTPUT, help="exactly one JSON document on standard output"
    ),
    Option(
        name="report",
        kind="path",
        metavar="FILE",
        group=OUTPUT,
        help="write that document here too",
    ),
    Option(name="log", kind="path", metavar="FILE", group=OUTPUT, help="keep pip's full log here"),
    Option(
        name="verbose", short="v", kind="flag", group=OUTPUT, help="show what pip prints as it runs"
    ),
    Option(name="quiet", short="q", kind="flag", group=OUTPUT, help="only the result"),
    Option(
        name="color",
        kind="text",
        choices=get_args(Color),
        group=OUTPUT,
        help="default: auto; NO_COLOR and FORCE_COLOR are honoured",
    ),
    Option(name="no-progress", kind="flag", group=OUTPUT, help="plain lines, nothing animated"),
)

BY_NAME = {option.name: option for option in OPTIONS}
OUTPUT_OPTIONS = tuple(option.name for option in OPTIONS if option.group == OUTPUT)


def add_options(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add these options to a parser, under their groups; one not given is not in the result."""
    groups: dict[str, argparse._ArgumentGroup] = {}
    for name in names:
        option = BY_NAME[name]
        if option.group not in groups:
            groups[option.group] = parser.add_argument_group(option.group)
        _add(groups[option.group], option)


def _add(group: argparse._ArgumentGroup, option: Option) -> None:
    flags = [f"-{option.short}"] if option.short else []
    flags.append(f"--{option.name}")
    if option.kind == "flag":
        group.add_argument(
            *flags,
            dest=option.key,
            action="store_true",
            default=argparse.SUPPRESS,
            help=option.help,
        )
        return
    group.add_argument(
        *flags,
        dest=option.key,
        action="append" if option.repeatable else "store",
        default=argparse.SUPPRESS,
        metavar=option.metavar or "|".join(option.choices),
        help=option.help,
    )
