"""Keys close keys, for one purpose; and a machine whose ciphers are wrong does not start."""

from types import MappingProxyType

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from desvelo.kernel.sealing import cobblestone, keys, known_answers
from desvelo.kernel.sealing.errors import KeyUnusable, NotReadable, SelfTestFailed

from . import second_hpke

ROOT, DATA_KEY, PURPOSE = b"r" * 32, b"d" * 32, b"dek of contact 7"
EPHEMERAL = bytes.fromhex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736")
PUBLIC = bytes.fromhex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d")
RFC_9180_A_1_1 = bytes.fromhex(
    "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
    "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
)


def test_a_wrapped_key_comes_back_for_its_purpose():
    assert keys.unwrap(ROOT, PURPOSE, keys.wrap(ROOT, PURPOSE, DATA_KEY)) == DATA_KEY


@pytest.mark.parametrize(("kek", "purpose"), [(b"R" * 32, PURPOSE), (ROOT, b"dek of contact 8"), (ROOT, b"")])
def test_a_wrapped_key_does_not_come_back_for_another_root_or_purpose(kek, purpose):
    wrapped = keys.wrap(ROOT, PURPOSE, DATA_KEY)

    with pytest.raises(NotReadable):
        keys.unwrap(kek, purpose, wrapped)


def test_content_sealed_under_a_key_does_not_pass_for_a_key_of_the_same_context():
    content = cobblestone.seal(ROOT, PURPOSE, DATA_KEY)

    assert cobblestone.open_record(ROOT, PURPOSE, content) == DATA_KEY
    with pytest.raises(NotReadable):
        keys.unwrap(ROOT, PURPOSE, content)


def test_a_root_of_another_length_wraps_nothing():
    with pytest.raises(KeyUnusable):
        keys.wrap(b"short", PURPOSE, DATA_KEY)


def test_a_fingerprint_names_a_key_and_never_changes():
    assert keys.fingerprint(ROOT).hex() == "6a9761b166daa467b173c9805cdd55c307787d0024d1c53a189f2ff7d1ca9c88"
    assert keys.fingerprint(ROOT) != keys.fingerprint(DATA_KEY)


def test_this_machine_gives_every_known_answer():
    keys.self_test()

    assert sorted(known_answers.CHECKS) == [
        "cobblestone-256",
        "ed25519",
        "hmac-sha-256",
        "hotp-sha-1",
        "hpke-x25519-aes-256-gcm",
        "sha-256",
    ]


@pytest.mark.parametrize(
    ("name", "primitive"), [("RECORD", "cobblestone-256"), ("HPKE_SEALED", "hpke-x25519-aes-256-gcm")]
)
def test_an_answer_that_differs_in_one_bit_stops_the_start(monkeypatch, name, primitive):
    right = getattr(known_answers, name)
    monkeypatch.setattr(known_answers, name, right[:-1] + bytes([right[-1] ^ 1]))

    with pytest.raises(SelfTestFailed) as refusal:
        keys.self_test()

    assert refusal.value.params == {"primitive": primitive}


@pytest.mark.parametrize("primitive", known_answers.CHECKS)
def test_any_primitive_that_fails_is_named(monkeypatch, primitive):
    broken = MappingProxyType(dict(known_answers.CHECKS) | {primitive: lambda: False})
    monkeypatch.setattr(known_answers, "CHECKS", broken)

    with pytest.raises(SelfTestFailed) as refusal:
        keys.self_test()

    assert refusal.value.params == {"primitive": primitive}


@pytest.mark.parametrize(
    ("module", "name", "primitive"),
    [
        (known_answers.cobblestone, "open_record", "cobblestone-256"),
        (known_answers.Suite, "decrypt", "hpke-x25519-aes-256-gcm"),
    ],
)
def test_a_cipher_that_opens_whatever_it_is_given_stops_the_start(monkeypatch, module, name, primitive):
    """The right answer to the right question is not enough: this one never looks at the tag."""
    if name == "decrypt":
        monkeypatch.setattr(
            known_answers, "Suite", lambda *_: type("S", (), {"decrypt": lambda *_: known_answers.TEXT})()
        )
    else:
        monkeypatch.setattr(module, name, lambda *_: known_answers.TEXT)

    with pytest.raises(SelfTestFailed) as refusal:
        keys.self_test()

    assert refusal.value.params == {"primitive": primitive}


def test_randomness_that_repeats_stops_the_start():
    with pytest.raises(SelfTestFailed) as refusal:
        keys.self_test(random=bytes)

    assert refusal.value.params == {"primitive": "random"}


def test_the_second_hpke_opens_the_vector_of_the_standard_and_so_does_the_library():
    info, text = b"Ode on a Grecian Urn", b"Beauty is truth, truth beauty"
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
    private = X25519PrivateKey.from_private_bytes(known_answers.HPKE_PRIVATE)

    ours = second_hpke.open_it(
        known_answers.HPKE_PRIVATE, RFC_9180_A_1_1, info, aead=second_hpke.AES_128, aad=b"Count-0"
    )

    assert ours == text
    assert openssl.hpke._decrypt_with_aad(suite, RFC_9180_A_1_1, private, info, b"Count-0") == text


def test_the_pinned_hpke_answer_is_what_the_second_hpke_gives_for_the_keys_of_the_standard():
    sealed = second_hpke.seal_with_ephemeral(EPHEMERAL, PUBLIC, b"Sigilo", known_answers.HPKE_INFO)

    assert sealed == known_answers.HPKE_SEALED
