"""A file on its way in, sealed as it comes: never whole in memory, never on disk in the clear.

The pieces go to a file without a name, each sealed to a key that exists in this process alone and ends with it.  What a
crash leaves behind is nobody's: the file has no name, and the key is gone.

>>> from pathlib import Path
>>> from tempfile import gettempdir
>>> with Spool(Path(gettempdir())) as spool:
...     spool.write(b"one"), spool.write(b"two")
...     spool.size, b"".join(spool.pieces()), b"".join(spool.pieces())
(None, None)
(6, b'onetwo', b'onetwo')
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from desvelo.kernel.sealing import cobblestone, context


class Spool:
    """Written once from front to end, read as often as somebody asks; closing it forgets everything."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115  closed with the spool
        self._key = os.urandom(cobblestone.KEY_BYTES)
        self._lengths: list[int] = []
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, piece: bytes) -> None:
        """Add a piece.  Raises OSError when the disk does not take it."""
        record = cobblestone.seal(self._key, self._place(len(self._lengths)), piece)
        rest = memoryview(record)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._lengths.append(len(record))
        self.size += len(piece)

    def pieces(self) -> Iterator[bytes]:
        """Yield the pieces in order; raise NotReadable if somebody changed the file meanwhile."""
        at = 0
        for number, length in enumerate(self._lengths):
            record = os.pread(self._file.fileno(), length, at)
            yield cobblestone.open_record(self._key, self._place(number), record)
            at += length

    def close(self) -> None:
        """Forget the file and its key."""
        self._key = b""
        self._file.close()

    def _place(self, number: int) -> bytes:
        return context.encode("desvelo/1", "spool", number)
