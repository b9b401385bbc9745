"""What the index client reads, how little it reads for that, and what it says when it cannot."""

from __future__ import annotations

import random
import socket
import ssl
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
import trustme
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tests.support.index import Fault, LoopbackIndex, html_page
from tests.support.proxy import ForwardProxy
from tests.support.wheels import build_sdist, build_wheel
from tfinstall.index import Configuration, Index
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cause(client: Index, project: str) -> str:
    """The cause that asking for a project fails with."""
    with pytest.raises(TfinstallError) as caught:
        client.project(project)
    return caught.value.diagnosis.cause


def big_wheel(directory: Path, name: str = "big") -> Path:
    """A wheel of a megabyte that does not compress, with little of interest at its end."""
    files = {f"{name}/noise.bin": random.Random(0).randbytes(1_000_000)}  # noqa: S311 - bytes
    return build_wheel(directory, name, "1.0", requires=["six>=1.12"], files=files)


def test_a_project_lists_all_its_files(index: LoopbackIndex, client: Index) -> None:
    wheel = build_wheel(index.directory, "Tiny.Dep", "1.0", requires_python=">=3.7")
    build_sdist(index.directory, "tiny-dep", "1.1", setup="")
    index.yanked[wheel.name] = "broken"
    found = {file.filename: file for file in client.project("tiny_dep")}
    assert set(found) == {"tiny_dep-1.0-py3-none-any.whl", "tiny_dep-1.1.tar.gz"}
    file = found[wheel.name]
    assert (file.version, file.size) == (Version("1.0"), wheel.stat().st_size)
    assert (file.requires_python, file.yanked) == (SpecifierSet(">=3.7"), "broken")
    assert file.uploaded == datetime(2024, 1, 1, tzinfo=timezone.utc)


def test_html_serves_as_well(index: LoopbackIndex, client: Index) -> None:
    index.json = False
    wheel = build_wheel(index.directory, "tiny", "1.0")
    (file,) = client.project("tiny")
    assert file.size is None
    assert file.uploaded is None
    assert client.size(file) == wheel.stat().st_size


def test_an_unknown_project_has_no_files(client: Index) -> None:
    assert client.project("no-such-thing") == ()


def test_projects_are_asked_side_by_side(index: LoopbackIndex, client: Index) -> None:
    for name in ("one", "two", "three"):
        build_wheel(index.directory, name, "1.0")
    found = client.projects(["one", "two", "three", "four", "one"])
    assert {name: len(files) for name, files in found.items()} == {
        "one": 1,
        "two": 1,
        "three": 1,
        "four": 0,
    }


def test_metadata_is_read_from_beside_the_wheel(index: LoopbackIndex, client: Index) -> None:
    build_wheel(
        index.directory,
        "tiny",
        "1.0",
        requires=["six>=1.12", "not a requirement!"],
        requires_python=">=3.7",
        extras={"gpu": ["cuda-thing==1"]},
    )
    (file,) = client.project("tiny")
    metadata = client.metadata(file)
    assert [str(r) for r in metadata.requires] == ["six>=1.12", 'cuda-thing==1; extra == "gpu"']
    assert (metadata.requires_python, metadata.extras) == (
        SpecifierSet(">=3.7"),
        frozenset({"gpu"}),
    )
    assert index.seen[-1].path.endswith(".whl.metadata")


def test_without_it_by_range_out_of_the_wheel(index: LoopbackIndex, client: Index) -> None:
    index.metadata = False
    wheel = big_wheel(index.directory)
    (file,) = client.project("big")
    seen = len(index.seen)
    assert [str(r) for r in client.metadata(file).requires] == ["six>=1.12"]
    asked = index.seen[seen:]
    assert asked
    assert all("range" in request.headers for request in asked)
    assert wheel.stat().st_size > 500_000


