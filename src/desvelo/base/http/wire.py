"""Where a request touches the network: names resolved here, judged here, and dialled as the very address judged.

``PinnedBackend`` sits under httpcore.  httpcore asks it for a connection to a *name* and keeps that name for TLS; the
backend resolves once, has every address pass the table, and dials one of them.  So there is no second resolution for
an attacker to answer differently (DNS rebinding).

Time: the numbers httpcore passes down as ``timeout`` are, in this package, *instants* of the monotonic clock, because
httpcore hands them to the backend untouched.  Each wait gets what is left of the whole, so a server that drips one byte
a second cannot stretch ten seconds into an hour.  (A resolver that does not answer is bounded by the system's own
settings, not by this.)
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from desvelo.base.http.addresses import require_inside, require_public
from desvelo.base.http.errors import AddressRefused

Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for every address of *host*.  Raises socket.gaierror."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


class PinnedBackend(httpcore.NetworkBackend):
    """Dials only addresses that passed the table, and the one loopback origin by its own address.

    *inside* is the host and port that the operator's settings name: its addresses may be private.
    """

    def __init__(
        self,
        *,
        resolve: Resolve,
        network: httpcore.NetworkBackend,
        loopback: tuple[str, int] | None,
        inside: tuple[str, int] | None = None,
    ) -> None:
        self._resolve = resolve
        self._network = network
        self._loopback = loopback
        self._inside = inside

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a stream to *host*, as httpcore asks; the next address is tried where one does not answer."""
        del local_address, socket_options
        addresses = self._addresses(host, port)
        for address in addresses[:-1]:
            try:
                return self._dial(address, port, timeout)
            except httpcore.ConnectError:
                continue
        return self._dial(addresses[-1], port, timeout)

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """All addresses of *host*; one bad apple refuses the basket."""
        if (host, port) == self._loopback:
            return (host,)
        try:
            answers = self._resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(type(error).__name__) from None
        if not answers:
            raise AddressRefused(reason="no_address")
        judge = require_inside if (host, port) == self._inside else require_public
        return tuple(str(judge(answer)) for answer in answers)

    def _dial(self, address: str, port: int, deadline: float | None) -> httpcore.NetworkStream:
        left = _left(deadline, httpcore.ConnectTimeout)
        return _TimedStream(self._network.connect_tcp(address, port, timeout=left))


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at one instant."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=_left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float | None, expired: type[httpcore.TimeoutException]) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise expired
    return left
