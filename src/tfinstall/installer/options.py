"""Checks the options that are handed to pip, before a minute is spent on finding out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from tfinstall.diagnosis import failure
from tfinstall.installer.secrets import masked_url

if TYPE_CHECKING:
    from tfinstall.model import PipOptions

PROXY_SCHEMES = frozenset({"http", "https", "socks4", "socks4a", "socks5", "socks5h"})
INDEX_SCHEMES = frozenset({"http", "https", "file"})

ELSEWHERE = {
    "--target": "installs outside the environment",
    "-t": "installs outside the environment",
    "--prefix": "installs outside the environment",
    "--root": "installs outside the environment",
    "--user": "installs outside the environment",
    "--python": "installs outside the environment",
    "--dry-run": "installs nothing: use tfinstall's own `--dry-run`",
    "--no-deps": "leaves TensorFlow without what it needs",
    "--help": "installs nothing",
    "-h": "installs nothing",
    "--version": "installs nothing",
    "-V": "installs nothing",
    "--log": "is tfinstall's own: use its `--log`",
    "--report": "is tfinstall's own: use its `--report`",
}
"""Options of pip that cannot go with the promise, and why."""


def check_pip_options(options: PipOptions) -> PipOptions:
    """The same options; raises `usage` or `file-missing` naming the first that cannot be right."""
    if options.proxy is not None:
        check_proxy(options.proxy)
    if options.timeout is not None and not options.timeout > 0:
        raise failure(
            "usage", f"`--timeout {options.timeout:g}`: it is a number of seconds above 0"
        )
    if options.retries is not None and options.retries < 0:
        raise failure("usage", f"`--retries {options.retries}`: it is a count, 0 or more")
    for url in (options.index_url, *options.extra_index_urls):
        if url is not None:
            check_index(url)
    for name, path in (("cert", options.cert), ("client-cert", options.client_cert)):
        if path is not None and not path.is_file():
            message = f"`--{name} {path}`: there is no such file"
            raise failure("file-missing", message, file=str(path))
    _check_passthrough(options.passthrough)
    return options


def check_proxy(text: str) -> None:
    """Raises `usage` where this cannot be a proxy: `host:port`, or a URL."""
    url = _split(text if "://" in text else f"http://{text}")
    wrong = url is None or not _host_fits(url) or url.path.strip("/") or url.query
    bare = url is not None and "://" not in text and url.port is None
    if url is None or wrong or bare or url.scheme not in PROXY_SCHEMES:
        raise failure(
            "usage",
            f"`--proxy {masked_url(text)}` is not a proxy: it looks like `host:3128` or"
            " `http://user:password@host:3128`",
        )


def check_index(text: str) -> None:
    """Raises `usage` where this is neither a URL of an index nor a local directory."""
    url = _split(text)
    if url is not None and url.scheme in INDEX_SCHEMES and (url.scheme == "file" or url.hostname):
        return
    if Path(text).is_dir():
        return
    raise failure(
        "usage",
        f"`--index-url {masked_url(text)}` is neither a URL such as `https://index.example/simple`"
        " nor a directory",
    )


def _split(text: str) -> SplitResult | None:
    """The URL with a readable port, or None."""
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        return None
    return None if any(letter.isspace() for letter in text) else url


def _host_fits(url: SplitResult) -> bool:
    host = url.hostname or ""
    return bool(host) and not set(host) & set("<>\"'\\^`{|}")


def _check_passthrough(arguments: tuple[str, ...]) -> None:
    for argument in arguments:
        name = argument.partition("=")[0] if argument.startswith("--") else argument[:2]
        if name in ELSEWHERE:
            raise failure("usage", f"`{name}` after `--` {ELSEWHERE[name]}")
