"""Is a port free?  Asked with a plain listen: granian listens with ``SO_REUSEPORT`` and would share it silently.

``SO_REUSEADDR`` is set: connections of an earlier run that wait out their end (TIME_WAIT) do not count as use, a
listener does.  Between this answer and granian's own listen another program may take the port; the lock on the data
folder keeps a second Desvelo of the same data away regardless.
"""

import errno
import socket

from desvelo.base.processes.errors import HostUnknown, PortForbidden, PortInUse


def require_free(host: str, port: int) -> None:
    """Return if nobody listens on any address of *host*.  Raises PortInUse, PortForbidden, HostUnknown."""
    free = [_is_free(host, port, family, address) for family, address in _addresses(host, port)]
    if not any(free):
        raise HostUnknown(host=host)


def answers(host: str, port: int, *, timeout_seconds: float = 1.0) -> bool:
    """Tell whether somebody accepts connections there now."""
    try:
        socket.create_connection((host, port), timeout=timeout_seconds).close()
    except OSError:
        return False
    return True


def _addresses(host: str, port: int) -> list[tuple[int, tuple[object, ...]]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise HostUnknown(host=host) from None
    return [(family, address) for family, _type, _protocol, _name, address in found]


def _is_free(host: str, port: int, family: int, address: tuple[object, ...]) -> bool:
    """Listen for a moment; False where this machine does not have the address (IPv6 switched off)."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host=host, port=port) from None
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise PortForbidden(host=host, port=port) from None
        if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
            return False
        raise
    return True
