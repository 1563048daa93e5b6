"""Lines on their way to another program: a file, stdout, or a socket; nothing but what the owner configured.

``send`` returns when the other side has the lines, as far as its way can tell: a file when the disk has them; TCP and
TLS when the other side has read to the end and closed, or said nothing more within the time; UDP never knows.
What raises OSError may have arrived in part and is sent again whole.
"""

import os
import socket
import ssl
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress

from desvelo.base.config.siem import Siem

SECONDS = 5.0


def send(to: Siem, messages: Sequence[bytes]) -> None:
    """Send *messages*, each framed already but for what a file and stdout need.  Raises OSError."""
    if to.way == "stdout":
        sys.stdout.buffer.write(b"".join(messages))
        sys.stdout.buffer.flush()
    elif to.way == "file":
        _append(str(to.path), b"".join(messages))
    elif to.way == "udp":
        _datagrams(to, messages)
    else:
        _connection(to, b"".join(messages))


def _append(path: str, content: bytes) -> None:
    """Append whole lines; half a line that a crash left is ended first."""
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        kept = os.fstat(handle)
        is_file = stat.S_ISREG(kept.st_mode)  # a pipe or a terminal has no end to look at, and no disk to wait for
        if is_file and kept.st_size and os.pread(handle, 1, kept.st_size - 1) != b"\n":
            content = b"\n" + content
        while content:
            content = content[os.write(handle, content) :]
        if is_file:
            os.fsync(handle)
    finally:
        os.close(handle)


def _datagrams(to: Siem, messages: Sequence[bytes]) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, protocol) as sender:
        sender.settimeout(SECONDS)
        sender.connect(address)
        for message in messages:
            sender.send(message)


def _connection(to: Siem, content: bytes) -> None:
    """Send over a connection of its own, end our half, and wait for the other side to have read it."""
    with socket.create_connection((to.host, to.port), timeout=SECONDS) as plain:
        if to.way == "tcp":
            plain.sendall(content)
            plain.shutdown(socket.SHUT_WR)
            _wait_for_end(plain)
            return
        context = ssl.create_default_context(cafile=str(to.ca_file) if to.ca_file else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with context.wrap_socket(plain, server_hostname=to.host) as secured:
            secured.sendall(content)
            with suppress(TimeoutError, ssl.SSLEOFError):  # whoever closes without saying so has read all, as over TCP
                secured.unwrap()


def _wait_for_end(plain: socket.socket) -> None:
    """Read until the other side closes; one that neither closes nor resets within the time is taken to have read."""
    with suppress(TimeoutError):
        while plain.recv(4096):
            pass
