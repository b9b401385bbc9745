"""The command line that pip gets: only what every pip since 9 knows, and nothing secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.installer.secrets import has_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tfinstall.installer.order import InstallOrder
    from tfinstall.model import Cap, PipOptions


def command(order: InstallOrder, *, log: Path, work: Path) -> tuple[str, ...]:
    """`python -I -m pip install ...`; files that it needs are written into `work`.

    `-I` keeps the working directory (a `numpy.py`!) and the user's site-packages out of pip.
    """
    constraints = [*order.constraint_files, *_caps_file(order.caps, work)]
    requirements = [
        *order.requirement_files,
        *_secrets_file(order.requirements, work),
        *_hashed_file((*order.hashed, *order.locked), work),
    ]
    return (
        *(str(order.python), "-I", "-m", "pip", "install", "--log", str(log)),
        *flags(order.options),
        *(("--upgrade",) if order.upgrade else ()),
        *(("--no-deps",) if order.locked else ()),
        *_each("-c", constraints),
        *_each("-r", requirements),
        *order.options.passthrough,
        *(text for text in order.requirements if not has_secret(text)),
    )


def flags(options: PipOptions) -> tuple[str, ...]:
    """The options as flags; those with credentials are missing here, see `environ`."""
    return (
        *(("--no-index",) if options.no_index else ()),
        *_public("--index-url", [options.index_url]),
        *_public("--extra-index-url", options.extra_index_urls),
        *_public("--find-links", options.find_links),
        *_public("--proxy", [options.proxy]),
        *_each("--timeout", [] if options.timeout is None else [f"{options.timeout:g}"]),
        *_each("--retries", [] if options.retries is None else [options.retries]),
        *_each("--trusted-host", options.trusted_hosts),
        *_each("--cert", [options.cert] if options.cert else []),
        *_each("--client-cert", [options.client_cert] if options.client_cert else []),
        *_each("--cache-dir", [options.cache_dir] if options.cache_dir else []),
        *(("--no-cache-dir",) if options.no_cache_dir else ()),
        *(("--pre",) if options.pre else ()),
        *(("--require-hashes",) if options.require_hashes else ()),
    )


def _each(flag: str, values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from (flag, str(value))


def _public(flag: str, values: Iterable[str | None]) -> Iterator[str]:
    return _each(flag, [value for value in values if value and not has_secret(value)])


def _caps_file(caps: tuple[Cap, ...], work: Path) -> list[Path]:
    if not caps:
        return []
    path = work / "constraints.txt"
    lines = [f"# {_one_line(cap.because)} ({cap.source})\n{cap.constraint}\n" for cap in caps]
    path.write_text("".join(lines), encoding="utf-8")
    return [path]


def _secrets_file(requirements: tuple[str, ...], work: Path) -> list[Path]:
    secret = [text for text in requirements if has_secret(text)]
    if not secret:
        return []
    path = work / "requirements.txt"
    path.touch(mode=0o600)
    path.write_text("".join(f"{text}\n" for text in secret), encoding="utf-8")
    return [path]


def _hashed_file(lines: tuple[str, ...], work: Path) -> list[Path]:
    """A file of its own: a command line takes no hashes, and one turns on the checking of all."""
    if not lines:
        return []
    path = work / "hashed.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [path]


def _one_line(text: str) -> str:
    return " ".join(text.split())
