"""Stands between a browser and the desk and keeps every byte the desk sent, request by request, streams included.

The browser is told that the desk's port is here (``--host-resolver-rules``), so its addresses stay what they are.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import httptools

Hear = Callable[[bytes], None]


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One request and all that came back for it."""

    method: str
    path: str
    status: int = 0
    headers: bytearray = field(default_factory=bytearray)
    body: bytearray = field(default_factory=bytearray)


class Wiretap:
    """Listens on a port of its own and passes on to *port*."""

    def __init__(self, port: int) -> None:
        self.exchanges: list[Exchange] = []
        self._desk = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]

    @property
    def rule(self) -> str:
        """What Chromium must be told."""
        here = self._server.getsockname()[1]
        return f"--host-resolver-rules=MAP localhost:{self._desk} 127.0.0.1:{here}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in self._open:
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._server.accept()
                far = socket.create_connection(("127.0.0.1", self._desk))
                self._open += [near, far]
                asked = _Asked(self.exchanges)
                self._follow(near, far, asked.feed)
                self._follow(far, near, _Answered(asked).feed)

    def _follow(self, source: socket.socket, target: socket.socket, hear: Hear) -> None:
        thread = threading.Thread(target=_pump, args=[source, target, hear])
        self._threads.append(thread)
        thread.start()


class _Asked:
    """The requests of one connection, in order."""

    def __init__(self, exchanges: list[Exchange]) -> None:
        self.waiting: list[Exchange] = []
        self._all = exchanges
        self._parser = httptools.HttpRequestParser(self)
        self._path = b""

    def feed(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._path = b""

    def on_url(self, part: bytes) -> None:
        self._path += part

    def on_headers_complete(self) -> None:
        exchange = Exchange(method=self._parser.get_method().decode(), path=self._path.decode())
        self.waiting.append(exchange)
        self._all.append(exchange)


class _Answered:
    """The answers of one connection, each given to its request."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._parser = httptools.HttpResponseParser(self)

    def feed(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._asked.waiting[0].headers.extend(name + b": " + value + b"\r\n")

    def on_headers_complete(self) -> None:
        self._asked.waiting[0].status = self._parser.get_status_code()

    def on_body(self, part: bytes) -> None:
        self._asked.waiting[0].body.extend(part)

    def on_message_complete(self) -> None:
        self._asked.waiting.pop(0)


def _pump(source: socket.socket, target: socket.socket, hear: Hear) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            hear(data)
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
