"""Who is at the other end of a Unix socket: the kernel says so, and nobody can claim to be another.

Source: unix(7), SO_PEERCRED (what the peer was when it connected, or when it began to listen); D4.6.
"""

import os
import pwd
import socket
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from desvelo.base.keeper.errors import SocketUnsafe, UserUnknown

_CREDENTIALS = struct.Struct("3i")


def user_of(connection: socket.socket) -> int:
    """Return the number of the user at the other end."""
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(told)[1])


def numbers(users: Iterable[str]) -> frozenset[int]:
    """Return the numbers of users named or numbered; our own for none.  Raises UserUnknown."""
    return frozenset(_number(user) for user in users) or frozenset({os.geteuid()})


def require_safe(path: Path, *, served_by: int) -> None:
    """Pass where only root, we and the user who serves there could have put the socket; raise SocketUnsafe, OSError."""
    for folder in (path.parent, *path.parent.parents):
        found = folder.stat()
        is_shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
        if found.st_uid not in {0, os.geteuid(), served_by} or is_shared:
            raise SocketUnsafe(folder=folder)
    if path.stat().st_uid != served_by:
        raise SocketUnsafe(folder=path.parent)


def _number(user: str) -> int:
    if user.isdecimal():
        return int(user)
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError:
        raise UserUnknown(user=user) from None