def test_without_ranges_by_the_whole_wheel(index: LoopbackIndex, client: Index) -> None:
    index.metadata = index.ranges = False
    wheel = big_wheel(index.directory)
    (file,) = client.project("big")
    contents = client.contents(file)
    assert contents.size == wheel.stat().st_size
    assert [str(r) for r in contents.metadata.requires] == ["six>=1.12"]


def test_the_archive_tells_what_it_unpacks_to(index: LoopbackIndex, client: Index) -> None:
    wheel = build_wheel(index.directory, "tiny", "1.0", files={"tiny/zeros.bin": b"0" * 100_000})
    (file,) = client.project("tiny")
    contents = client.contents(file)
    assert contents.size == wheel.stat().st_size < 10_000
    assert 100_000 < contents.unpacked < 101_000


def test_a_file_index_is_an_index(tmp_path: Path, opened: Callable[[Configuration], Index]) -> None:
    wheel = build_wheel(tmp_path / "simple" / "tiny", "tiny", "1.0", requires=["six"])
    client = opened(Configuration(index_url=(tmp_path / "simple").as_uri()))
    (file,) = client.project("tiny")
    assert client.size(file) == wheel.stat().st_size
    assert [str(r) for r in client.metadata(file).requires] == ["six"]
    assert client.project("other") == ()


