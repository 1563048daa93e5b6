"""The outsider's reading of what others said of a checkpoint: witnesses' cosignatures and time-stamp tokens.

A cosignature is a signature line of the checkpoint under the witness's own name: key id, time in 8 bytes, Ed25519
signature over the header, the time and the whole body.

A token (RFC 3161) is read as far as the hash it stamps and the time it states; that hash must be SHA-256 over the
checkpoint as the log signed it, without the signatures of others.  *Who stamped it is not decided here*: its
certificates are for ``openssl ts -verify``.

Source: c2sp.org/tlog-cosignature, c2sp.org/signed-note (both read 2026-11-26); RFC 3161 section 2.4; RFC 5652
sections 3 and 5; X.690 section 10 (DER); security-design D7.5, D7.7.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desvelo.kernel.ledger.verify import Problem, Signed, decoded

_COSIGNATURE = b"\x04"
_SIGNATURE_BYTES, _KEY_BYTES, _TIME_BYTES = 64, 32, 8
_KEY = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]+={0,2})", re.ASCII)
_SEQUENCE, _OID, _OCTETS, _INTEGER, _TIME, _EXPLICIT = 0x30, 0x06, 0x04, 0x02, 0x18, 0xA0
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")
_SHA256 = bytes.fromhex("608648016503040201")
_LONGEST_LENGTH = 4
_STATED = re.compile(r"[0-9]{14}(?:\.[0-9]+)?Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Somebody who cosigns: the *name* and *public* key that whoever checks was told."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the 4 bytes that stand before what this witness signed."""
        return sha256(self.name.encode() + b"\n" + _COSIGNATURE + self.public).digest()[:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The largest tree that a witness cosigned, and when it says it did, in seconds since 1970."""

    name: str
    size: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a time-stamp token states: the SHA-256 it is for, and when, as ``YYYYMMDDhhmmss`` and ``Z``.

    *der* is the token alone, without the answer it may have come in.
    """

    imprint: bytes
    at: str
    der: bytes


class _Parts:
    """What a constructed value of DER holds, taken from left to right; raises ValueError where it is anything else."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def take(self, tag: int) -> bytes:
        """Return the content of the next value, which must have *tag*."""
        if self.next() != tag:
            raise ValueError(tag)
        start, length = 2, int.from_bytes(self.rest[1:2], "big")
        if length & 0x80:
            written = self.rest[2 : 2 + (length & 0x7F)]
            start, length = 2 + (length & 0x7F), int.from_bytes(written, "big")
            if written[:1] in {b"", b"\x00"} or length < 0x80 or len(written) > _LONGEST_LENGTH:  # noqa: PLR2004  DER
                raise ValueError(length)
        if start + length > len(self.rest):
            raise ValueError(length)
        content, self.rest = self.rest[start : start + length], self.rest[start + length :]
        return content

    def next(self) -> int | None:
        """Return the tag of the next value; None at the end."""
        return self.rest[0] if self.rest else None


def read_witness(text: str) -> Witness:
    """Read a verifier key as witnesses publish it, ``witness.example/w1+8d66cf3f+<base64>``; raise ValueError."""
    found = _KEY.fullmatch(text)
    content = decoded(found["key"]) if found else b""
    if not found or content[:1] != _COSIGNATURE or len(content) != 1 + _KEY_BYTES:
        raise ValueError(text)
    witness = Witness(name=found["name"], public=content[1:])
    if witness.key_id.hex() != found["id"]:
        raise ValueError(text)
    return witness


def seen_by(witness: Witness, checkpoints: Sequence[Signed], *, number: int) -> Seen | Problem:
    """Return what *witness*, whose number is *number*, saw; every line under its name and key id must hold."""
    largest: Seen | None = None
    for place, checkpoint in enumerate(checkpoints):
        for signer, signature in checkpoint.signatures:
            if (signer, signature[:4]) != (witness.name, witness.key_id):
                continue
            at = _cosigned_at(witness, checkpoint.body, signature[4:])
            if at is None:
                return Problem(code="cosignature_not_valid", index=place)
            if largest is None or (checkpoint.size, at) > (largest.size, largest.at):
                largest = Seen(name=witness.name, size=checkpoint.size, at=at)
    return largest or Problem(code="witness_unseen", index=number)


def read_token(der: bytes) -> Token:
    """Return what a token, or the whole answer of a time-stamp authority, states; raise ValueError."""
    outer = _only(der, _SEQUENCE)
    if outer.next() == _SEQUENCE:  # TimeStampResp: the status stands before the token
        status = _Parts(outer.take(_SEQUENCE)).take(_INTEGER)
        if status not in {b"\x00", b"\x01"}:
            raise ValueError(status)
        der = outer.rest
        outer = _only(der, _SEQUENCE)
    info = _Parts(_signed_content(outer))
    info.take(_INTEGER)
    info.take(_OID)
    imprint = _Parts(info.take(_SEQUENCE))
    if _Parts(imprint.take(_SEQUENCE)).take(_OID) != _SHA256:
        raise ValueError(_SHA256)
    digest = imprint.take(_OCTETS)
    info.take(_INTEGER)
    at = info.take(_TIME).decode("ascii")
    if not _STATED.fullmatch(at):
        raise ValueError(at)
    return Token(imprint=digest, at=at, der=der)


def stamped(tokens: Sequence[tuple[int, bytes]], checkpoints: Sequence[Signed]) -> list[tuple[int, str]] | Problem:
    """Return each stamped size with the time stated; a token must be of the checkpoint of the size it stands with."""
    imprints = {each.size: sha256(each.note.encode()).digest() for each in checkpoints}
    found = list[tuple[int, str]]()
    for number, (size, der) in enumerate(tokens):
        try:
            token = read_token(der)
        except ValueError:
            return Problem(code="token_unreadable", index=number)
        if imprints.get(size) != token.imprint:
            return Problem(code="token_of_another", index=number)
        found.append((size, token.at))
    return found


def _cosigned_at(witness: Witness, body: str, signature: bytes) -> int | None:
    """Return the time in a cosignature that holds."""
    if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES or signature[0] & 0x80:
        return None
    at = int.from_bytes(signature[:_TIME_BYTES], "big")
    try:
        Ed25519PublicKey.from_public_bytes(witness.public).verify(
            signature[_TIME_BYTES:], f"cosignature/v1\ntime {at}\n{body}".encode()
        )
    except (InvalidSignature, ValueError):
        return None
    return at


def _only(der: bytes, tag: int) -> _Parts:
    """Return the parts of the one value that *der* is."""
    whole = _Parts(der)
    content = whole.take(tag)
    if whole.next() is not None:
        raise ValueError(tag)
    return _Parts(content)


def _signed_content(content_info: _Parts) -> bytes:
    """Return the TSTInfo inside the signed data."""
    if content_info.take(_OID) != _SIGNED_DATA:
        raise ValueError(_SIGNED_DATA)
    signed = _Parts(_Parts(content_info.take(_EXPLICIT)).take(_SEQUENCE))
    signed.take(_INTEGER)
    signed.take(0x31)
    enclosed = _Parts(signed.take(_SEQUENCE))
    if enclosed.take(_OID) != _TST_INFO:
        raise ValueError(_TST_INFO)
    octets = _Parts(enclosed.take(_EXPLICIT)).take(_OCTETS)
    return _Parts(octets).take(_SEQUENCE)
