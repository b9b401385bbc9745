"""HTTP as pip would speak it: its proxy, certificates, credentials, retries and time limit."""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_netrc_auth
from urllib3.util.retry import Retry

from tfinstall import __version__
from tfinstall.index.problems import NETWORK_ERRORS, explained, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tfinstall.index.configuration import Configuration

_BUSY = (429, 500, 502, 503, 504, 520, 527)
"""Statuses that pip tries again."""
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_MISSING = (404, 410)


class Session:
    """Answers `get` with a response, None for what is not there, or a TfinstallError."""

    def __init__(self, configuration: Configuration, *, connections: int) -> None:
        self._timeout = configuration.timeout
        self._verify = _bundle(configuration)
        self._trusted = frozenset(configuration.trusted_hosts)
        self._http = _session(configuration, connections, own_roots=self._verify is not None)
        if self._trusted:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def get(self, url: str, **options: Any) -> requests.Response | None:
        """None where the server says that there is no such thing (404, 410)."""
        try:
            response = self.raw(url, "GET", **options)
        except NETWORK_ERRORS as error:
            raise explained(error, url) from error
        return _answered(response, url)

    def head(self, url: str) -> requests.Response | None:
        try:
            response = self.raw(url, "HEAD", allow_redirects=True)
        except NETWORK_ERRORS as error:
            raise explained(error, url) from error
        return _answered(response, url)

    def raw(self, url: str, method: str, **options: Any) -> requests.Response:
        """Raises what requests raises; redirects keep the trust of the first host."""
        options = {"timeout": self._timeout, "verify": self._trust(url), **options}
        return self._http.request(method, url, **options)

    def close(self) -> None:
        self._http.close()

    def _trust(self, url: str) -> bool | str:
        # Given with each request: requests would prefer an environment variable to session.verify.
        parts = urlsplit(url)
        if {parts.hostname, parts.netloc.rpartition("@")[2]} & self._trusted:
            return False  # what the user's own pip is configured to do
        return self._verify or True


class RangeReader:
    """The `get` that remotezip wants, with this session's trust and time limit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answers: list[requests.Response] = []

    def get(self, url: str, **options: Any) -> requests.Response:
        answer = self._session.raw(url, "GET", **options)
        self._answers.append(answer)
        return answer

    def close(self) -> None:
        """Give back the connections of answers that nobody has read to the end.

        The whole file, for which a server without ranges makes up, takes some time; and who waits
        for a connection while holding one may wait for ever.
        """
        for answer in self._answers:
            answer.close()


def _answered(response: requests.Response, url: str) -> requests.Response | None:
    if response.status_code in _MISSING:
        response.close()
        return None
    if not response.ok:
        response.close()
        raise refused(response.status_code, response.reason or "", url)
    return response


def _bundle(configuration: Configuration) -> str | None:
    """The CA bundle in pip's order; None: the operating system's store."""
    if configuration.cert is not None:
        return str(configuration.cert)
    return next((os.environ[name] for name in _BUNDLES if os.environ.get(name)), None)


def _session(
    configuration: Configuration, connections: int, *, own_roots: bool
) -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = f"tfinstall/{__version__}"
    session.auth = _Credentials(configuration.index_urls)
    if configuration.client_cert is not None:
        session.cert = str(configuration.client_cert)
    if configuration.proxy:
        session.proxies = {"http": configuration.proxy, "https": configuration.proxy}
        session.trust_env = False  # as pip: --proxy silences the environment's
    adapter = HTTPAdapter if own_roots else _SystemTrust
    mounted = adapter(
        pool_maxsize=connections, pool_block=True, max_retries=_retry(configuration.retries)
    )
    session.mount("https://", mounted)
    session.mount("http://", mounted)
    for host in configuration.trusted_hosts:
        # The system's verification cannot be switched off for some hosts; these get their own.
        unverified = HTTPAdapter(max_retries=_retry(configuration.retries))
        for prefix in (f"https://{host}/", f"https://{host}:"):
            session.mount(prefix, unverified)
    return session


def _retry(retries: int) -> Retry:
    return Retry(
        total=retries,
        status_forcelist=_BUSY,
        backoff_factor=0.25,
        allowed_methods=("GET", "HEAD"),
        raise_on_status=False,  # the last answer itself says what is wrong
        redirect=10,
    )


class _SystemTrust(HTTPAdapter):
    """Verifies with the certificates that the operating system trusts."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        options["ssl_context"] = _system_context()
        super().init_poolmanager(*args, **options)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        options["ssl_context"] = _system_context()
        return super().proxy_manager_for(proxy, **options)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call] # in its stubs
        if verify is True:  # requests would add its own bundle to the system's store
            conn.ca_certs = conn.ca_cert_dir = None


def _system_context() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class _Credentials(AuthBase):
    """Those in an index's address, for all that its host serves; else netrc."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._known: Mapping[str, HTTPBasicAuth] = dict(
            pair for pair in map(_login, urls) if pair is not None
        )

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        url = request.url or ""
        known = self._known.get(urlsplit(url).netloc.rpartition("@")[2])
        if known is not None:
            known(request)
        elif netrc := get_netrc_auth(url):
            HTTPBasicAuth(*netrc)(request)
        return request


def _login(url: str) -> tuple[str, HTTPBasicAuth] | None:
    parts = urlsplit(url)
    userinfo, at, host = parts.netloc.rpartition("@")
    if not at:
        return None
    user, _, password = userinfo.partition(":")
    return host, HTTPBasicAuth(unquote(user), unquote(password))
