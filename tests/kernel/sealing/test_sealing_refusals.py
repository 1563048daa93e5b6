"""Whatever is done to a sealed record, in every class of position, no opener gives the whole and all refuse alike.

The classes are those of Wycheproof's tests for this format: modified (each part of it), truncated, trailing data,
reordered, wrong key, wrong context, a final chunk that is genuine although another is not.
"""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desvelo.kernel.sealing import cobblestone, context, keys
from desvelo.kernel.sealing.cobblestone import CHUNK_BYTES, HEADER_BYTES
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.seeking import Record

from . import second_cobblestone
from .second_cobblestone import RefusedError

PLACE = {
    "install": "i" * 36,
    "table": "message",
    "column": "body",
    "row": "r" * 36,
    "row_version": 1,
    "contact": "c" * 36,
    "key_version": 1,
    "data_class": "CPF",
}
KEY, CONTEXT = bytes(range(32)), context.record(**PLACE)
STEP = CHUNK_BYTES + 16
PLAINTEXT = b"".join(bytes([number]) * CHUNK_BYTES for number in (1, 2, 3)) + b"the end"
SEALED = cobblestone.seal(KEY, CONTEXT, PLAINTEXT, salt=bytes(24))
HEAD, CHUNKS = SEALED[:HEADER_BYTES], [SEALED[at : at + STEP] for at in range(HEADER_BYTES, len(SEALED), STEP)]
OTHERS = cobblestone.seal(KEY, CONTEXT, PLAINTEXT, salt=bytes([1]) * 24)


def at_once(key, where, record):
    return cobblestone.open_record(key, where, record)


def in_pieces(key, where, record):
    cuts = [0, *range(1, len(record), 5_000), len(record)]
    return b"".join(cobblestone.open_pieces(key, where, [record[a:b] for a, b in itertools.pairwise(cuts)]))


def by_seeking(key, where, record):
    found = Record(key, where, lambda start, end: record[start:end], len(record))
    return b"".join(found.pieces(0, found.length))


OPENERS = {"at once": at_once, "in pieces": in_pieces, "by seeking": by_seeking}


def assert_nobody_opens(record, *, key=KEY, where=CONTEXT):
    refusals = set()
    for opener in OPENERS.values():
        with pytest.raises(NotReadable) as refusal:
            opener(key, where, record)
        told = refusal.value
        refusals.add((type(told), str(told), told.args, str(told.params), told.__cause__, told.__suppress_context__))
    with pytest.raises(RefusedError):
        second_cobblestone.open_it(key, where, record)
    assert {(kind, said) for kind, said, *_ in refusals} == {(NotReadable, "sealing.not_readable")}
    assert {(args, params, cause) for _, _, args, params, cause, _ in refusals} == {
        (("sealing.not_readable",), "{}", None)
    }


def changed(at: int, bit: int = 0) -> bytes:
    return SEALED[:at] + bytes([SEALED[at] ^ 1 << bit]) + SEALED[at + 1 :]


def joined(*parts: bytes) -> bytes:
    return b"".join((HEAD, *parts))


POSITIONS = {
    "version": range(1),
    "salt": range(1, 25),
    "commitment": range(25, 57),
    "body of the first chunk": range(57, 57 + CHUNK_BYTES),
    "tag of the first chunk": range(57 + CHUNK_BYTES, 57 + STEP),
    "body of a middle chunk": range(57 + STEP, 57 + STEP + CHUNK_BYTES),
    "tag of a middle chunk": range(57 + STEP + CHUNK_BYTES, 57 + 2 * STEP),
    "body of the last chunk": range(57 + 3 * STEP, len(SEALED) - 16),
    "tag of the last chunk": range(len(SEALED) - 16, len(SEALED)),
}


def test_unharmed_it_opens_in_every_opener():
    assert {opener(KEY, CONTEXT, SEALED) for opener in OPENERS.values()} == {PLAINTEXT}
    assert second_cobblestone.open_it(KEY, CONTEXT, SEALED) == PLAINTEXT
    assert sum(map(len, POSITIONS.values())) == len(SEALED) - STEP


