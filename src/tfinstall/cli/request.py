"""words → Request: the settings of one run, checked as far as words alone can tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.model import REMEDIES, PipOptions, Request

if TYPE_CHECKING:
    import argparse

    from tfinstall.cli.commands import Call
    from tfinstall.cli.settings import Settings
    from tfinstall.model import RemedyName

DEFAULT_VENV = Path(".venv")


def add_spec(parser: argparse.ArgumentParser) -> None:
    """The one positional argument of the main job and of its dry sisters."""
    parser.add_argument(
        "spec",
        nargs="?",
        metavar="SPEC",
        help='2.10, 2.10.0, 2, ">=2.12,<2.16", latest, nightly, or any TensorFlow requirement',
    )


def request_from(call: Call) -> Request:
    """The request that these settings make.

    Raises TfinstallError: `invalid-requirement`, `usage`.
    """
    from tfinstall.installer import check_pip_options, parse_requirement  # noqa: PLC0415
    from tfinstall.resolution import parse_spec  # noqa: PLC0415

    get = call.settings.get
    _refuse_contradictions(call.settings)
    into = get("into")
    return Request(
        spec=parse_spec(get("spec", "latest")),
        venv=absolute(get("venv", DEFAULT_VENV)),
        into=None if into is None else absolute(into),
        python=get("python"),
        accelerator=get("accelerator", "auto"),
        requirements=tuple(parse_requirement(text) for text in get("with", ())),
        requirement_files=tuple(absolute(file) for file in get("requirement", ())),
        constraint_files=tuple(absolute(file) for file in get("constraint", ())),
        pip=check_pip_options(pip_options(call.settings, call.passthrough)),
        pip_version=_pip_version(call.settings),
        installer=get("installer", "pip"),
        recreate=get("recreate", False),
        verify=not get("no-verify", False),
        space_check=not get("no-space-check", False),
        remedies=_remedies(call.settings),
        install_python=get("install-python", False),
        fresh=get("fresh", False),
    )


def _remedies(settings: Settings) -> tuple[RemedyName, ...]:
    """Those that nobody switched off."""
    off = REMEDIES if settings.get("no-remedies", False) else settings.get("no-remedy", ())
    return tuple(name for name in REMEDIES if name not in off)


def _pip_version(settings: Settings) -> str | None:
    text: str | None = settings.get("pip-version")
    if text is None:
        return None
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415  (start-up time)

    try:
        return str(Version(text))
    except InvalidVersion:
        origin = settings.origin("pip-version")
        raise failure(
            "usage", f"{origin} is `{text}`, but it must be a version of pip, such as 25.3"
        ) from None


def pip_options(settings: Settings, passthrough: tuple[str, ...]) -> PipOptions:
    get = settings.get
    return PipOptions(
        proxy=get("proxy"),
        timeout=get("timeout"),
        retries=get("retries"),
        no_cache_dir=get("no-cache-dir", False),
        cache_dir=get("cache-dir"),
        index_url=get("index-url"),
        extra_index_urls=get("extra-index-url", ()),
        no_index=get("no-index", False),
        find_links=get("find-links", ()),
        trusted_hosts=get("trusted-host", ()),
        cert=get("cert"),
        client_cert=get("client-cert"),
        pre=get("pre", False),
        require_hashes=get("require-hashes", False),
        passthrough=passthrough,
    )


def absolute(path: Path) -> Path:
    """The path from the root, its own links kept: what the user named stays recognisable."""
    return Path.cwd() / path.expanduser()


CONTRADICTIONS = (
    ("venv", "into", "one makes a new environment, the other uses an existing one"),
    ("recreate", "into", "an environment used in place is not made anew"),
    ("no-index", "index-url", "one forbids the index that the other names"),
    ("verbose", "quiet", "one asks for more, the other for less"),
)


def _refuse_contradictions(settings: Settings) -> None:
    for one, other, why in CONTRADICTIONS:
        origins = settings.origin(one), settings.origin(other)
        typed = all(origin.startswith("--") for origin in origins)
        if typed and settings.get(one) and settings.get(other):
            raise failure("usage", f"`--{one}` and `--{other}` exclude each other: {why}")
