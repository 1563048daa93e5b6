"""A second reading of RFC 9180 (base mode, X25519, HKDF-SHA256), for tests only: hmac, X25519 and AESGCM by hand."""

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM_SUITE = b"KEM" + (0x20).to_bytes(2, "big")
AES_128, AES_256 = (1, 16), (2, 32)


def open_it(private, sealed, info, *, aead=AES_256, aad=b""):
    encapsulated, ciphertext = sealed[:32], sealed[32:]
    half = X25519PrivateKey.from_private_bytes(private)
    dh = half.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    key, nonce = schedule(shared(dh, encapsulated + half.public_key().public_bytes_raw()), info, aead)
    return AESGCM(key).decrypt(nonce, ciphertext, aad)


def seal_with_ephemeral(ephemeral, public, plaintext, info, *, aead=AES_256):
    half = X25519PrivateKey.from_private_bytes(ephemeral)
    encapsulated = half.public_key().public_bytes_raw()
    dh = half.exchange(X25519PublicKey.from_public_bytes(public))
    key, nonce = schedule(shared(dh, encapsulated + public), info, aead)
    return encapsulated + AESGCM(key).encrypt(nonce, plaintext, b"")


def shared(dh, kem_context):
    return expand(KEM_SUITE, extract(KEM_SUITE, b"", b"eae_prk", dh), b"shared_secret", kem_context, 32)


def schedule(secret_in, info, aead):
    suite = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x20, 1, aead[0]))
    context = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    secret = extract(suite, secret_in, b"secret", b"")
    return expand(suite, secret, b"key", context, aead[1]), expand(suite, secret, b"base_nonce", context, 12)


def extract(suite, salt, label, material):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, sha256)


def expand(suite, secret, label, info, length):
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(secret, labelled + b"\x01", sha256)[:length]
