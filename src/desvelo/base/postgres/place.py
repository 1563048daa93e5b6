"""Where the socket stands, and as root also the mount points.

A socket's path has at most 107 bytes (unix(7)), libpq splits a host at commas, and a data folder may be anywhere: so
the socket goes to ``socket/`` in the data folder if that path is short and plain and the file system has sockets, else
to ``/tmp/desvelo-<uid>/<hash>``.  As root it goes to ``/run/desvelo/<hash>/socket``.  ``XDG_RUNTIME_DIR`` is not used:
it disappears at logout while a ``desvelo up`` in tmux goes on.

Every folder here is made with its mode or refused; none that was there before is changed.
"""

import contextlib
import hashlib
import os
import re
import socket
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desvelo.base.postgres import identity
from desvelo.base.postgres.errors import SocketFolderUnsafe
from desvelo.base.postgres.order import User

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_PATH = 107
RUN = Path("/run/desvelo")
_TEMPORARY = Path("/tmp")  # noqa: S108 - the folder made in it is refused unless it is ours alone
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folder of the socket; as root also the mount points of data and programs."""

    sockets: Path
    data: Path | None = None
    programs: Path | None = None


def for_user(data: Path, *, temporary: Path = _TEMPORARY) -> Place:
    """Make and return the place of an ordinary user.  Raises SocketFolderUnsafe."""
    inside = data / "socket"
    if is_short(inside) and _takes_sockets(inside):
        return Place(sockets=inside)
    base = temporary / f"desvelo-{os.geteuid()}"
    _own(base, 0o700)
    _own(base / short_hash(data), 0o700)
    return Place(sockets=base / short_hash(data))


def for_root(data: Path, *, user: User, run: Path = RUN) -> Place:
    """Make and return the place used by root: the mount points belong to root, the socket's folder to *user*."""
    home = run / short_hash(data)
    place = Place(sockets=home / "socket", data=home / "data", programs=home / "programs")
    for folder in (run, home, home / "data", home / "programs"):
        _own(folder, 0o755)
    _own(place.sockets, 0o700, also=user.uid)
    identity.give_one(place.sockets, user)
    return place


def mount_points(place: Place, folders: Iterable[Path]) -> tuple[tuple[str, str], ...]:
    """Make a mount point for each of the programs' *folders*; return what to mount where."""
    assert place.programs is not None, "only root mounts"  # noqa: S101 - a mistake of the caller's code
    pairs = [(folder, place.programs / folder.name) for folder in folders]
    for _source, target in pairs:
        _own(target, 0o755)
    return tuple((str(source), str(target)) for source, target in pairs)


def clear(place: Place) -> None:
    """Remove what a killed database left of its socket; the caller holds the lock on the data."""
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (place.sockets / name).unlink(missing_ok=True)


def leave(place: Place) -> None:
    """Remove the empty folders of a stopped cluster; only ever ``rmdir``, so nothing can be lost."""
    points = list(place.programs.iterdir()) if place.programs is not None and place.programs.is_dir() else []
    for folder in (*points, place.programs, place.data, place.sockets, place.sockets.parent if place.data else None):
        if folder is not None:
            with contextlib.suppress(OSError):
                folder.rmdir()


def short_hash(data: Path) -> str:
    """Return a short name that differs between data folders."""
    return hashlib.sha256(os.fsencode(data)).hexdigest()[:10]


def is_short(folder: Path) -> bool:
    """Tell whether a socket in *folder* can be bound and its path written in a connection string."""
    path = os.fsencode(folder / SOCKET_NAME)
    return len(path) <= LONGEST_PATH and _PLAIN.fullmatch(str(folder)) is not None


def _takes_sockets(folder: Path) -> bool:
    _own(folder, 0o700)
    probe = folder / "probe"
    probe.unlink(missing_ok=True)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as attempt:
            attempt.bind(str(probe))
    except OSError:
        return False
    probe.unlink()
    return True


def _own(folder: Path, mode: int, *, also: int | None = None) -> None:
    """Make *folder*, or accept one of exactly that mode that belongs to us (or to the user *also*)."""
    try:
        folder.mkdir(mode=mode)
        folder.chmod(mode)
    except FileExistsError:
        _require_ours(folder, mode, owners={os.geteuid(), also})
    except OSError as error:
        raise SocketFolderUnsafe(folder=folder, reason=error.strerror or "it cannot be made") from None


def _require_ours(folder: Path, mode: int, *, owners: set[int | None]) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise SocketFolderUnsafe(folder=folder, reason="it is not a folder")
    if found.st_uid not in owners:
        raise SocketFolderUnsafe(folder=folder, reason="it belongs to another user")
    if stat.S_IMODE(found.st_mode) & 0o777 != mode:
        raise SocketFolderUnsafe(folder=folder, reason=f"its mode is not {mode:o}")
