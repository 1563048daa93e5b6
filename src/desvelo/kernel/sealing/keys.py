"""Keys under keys: a key-encryption key closes another key, tied to its purpose.

A wrapped key is a sealed record whose context is marked as a key's, so content sealed under the same key never passes
for a key, nor a key for content.  A fingerprint tells two keys apart and says nothing else.

``self_test`` runs before the first write: an installation whose ciphers disagree with the published answers, or whose
randomness repeats, must not start.

Source: security-design sections 4 (key tree), D4.1, D4.7.

>>> unwrap(b"r" * 32, b"contact 7", wrap(b"r" * 32, b"contact 7", b"k" * 32)) == b"k" * 32
True
>>> fingerprint(b"k" * 32) == fingerprint(b"K" * 32)
False
"""

import hmac
import os
from collections.abc import Callable

from desvelo.kernel.sealing import cobblestone, known_answers
from desvelo.kernel.sealing import context as contexts
from desvelo.kernel.sealing.errors import SelfTestFailed


def wrap(kek: bytes, context: bytes, key: bytes) -> bytes:
    """Close *key* under *kek* for the purpose that *context* names; raise KeyUnusable."""
    return cobblestone.seal(kek, _purpose(context), key)


def unwrap(kek: bytes, context: bytes, wrapped: bytes) -> bytes:
    """Return the key closed for exactly this purpose; raise NotReadable for everything else."""
    return cobblestone.open_record(kek, _purpose(context), wrapped)


def fingerprint(key: bytes) -> bytes:
    """Return 32 bytes that identify *key* and reveal nothing of it."""
    return hmac.digest(key, contexts.encode(contexts.FORMAT, "key fingerprint"), "sha256")


def self_test(*, random: Callable[[int], bytes] = os.urandom) -> None:
    """Return if every primitive gives its known answer here; raise SelfTestFailed naming the first that does not."""
    for primitive, holds in known_answers.CHECKS.items():
        if not holds():
            raise SelfTestFailed(primitive=primitive)
    if random(cobblestone.KEY_BYTES) == random(cobblestone.KEY_BYTES):
        raise SelfTestFailed(primitive="random")


def _purpose(context: bytes) -> bytes:
    return contexts.encode(contexts.FORMAT, "wrapped key", context)
