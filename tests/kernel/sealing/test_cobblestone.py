"""The format of a sealed record against its known answer, two other readings, and whoever changes a byte."""

import itertools
import os

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from hypothesis import example, given
from hypothesis import strategies as st

from desvelo.kernel.sealing import cobblestone
from desvelo.kernel.sealing.errors import KeyUnusable, NotReadable

from . import second_cobblestone
from .second_cobblestone import RefusedError

KEY, CONTEXT, SALT = b"\x07" * 32, b"ctx", bytes(range(24))
KNOWN_ANSWER = bytes.fromhex(
    "000102030405060708090a0b0c0d0e0f10111213141516173c3e3ecf29c01797859784c64c3bbdc8760417d7ead3b73c6d69f036f5ecd5c1"
    "46f556505c00c8d44d40d6791a3daf4b4cf80fea1b8a"
)
CHUNK, SEALED_CHUNK, HEADER = 16 * 1024, 16 * 1024 + 16, 1 + 24 + 32
THREE_CHUNKS = bytes(range(256)) * 64 + b"b" * CHUNK + b"the end"
LENGTHS_AT_THE_EDGES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1)


def sealed(plaintext=THREE_CHUNKS):
    return cobblestone.seal(KEY, CONTEXT, plaintext, salt=SALT)


def assert_nobody_opens(record, *, key=KEY, context=CONTEXT):
    with pytest.raises(NotReadable) as refusal:
        cobblestone.open_record(key, context, record)
    with pytest.raises(RefusedError):
        second_cobblestone.open_it(key, context, record)
    assert (str(refusal.value), refusal.value.params) == ("sealing.not_readable", {})


def flipped(record, position, bit=0):
    return record[:position] + bytes([record[position] ^ 1 << bit]) + record[position + 1 :]


def test_the_known_answer_of_the_design_is_given_behind_the_version_byte():
    record = cobblestone.seal(KEY, CONTEXT, b"Sigilo", salt=SALT)

    assert record == b"\x01" + KNOWN_ANSWER


def test_the_known_answer_opens_in_all_three_readings():
    decryptor = Cobblestone256Decryptor(KEY, context=CONTEXT)

    assert cobblestone.open_record(KEY, CONTEXT, b"\x01" + KNOWN_ANSWER) == b"Sigilo"
    assert second_cobblestone.open_it(KEY, CONTEXT, b"\x01" + KNOWN_ANSWER) == b"Sigilo"
    assert decryptor.update(KNOWN_ANSWER) + decryptor.finalize() == b"Sigilo"


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.binary(max_size=600))
def test_what_was_sealed_opens_and_a_second_opener_agrees(key, context, plaintext):
    record = cobblestone.seal(key, context, plaintext)

    assert cobblestone.open_record(key, context, record) == plaintext
    assert second_cobblestone.open_it(key, context, record) == plaintext