def test_find_links_add_to_the_index(
    index: LoopbackIndex, tmp_path: Path, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    build_wheel(tmp_path / "links", "tiny", "2.0")
    archive = build_wheel(tmp_path / "alone", "tiny", "3.0")
    places = (str(tmp_path / "links"), str(archive), str(tmp_path / "missing"), index.files_url)
    client = opened(Configuration(index_url=index.url, find_links=places))
    assert [str(file.version) for file in client.project("tiny")] == ["1.0", "2.0", "3.0"]


def test_without_an_index_only_links_count(
    index: LoopbackIndex, tmp_path: Path, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(tmp_path, "tiny", "2.0")
    client = opened(Configuration(index_url=None, find_links=(str(tmp_path),)))
    assert len(client.project("tiny")) == 1
    assert index.seen == []


def test_indexes_add_up_and_the_first_one_wins(
    index: LoopbackIndex, tmp_path: Path, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    with LoopbackIndex(tmp_path) as second:
        build_wheel(tmp_path, "tiny", "1.0")
        build_wheel(tmp_path, "tiny", "1.1")
        client = opened(Configuration(index_url=index.url, extra_index_urls=(second.url,)))
        found = client.project("tiny")
    assert [str(file.version) for file in found] == ["1.0", "1.1"]
    assert str(index.port) in found[0].url


def test_a_failing_index_is_passed_over_if_another_one_knows(
    index: LoopbackIndex, tmp_path: Path, opened: Callable[[Configuration], Index]
) -> None:
    index.faults.append(Fault(status=403))
    with LoopbackIndex(tmp_path) as second:
        build_wheel(tmp_path, "tiny", "1.0")
        client = opened(Configuration(index_url=index.url, extra_index_urls=(second.url,)))
        assert len(client.project("tiny")) == 1
        assert cause(client, "other") == "http-403"


def test_credentials_of_the_index_serve_its_files_and_never_show(
    wheelhouse: Path, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(wheelhouse, "tiny", "1.0", requires=["six"])
    with LoopbackIndex(wheelhouse, credentials=("me", "s3cret/")) as guarded:
        url = guarded.url_with("me", "s3cret%2F")
        configuration = Configuration(index_url=url)
        client = opened(configuration)
        (file,) = client.project("tiny")
        assert client.contents(file).metadata.requires
        assert "s3cret" not in f"{configuration!r} {file!r} {file.url}"
        with pytest.raises(TfinstallError) as caught:
            opened(Configuration(index_url=guarded.url_with("me", "wr0ng"))).project("tiny")
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "http-401"
    assert "wr0ng" not in repr(diagnosis)


def test_a_busy_index_is_asked_again(
    index: LoopbackIndex, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    index.faults.append(Fault(status=503, times=2))
    assert len(opened(Configuration(index_url=index.url, retries=3)).project("tiny")) == 1


FAULTS = [
    ("a refusal", Fault(status=403), "http-403"),
    ("a limit", Fault(status=429), "http-429"),
    ("a failing server", Fault(status=503), "http-5xx"),
    ("a teapot", Fault(status=418), "index-unreachable"),
    ("a login page", Fault(body=b"<html><form action='/login'></form></html>"), "captive-portal"),
    ("garbage", Fault(body=b"<html><a href='x'>hello</a></html>"), "index-invalid"),
    ("a cut answer", Fault(cut=40), "incomplete-download"),
    ("silence", Fault(delay=3), "read-timeout"),
]


@pytest.mark.parametrize(("fault", "cause"), [c[1:] for c in FAULTS], ids=[c[0] for c in FAULTS])
def test_what_goes_wrong_is_named(
    index: LoopbackIndex, opened: Callable[[Configuration], Index], fault: Fault, cause: str
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    index.faults.append(fault)
    client = opened(Configuration(index_url=index.url, retries=0, timeout=0.5))
    with pytest.raises(TfinstallError) as caught:
        client.project("tiny")
    assert caught.value.diagnosis.cause == cause
    assert caught.value.diagnosis.facts["host"] == "127.0.0.1"


def test_a_project_that_moves_elsewhere_to_a_login_is_a_portal(
    index: LoopbackIndex, tmp_path: Path, client: Index
) -> None:
    with LoopbackIndex(tmp_path) as portal:
        portal.faults.append(Fault(body=b"<html><a href='/terms'>Accept</a></html>", status=200))
        location = f"http://localhost:{portal.port}/simple/x/"
        index.faults.append(Fault(status=302, headers={"Location": location}))
        assert cause(client, "tiny") == "captive-portal"


def test_nobody_listening_is_a_refused_connection(
    opened: Callable[[Configuration], Index],
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    client = opened(Configuration(index_url=f"http://127.0.0.1:{port}/simple", retries=0))
    assert cause(client, "tiny") == "connection-refused"


def test_a_damaged_wheel_is_named(index: LoopbackIndex, client: Index) -> None:
    index.metadata = False
    (index.directory / "tiny-1.0-py3-none-any.whl").write_bytes(b"this is no zip file" * 100)
    (file,) = client.project("tiny")
    with pytest.raises(TfinstallError) as caught:
        client.metadata(file)
    assert caught.value.diagnosis.cause == "package-invalid"
    assert "tiny-1.0-py3-none-any.whl" in caught.value.diagnosis.title


def test_a_refused_file_is_named_like_a_refused_page(index: LoopbackIndex, client: Index) -> None:
    index.metadata = False
    build_wheel(index.directory, "tiny", "1.0")
    (file,) = client.project("tiny")
    index.faults.append(Fault(path="/files/", status=403))
    with pytest.raises(TfinstallError, match="http-403"):
        client.metadata(file)


def test_the_configured_proxy_is_used_with_its_password(
    index: LoopbackIndex, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    with ForwardProxy(credentials=("me", "secret")) as proxy:
        client = opened(Configuration(index_url=index.url, proxy=proxy.url))
        assert len(client.project("tiny")) == 1
        assert proxy.seen


def test_the_proxy_of_the_environment_is_used(
    index: LoopbackIndex,
    opened: Callable[[Configuration], Index],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    with ForwardProxy() as proxy:
        monkeypatch.setenv("http_proxy", proxy.base)
        monkeypatch.delenv("no_proxy", raising=False)
        assert len(opened(Configuration(index_url=index.url)).project("tiny")) == 1
        assert proxy.seen


def test_a_proxy_that_refuses_is_named(
    index: LoopbackIndex, opened: Callable[[Configuration], Index]
) -> None:
    with ForwardProxy(credentials=("me", "secret")) as proxy:
        client = opened(Configuration(index_url=index.url, proxy=proxy.base, retries=0))
        assert cause(client, "tiny") == "proxy-auth"


def test_a_proxy_that_is_not_there_is_named(
    index: LoopbackIndex, opened: Callable[[Configuration], Index]
) -> None:
    proxy = "http://127.0.0.1:9"
    client = opened(Configuration(index_url=index.url, proxy=proxy, retries=0))
    assert cause(client, "tiny") == "proxy-unreachable"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_the_configured_certificates_are_trusted(
    wheelhouse: Path,
    tmp_path: Path,
    tls: ssl.SSLContext,
    authority: trustme.CA,
    opened: Callable[[Configuration], Index],
) -> None:
    build_wheel(wheelhouse, "tiny", "1.0", requires=["six"])
    cert = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(cert))
    with LoopbackIndex(wheelhouse, tls=tls) as secure:
        client = opened(Configuration(index_url=secure.url, cert=cert))
        (file,) = client.project("tiny")
        assert client.contents(file).metadata.requires


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_so_are_those_that_the_environment_names(  # noqa: PLR0913, PLR0917 - fixtures
    wheelhouse: Path,
    tmp_path: Path,
    tls: ssl.SSLContext,
    authority: trustme.CA,
    opened: Callable[[Configuration], Index],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    build_wheel(wheelhouse, "tiny", "1.0")
    cert = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(cert))
    monkeypatch.setenv(variable, str(cert))
    with LoopbackIndex(wheelhouse, tls=tls) as secure:
        assert len(opened(Configuration(index_url=secure.url)).project("tiny")) == 1


def test_others_are_not_trusted(
    wheelhouse: Path, tls: ssl.SSLContext, opened: Callable[[Configuration], Index]
) -> None:
    with LoopbackIndex(wheelhouse, tls=tls) as secure:
        client = opened(Configuration(index_url=secure.url, retries=0))
        assert cause(client, "tiny") == "tls-verify"


def test_a_bundle_that_is_missing_is_a_wrong_configuration(
    wheelhouse: Path,
    tmp_path: Path,
    tls: ssl.SSLContext,
    opened: Callable[[Configuration], Index],
) -> None:
    with LoopbackIndex(wheelhouse, tls=tls) as secure:
        configuration = Configuration(index_url=secure.url, cert=tmp_path / "no.pem", retries=0)
        assert cause(opened(configuration), "tiny") == "config-invalid"


def test_a_host_that_pip_is_told_to_trust_is_trusted(
    wheelhouse: Path, tls: ssl.SSLContext, opened: Callable[[Configuration], Index]
) -> None:
    build_wheel(wheelhouse, "tiny", "1.0")
    with LoopbackIndex(wheelhouse, tls=tls) as secure:
        trusted = (f"127.0.0.1:{secure.port}",)
        client = opened(Configuration(index_url=secure.url, trusted_hosts=trusted, retries=0))
        assert len(client.project("tiny")) == 1


def test_a_file_of_another_project_on_the_page_is_passed_over(
    index: LoopbackIndex, client: Index
) -> None:
    """Pages of the real index hold `cffi-1.0.2-2.tar.gz`, which is no version 2 of cffi."""
    names = ("tiny-1.0.2-2.tar.gz", "tiny-1.0.2.tar.gz")
    page = html_page(f'<a href="/files/{name}">{name}</a>' for name in names)
    index.faults.append(Fault(path="/simple/tiny", body=page, status=200))
    assert [str(file.version) for file in client.project("tiny")] == ["1.0.2"]


def test_a_server_without_ranges_keeps_no_connection_from_the_request_that_follows(
    index: LoopbackIndex,
) -> None:
    index.metadata = index.ranges = False
    big_wheel(index.directory)
    with Index(Configuration(index_url=index.url, retries=0, timeout=5), connections=1) as client:
        (file,) = client.project("big")
        assert client.soon(client.contents, file).result(timeout=30).metadata.requires
