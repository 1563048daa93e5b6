"""The network's far end, for real: small TLS servers on this machine, and wires that lead public addresses to them."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desvelo.base.http.client import GuardedClient
from desvelo.base.http.targets import Purpose

Converse = Callable[[socket.socket, threading.Event], None]


@dataclass
class FarEnd:
    """A server that hands each connection to a script, and remembers what reached it."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    connection_count: int = 0


def read_request(connection: socket.socket) -> bytes:
    """Read one request: its head, and the body its Content-Length announces."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answering(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Servers:
    """Starts far ends, one thread for each connection, and ends every one of them."""

    def __init__(self, serving: Callable[[], ssl.SSLContext]) -> None:
        self._serving = serving
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []

    def close(self) -> None:
        self._over.set()
        for opened in self._sockets:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()
        for thread in self._threads:
            thread.join()

    def start(self, *answers: bytes, script: Converse | None = None, tls: bool = True) -> FarEnd:
        """Serve *answers* in turn (the last one for ever), or let *script* talk once a request is read."""
        listener = socket.create_server(("127.0.0.1", 0))
        far_end = FarEnd(port=listener.getsockname()[1])
        context = self._serving() if tls else None
        if context is not None:
            context.sni_callback = lambda _socket, name, _context: far_end.names.append(name)
        self._sockets.append(listener)
        self._run(self._listen, listener, context, partial(self._talk, far_end, list(answers), script))
        return far_end

    def _run(self, work: Callable[..., None], *about: object) -> None:
        thread = threading.Thread(target=work, args=about)
        self._threads.append(thread)
        thread.start()

    def _listen(self, listener: socket.socket, context, talk) -> None:
        with contextlib.suppress(OSError):
            while not self._over.is_set():
                connection, _ = listener.accept()
                self._sockets.append(connection)
                self._run(self._meet, connection, context, talk)

    def _meet(self, connection: socket.socket, context, talk) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            if context is not None:
                connection = stack.enter_context(context.wrap_socket(connection, server_side=True))
                self._sockets.append(connection)
            talk(connection)

    def _talk(self, far_end: FarEnd, answers: list[bytes], script: Converse | None, connection: socket.socket) -> None:
        far_end.connection_count += 1
        while request := read_request(connection):
            far_end.requests.append(request)
            if script is not None:
                script(connection, self._over)
                return
            connection.sendall(answers.pop(0) if len(answers) > 1 else answers[0])


class Wires(httpcore.NetworkBackend):
    """The Internet of a test: each address leads to one local server, and every dialled address is written down."""

    def __init__(self) -> None:
        self.dialled: list[str] = []
        self.ends: dict[str, int] = {}

    def connect_tcp(self, host, port, timeout=None, **_others):
        self.dialled.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.ends.get(host, port), timeout=timeout)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of this test run: what servers show, and what clients trust."""

    certificate: Path
    key: Path

    def serving(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))


@pytest.fixture(scope="session")
def authority(tmp_path_factory) -> Authority:
    folder = tmp_path_factory.mktemp("authority")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Desvelo tests")])
    names = [x509.DNSName("graph.example.org"), x509.DNSName("hooks.example.net")]
    names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "cert.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return Authority(certificate_file, key_file)


@pytest.fixture
def servers(authority) -> Iterator[Servers]:
    running = Servers(authority.serving)
    yield running
    running.close()


@pytest.fixture
def wires() -> Wires:
    return Wires()


@pytest.fixture
def names() -> dict[str, list[str]]:
    """What the test's resolver answers: the first list entry per name once, then the next; the last one for ever."""
    return {}


@pytest.fixture
def resolve(names):
    def answer(host: str, port: int) -> tuple[str, ...]:
        del port
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown name")
        answers = names[host]
        return tuple((answers.pop(0) if len(answers) > 1 else answers[0]).split())

    return answer


@pytest.fixture
def client(authority, servers, wires, resolve) -> Iterator[Callable[..., GuardedClient]]:
    """Make a guarded client whose wires end on this machine; everything between is the real one."""
    with contextlib.ExitStack() as stack:

        def make(*, loopback_origin: str | None = None, **purpose: object) -> GuardedClient:
            hosts = purpose.pop("hosts", frozenset({"graph.example.org"}))
            return stack.enter_context(
                GuardedClient(
                    purpose=Purpose(name="test", hosts=hosts, **purpose),
                    loopback_origin=loopback_origin,
                    resolve=resolve,
                    network=wires,
                    ssl_context=authority.trusting(),
                )
            )

        yield make


@pytest.fixture
def answer() -> Callable[..., bytes]:
    return answering
