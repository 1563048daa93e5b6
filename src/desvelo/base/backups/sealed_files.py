"""Files of a set: written sealed and hashed, read back and found to be the same.

Each dump is one sealed record (``kernel.sealing.cobblestone``), bound to the installation, the set and its own name; so
one moved from another set, or under another name, does not open.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desvelo.base.backups.errors import CannotRead, CannotWrite, DiskFull, FileChanged, FileClosed, FileMissing
from desvelo.base.backups.manifest import File, Manifest, derived
from desvelo.base.objects import whole
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.sealing.errors import NotReadable

PIECE_BYTES = 64 * 1024
Told = Callable[[int], None]


def sealed(key: bytes, pieces: Iterable[bytes], *, installation: str, of: str, name: str) -> Iterator[bytes]:
    """Yield *pieces* sealed for the file *name* of the set *of*."""
    return cobblestone.seal_pieces(derived(key, "files"), _place(installation, of, name), pieces)


def write(folder: Path, name: str, pieces: Iterable[bytes], *, told: Told = lambda _count: None) -> File:
    """Write a file of a set durably; *told* hears of each piece.  Raises DiskFull, CannotWrite, what *pieces* raise."""
    path, hashed, size = folder / name, hashlib.sha256(), 0
    with disk(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        for piece in pieces:
            with disk(path):
                whole.write(file, piece)
            hashed.update(piece)
            size += len(piece)
            told(len(piece))
        with disk(path):
            os.fsync(file.fileno())
    return File(name=name, size=size, sha256=hashed.hexdigest())


def raw(folder: Path, file: File, *, told: Told = lambda _count: None) -> Iterator[bytes]:
    """Yield a file as it lies there; raise at its end if it is not the one that was written.

    Raises FileMissing, CannotRead, FileChanged.
    """
    path, hashed, size = folder / file.name, hashlib.sha256(), 0
    try:
        with path.open("rb") as opened:
            while piece := opened.read(PIECE_BYTES):
                hashed.update(piece)
                size += len(piece)
                yield piece
                told(len(piece))
    except FileNotFoundError:
        raise FileMissing(file=path) from None
    except OSError as error:
        raise CannotRead(path=path, reason=error.strerror) from None
    if (size, hashed.hexdigest()) != (file.size, file.sha256):
        raise FileChanged(file=path)


def opened(key: bytes, folder: Path, manifest: Manifest, file: File, *, told: Told = lambda _: None) -> Iterator[bytes]:
    """Yield what is sealed in a file of a set.  Raises FileClosed besides what ``raw`` raises."""
    place = _place(manifest.installation, manifest.name, file.name)
    try:
        yield from cobblestone.open_pieces(derived(key, "files"), place, raw(folder, file, told=told))
    except NotReadable:
        require_unchanged(folder, file)  # a file that was changed is named as such, with or without the right key
        raise FileClosed(file=folder / file.name) from None


def require_unchanged(folder: Path, file: File, *, told: Told = lambda _count: None) -> None:
    """Read a file to its end.  Raises what ``raw`` raises."""
    for _piece in raw(folder, file, told=told):
        pass


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Give what the system says about writing *path* our name."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(path=path.parent) from None
        raise CannotWrite(path=path, reason=error.strerror or type(error).__name__) from None


def _place(installation: str, of: str, name: str) -> bytes:
    return context.encode(context.FORMAT, "backup", installation, of, name)
