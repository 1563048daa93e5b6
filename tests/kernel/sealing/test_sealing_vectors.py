"""The stored form of sealed things against vectors that the product did not write (``tests/fixtures/sealing``).

The second readings wrote them: HKDF by hand, the cipher object, contexts by ``struct``.  Each vector is sealed by both
and opened by both, so neither can change alone.
"""

import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest

from desvelo.kernel.sealing import cobblestone, context, keys, padding
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.intake import BatchOpener, key_id
from desvelo.kernel.sealing.seeking import Record

from . import second_cobblestone, second_context, second_hpke

FOLDER = Path(__file__).parents[2] / "fixtures/sealing"


def vectors(name: str) -> list[dict]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["vectors"]


def unhexed(vector: dict, *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def plaintext(vector: dict) -> bytes:
    unit, length = bytes.fromhex(vector["plaintext"]["repeat"]), vector["plaintext"]["length"]
    return (unit * (length // len(unit) + 1))[:length]


RECORDS = vectors("records.json")
ROLLED_OVER = "f1d1aea29c6dd3e3a5e28a191dadb1988e2432c6d60604bd7873f55951768c96"


def test_the_vectors_cover_every_size_around_a_chunk():
    assert [each["plaintext"]["length"] for each in RECORDS] == [0, 1, 16383, 16384, 16385, 49152, 6]
    assert len({each["key"] + each["salt"] for each in RECORDS}) == len(RECORDS)


@pytest.mark.parametrize("vector", RECORDS, ids=lambda each: each["comment"])
def test_a_record_is_sealed_to_exactly_these_bytes_by_both(vector):
    key, salt, where = unhexed(vector, "key", "salt", "context")
    record = b64decode(vector["record"])

    assert cobblestone.seal(key, where, plaintext(vector), salt=salt) == record
    assert second_cobblestone.seal_it(key, where, plaintext(vector), salt) == record


@pytest.mark.parametrize("vector", RECORDS, ids=lambda each: each["comment"])
def test_a_record_opens_in_every_reading(vector):
    key, where = unhexed(vector, "key", "context")
    record = b64decode(vector["record"])
    seekable = Record(key, where, lambda start, end: record[start:end], len(record))

    assert cobblestone.open_record(key, where, record) == plaintext(vector)
    assert b"".join(cobblestone.open_pieces(key, where, [record[:9], record[9:]])) == plaintext(vector)
    assert b"".join(seekable.pieces(0, seekable.length)) == plaintext(vector)
    assert second_cobblestone.open_it(key, where, record) == plaintext(vector)


def test_where_the_number_of_a_chunk_takes_a_second_byte_both_still_agree():
    """Chunk 256 is the first whose number reaches another byte of the nonce."""
    key, salt, content = b"\x07" * 32, bytes(range(24)), bytes(range(251)) * 16_800
    record = cobblestone.seal(key, b"ctx", content, salt=salt)
    seekable = Record(key, b"ctx", lambda start, end: record[start:end], len(record))

    assert len(content) // 16384 == 257
    assert sha256(record).hexdigest() == ROLLED_OVER
    assert second_cobblestone.seal_it(key, b"ctx", content, salt) == record
    assert cobblestone.open_record(key, b"ctx", record) == content
    for number in (254, 255, 256, 257):
        start = number * 16384
        assert b"".join(seekable.pieces(start, start + 3)) == content[start : start + 3]


@pytest.mark.parametrize(
    "vector", [each for each in RECORDS if each["context_parts"]], ids=lambda each: each["comment"]
)
def test_a_context_is_written_to_exactly_these_bytes_by_both(vector):
    parts = vector["context_parts"]
    names = ("install", "table", "column", "row", "row_version", "contact", "key_version", "data_class")

    assert context.record(**dict(zip(names, parts[1:], strict=True))).hex() == vector["context"]
    assert context.encode(*parts).hex() == second_context.write(parts).hex() == vector["context"]
    assert context.decode(bytes.fromhex(vector["context"])) == tuple(parts)


@pytest.mark.parametrize("vector", vectors("padding.json"), ids=lambda each: str(len(each["text"]) // 2))
def test_a_text_is_filled_up_and_sealed_to_exactly_these_bytes(vector):
    key, salt, where, text, padded = unhexed(vector, "key", "salt", "context", "text", "padded")
    record = b64decode(vector["record"])

    assert padding.pad(text) == padded
    assert padding.seal_text(key, where, text, salt=salt) == record
    assert padding.open_text(key, where, record) == text
    assert second_cobblestone.open_it(key, where, record) == padded


@pytest.mark.parametrize("vector", vectors("wrapped_keys.json"), ids=lambda each: each["purpose_parts"][-5])
def test_a_key_is_closed_to_exactly_these_bytes(vector):
    kek, salt, purpose, key = unhexed(vector, "kek", "salt", "purpose", "key")
    wrapped = b64decode(vector["wrapped"])
    around = second_context.write(["desvelo/1", "wrapped key", purpose])

    assert second_context.write(vector["purpose_parts"]) == purpose
    assert keys.unwrap(kek, purpose, wrapped) == key
    assert cobblestone.seal(kek, context.encode("desvelo/1", "wrapped key", purpose), key, salt=salt) == wrapped
    assert second_cobblestone.open_it(kek, around, wrapped) == key
    with pytest.raises(NotReadable):
        keys.unwrap(kek, purpose + b"\x00", wrapped)


@pytest.mark.parametrize("vector", vectors("intake.json"), ids=lambda each: each["key_id"])
def test_what_was_closed_to_an_intake_pair_opens(vector):
    private, public, batch, key, sealed_key = unhexed(
        vector, "private", "public", "batch_id", "batch_key", "sealed_key"
    )
    opener = BatchOpener(private, batch, sealed_key)
    bodies = [(bytes.fromhex(each["delivery_id"]), each) for each in vector["deliveries"]]

    assert key_id(public) == vector["key_id"]
    info = second_context.write(["desvelo/1", "intake batch", vector["key_id"], batch])
    assert second_hpke.open_it(private, sealed_key, info) == key
    assert [opener.open(delivery, b64decode(each["record"])) for delivery, each in bodies] == [
        b64decode(each["body"]) for _, each in bodies
    ]
    for (delivery, each), (other, _) in zip(bodies, bodies[1:] + bodies[:1], strict=True):
        where = second_context.write(["intake", vector["key_id"], batch, delivery])
        assert second_cobblestone.open_it(key, where, b64decode(each["record"])) == b64decode(each["body"])
        with pytest.raises(NotReadable):
            opener.open(other, b64decode(each["record"]))
