"""The door can close and not open, and no record passes for another."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.sealing import cobblestone, context, intake
from desvelo.kernel.sealing.errors import KeyUnusable, NotReadable
from desvelo.kernel.sealing.intake import BatchOpener, IntakeKeyPair

from . import second_hpke

PAIR = IntakeKeyPair.generate()
BODIES = [(b"delivery-%d" % number, b'{"n":%d}' % number) for number in range(3)]


def opener(batch, pair=PAIR):
    return BatchOpener(pair.private_bytes, batch.batch_id, batch.sealed_key)


@given(st.lists(st.tuples(st.binary(max_size=40), st.binary(max_size=200)), max_size=5))
def test_every_body_of_a_batch_opens_under_its_own_delivery(bodies):
    batch = intake.seal_batch(PAIR.public_bytes, bodies)

    opened = [opener(batch).open(delivery, record) for (delivery, _), record in zip(bodies, batch.records, strict=True)]

    assert opened == [body for _, body in bodies]


def test_a_batch_names_its_pair_and_encapsulates_once():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)

    assert batch.key_id == PAIR.key_id == sha256(PAIR.public_bytes).hexdigest()[:16]
    assert (len(batch.batch_id), len(batch.sealed_key), len(batch.records)) == (16, 32 + 32 + 16, 3)


def test_two_batches_share_no_key_and_no_id():
    one, other = (intake.seal_batch(PAIR.public_bytes, BODIES) for _ in range(2))

    assert one.batch_id != other.batch_id
    assert set(one.records).isdisjoint(other.records)
    with pytest.raises(NotReadable):
        opener(one).open(BODIES[0][0], other.records[0])


def test_a_record_does_not_open_under_another_delivery_of_its_batch():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)

    with pytest.raises(NotReadable):
        opener(batch).open(BODIES[1][0], batch.records[0])


def test_without_the_delivery_in_the_context_one_record_would_pass_for_another():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)
    key = opener(batch)._key
    careless = [cobblestone.seal(key, b"", body) for _, body in BODIES]

    assert cobblestone.open_record(key, b"", careless[1]) == BODIES[1][1]
    with pytest.raises(NotReadable):
        opener(batch).open(BODIES[0][0], batch.records[1])


def test_the_batch_key_does_not_open_under_another_batch_id():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)

    with pytest.raises(NotReadable):
        BatchOpener(PAIR.private_bytes, bytes(16), batch.sealed_key)


def test_another_private_half_opens_nothing():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)

    with pytest.raises(NotReadable):
        opener(batch, IntakeKeyPair.generate())


def test_no_changed_byte_of_the_sealed_key_opens():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)

    for position, byte in enumerate(batch.sealed_key):
        changed = batch.sealed_key[:position] + bytes([byte ^ 1]) + batch.sealed_key[position + 1 :]
        with pytest.raises(NotReadable):
            BatchOpener(PAIR.private_bytes, batch.batch_id, changed)


@pytest.mark.parametrize(
    ("private", "sealed_key"),
    [(b"", b""), (b"x" * 31, b"x" * 80), (None, b""), (None, bytes(80))],
    ids=["nothing", "short", "no sealed key", "empty sealed key"],
)
def test_keys_that_are_none_open_nothing(private, sealed_key):
    with pytest.raises(NotReadable):
        BatchOpener(PAIR.private_bytes if private is None else private, bytes(16), sealed_key)


@pytest.mark.parametrize("public", [b"", b"x" * 31, bytes(32)])
def test_a_public_half_that_is_none_seals_nothing(public):
    with pytest.raises(KeyUnusable):
        intake.seal_batch(public, BODIES)


def test_the_batch_key_is_plain_hpke_bound_to_pair_and_batch():
    batch = intake.seal_batch(PAIR.public_bytes, BODIES)
    info = context.encode("desvelo/1", "intake batch", PAIR.key_id, batch.batch_id)

    key = second_hpke.open_it(PAIR.private_bytes, batch.sealed_key, info)

    place = context.encode("intake", PAIR.key_id, batch.batch_id, BODIES[2][0])
    assert cobblestone.open_record(key, place, batch.records[2]) == BODIES[2][1]


def test_batch_id_and_batch_key_come_from_the_given_randomness():
    asked = []

    def random(length):
        asked.append(length)
        return bytes([len(asked)]) * length

    batch = intake.seal_batch(PAIR.public_bytes, BODIES, random=random)

    assert asked == [16, 32]
    assert batch.batch_id == b"\x01" * 16
    assert opener(batch)._key == b"\x02" * 32


def test_the_private_half_is_not_in_the_representation():
    assert repr(PAIR.private_bytes) not in repr(PAIR)
    assert "private_bytes" not in repr(PAIR)
