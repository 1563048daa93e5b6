"""Bytes written to a file that does not gather them.

A file that gathers writes late: what the disk refused is tried again by ``close()``, and raises there, past whoever
gives that failure its name.
"""

from io import FileIO


def write(file: FileIO, piece: bytes) -> None:
    """Write all of *piece*; raises OSError."""
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]
