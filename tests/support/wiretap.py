"""Stands between a browser and the desk and keeps every byte the desk sent, request by request, streams included.

The browser is told that the desk's port is here (``--host-resolver-rules``), so its addresses stay what they are.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import h11

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
        self._parser = h11.Connection(h11.SERVER)

    def feed(self, data: bytes) -> None:
        self._parser.receive_data(data)
        while (event := self._parser.next_event()) is not h11.NEED_DATA:
            if isinstance(event, h11.Request):
                exchange = Exchange(method=event.method.decode(), path=event.target.decode())
                self.waiting.append(exchange)
                self._all.append(exchange)
            elif isinstance(event, h11.EndOfMessage):
                rest, _ = self._parser.trailing_data
                self._parser = h11.Connection(h11.SERVER)
                if rest:
                    self._parser.receive_data(rest)


class _Answered:
    """The answers of one connection, each given to its request."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._parser: h11.Connection | None = None

    def feed(self, data: bytes) -> None:
        parser = self._parser = self._parser or self._next()
        parser.receive_data(data)
        while (event := parser.next_event()) is not h11.NEED_DATA:
            exchange = self._asked.waiting[0]
            if isinstance(event, h11.Response):
                exchange.status = event.status_code
                exchange.headers.extend(b"".join(name + b": " + value + b"\r\n" for name, value in event.headers))
            elif isinstance(event, h11.Data):
                exchange.body.extend(event.data)
            elif isinstance(event, h11.EndOfMessage):
                self._asked.waiting.pop(0)
                self._parser = None
                self._go_on(parser.trailing_data[0])
                break

    def _go_on(self, rest: bytes) -> None:
        if rest:
            self.feed(rest)

    def _next(self) -> h11.Connection:
        """Return a parser that knows what was asked: the method decides whether an answer has a body."""
        parser = h11.Connection(h11.CLIENT)
        exchange = self._asked.waiting[0]
        parser.send(h11.Request(method=exchange.method, target=exchange.path, headers=[("host", "desk")]))
        parser.send(h11.EndOfMessage())
        return parser


def _pump(source: socket.socket, target: socket.socket, hear: Hear) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            hear(data)
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