@pytest.mark.parametrize("part", POSITIONS)
def test_no_byte_of_any_part_may_be_another(part):
    places = POSITIONS[part]
    for at in {places[0], places[len(places) // 2], places[-1]}:
        for bit in (0, 7):
            assert_nobody_opens(changed(at, bit))


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
@example(0, 1)
@example(len(SEALED) - 1, 128)
def test_no_byte_anywhere_may_be_another(at, difference):
    assert_nobody_opens(SEALED[:at] + bytes([SEALED[at] ^ difference]) + SEALED[at + 1 :])


@given(st.integers(0, len(SEALED) - 1))
def test_no_beginning_of_it_opens(length):
    assert_nobody_opens(SEALED[:length])


CUTS = {
    "nothing": 0,
    "the version alone": 1,
    "inside the salt": 13,
    "before the commitment": 25,
    "inside the commitment": 40,
    "the header alone": HEADER_BYTES,
    "a header and less than a tag": HEADER_BYTES + 15,
    "a header and a tag": HEADER_BYTES + 16,
    "inside the first chunk": HEADER_BYTES + 100,
    "before the first tag": HEADER_BYTES + CHUNK_BYTES,
    "inside the first tag": HEADER_BYTES + CHUNK_BYTES + 8,
    "behind the first chunk": HEADER_BYTES + STEP,
    "a byte of the second chunk": HEADER_BYTES + STEP + 1,
    "a tag's length of the second chunk": HEADER_BYTES + STEP + 16,
    "behind the last full chunk": HEADER_BYTES + 3 * STEP,
    "before the last tag": len(SEALED) - 16,
    "without the last byte": len(SEALED) - 1,
}


@pytest.mark.parametrize("cut", CUTS)
def test_no_cut_at_any_boundary_opens(cut):
    assert_nobody_opens(SEALED[: CUTS[cut]])


HARMS = {
    "a byte behind it": SEALED + b"\x00",
    "an empty tag behind it": SEALED + bytes(16),
    "a genuine chunk behind it": SEALED + CHUNKS[-1],
    "a whole record behind it": SEALED + SEALED,
    "a byte between two chunks": joined(CHUNKS[0], b"\x00", *CHUNKS[1:]),
    "a byte between head and chunks": joined(b"\x00", *CHUNKS),
    "a byte before it": b"\x01" + SEALED,
    "the first two chunks swapped": joined(CHUNKS[1], CHUNKS[0], *CHUNKS[2:]),
    "two middle chunks swapped": joined(CHUNKS[0], CHUNKS[2], CHUNKS[1], CHUNKS[3]),
    "the last chunk first": joined(CHUNKS[3], *CHUNKS[:3]),
    "the first chunk twice": joined(CHUNKS[0], CHUNKS[0], *CHUNKS[1:]),
    "a middle chunk instead of another": joined(CHUNKS[0], CHUNKS[1], CHUNKS[1], CHUNKS[3]),
    "the last chunk twice": joined(*CHUNKS, CHUNKS[3]),
    "no first chunk": joined(*CHUNKS[1:]),
    "no middle chunk": joined(CHUNKS[0], *CHUNKS[2:]),
    "no last chunk": joined(*CHUNKS[:3]),
    "only the last chunk": joined(CHUNKS[3]),
    "the head of another record": OTHERS[:HEADER_BYTES] + SEALED[HEADER_BYTES:],
    "the salt of another record": SEALED[:1] + OTHERS[1:25] + SEALED[25:],
    "the commitment of another record": SEALED[:25] + OTHERS[25:57] + SEALED[57:],
    "a chunk of another record": joined(CHUNKS[0], OTHERS[57 + STEP : 57 + 2 * STEP], *CHUNKS[2:]),
    "the end of another record": SEALED[: 57 + 3 * STEP] + OTHERS[57 + 3 * STEP :],
    "the record without its version": SEALED[1:],
    "a chunk without its tag": joined(CHUNKS[0][:-16], *CHUNKS[1:]),
}


@pytest.mark.parametrize("harm", HARMS)
def test_nothing_added_moved_repeated_left_out_or_exchanged_opens(harm):
    assert HARMS[harm] != SEALED
    assert_nobody_opens(HARMS[harm])


@pytest.mark.parametrize("version", sorted({*range(256)} - {1}))
def test_no_other_version_byte_opens(version):
    assert_nobody_opens(bytes([version]) + SEALED[1:])


@pytest.mark.parametrize("part", PLACE)
def test_no_part_of_its_place_may_be_another(part):
    other = PLACE[part] + 1 if isinstance(PLACE[part], int) else PLACE[part] + "x"

    assert_nobody_opens(SEALED, where=context.record(**{**PLACE, part: other}))


@pytest.mark.parametrize(
    "where",
    [b"", CONTEXT[:-1], CONTEXT + b"\x00", context.encode("desvelo/2", *context.decode(CONTEXT)[1:]),
     context.encode(context.FORMAT, "wrapped key", CONTEXT)],
    ids=["none", "shorter", "longer", "another format", "a key's"],
)  # fmt: skip
def test_no_other_context_opens(where):
    assert_nobody_opens(SEALED, where=where)


@given(st.integers(0, 31), st.integers(1, 255))
def test_no_other_key_opens(at, difference):
    assert_nobody_opens(SEALED, key=KEY[:at] + bytes([KEY[at] ^ difference]) + KEY[at + 1 :])


@pytest.mark.parametrize("key", [b"", KEY[:16], KEY[:24], KEY[:31], KEY + b"\x00", KEY * 2], ids=len)
def test_no_key_of_another_length_opens(key):
    assert_nobody_opens(SEALED, key=key)


@given(st.integers(0, 152), st.integers(1, 255))
def test_no_byte_of_a_closed_key_may_be_another(at, difference):
    wrapped = keys.wrap(KEY, b"purpose", b"k" * 32)
    at %= len(wrapped)

    with pytest.raises(NotReadable):
        keys.unwrap(KEY, b"purpose", wrapped[:at] + bytes([wrapped[at] ^ difference]) + wrapped[at + 1 :])


def test_before_a_false_chunk_only_what_is_genuine_is_given():
    """Whoever takes pieces has a beginning of the text, never other bytes; seeking gives what it was asked for."""
    record, given_out = changed(HEADER_BYTES + 2 * STEP), []

    with pytest.raises(NotReadable):
        given_out.extend(cobblestone.open_pieces(KEY, CONTEXT, [record]))
    assert PLAINTEXT.startswith(b"".join(given_out))
    found = Record(KEY, CONTEXT, lambda start, end: record[start:end], len(record))
    assert b"".join(found.pieces(0, 2 * CHUNK_BYTES)) == PLAINTEXT[: 2 * CHUNK_BYTES]
    assert b"".join(found.pieces(3 * CHUNK_BYTES, found.length)) == b"the end"


def test_an_opener_that_asks_for_no_commitment_accepts_another_head(monkeypatch):
    """The attack: the same chunks under a head that promises another key; only the commitment refuses it."""
    from desvelo.kernel.sealing import seeking

    record = SEALED[:25] + bytes(32) + SEALED[57:]
    assert_nobody_opens(record)

    monkeypatch.setattr(seeking.hmac, "compare_digest", lambda *_: True)

    assert by_seeking(KEY, CONTEXT, record) == PLAINTEXT
