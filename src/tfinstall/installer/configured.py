"""What pip itself is configured with, and where each of it was set; for people to look at."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfinstall.index.configuration import configured as asked
from tfinstall.installer import configuration
from tfinstall.installer.environ import kept_out, variable
from tfinstall.installer.secrets import masked_url
from tfinstall.installer.sites import pip_version, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from packaging.version import Version

    from tfinstall.index.configuration import Configuration

_SURROUNDINGS = (
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NETRC",
)
"""Read by pip, or by what is inside it, without being options of pip."""
_ALIASES = {"timeout": ("default-timeout",), "index-url": ("pypi-url",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PipSetting:
    """One thing that is set, as it may be shown."""

    name: str
    """As pip spells it (`index-url`), or the name of a variable (`HTTPS_PROXY`)."""
    value: str
    origin: str
    """A variable, a file, or `default`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipSettings:
    """The configuration of one pip."""

    pip: Version | None
    settings: tuple[PipSetting, ...]
    """Without secrets."""
    files: tuple[Path, ...]
    """The configuration files that exist, the weakest first."""
    kept_out: tuple[str, ...]
    """What is set and never handed to pip, since it would break the promise."""
    effective: Configuration = field(repr=False)
    """The same with secrets, for those who must connect."""


def settings(python: Path) -> PipSettings:
    """What the pip of this interpreter is configured with; takes about as long as two pips start.

    Raises `config-invalid` where pip refuses its configuration.
    """
    effective = asked(pip=(str(python), "-I", "-m", "pip"))
    prefix = prefix_of(python)
    files = configuration.configured(prefix, os.environ)
    return PipSettings(
        pip=pip_version(python),
        settings=(*_options(effective, files), *_surroundings()),
        files=configuration.files(prefix, os.environ),
        kept_out=kept_out(prefix, os.environ),
        effective=effective,
    )


def _options(
    effective: Configuration, files: Mapping[str, configuration.Configured]
) -> Iterator[PipSetting]:
    values = {
        "index-url": effective.index_url or "(none: no-index)",
        "extra-index-url": " ".join(effective.extra_index_urls),
        "find-links": " ".join(effective.find_links),
        "proxy": effective.proxy or "",
        "cert": str(effective.cert or ""),
        "client-cert": str(effective.client_cert or ""),
        "trusted-host": " ".join(effective.trusted_hosts),
        "timeout": f"{effective.timeout:g}",
        "retries": str(effective.retries),
    }
    for name, value in values.items():
        if value:
            shown = " ".join(masked_url(each) for each in value.split(" "))
            yield PipSetting(name=name, value=shown, origin=_origin(name, files))


def _origin(name: str, files: Mapping[str, configuration.Configured]) -> str:
    """The environment is stronger than any file."""
    names = (name, *_ALIASES.get(name, ()))
    for each in names:
        if os.environ.get(variable(each)):
            return variable(each)
    return next((str(files[each].file) for each in names if each in files), "default")


def _surroundings() -> Iterator[PipSetting]:
    for name in _SURROUNDINGS:
        for spelling in (name.lower(), name):
            value = os.environ.get(spelling)
            if value:
                yield PipSetting(name=spelling, value=masked_url(value), origin="environment")
                break
