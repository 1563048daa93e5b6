"""A stand-in for Vault's transit engine: answers as its documentation says, over TLS with a company's own authority.

It is no Vault: what is shown against it is that we speak the documented protocol, not that a real server agrees.
"""

import base64
import datetime as dt
import hmac
import json
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

TOKEN = "hvs.test-token"


@dataclass
class Transit:
    """Where it listens, what trusts it, and what reached it."""

    port: int
    ca_file: Path
    token_file: Path
    keys: dict[str, bytes]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answer: tuple[int, object] | None = None

    def place(self, key: str = "desvelo") -> str:
        return (
            f"vault:https://localhost:{self.port}/transit/keys/{key}"
            f"?token-file={self.token_file}&ca-file={self.ca_file}"
        )


@contextmanager
def running(folder: Path) -> Iterator[Transit]:
    """Run it with two keys, ``desvelo`` and ``other``."""
    certificate, key = folder / "transit.pem", folder / "transit.key"
    _certify(certificate, key)
    token = folder / "token"
    token.write_text(f"{TOKEN}\n")
    made = Transit(
        port=0, ca_file=certificate, token_file=token, keys={name: os.urandom(32) for name in ("desvelo", "other")}
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def _handler(transit: Transit) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["content-length"])))
            transit.asked.append((self.path, said))
            status, body = transit.answer or _answer(transit, self.path, said, self.headers.get("x-vault-token"))
            written = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _answer(transit: Transit, path: str, said: dict[str, str], token: str | None) -> tuple[int, object]:
    _, version, mount, act, name = path.split("/")
    if token != TOKEN:
        return 403, {"errors": ["permission denied"]}
    if (version, mount) != ("v1", "transit") or name not in transit.keys:
        return 404, {"errors": []}
    cipher, key = AESGCM(transit.keys[name]), transit.keys[name]
    if act == "hmac":
        digest = hmac.digest(key, base64.b64decode(said["input"]), "sha256")
        return 200, {"data": {"hmac": f"vault:v{said['key_version']}:{base64.b64encode(digest).decode()}"}}
    return _sealed(cipher, act, said)


def _sealed(cipher: AESGCM, act: str, said: dict[str, str]) -> tuple[int, object]:
    bound = base64.b64decode(said["associated_data"])
    if act == "encrypt":
        nonce = os.urandom(12)
        closed = base64.b64encode(nonce + cipher.encrypt(nonce, base64.b64decode(said["plaintext"]), bound))
        return 200, {"data": {"ciphertext": f"vault:v1:{closed.decode()}", "key_version": 1}}
    try:
        prefix, at, written = said["ciphertext"].split(":")
        closed = base64.b64decode(written, validate=True)
        opened = cipher.decrypt(closed[:12], closed[12:], bound)
    except (InvalidTag, ValueError):
        return 400, {"errors": ["cipher: message authentication failed"]}
    if (prefix, at) != ("vault", "v1"):
        return 400, {"errors": ["invalid ciphertext: no prefix"]}
    return 200, {"data": {"plaintext": base64.b64encode(opened).decode()}}


def _certify(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
