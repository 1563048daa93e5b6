"""Objects as files of one folder, readable by this user alone.

::

    objects/.new/<name>     being written; what a crash leaves here is nobody's and goes at the next start of a sweep
    objects/ab/<name>       whole: written, synced, renamed, and the folder synced
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from desvelo.base import durable
from desvelo.base.objects import whole
from desvelo.base.objects.errors import ObjectMissing, StoreUnavailable

PIECE_BYTES = 64 * 1024
_UNFINISHED = ".new"


class Folder:
    """A store on this machine's disk, or on one that all nodes share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write beside, sync, rename: a crash leaves the whole object or none."""
        place, unfinished = self._place(name), self._folder / _UNFINISHED / name
        with _disk():
            unfinished.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            _write(unfinished, pieces)
            with _disk():
                unfinished.rename(place)
                for folder in (place.parent, self._folder):
                    durable.sync_folder(folder)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the object in pieces of 64 KiB."""
        try:
            with _disk(), self._place(name).open("rb") as file:
                while piece := file.read(PIECE_BYTES):
                    yield piece
        except FileNotFoundError:
            raise ObjectMissing from None

    def size(self, name: str) -> int:
        """Ask the file system."""
        try:
            with _disk():
                return self._place(name).stat().st_size
        except FileNotFoundError:
            raise ObjectMissing from None

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Read at an offset, and nothing around it."""
        try:
            with _disk(), self._place(name).open("rb", buffering=0) as file:
                file.seek(start)
                return _exactly(file, end - start)
        except FileNotFoundError:
            raise ObjectMissing from None

    def remove(self, name: str) -> None:
        """Unlink the file, and what may be left of it unfinished."""
        with _disk():
            for path in (self._place(name), self._folder / _UNFINISHED / name):
                path.unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _exactly(file: FileIO, length: int) -> bytes:
    """Take *length* bytes, or what there is: one read may give fewer."""
    taken = bytearray()
    while len(taken) < length and (piece := file.read(length - len(taken))):
        taken += piece
    return bytes(taken)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with _disk():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        for piece in pieces:
            with _disk():
                whole.write(file, piece)
        with _disk():
            os.fsync(file.fileno())


@contextmanager
def _disk() -> Iterator[None]:
    """Give the disk's failures our name: full, read-only, broken; a file that is not there stays what it is."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreUnavailable(reason=os.strerror(error.errno or 0)) from None
