"""The key of one file: random, used for that file alone, and kept closed by its contact's key beside the file's row.

A file is bound to its row through its key, and the key to row, contact and key version where it is closed.  So a
contact's key may be replaced, or a contact become part of another, by closing 32 bytes again: no file is rewritten.
Whoever destroys the closed key, or the contact's, has destroyed the file, wherever copies of its bytes lie.

Source: security-design D3.1, D3.2, D4.4; decision 0036.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box, Place
from desvelo.kernel.sealing import cobblestone, context, seeking


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKey:
    """The key of the file whose row is *file*, in memory for as long as the file is written or read."""

    file: UUID
    key: bytes = field(repr=False)

    def closed(self, box: Box, place: Place) -> bytes:
        """Return this key closed by *box* for *place*, which is a column of the file's own row."""
        return box.wrap(place, self.key)

    def seal(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Seal the file, piece by piece."""
        return cobblestone.seal_pieces(self.key, self._context(), pieces)

    def open(self, record: Iterable[bytes]) -> Iterator[bytes]:
        """Open the file, piece by piece; raise NotReadable, perhaps only at the end, for anything else."""
        return cobblestone.open_pieces(self.key, self._context(), record)

    def record(self, read_at: seeking.ReadAt, size: int) -> seeking.Record:
        """Return the file, to be opened from any place; raise NotReadable."""
        return seeking.Record(self.key, self._context(), read_at, size)

    def _context(self) -> bytes:
        return context.encode(context.FORMAT, "file", str(boxes.install_id()), str(self.file))


def new(file: UUID) -> FileKey:
    """Make the key of a new file."""
    return FileKey(file=file, key=os.urandom(cobblestone.KEY_BYTES))


def opened(box: Box, place: Place, closed: bytes) -> FileKey:
    """Return the key that ``FileKey.closed`` closed for *place*; raise NotReadable for anything else."""
    return FileKey(file=place.row, key=box.unwrap(place, closed))
