"""One sealed record: a version byte, then C2SP chunked-encryption as "Cobblestone-256".

::

    01 | salt 24 | commitment 32 | AES-256-GCM chunks of 16 KiB + tag 16, the last one shorter

    key 32 | base nonce 12 | commitment 32 = HKDF-Expand-SHA-512(key,
        "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM" | 00 | salt | context)
    nonce of chunk n = base nonce XOR n;  no associated data: the context is in the derivation

The salt makes every derived key single-use; the commitment makes a record open under one key only; the short last
chunk marks the end, so a cut or a longer record does not open.  A file is one record like any other, sealed and opened
piece by piece: each chunk is bound to its place, and whoever takes pieces has all of it only when no error came.

Sealing is written here from the text of the standard, because a known answer needs a chosen salt, which pyca's
encryptor does not take; opening is pyca's own reading of the same standard.  So each round trip is two readings that
must agree, and the tests add a third.  ``seeking`` opens a part of a record without what stands before it.

Source: c2sp.org/chunked-encryption v1; security-design D3.1, D3.4 and its known answer.

>>> open_record(b"k" * 32, b"here", seal(b"k" * 32, b"here", b"Sigilo"))
b'Sigilo'
"""

import os
from collections.abc import Iterable, Iterator

from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from desvelo.kernel.sealing.errors import KeyUnusable, NotReadable

VERSION = b"\x01"
KEY_BYTES = 32
SALT_BYTES = 24
COMMITMENT_BYTES = 32
HEADER_BYTES = len(VERSION) + SALT_BYTES + COMMITMENT_BYTES
CHUNK_BYTES = 16 * 1024
TAG_BYTES = 16
NONCE_BYTES = 12
_DERIVED_BYTES = KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES
_LABEL = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"


def seal(key: bytes, context: bytes, plaintext: bytes, *, salt: bytes | None = None) -> bytes:
    """Seal *plaintext* so that only *key* in *context* opens it; a given *salt* must never repeat under one key.

    Raises KeyUnusable.
    """
    salt = os.urandom(SALT_BYTES) if salt is None else salt
    return b"".join(_written(key, context, [plaintext], salt))


def seal_pieces(key: bytes, context: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the record of a file that comes in *pieces* of any length, one chunk in memory; raise KeyUnusable."""
    return _written(key, context, pieces, os.urandom(SALT_BYTES))


def open_record(key: bytes, context: bytes, record: bytes) -> bytes:
    """Return what was sealed with *key* in *context*, all of it; raise NotReadable for everything else."""
    if record[:1] != VERSION:
        raise NotReadable
    try:
        decryptor = Cobblestone256Decryptor(key, context=context)
        return decryptor.update(record[1:]) + decryptor.finalize()
    except (InvalidTag, ValueError):
        raise NotReadable from None


def open_pieces(key: bytes, context: bytes, record: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what was sealed, chunk by chunk, each genuine and in its place; raise NotReadable for everything else.

    A record that was cut raises only at its end: what was taken before is a beginning, not the file.
    """
    pieces = filter(None, record)
    first = next(pieces, b"")
    if first[:1] != VERSION:
        raise NotReadable
    try:
        decryptor = Cobblestone256Decryptor(key, context=context)
        yield decryptor.update(first[1:])
        for piece in pieces:
            yield decryptor.update(piece)
        yield decryptor.finalize()
    except (InvalidTag, ValueError):
        raise NotReadable from None


def _written(key: bytes, context: bytes, pieces: Iterable[bytes], salt: bytes) -> Iterator[bytes]:
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise KeyUnusable
    chunk_key, base_nonce, commitment = derive(key, salt, context)
    cipher = AESGCM(chunk_key)
    yield b"".join((VERSION, salt, commitment))
    for number, chunk in enumerate(_chunks(pieces)):
        yield cipher.encrypt(nonce_of(base_nonce, number), chunk, None)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut into full chunks and one shorter at the end, empty if need be: that one says the record is whole."""
    waiting = bytearray()
    for piece in pieces:
        taken = 0
        while len(waiting) + len(piece) - taken >= CHUNK_BYTES:
            end = taken + CHUNK_BYTES - len(waiting)
            yield bytes(waiting) + piece[taken:end]
            waiting.clear()
            taken = end
        waiting += piece[taken:]
    yield bytes(waiting)


def derive(key: bytes, salt: bytes, context: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what one record is sealed with: the key of its chunks, their base nonce, and the commitment to both."""
    derived = HKDFExpand(SHA512(), _DERIVED_BYTES, _LABEL + salt + context).derive(key)
    nonce_end = KEY_BYTES + NONCE_BYTES
    return derived[:KEY_BYTES], derived[KEY_BYTES:nonce_end], derived[nonce_end:]


def nonce_of(base: bytes, number: int) -> bytes:
    """Return the nonce of chunk *number*, counted from zero."""
    return (int.from_bytes(base, "big") ^ number).to_bytes(NONCE_BYTES, "big")
