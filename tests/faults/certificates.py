"""Certificates of all kinds of wrongness, and indexes that show them."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from tests.support.index import LoopbackIndex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import trustme

    from tests.faults.scene import Scene

NAMES = ("localhost", "127.0.0.1")


class NamedIndex(LoopbackIndex):
    """The same index under its name: pip 24.2 to 26.0 cannot verify an address."""

    @property
    def base(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"


def context(ca: trustme.CA, *names: str, days: tuple[int, int] = (-10, 3650)) -> ssl.SSLContext:
    """A server's side; its certificate is valid from and to so many days from now."""
    now = datetime.now(timezone.utc)
    certificate = ca.issue_cert(
        *(names or NAMES),
        not_before=now + timedelta(days=days[0]),
        not_after=now + timedelta(days=days[1]),
    )
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server whose certificate nobody but itself has signed."""
    from cryptography import x509  # noqa: PLC0415  (a dependency of trustme)
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(timezone.utc)
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(days=10),
        not_valid_after=now + timedelta(days=3650),
    ).add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    pem = folder / "self-signed.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(pem)
    return made


@contextmanager
def tls_index(scene: Scene, tls: ssl.SSLContext) -> Iterator[LoopbackIndex]:
    """An index over the scene's wheels, by TLS; the scene asks it."""
    with NamedIndex(scene.wheels, tls=tls) as index:
        scene.index_url = index.url
        yield index


def bundle(scene: Scene, ca: trustme.CA) -> Path:
    """The CA as a file for `--cert`."""
    path = scene.root / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return path