@pytest.mark.parametrize("length", LENGTHS_AT_THE_EDGES)
def test_every_length_around_a_chunk_opens_in_both_openers(length):
    plaintext = bytes([length % 251]) * length

    record = sealed(plaintext)

    assert cobblestone.open_record(KEY, CONTEXT, record) == plaintext
    assert second_cobblestone.open_it(KEY, CONTEXT, record) == plaintext
    assert len(record) == HEADER + length + 16 * (length // CHUNK + 1)


@pytest.mark.parametrize("length", LENGTHS_AT_THE_EDGES)
def test_what_the_library_seals_opens_here(length):
    encryptor = Cobblestone256Encryptor(KEY, context=CONTEXT)
    record = b"\x01" + encryptor.update(b"x" * length) + encryptor.finalize()

    assert cobblestone.open_record(KEY, CONTEXT, record) == b"x" * length


def test_the_same_text_never_seals_twice_to_the_same_bytes():
    records = {cobblestone.seal(KEY, CONTEXT, b"sim") for _ in range(64)}

    assert len(records) == 64
    assert len({record[1:25] for record in records}) == 64


@pytest.mark.parametrize("bit", range(8))
def test_no_flipped_bit_of_a_small_record_opens(bit):
    for position in range(1 + len(KNOWN_ANSWER)):
        assert_nobody_opens(flipped(b"\x01" + KNOWN_ANSWER, position, bit))


@pytest.mark.parametrize(
    ("part", "position"),
    [
        ("version", 0),
        ("first byte of the salt", 1),
        ("last byte of the salt", 24),
        ("first byte of the commitment", 25),
        ("last byte of the commitment", 56),
        ("first chunk", HEADER),
        ("first tag", HEADER + CHUNK),
        ("second chunk", HEADER + SEALED_CHUNK),
        ("second tag", HEADER + SEALED_CHUNK + CHUNK + 15),
        ("last chunk", HEADER + 2 * SEALED_CHUNK),
        ("last tag", -1),
    ],
)
def test_no_flipped_bit_of_a_large_record_opens(part, position):
    record = sealed()

    assert_nobody_opens(flipped(record, position % len(record), bit=7))


@pytest.mark.parametrize("version", [0, 2, 0x30, 0xFF])
def test_an_unknown_version_is_refused(version):
    assert_nobody_opens(bytes([version]) + KNOWN_ANSWER)


def test_the_known_answer_without_its_version_byte_is_refused():
    assert_nobody_opens(KNOWN_ANSWER)


def test_no_beginning_of_a_record_opens():
    for length in range(1 + len(KNOWN_ANSWER)):
        assert_nobody_opens((b"\x01" + KNOWN_ANSWER)[:length])


@pytest.mark.parametrize("chunks", [0, 1, 2])
@pytest.mark.parametrize("beside", [-16, -1, 0, 1, 16])
def test_no_record_cut_at_or_beside_a_chunk_boundary_opens(chunks, beside):
    record = sealed()

    assert_nobody_opens(record[: HEADER + chunks * SEALED_CHUNK + beside])


def test_a_reader_that_does_not_ask_for_the_short_last_chunk_would_accept_the_cut():
    record = sealed()[: HEADER + 2 * SEALED_CHUNK]
    derived = second_cobblestone.expand(KEY, cobblestone._LABEL + SALT + CONTEXT, 76)

    without_guard = b"".join(
        second_cobblestone.open_chunk(
            derived[:32],
            second_cobblestone.nonce(derived[32:44], number),
            record[HEADER + number * SEALED_CHUNK : HEADER + (number + 1) * SEALED_CHUNK],
        )
        for number in range(2)
    )

    assert without_guard == THREE_CHUNKS[: 2 * CHUNK]
    assert_nobody_opens(record)


@pytest.mark.parametrize("more", [b"\x00", b"x" * 16, b"x" * SEALED_CHUNK, sealed()[HEADER:]])
def test_no_record_with_more_behind_it_opens(more):
    assert_nobody_opens(sealed() + more)


def test_swapped_chunks_do_not_open_although_each_of_them_is_authentic():
    record = sealed()
    first, second = record[HEADER : HEADER + SEALED_CHUNK], record[HEADER + SEALED_CHUNK : HEADER + 2 * SEALED_CHUNK]
    derived = second_cobblestone.expand(KEY, cobblestone._LABEL + SALT + CONTEXT, 76)

    assert second_cobblestone.open_chunk(derived[:32], second_cobblestone.nonce(derived[32:44], 1), second)
    assert_nobody_opens(record[:HEADER] + second + first + record[HEADER + 2 * SEALED_CHUNK :])


def test_a_repeated_chunk_and_a_missing_chunk_do_not_open():
    record = sealed()
    first, rest = record[HEADER : HEADER + SEALED_CHUNK], record[HEADER + SEALED_CHUNK :]

    assert_nobody_opens(record[:HEADER] + first + first + rest)
    assert_nobody_opens(record[:HEADER] + rest)


def test_chunks_of_two_records_of_one_key_do_not_mix():
    ours, other = sealed(), cobblestone.seal(KEY, CONTEXT, THREE_CHUNKS, salt=SALT[::-1])

    assert_nobody_opens(ours[:-HEADER] + other[-HEADER:])


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40))
@example(KEY[:-1] + b"\x06", CONTEXT)
@example(KEY, b"")
@example(KEY, CONTEXT + b"\x00")
def test_another_key_or_another_context_opens_nothing(key, context):
    if (key, context) != (KEY, CONTEXT):
        assert_nobody_opens(b"\x01" + KNOWN_ANSWER, key=key, context=context)


def test_without_a_context_a_record_could_be_moved_to_another_row():
    moved = cobblestone.seal(KEY, b"", b"row 1")

    assert cobblestone.open_record(KEY, b"", moved) == b"row 1"
    with pytest.raises(NotReadable):
        cobblestone.open_record(KEY, b"row 2", cobblestone.seal(KEY, b"row 1", b"row 1"))


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x01")
@example(b"\x01" + bytes(56 + 16))
def test_bytes_that_nobody_sealed_do_not_open(noise):
    assert_nobody_opens(noise)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_seals_nothing_and_opens_nothing(length):
    with pytest.raises(KeyUnusable):
        cobblestone.seal(b"k" * length, CONTEXT, b"Sigilo")

    assert_nobody_opens(b"\x01" + KNOWN_ANSWER, key=b"\x07" * length)


