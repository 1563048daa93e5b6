"""Show folders to one process tree at another path, without moving them or touching any permission.

A private mount namespace (unshare(2), mount_namespaces(7)): the bind mounts made in it are seen by this process and
its children only, and end with them.  Needs CAP_SYS_ADMIN, which root has except in most containers.
"""

import ctypes
import errno
import os
from collections.abc import Iterable

_CLONE_NEWNS = 0x00020000
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000
_PR_SET_NO_NEW_PRIVS = 38


def enter(binds: Iterable[tuple[str, str]]) -> None:
    """Leave the common view of the file system, and see each source at its target.  Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    _check(libc.unshare(_CLONE_NEWNS))
    in_chroot = not _make_private(libc, "/", _MS_REC)
    for source, target in binds:
        if in_chroot:
            _mount(libc, target, target, _MS_BIND)
            _make_private(libc, target, 0)
        _mount(libc, source, target, _MS_BIND | _MS_REC)


def never_gain_privileges() -> None:
    """Forbid this process and all it becomes to gain rights by a set-uid program."""
    _check(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def _make_private(libc: ctypes.CDLL, place: str, flags: int) -> bool:
    """Keep what is mounted below *place* from others.

    False where *place* is no mount point: in a chroot, ``/`` is not one, so each target is first made one of its own.
    """
    try:
        _mount(libc, "none", place, flags | _MS_PRIVATE)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return False
    return True


def _mount(libc: ctypes.CDLL, source: str, target: str, flags: int) -> None:
    libc.mount.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_char_p)
    _check(libc.mount(os.fsencode(source), os.fsencode(target), None, flags, None))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
