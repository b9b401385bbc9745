"""Certificates that must not be believed, and handshakes that do not end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trustme

from tests.faults import programs, servers
from tests.faults.certificates import bundle, context, self_signed, tls_index
from tests.faults.fault import fault
from tests.faults.scene import SHORT_TIMEOUT
from tests.support.index import LoopbackIndex

if TYPE_CHECKING:
    from tests.faults.scene import Scene


@fault("tls-verify", code=22, says="expired", old=True)
def certificate_has_expired(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca, days=(-400, -30))))
    scene.options += ["--cert", str(bundle(scene, ca))]


@fault("tls-verify", "clock-skew", code=22, says="not yet valid")
def certificate_is_not_yet_valid(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca, days=(30, 400))))
    scene.options += ["--cert", str(bundle(scene, ca))]


@fault("tls-verify", code=22, says="self.signed", quick=True)
def certificate_is_self_signed(scene: Scene) -> None:
    scene.enter(tls_index(scene, self_signed(scene.root)))


@fault("tls-verify", code=22, says="issuer", old=True)
def certificate_is_of_an_unknown_authority(scene: Scene) -> None:
    scene.enter(tls_index(scene, context(trustme.CA())))


@fault("tls-verify", code=22, says="mismatch|doesn't match|not valid for")
def certificate_is_for_another_host(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca, "other.example")))
    scene.options += ["--cert", str(bundle(scene, ca))]


@fault(code=0)
def certificate_is_good(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca)))
    scene.options += ["--cert", str(bundle(scene, ca))]


@fault(code=(0, 42), but={"25.3": ("pip-too-old",)})
def index_is_addressed_by_number(scene: Scene) -> None:
    """Here pip 24.2 to 26.0 ends in a ValueError of its own, whatever the certificate says."""
    ca = trustme.CA()
    index = scene.enter(LoopbackIndex(scene.wheels, tls=context(ca)))
    scene.index_url = index.url
    scene.options += ["--cert", str(bundle(scene, ca))]


@fault("clock-skew", "tls-verify", code=22, says="expired", old=True)
def clock_is_years_ahead(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca, days=(-10, 400))))
    scene.options += ["--cert", str(bundle(scene, ca))]
    scene.environment |= programs.wrong_clock(scene.root, days=3650)


@fault("clock-skew", "tls-verify", code=22, says="not yet valid")
def clock_is_years_behind(scene: Scene) -> None:
    ca = trustme.CA()
    scene.enter(tls_index(scene, context(ca, days=(-10, 400))))
    scene.options += ["--cert", str(bundle(scene, ca))]
    scene.environment |= programs.wrong_clock(scene.root, days=-1500)


@fault("tls-verify", "index-invalid", code=(22, 24), old=True)
def tls_port_speaks_plain_http(scene: Scene) -> None:
    scene.index_url = scene.index.url.replace("http://127.0.0.1", "https://localhost")


@fault("connection-reset", "tls-verify", code=(20, 22))
def handshake_is_cut(scene: Scene) -> None:
    port = scene.enter(servers.raw_server(servers.hangs_up))
    scene.index_url = f"https://localhost:{port}/simple"


@fault("connection-reset", code=20, old=True)
def handshake_is_reset(scene: Scene) -> None:
    port = scene.enter(servers.raw_server(servers.resets))
    scene.index_url = f"https://localhost:{port}/simple"


@fault("read-timeout", "connect-timeout", code=23)
def handshake_hangs(scene: Scene) -> None:
    scene.timeout = SHORT_TIMEOUT
    port = scene.enter(servers.raw_server(servers.silent))
    scene.index_url = f"https://localhost:{port}/simple"


@fault("config-invalid", "tls-verify", "file-missing", code=(2, 22), says="nowhere.pem", old=True)
def ca_file_is_missing(scene: Scene) -> None:
    scene.enter(tls_index(scene, context(trustme.CA())))
    scene.options += ["--cert", str(scene.root / "nowhere.pem")]


@fault("tls-verify", "config-invalid", code=(22, 2))
def ca_file_is_garbage(scene: Scene) -> None:
    scene.enter(tls_index(scene, context(trustme.CA())))
    path = scene.root / "garbage.pem"
    path.write_text("this is no certificate\n", encoding="utf-8")
    scene.options += ["--cert", str(path)]
