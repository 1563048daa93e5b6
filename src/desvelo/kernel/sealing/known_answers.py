"""What every primitive must answer on this machine, before anything is written with it.

Each check takes fixed keys, which protect nothing, and compares with an answer published by the standard or, where
the standard has none, pinned here and proven in the tests by a second implementation.

A cipher or a signature must also refuse what differs in one bit: one that opens everything gives the right answer too.
Passwords have a check of their own (guards/access/passwords), because the kernel knows no argon2.

Source: security-design D3.1, D4.7; FIPS 180-4; RFC 4226 appendix D; RFC 4231 case 2; RFC 8032 section 7.1 test 1;
RFC 9180 appendix A.1 (keys), answer pinned for AES-256-GCM.
"""

import hmac
from collections.abc import Callable
from hashlib import sha256
from types import MappingProxyType

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from desvelo.kernel.sealing import cobblestone
from desvelo.kernel.sealing.errors import NotReadable

TEXT = b"Sigilo"
RECORD_KEY, RECORD_SALT, RECORD_CONTEXT = b"\x07" * 32, bytes(range(24)), b"ctx"
RECORD = bytes.fromhex(
    "01"
    "000102030405060708090a0b0c0d0e0f1011121314151617"
    "3c3e3ecf29c01797859784c64c3bbdc8760417d7ead3b73c6d69f036f5ecd5c1"
    "46f556505c00c8d44d40d6791a3daf4b4cf80fea1b8a"
)

HPKE_PRIVATE = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
HPKE_INFO = b"desvelo/1 known answer"
HPKE_SEALED = bytes.fromhex(
    "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf443183e860a05d0049cfd3575ec3dddf79e4049b664aba41"
)

_ED25519_SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
_ED25519_SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
    "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)
_HOTP_SECRET, _HOTP_CODE, _HOTP_DIGITS = b"12345678901234567890", b"755224", 6
_SHA256_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
_HMAC_JEFE = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def _cobblestone() -> bool:
    sealed = cobblestone.seal(RECORD_KEY, RECORD_CONTEXT, TEXT, salt=RECORD_SALT)
    try:
        opened = cobblestone.open_record(RECORD_KEY, RECORD_CONTEXT, RECORD)
    except NotReadable:
        return False
    try:
        cobblestone.open_record(RECORD_KEY, RECORD_CONTEXT, _one_bit_else(RECORD))
    except NotReadable:
        return sealed == RECORD and opened == TEXT
    return False


def _hpke() -> bool:
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    private = X25519PrivateKey.from_private_bytes(HPKE_PRIVATE)
    try:
        opened = suite.decrypt(HPKE_SEALED, private, HPKE_INFO)
    except InvalidTag:
        return False
    try:
        suite.decrypt(_one_bit_else(HPKE_SEALED), private, HPKE_INFO)
    except InvalidTag:
        return opened == TEXT
    return False


def _ed25519() -> bool:
    private = Ed25519PrivateKey.from_private_bytes(_ED25519_SEED)
    if private.sign(b"") != _ED25519_SIGNATURE:
        return False
    private.public_key().verify(_ED25519_SIGNATURE, b"")
    try:
        private.public_key().verify(_one_bit_else(_ED25519_SIGNATURE), b"")
    except InvalidSignature:
        return True
    return False


def _hotp() -> bool:
    return HOTP(_HOTP_SECRET, _HOTP_DIGITS, SHA1()).generate(0) == _HOTP_CODE  # noqa: S303  what RFC 4226 asks for


def _hmac_sha256() -> bool:
    return hmac.digest(b"Jefe", b"what do ya want for nothing?", "sha256").hex() == _HMAC_JEFE


def _sha256() -> bool:
    return sha256(b"abc").hexdigest() == _SHA256_ABC


def _one_bit_else(right: bytes) -> bytes:
    return right[:-1] + bytes([right[-1] ^ 1])


CHECKS: MappingProxyType[str, Callable[[], bool]] = MappingProxyType(
    {
        "cobblestone-256": _cobblestone,
        "ed25519": _ed25519,
        "hmac-sha-256": _hmac_sha256,
        "hotp-sha-1": _hotp,
        "hpke-x25519-aes-256-gcm": _hpke,
        "sha-256": _sha256,
    }
)
