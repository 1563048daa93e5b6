"""What WhatsApp asks of a Flows endpoint, sealed as WhatsApp seals it.

A request carries an AES key sealed to the endpoint's RSA key, and the content under that key; the answer comes under
the same key with every bit of the initial vector inverted.

Source: whatsapp-cloud-api section 19.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BITS: Final = 2_048
_IV_BYTES: Final = 16
_AES_BYTES: Final = 16


class Unreadable(Exception):
    """The answer is not sealed as it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A request on its way: what is sent, and what opens the answer."""

    content: dict[str, str]
    key: bytes
    iv: bytes


def is_key(pem: str) -> bool:
    """Say whether this is a public key that Meta takes: RSA with 2,048 bits."""
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except ValueError:
        return False
    return isinstance(key, rsa.RSAPublicKey) and key.key_size == KEY_BITS


def sealed(pem: str, content: dict[str, Any], *, to_somebody_else: bool = False) -> Sealed:
    """Seal a request to the key in *pem*; *to_somebody_else* takes a key whose private half nobody holds."""
    key, iv = token_bytes(_AES_BYTES), token_bytes(_IV_BYTES)
    public = serialization.load_pem_public_key(pem.encode())
    if to_somebody_else:
        public = rsa.generate_private_key(public_exponent=65_537, key_size=KEY_BITS).public_key()
    if not isinstance(public, rsa.RSAPublicKey):
        raise Unreadable
    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    body = AESGCM(key).encrypt(iv, json.dumps(content).encode(), None)
    parts = {"encrypted_flow_data": body, "encrypted_aes_key": public.encrypt(key, oaep), "initial_vector": iv}
    return Sealed(content={name: b64encode(part).decode() for name, part in parts.items()}, key=key, iv=iv)


def opened(request: Sealed, answer: bytes) -> Any:
    """Open the answer to a request; raises Unreadable."""
    inverted = bytes(byte ^ 0xFF for byte in request.iv)
    try:
        return json.loads(AESGCM(request.key).decrypt(inverted, b64decode(answer, validate=True), None))
    except (InvalidTag, ValueError):
        raise Unreadable from None
