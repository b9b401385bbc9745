"""Proxies that refuse, ask, answer for others, or look inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trustme

from tests.faults import programs, servers
from tests.faults.certificates import bundle, context, tls_index
from tests.faults.fault import fault
from tests.faults.scene import SHORT_TIMEOUT
from tests.support.proxy import ForwardProxy

if TYPE_CHECKING:
    from tests.faults.scene import Scene

USER, PASSWORD = programs.USER, programs.PASSWORD


def trusted_tls(scene: Scene) -> trustme.CA:
    """The index by TLS, with a certificate that is believed."""
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca)))
    scene.options += ["--cert", str(bundle(scene, ca))]
    return ca


@fault("proxy-unreachable", code=21, says="refused", quick=True, old=True)
def proxy_refuses(scene: Scene) -> None:
    scene.options += ["--proxy", f"http://127.0.0.1:{servers.closed_port()}"]


@fault("proxy-unreachable", code=21, says="refused")
def proxy_refuses_a_tunnel(scene: Scene) -> None:
    trusted_tls(scene)
    scene.options += ["--proxy", f"http://127.0.0.1:{servers.closed_port()}"]


@fault("proxy-unreachable", code=21, old=True)
def proxy_of_the_environment_refuses(scene: Scene) -> None:
    dead = f"http://127.0.0.1:{servers.closed_port()}"
    scene.environment |= {"http_proxy": dead, "https_proxy": dead}


@fault(code=0)
def proxy_of_the_environment_is_not_for_this_host(scene: Scene) -> None:
    dead = f"http://127.0.0.1:{servers.closed_port()}"
    scene.environment |= {"http_proxy": dead, "https_proxy": dead, "no_proxy": "127.0.0.1"}


@fault("proxy-unreachable", code=21, says="proxy.invalid")
def proxy_name_does_not_resolve(scene: Scene) -> None:
    scene.options += ["--proxy", "http://proxy.invalid:3128"]


@fault("proxy-unreachable", "read-timeout", code=(21, 23), old=True)
def proxy_takes_the_connection_and_is_silent(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    trusted_tls(scene)
    port = scene.enter(servers.raw_server(servers.silent))
    scene.options += ["--proxy", f"http://127.0.0.1:{port}"]


@fault("proxy-unreachable", code=21)
def connecting_to_the_proxy_hangs(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    port = scene.enter(servers.full_backlog())
    scene.options += ["--proxy", f"http://127.0.0.1:{port}"]


@fault("proxy-auth", code=21, says="407")
def proxy_asks_for_a_password(scene: Scene) -> None:
    proxy = scene.enter(ForwardProxy(credentials=(USER, PASSWORD)))
    scene.options += ["--proxy", proxy.base]


@fault("proxy-auth", code=21, says="407", old=True)
def proxy_asks_for_a_password_before_a_tunnel(scene: Scene) -> None:
    trusted_tls(scene)
    proxy = scene.enter(ForwardProxy(credentials=(USER, PASSWORD)))
    scene.options += ["--proxy", f"http://{USER}:wrong@127.0.0.1:{proxy.port}"]


@fault("proxy-unreachable", "http-403", code=(21, 24), says="403")
def proxy_forbids_the_tunnel(scene: Scene) -> None:
    trusted_tls(scene)
    proxy = scene.enter(ForwardProxy())
    proxy.status = 403
    scene.options += ["--proxy", proxy.base]


@fault("proxy-unreachable", "http-5xx", code=(21, 24), says="502", old=True)
def proxy_cannot_reach_the_index(scene: Scene) -> None:
    trusted_tls(scene)
    proxy = scene.enter(ForwardProxy())
    proxy.status = 502
    scene.options += ["--proxy", proxy.base]


@fault("proxy-unreachable", "tls-verify", code=(21, 22))
def proxy_is_addressed_by_https_and_speaks_http(scene: Scene) -> None:
    trusted_tls(scene)
    proxy = scene.enter(ForwardProxy())
    scene.options += ["--proxy", f"https://127.0.0.1:{proxy.port}"]


@fault("config-invalid", "usage", "proxy-unreachable", code=(2, 21), once=True)
def proxy_is_nonsense(scene: Scene) -> None:
    scene.options += ["--proxy", "http://[nonsense"]


@fault("proxy-auth", code=21, says="407", old=True)
def squid_asks_for_a_password(scene: Scene) -> None:
    port = scene.enter(programs.squid())
    scene.options += ["--proxy", f"http://127.0.0.1:{port}"]


@fault("proxy-auth", code=21, says="407")
def squid_asks_for_another_password(scene: Scene) -> None:
    trusted_tls(scene)
    port = scene.enter(programs.squid())
    scene.options += ["--proxy", f"http://{USER}:wrong@127.0.0.1:{port}"]


@fault(code=0)
def squid_gets_its_password(scene: Scene) -> None:
    trusted_tls(scene)
    port = scene.enter(programs.squid())
    scene.options += ["--proxy", f"http://{USER}:{PASSWORD}@127.0.0.1:{port}"]


@fault("proxy-unreachable", "http-5xx", "connection-refused", code=(21, 24, 20), old=True)
def squid_cannot_reach_the_index(scene: Scene) -> None:
    port = scene.enter(programs.squid())
    scene.index_url = f"http://127.0.0.1:{servers.closed_port()}/simple"
    scene.options += ["--proxy", f"http://{USER}:{PASSWORD}@127.0.0.1:{port}"]


@fault("proxy-auth", code=21, says="407", old=True)
def tinyproxy_asks_for_a_password(scene: Scene) -> None:
    port = scene.enter(programs.tinyproxy(scene.root / "tinyproxy"))
    scene.options += ["--proxy", f"http://127.0.0.1:{port}"]


@fault("proxy-auth", code=21, says="407")
def tinyproxy_asks_for_a_password_before_a_tunnel(scene: Scene) -> None:
    trusted_tls(scene)
    port = scene.enter(programs.tinyproxy(scene.root / "tinyproxy"))
    scene.environment |= {"https_proxy": f"http://127.0.0.1:{port}"}


@fault("tls-verify", code=22, says="certificate", old=True)
def a_proxy_looks_into_tls(scene: Scene) -> None:
    ca = trusted_tls(scene)
    folder = scene.root / "mitmproxy"
    proxy = programs.mitmproxy(scene.workshop, folder, trusted=bundle(scene, ca))
    port, _ = scene.enter(proxy)
    scene.options += ["--proxy", f"http://127.0.0.1:{port}"]


@fault(code=0)
def a_proxy_looks_into_tls_and_is_trusted(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca)))
    folder = scene.root / "mitmproxy"
    proxy = programs.mitmproxy(scene.workshop, folder, trusted=bundle(scene, ca))
    port, own = scene.enter(proxy)
    scene.options += ["--proxy", f"http://127.0.0.1:{port}", "--cert", str(own)]
