"""Files of messages in a backup folder: each copied once, named by every set that needs it, removed when none does.

They are sealed already and never change, so a copy is the object under its own name.  ``media.list`` of a set has one
line for each: name, bytes, SHA-256.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desvelo.base.backups import layout, sealed_files
from desvelo.base.backups.errors import CannotRead, DiskFull, FileChanged, FileMissing
from desvelo.base.backups.manifest import File
from desvelo.base.backups.sealed_files import Told
from desvelo.base.objects import store
from desvelo.base.objects.errors import ObjectMissing, StoreUnavailable
from desvelo.base.objects.folder import Folder
from desvelo.base.objects.store import Store

_LINE = re.compile(r"([1-9A-HJ-NP-Za-km-z]{22}) (\d{1,18}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a message as it lies in the folder."""

    name: str
    size: int
    sha256: str

    def line(self) -> bytes:
        """Return its line in the list."""
        return f"{self.name} {self.size} {self.sha256}\n".encode("ascii")


def place(folder: Path, name: str) -> Path:
    """Return where a file lies in a backup folder."""
    return folder / layout.MEDIA / name[:2] / name


def listed(found: Path) -> list[Kept]:
    """Read the list of a set, whose hash the caller has compared.  Raises FileMissing, CannotRead, FileChanged."""
    path = found / layout.MEDIA_LIST
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        raise FileMissing(file=path) from None
    except OSError as error:
        raise CannotRead(path=path, reason=error.strerror) from None
    matches = [_LINE.fullmatch(line) for line in lines]
    if not all(matches):
        raise FileChanged(file=path)
    return [Kept(name=match[1], size=int(match[2]), sha256=match[3]) for match in matches if match]


def copy(source: Store, folder: Path, names: Iterable[str], known: Mapping[str, Kept]) -> Iterator[Kept | None]:
    """Bring each of *names* into the folder unless it is *known* to lie there; yield None for what is gone.

    Raises DiskFull, and StoreUnavailable of the store it is read from.
    """
    target = Folder(folder / layout.MEDIA)
    for name in names:
        before = known.get(name)
        if before is not None and _lies(folder, before):
            yield before
            continue
        hashed = _Hashed(source.read(name))
        try:
            target.put(name, hashed)
        except ObjectMissing:
            yield None
            continue
        except StoreUnavailable as error:
            if hashed.is_reading:
                raise
            raise DiskFull(path=folder / layout.MEDIA) from error
        yield Kept(name=name, size=hashed.size, sha256=hashed.digest())


def require_unchanged(folder: Path, kept: Kept, *, told: Told = lambda _count: None) -> None:
    """Read one to its end.  Raises FileMissing, CannotRead, FileChanged."""
    file = File(name=kept.name, size=kept.size, sha256=kept.sha256)
    sealed_files.require_unchanged(place(folder, kept.name).parent, file, told=told)


def remove_unnamed(folder: Path, needed: set[str]) -> int:
    """Remove what no set names any more; return how many.  What has no name of ours is left alone."""
    target, count = Folder(folder / layout.MEDIA), 0
    for path in (folder / layout.MEDIA).glob("*/*"):
        if store.NAME.fullmatch(path.name) and path.name not in needed:
            target.remove(path.name)
            count += 1
    return count


def _lies(folder: Path, kept: Kept) -> bool:
    try:
        return place(folder, kept.name).stat().st_size == kept.size
    except OSError:
        return False


class _Hashed:
    """Pieces on their way, counted and hashed; *is_reading* while the next one comes from the store."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._hashed = hashlib.sha256()
        self.size = 0
        self.is_reading = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self.is_reading = True
        piece = next(self._pieces)
        self.is_reading = False
        self._hashed.update(piece)
        self.size += len(piece)
        return piece

    def digest(self) -> str:
        """Return the SHA-256 of what passed, in hex."""
        return self._hashed.hexdigest()
