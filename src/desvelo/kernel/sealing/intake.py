"""Close what arrives with a public key, so that the process facing the Internet cannot open it again.

One group commit is one batch: a fresh key, sealed once to the intake pair, seals each body of the group.  HPKE's
info names the pair and the batch, and each body's context names its delivery, so no record passes for another.
Destroying the private half ends every batch sealed to it, also in backups.

Source: architecture section 4; RFC 9180 base mode, X25519, HKDF-SHA256, AES-256-GCM; security-design D3.1.

>>> pair = IntakeKeyPair.generate()
>>> batch = seal_batch(pair.public_bytes, [(b"delivery-1", b"{}")])
>>> BatchOpener(pair.private_bytes, batch.batch_id, batch.sealed_key).open(b"delivery-1", batch.records[0])
b'{}'
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.sealing.errors import KeyUnusable, NotReadable

BATCH_ID_BYTES = 16
_KEY_ID_CHARACTERS = 16
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeKeyPair:
    """Both halves of an intake pair; the door gets ``public_bytes`` only, the worker ``private_bytes``."""

    public_bytes: bytes
    private_bytes: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "IntakeKeyPair":
        """Make a new pair."""
        private = X25519PrivateKey.generate()
        return cls(public_bytes=private.public_key().public_bytes_raw(), private_bytes=private.private_bytes_raw())

    @property
    def key_id(self) -> str:
        """The name of this pair: the beginning of its public half's hash."""
        return key_id(self.public_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBatch:
    """The bodies of one group commit, in the order given, and their key, closed to the pair *key_id*."""

    key_id: str
    batch_id: bytes
    sealed_key: bytes
    records: tuple[bytes, ...]


def key_id(public: bytes) -> str:
    """Return the 16 hex characters that name an intake pair."""
    return sha256(public).hexdigest()[:_KEY_ID_CHARACTERS]


def seal_batch(
    public: bytes, bodies: Sequence[tuple[bytes, bytes]], *, random: Callable[[int], bytes] = os.urandom
) -> SealedBatch:
    """Seal each (delivery id, body) under one fresh key that only the private half opens; raise KeyUnusable."""
    pair, batch_id, batch_key = key_id(public), random(BATCH_ID_BYTES), random(cobblestone.KEY_BYTES)
    try:
        sealed_key = _SUITE.encrypt(batch_key, X25519PublicKey.from_public_bytes(public), _info(pair, batch_id))
    except ValueError:
        raise KeyUnusable from None
    records = tuple(
        [cobblestone.seal(batch_key, _record_context(pair, batch_id, delivery), body) for delivery, body in bodies]
    )
    return SealedBatch(key_id=pair, batch_id=batch_id, sealed_key=sealed_key, records=records)


class BatchOpener:
    """Opens the records of one batch; the private key is used once, when it is made."""

    __slots__ = ("_batch_id", "_key", "_pair")

    def __init__(self, private: bytes, batch_id: bytes, sealed_key: bytes) -> None:
        try:
            half = X25519PrivateKey.from_private_bytes(private)
            self._pair = key_id(half.public_key().public_bytes_raw())
            self._batch_id = batch_id
            self._key = _SUITE.decrypt(sealed_key, half, _info(self._pair, batch_id))
        except (InvalidTag, ValueError):
            raise NotReadable from None

    def open(self, delivery_id: bytes, record: bytes) -> bytes:
        """Return the body of one delivery; raise NotReadable for everything that is not it."""
        return cobblestone.open_record(self._key, _record_context(self._pair, self._batch_id, delivery_id), record)


def _info(pair: str, batch_id: bytes) -> bytes:
    return context.encode(context.FORMAT, "intake batch", pair, batch_id)


def _record_context(pair: str, batch_id: bytes, delivery_id: bytes) -> bytes:
    return context.encode("intake", pair, batch_id, delivery_id)
