"""A second reading of c2sp.org/chunked-encryption, for tests only: HKDF by hand over hmac, GCM by the cipher object.

It shares no line with the product: no AESGCM, no HKDFExpand, no pyca Cobblestone.  It says why it refuses.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

FULL_CHUNK = 16384
TAG = 16


class RefusedError(Exception):
    pass


def open_it(key, context, record):
    if len(key) != 32:
        raise RefusedError("key length")
    if len(record) < 1 + 24 + 32 or record[0] != 1:
        raise RefusedError("header")
    salt, commitment, body = record[1:25], record[25:57], record[57:]
    derived = expand(key, b"c2sp.org/chunked-encryption@v1+" + b"AEAD_AES_256_GCM" + b"\0" + salt + context, 76)
    if not hmac.compare_digest(derived[44:], commitment):
        raise RefusedError("commitment")
    return b"".join(chunks(derived[:32], derived[32:44], body))


def chunks(key, base_nonce, body):
    counter = 0
    while True:
        sealed, body = body[: FULL_CHUNK + TAG], body[FULL_CHUNK + TAG :]
        if len(sealed) < TAG:
            raise RefusedError("cut")
        yield open_chunk(key, nonce(base_nonce, counter), sealed)
        counter += 1
        if len(sealed) < FULL_CHUNK + TAG:
            return


def open_chunk(key, chunk_nonce, sealed):
    decryptor = Cipher(algorithms.AES256(key), modes.GCM(chunk_nonce, sealed[-TAG:])).decryptor()
    try:
        return decryptor.update(sealed[:-TAG]) + decryptor.finalize()
    except InvalidTag:
        raise RefusedError("tag") from None


def nonce(base, counter):
    return bytes(a ^ b for a, b in zip(base, counter.to_bytes(12, "big"), strict=True))


def expand(key, info, length):
    blocks, last = b"", b""
    for number in range(1, 3):
        last = hmac.digest(key, last + info + bytes([number]), "sha512")
        blocks += last
    return blocks[:length]


def seal_it(key, context, plaintext, salt):
    """Seal as the standard says; the pinned vectors were written by this, never by the product."""
    derived = expand(key, b"c2sp.org/chunked-encryption@v1+" + b"AEAD_AES_256_GCM" + b"\0" + salt + context, 76)
    record = b"\x01" + salt + derived[44:]
    for counter in range(len(plaintext) // FULL_CHUNK + 1):
        chunk = plaintext[counter * FULL_CHUNK : (counter + 1) * FULL_CHUNK]
        encryptor = Cipher(algorithms.AES256(derived[:32]), modes.GCM(nonce(derived[32:44], counter))).encryptor()
        record += encryptor.update(chunk) + encryptor.finalize() + encryptor.tag
    return record
