"""Options for pip that cannot be right are refused before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfinstall.installer import check_pip_options, check_proxy
from tfinstall.model import PipOptions, TfinstallError

GOOD = [
    "host:3128",
    "http://host:3128",
    "https://host",
    "http://user:pw@host:3128",
    "user:pw@host:3128",
    "socks5h://127.0.0.1:1080",
    "http://[::1]:3128/",
]

WRONG = {
    "no proxy": (PipOptions(proxy="nonsense"), "usage", "`host:3128` or `http://user:password@"),
    "a port that is none": (PipOptions(proxy="host:port"), "usage", "is not a proxy"),
    "a scheme that is none": (PipOptions(proxy="ftp://host:1"), "usage", "is not a proxy"),
    "an empty proxy": (PipOptions(proxy=""), "usage", "is not a proxy"),
    "a proxy with blanks": (PipOptions(proxy="http://a b:3"), "usage", "is not a proxy"),
    "a timeout below 0": (PipOptions(timeout=-1), "usage", "`--timeout -1`"),
    "a timeout of 0": (PipOptions(timeout=0), "usage", "above 0"),
    "no number": (PipOptions(timeout=float("nan")), "usage", "above 0"),
    "retries below 0": (PipOptions(retries=-1), "usage", "`--retries -1`"),
    "an index without scheme": (PipOptions(index_url="index.example"), "usage", "neither a URL"),
    "an extra index": (PipOptions(extra_index_urls=("ftp://x/y",)), "usage", "neither a URL"),
    "a certificate": (PipOptions(cert=Path("lost.pem")), "file-missing", "lost.pem"),
    "a key": (PipOptions(client_cert=Path("lost.pem")), "file-missing", "--client-cert"),
    "another place": (PipOptions(passthrough=("--target=x",)), "usage", "outside"),
    "its short name": (PipOptions(passthrough=("-tx",)), "usage", "outside"),
    "nothing at all": (PipOptions(passthrough=("--dry-run",)), "usage", "installs nothing"),
}


@pytest.mark.parametrize("proxy", GOOD)
def test_a_proxy_may_be_written_so(proxy: str) -> None:
    check_proxy(proxy)


@pytest.mark.parametrize(("options", "cause", "told"), WRONG.values(), ids=WRONG.keys())
def test_refused_in_words(options: PipOptions, cause: str, told: str) -> None:
    with pytest.raises(TfinstallError) as caught:
        check_pip_options(options)
    assert caught.value.diagnosis.cause == cause
    assert told in caught.value.diagnosis.title


def test_everything_pip_takes_is_taken(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    options = PipOptions(
        proxy="host:3128",
        timeout=0.5,
        retries=0,
        index_url="https://me:pw@index.example/simple",
        extra_index_urls=(str(tmp_path), "file:///srv/index"),
        cert=tmp_path / "ca.pem",
        passthrough=("--no-binary", "x", "--only-binary=:all:"),
    )
    assert check_pip_options(options) is options


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(TfinstallError) as caught:
        check_proxy("ftp://me:s3cret@host:21")
    assert "s3cret" not in str(caught.value)
