"""What pip is configured to do on the network, asked of pip itself.

Two questions are put, side by side. The help text of `pip install` carries the effective index,
built-in default included: pip fills it from its environment and its files. Everything else stands
in `pip config list`. Neither is an interface that pip promises, both have held since pip 10. Where
the built-in default of that pip is known from an earlier run, the list alone is enough.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.index.builtin import Builtin, builtin
from tfinstall.index.kept import Kept, kept_folder
from tfinstall.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tfinstall.model import PipOptions

_DEFAULT_INDEX = re.compile(r"Package Index \(default:? ([^)\s]*)\)")
_ALIASES = {"default-timeout": "timeout", "pypi-url": "index-url"}
_TIMEOUT, _RETRIES = 15.0, 5  # pip's own defaults
_PATIENCE = 60.0
"""Seconds for pip to print its help: seconds on a cold disk, never a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Where packages come from and how to get there, as pip would; URLs may carry secrets."""

    index_url: str | None = field(repr=False)
    """None: `no-index`."""
    extra_index_urls: tuple[str, ...] = field(default=(), repr=False)
    find_links: tuple[str, ...] = field(default=(), repr=False)
    proxy: str | None = field(default=None, repr=False)
    """None: what the environment says."""
    cert: Path | None = None
    """None: the bundle that the environment names, else the system's certificates."""
    client_cert: Path | None = None
    trusted_hosts: tuple[str, ...] = ()
    timeout: float = _TIMEOUT
    retries: int = _RETRIES

    @property
    def index_urls(self) -> tuple[str, ...]:
        """In the order in which pip looks."""
        main = (self.index_url,) if self.index_url else ()
        return (*main, *self.extra_index_urls) if main else ()


def configured(
    options: PipOptions | None = None, *, pip: Sequence[str] | None = None
) -> Configuration:
    """The configuration that pip would use, with the options of this run laid over it.

    `pip` is the command that starts a pip; None: this Python's, else the one on PATH, else the
    one that virtualenv carries. Raises config-invalid where pip refuses its own configuration.
    """
    command = tuple(pip) if pip is not None else _a_pip()
    folder = None if options is not None and options.no_cache_dir else kept_folder()
    found = _asked(command, builtin(Kept(folder), command))
    return found if options is None else _overlaid(found, options)


def _a_pip() -> tuple[str, ...]:
    if sys.executable and find_spec("pip") is not None:
        return (sys.executable, "-m", "pip")
    on_path = shutil.which("pip")
    return (on_path,) if on_path else carried_pip()


def carried_pip() -> tuple[str, ...]:
    """The pip that virtualenv brings along, run out of its wheel: pip can do that.

    Raises tool-missing where it is not a file of its own, as in a zip application.
    """
    from virtualenv.seed.wheels.embed import get_embed_wheel  # noqa: PLC0415 - slow, rarely needed

    wheel = get_embed_wheel("pip", f"{sys.version_info.major}.{sys.version_info.minor}")
    if wheel is None or not wheel.path.is_file():
        message = "no pip is here that could tell which package index to use: install pip"
        raise failure("tool-missing", message, tool="pip")
    return (sys.executable, str(wheel.path / "pip"))


def _asked(command: tuple[str, ...], default: Builtin) -> Configuration:
    # Colours and wrapping would break the one line that is looked for.
    environment = {**os.environ, "COLUMNS": "400", "NO_COLOR": "1", "PIP_NO_COLOR": "1"}
    quiet = ("--disable-pip-version-check",)
    questions = [(*command, "config", "list", *quiet)]
    if (known := default.get()) is None:
        questions.append((*command, "install", "--help", *quiet))
    started = [_start(question, environment) for question in questions]
    (status, listing, complaint), *others = [_finish(process) for process in started]
    if status != 0:
        _refuse(complaint or listing, command)
    settings = _effective(listing)
    if known is not None:
        return _from_settings({"index-url": known, **settings})
    index = _index_of(others[0][1], settings)
    if status == 0 and index.keys() - settings.keys():
        default.put(index["index-url"])
    return _from_settings({**settings, **index})


def _start(question: tuple[str, ...], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            question,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise failure("tool-missing", f"{question[0]} cannot be started: {error}") from error


def _finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    try:
        out, err = process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
    return process.returncode, out, err


def _refuse(complaint: str, command: tuple[str, ...]) -> None:
    """Says what is wrong with pip or its configuration; pip 9 only lacks the command."""
    if "unknown command" in complaint:
        return
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    # Configuration file could not be loaded. / File contains no section headers. / file: ...
    # An error occurred during configuration: option timeout: invalid floating-point value: 'soon'.
    if "onfiguration" in complaint:
        raise failure("config-invalid", f"pip refuses its configuration: {' '.join(lines[:3])}")
    evidence = tuple(Evidence(source="pip", text=line) for line in lines[-1:])
    message = f"`{' '.join(command)}` cannot tell its configuration"
    raise failure("pip-broken", message, evidence=evidence)


def _effective(listing: str) -> dict[str, str]:
    """`global.X`, then `install.X`, then `:env:.X`: the last one wins, whatever the order."""
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        key, equals, value = line.partition("=")
        section, dot, name = key.strip().rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if not equals or not dot or rank is None:
            continue
        name = _ALIASES.get(name, name)
        if rank >= found.get(name, (rank, ""))[0]:
            found[name] = (rank, _unquoted(value))
    return {name: value for name, (_, value) in found.items()}


def _unquoted(value: str) -> str:
    try:
        return str(ast.literal_eval(value.strip()))
    except (ValueError, SyntaxError):
        return value.strip()


def _index_of(help_text: str, settings: Mapping[str, str]) -> dict[str, str]:
    match = _DEFAULT_INDEX.search(help_text)
    if match is None:
        return {}
    url = match[1].rstrip(".")
    # Newer pips mask the password in the help; the listing still has the whole of it.
    return {} if "****" in url and "index-url" in settings else {"index-url": url}


def _from_settings(settings: Mapping[str, str]) -> Configuration:
    offline = settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}
    return Configuration(
        index_url=None if offline else settings.get("index-url"),
        extra_index_urls=tuple(settings.get("extra-index-url", "").split()),
        find_links=tuple(settings.get("find-links", "").split()),
        proxy=settings.get("proxy") or None,
        cert=_path(settings.get("cert")),
        client_cert=_path(settings.get("client-cert")),
        trusted_hosts=tuple(settings.get("trusted-host", "").split()),
        timeout=_number(settings, "timeout", _TIMEOUT),
        retries=int(_number(settings, "retries", _RETRIES)),
    )


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _number(settings: Mapping[str, str], name: str, default: float) -> float:
    text = settings.get(name)
    if text is None:
        return default
    try:
        return float(text)
    except ValueError:
        message = f"pip's setting {name} is {text!r}, which is not a number"
        raise failure("config-invalid", message) from None


def _overlaid(found: Configuration, options: PipOptions) -> Configuration:
    """Lists add to the configured ones, as pip does; single values replace them."""
    index_url = None if options.no_index else options.index_url or found.index_url
    return replace(
        found,
        index_url=index_url,
        extra_index_urls=(*found.extra_index_urls, *options.extra_index_urls),
        find_links=(*found.find_links, *options.find_links),
        proxy=options.proxy or found.proxy,
        cert=options.cert or found.cert,
        client_cert=options.client_cert or found.client_cert,
        trusted_hosts=(*found.trusted_hosts, *options.trusted_hosts),
        timeout=found.timeout if options.timeout is None else options.timeout,
        retries=found.retries if options.retries is None else options.retries,
    )
