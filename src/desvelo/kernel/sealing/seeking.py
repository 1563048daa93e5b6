"""Open any part of a sealed record without reading what stands before it.

A record is opened at both ends first: its header, whose commitment says that key and context are right, and its last
chunk, which alone is shorter than the others and is genuine only under its own number, so that it proves how long the
whole is.  Then a range costs the chunks it touches: each is genuine and in its place, and no other chunk is read.

What is not read is not vouched for: a chunk in the middle that somebody changed raises when it is asked for.

Written from the text of the standard, as sealing is, because pyca's decryptor begins at the beginning.

Source: c2sp.org/chunked-encryption v1 ("random access"); security-design D3.1, D3.4.

>>> from desvelo.kernel.sealing import cobblestone
>>> sealed = cobblestone.seal(b"k" * 32, b"here", b"0123456789")
>>> record = Record(b"k" * 32, b"here", lambda start, end: sealed[start:end], len(sealed))
>>> record.length, b"".join(record.pieces(3, 6))
(10, b'345')
"""

import hmac
from collections.abc import Callable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desvelo.kernel.sealing import cobblestone
from desvelo.kernel.sealing.cobblestone import CHUNK_BYTES, HEADER_BYTES, KEY_BYTES, SALT_BYTES, TAG_BYTES, VERSION
from desvelo.kernel.sealing.errors import NotReadable

ReadAt = Callable[[int, int], bytes]
"""Gives the bytes of a sealed record from one offset up to another; whoever gives others gives NotReadable."""

CHUNKS_AT_ONCE: Final = 16  # 256 KiB are asked of the store in one go, and no more are in memory
_SEALED_CHUNK: Final = CHUNK_BYTES + TAG_BYTES


class Record:
    """A sealed record, open at both ends; *length* is that of what was sealed, in bytes, and proven."""

    __slots__ = ("_base_nonce", "_cipher", "_last", "_read_at", "_size", "length")

    def __init__(self, key: bytes, context: bytes, read_at: ReadAt, size: int) -> None:
        """Open the record of *size* sealed bytes that *read_at* gives; raise NotReadable for everything else."""
        full, rest = divmod(size - HEADER_BYTES, _SEALED_CHUNK)
        if len(key) != KEY_BYTES or full < 0 or rest < TAG_BYTES:
            raise NotReadable
        self._read_at, self._size, self._last = read_at, size, full
        self._cipher, self._base_nonce = _begun(key, context, read_at(0, HEADER_BYTES))
        self.length = full * CHUNK_BYTES + len(b"".join(self._chunks(full, full)))

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        """Yield what was sealed from offset *start* up to *end*, chunk by chunk; raise NotReadable for a false chunk.

        Offsets beyond the end mean the end.
        """
        end = min(end, self.length)
        if not 0 <= start < end:
            return
        first, last = start // CHUNK_BYTES, (end - 1) // CHUNK_BYTES
        for number, chunk in enumerate(self._chunks(first, last), first):
            at = number * CHUNK_BYTES
            yield chunk[max(start - at, 0) : end - at]

    def _chunks(self, first: int, last: int) -> Iterator[bytes]:
        """Open the chunks from *first* to *last*, both included, a few in memory at a time."""
        for begin in range(first, last + 1, CHUNKS_AT_ONCE):
            stop = min(begin + CHUNKS_AT_ONCE, last + 1)
            sealed = self._read(begin, stop)
            for number in range(begin, stop):
                at = (number - begin) * _SEALED_CHUNK
                yield self._opened(number, sealed[at : at + _SEALED_CHUNK])

    def _read(self, first: int, stop: int) -> bytes:
        start, end = (min(HEADER_BYTES + number * _SEALED_CHUNK, self._size) for number in (first, stop))
        sealed = self._read_at(start, end)
        if len(sealed) != end - start:
            raise NotReadable
        return sealed

    def _opened(self, number: int, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(cobblestone.nonce_of(self._base_nonce, number), sealed, None)
        except (InvalidTag, ValueError):
            raise NotReadable from None


def _begun(key: bytes, context: bytes, header: bytes) -> tuple[AESGCM, bytes]:
    """Read the header: the version, then the commitment, before any chunk."""
    if len(header) != HEADER_BYTES or header[:1] != VERSION:
        raise NotReadable
    salt = header[1 : 1 + SALT_BYTES]
    chunk_key, base_nonce, commitment = cobblestone.derive(key, salt, context)
    if not hmac.compare_digest(commitment, header[1 + SALT_BYTES :]):
        raise NotReadable
    return AESGCM(chunk_key), base_nonce
