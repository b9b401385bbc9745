"""An index behind TLS, trusted by the bundle that the user names and by nothing else."""

from __future__ import annotations

import ssl
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import trustme

from tests.installer.conftest import order_for
from tests.support.index import LoopbackIndex
from tests.support.proxy import ForwardProxy
from tests.support.wheels import build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfinstall.installer import InstallOrder


@pytest.fixture
def bundle(tmp_path: Path, authority: trustme.CA) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(wheelhouse: Path, authority: trustme.CA) -> Iterator[LoopbackIndex]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    build_wheel(wheelhouse, "tiny", "1.0")
    index = LoopbackIndex(wheelhouse, tls=context)
    index.host = "localhost"
    with index:
        yield index


@pytest.fixture
def order(python: Path, secure: LoopbackIndex, tmp_path: Path) -> InstallOrder:
    order = order_for(python, secure, tmp_path)
    options = replace(order.options, retries=0)
    return replace(order, options=options, requirements=("tiny",))


@pytest.mark.parametrize("python", ["3.6", "3.13"], indirect=True)
def test_a_bundle_named_on_the_command_line_is_trusted(order: InstallOrder, bundle: Path) -> None:
    order = replace(order, options=replace(order.options, cert=bundle))
    assert install(order, reporter=Silent()).returncode == 0


@pytest.mark.parametrize("python", ["3.6", "3.13"], indirect=True)
def test_a_bundle_named_by_the_environment_is_trusted_through_a_proxy_too(
    order: InstallOrder, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with ForwardProxy(credentials=("me", "s3cret-word")) as proxy:
        order = replace(order, options=replace(order.options, proxy=proxy.url))
        attempt = install(order, reporter=Silent())
        assert [seen.method for seen in proxy.seen if seen.method != "CONNECT"] == []
        assert proxy.seen
    assert attempt.returncode == 0


def test_without_it_the_failure_says_so(order: InstallOrder) -> None:
    attempt = install(order, reporter=Silent())
    assert attempt.returncode == 1
    assert attempt.log is not None
    assert "CERTIFICATE_VERIFY_FAILED" in attempt.log.read_text()
