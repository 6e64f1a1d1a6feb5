"""A mail server written by others (aiosmtpd), with STARTTLS and a password, that keeps what it gets."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class MailServer:
    username = "sems"
    password = "only-for-this-test"

    def __init__(self, directory: Path):
        self.ca_file = directory / "ca.pem"
        self._lock = threading.Lock()
        self._messages: list = []
        self.refuse_next: list[str] = []  # replies to the next messages, instead of taking them
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_certificate(directory, self.ca_file))
        self._controller = Controller(
            self, hostname="127.0.0.1", port=_free_port(), tls_context=context, require_starttls=True,
            auth_required=True, authenticator=self._authenticate,
        )  # fmt: skip

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    @property
    def messages(self) -> list:
        with self._lock:
            return list(self._messages)

    def to(self, address: str) -> list:
        return [m for m in self.messages if m["To"] == address]

    def _authenticate(self, server, session, envelope, mechanism, data):
        good = (data.login, data.password) == (self.username.encode(), self.password.encode())
        return AuthResult(success=good)

    async def handle_DATA(self, server, session, envelope):
        if self.refuse_next:
            return self.refuse_next.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert envelope.mail_from == "noreply@sems.example.kr"
        assert envelope.rcpt_tos == [message["To"]]
        assert session.ssl is not None
        with self._lock:
            self._messages.append(message)
        return "250 OK"

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_) -> None:
        self._controller.stop()


def _free_port() -> int:
    """The controller must know its port beforehand."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _certificate(directory: Path, ca_file: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail of the test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    ca_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file = directory / "key.pem"
    key_file.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    return ca_file, key_file
