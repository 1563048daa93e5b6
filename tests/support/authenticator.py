"""A passkey's device in software: makes key pairs and signs, truthfully or, when a test says so, not.

It shares no line with the code under test: what it writes follows WebAuthn Level 3 sections 5.8.1, 6.1 and 6.5.
"""

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN, HOST = "http://localhost:8000", "localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    """Write bytes in base64url."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(written: str) -> bytes:
    """Read bytes from base64url."""
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass(frozen=True)
class Ceremony:
    """Where a signature is made and what the device says of itself; a test changes what it wants to lie about."""

    origin: str = ORIGIN
    host: str = HOST
    flags: int = PRESENT | VERIFIED
    cross_origin: Any = False
    kind: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def client_data(self, kind: str, challenge: bytes) -> bytes:
        """Return what the browser puts around a challenge."""
        said = {"type": self.kind or kind, "challenge": text(challenge), "origin": self.origin, **self.more}
        return json.dumps({**said, "crossOrigin": self.cross_origin}).encode()

    def head(self, counter: int, *, more_flags: int = 0) -> bytes:
        """Return the authenticator data without keys."""
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", self.flags | more_flags, counter)


HERE = Ceremony()


@dataclass(frozen=True)
class Device:
    """One passkey on one device."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    user_handle: bytes = b""

    def make(self, options: dict[str, Any], where: Ceremony = HERE, *, algorithm: int = -7) -> tuple["Device", str]:
        """Answer a request to make a passkey; return the device that remembers whose it is, and the answer."""
        numbers = self.key.public_key().public_numbers()
        cose = (
            b"\xa5\x01\x02\x03" + _integer(algorithm) + b"\x20\x01"
            b"\x21\x58\x20" + numbers.x.to_bytes(32, "big") + b"\x22\x58\x20" + numbers.y.to_bytes(32, "big")
        )  # fmt: skip
        held = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cose
        data = where.head(0, more_flags=ATTESTED) + held
        attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData" + b"\x59" + struct.pack(">H", len(data)) + data
        client_data = where.client_data("webauthn.create", raw(options["challenge"]))
        response = {"clientDataJSON": text(client_data), "attestationObject": text(attestation)}
        return replace(self, user_handle=raw(options["user"]["id"])), self._answer(response)

    def sign(self, options: dict[str, Any], where: Ceremony = HERE, *, counter: int = 0, **lies: Any) -> str:
        """Answer a request to use the passkey; *lies* replace fields of the response."""
        head = where.head(counter)
        client_data = where.client_data("webauthn.get", raw(options["challenge"]))
        signature = self.key.sign(head + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": text(client_data),
            "authenticatorData": text(head),
            "signature": text(signature),
            "userHandle": text(self.user_handle),
        }
        return self._answer({name: value for name, value in {**response, **lies}.items() if value is not None})

    def _answer(self, response: dict[str, Any]) -> str:
        written = text(self.credential_id)
        return json.dumps({"id": written, "rawId": written, "type": "public-key", "response": response})


def _integer(number: int) -> bytes:
    """Write a negative integer in CBOR."""
    size = -1 - number
    if size < 24:
        return bytes([0x20 | size])
    return b"\x38" + bytes([size]) if size < 256 else b"\x39" + struct.pack(">H", size)