@pytest.mark.parametrize("length", [0, 23, 25])
def test_a_salt_of_another_length_seals_nothing(length):
    with pytest.raises(KeyUnusable):
        cobblestone.seal(KEY, CONTEXT, b"Sigilo", salt=b"s" * length)


def test_the_refusal_carries_no_trace_of_what_failed():
    refusals = []
    for record in (b"", b"\x02", flipped(sealed(), 30), flipped(sealed(), -1 % len(sealed()))):
        with pytest.raises(NotReadable) as refusal:
            cobblestone.open_record(KEY, CONTEXT, record)
        refusals.append((str(refusal.value), refusal.value.args, refusal.value.__cause__))

    assert set(refusals) == {("sealing.not_readable", ("sealing.not_readable",), None)}


# ---- files, piece by piece


def cut(content: bytes, *at: int) -> list[bytes]:
    ends = [0, *sorted({place % (len(content) + 1) for place in at}), len(content)]
    return [content[start:end] for start, end in itertools.pairwise(ends)]


def in_pieces(content: bytes, *at: int) -> bytes:
    return b"".join(cobblestone.seal_pieces(KEY, CONTEXT, cut(content, *at)))


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_a_file_sealed_in_pieces_is_the_record_it_would_be_at_once(length):
    content = os.urandom(length)

    record = in_pieces(content, 1, 7, CHUNK - 1, CHUNK, 2 * CHUNK + 3)

    assert len(record) == len(cobblestone.seal(KEY, CONTEXT, content))
    assert cobblestone.open_record(KEY, CONTEXT, record) == content


@given(
    st.binary(max_size=200), st.lists(st.integers(0, 10**6), max_size=6), st.lists(st.integers(0, 10**6), max_size=6)
)
def test_however_it_is_cut_it_opens_to_the_same(content, sealing, opening):
    content *= 300
    record = in_pieces(content, *sealing)

    assert b"".join(cobblestone.open_pieces(KEY, CONTEXT, cut(record, *opening))) == content


def chunks_of(record: bytes) -> tuple[bytes, list[bytes]]:
    head, body = record[:57], record[57:]
    step = CHUNK + 16
    return head, [body[start : start + step] for start in range(0, len(body), step)]


@pytest.mark.parametrize(
    "harm",
    [
        lambda head, parts: [head, *parts[:-1]],
        lambda head, parts: [head, *parts[:1]],
        lambda head, _parts: [head],
        lambda head, parts: [head, parts[1], parts[0], *parts[2:]],
        lambda head, parts: [head, parts[0], parts[0], *parts[2:]],
        lambda head, parts: [head, *parts, parts[-1]],
        lambda head, parts: [head, *parts[1:]],
        lambda head, parts: [head, *parts[:-1], parts[-1][:-1]],
        lambda head, parts: [bytes([2]), head[1:], *parts],
        lambda _head, _parts: [],
    ],
    ids=[
        "no_end",
        "one_chunk",
        "no_chunk",
        "swapped",
        "repeated",
        "longer",
        "headless",
        "shorter",
        "version",
        "nothing",
    ],
)
def test_a_file_that_was_cut_reordered_or_lengthened_does_not_open(harm):
    head, parts = chunks_of(in_pieces(os.urandom(3 * CHUNK + 100)))

    with pytest.raises(NotReadable):
        list(cobblestone.open_pieces(KEY, CONTEXT, harm(head, parts)))


def test_a_chunk_of_another_file_does_not_fit_into_this_one():
    head, parts = chunks_of(in_pieces(bytes(2 * CHUNK + 1)))
    _, others = chunks_of(in_pieces(bytes(2 * CHUNK + 1)))

    with pytest.raises(NotReadable):
        list(cobblestone.open_pieces(KEY, CONTEXT, [head, parts[0], others[1], parts[2]]))


def test_the_attack_works_on_chunks_that_are_not_bound_to_their_place():
    """The control: the same chunks under one nonce rule without the place open in any order."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, nonce = AESGCM(KEY), bytes(12)
    one, two = (cipher.encrypt(nonce, content, None) for content in (b"first", b"second"))

    assert [cipher.decrypt(nonce, part, None) for part in (two, one)] == [b"second", b"first"]
