"""Hosts far away that end on this machine: real TLS and HTTP, the real guarded client; only the wire is ours."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desvelo.base.http.client import GuardedClient
from desvelo.base.http.targets import Purpose

PUBLIC_ADDRESS = "93.184.216.34"
Answer = tuple[int, str, bytes]
Respond = Callable[[str, bytes], Answer]


class FarHost:
    """One https server under a public name; *respond* gets path and body and gives (status, media type, body)."""

    def __init__(self, name: str, respond: Respond, *, folder: Path) -> None:
        self.name = name
        certificate, key = _certificate(name, folder)
        self._trusting = ssl.create_default_context(cafile=str(certificate))
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving.load_cert_chain(certificate, key)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(respond))
        self._server.socket = serving.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def client(self, host: str) -> GuardedClient:
        """What ``asking.client`` returns, with the wire of this host."""
        return GuardedClient(
            purpose=Purpose(name="anchor", hosts=frozenset({host}), max_bytes=64 * 1024),
            resolve=lambda name, _port: (PUBLIC_ADDRESS,) if name == self.name else (),
            network=_Wire(self._server.server_address[1]),
            ssl_context=self._trusting,
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Wire(httpcore.NetworkBackend):
    def __init__(self, port: int) -> None:
        self._port = port

    def connect_tcp(self, host, port, timeout=None, **_others):
        assert (host, port) == (PUBLIC_ADDRESS, 443)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._port, timeout=timeout)


def _handler(respond: Respond) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, kind, body = respond(self.path, self.rfile.read(int(self.headers.get("content-length", 0))))
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    return Handler


def _certificate(name: str, folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(issuer_name=subject, subject_name=subject, public_key=key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / f"{name}.pem", folder / f"{name}.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private


def closed_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
