"""A range is the same bytes as of the whole; what it costs is what it touches; the length is proven before."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desvelo.kernel.sealing import cobblestone, seeking
from desvelo.kernel.sealing.cobblestone import CHUNK_BYTES, HEADER_BYTES
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.seeking import CHUNKS_AT_ONCE, Record

from . import second_cobblestone

KEY, CONTEXT = b"k" * 32, b"here"
STEP = CHUNK_BYTES + 16
LENGTH = 5 * CHUNK_BYTES + 777
TEXT = (bytes(range(251)) * (LENGTH // 251 + 1))[:LENGTH]
SEALED = cobblestone.seal(KEY, CONTEXT, TEXT)
NEAR = st.sampled_from([number * CHUNK_BYTES + beside for number in range(6) for beside in (-1, 0, 1)])
ANYWHERE = st.integers(-5, LENGTH + 50) | NEAR


class Read:
    """A place a record lies in; it remembers what was asked of it."""

    def __init__(self, sealed: bytes) -> None:
        self.sealed, self.asked = sealed, []

    def __call__(self, start: int, end: int) -> bytes:
        self.asked.append((start, end))
        return self.sealed[start:end]


def record(sealed: bytes = SEALED) -> tuple[Record, Read]:
    read = Read(sealed)
    return Record(KEY, CONTEXT, read, len(sealed)), read


def part(found: Record, start: int, end: int) -> bytes:
    return b"".join(found.pieces(start, end))


@given(ANYWHERE, ANYWHERE)
@example(0, LENGTH)
@example(0, 0)
@example(LENGTH - 1, LENGTH)
@example(LENGTH, LENGTH + 1)
@example(CHUNK_BYTES, 2 * CHUNK_BYTES)
def test_a_range_is_that_part_of_the_whole(start, end):
    found, _ = record()

    assert part(found, start, end) == (TEXT[start : max(end, 0)] if start >= 0 else b"")


@given(ANYWHERE, ANYWHERE)
def test_the_second_opener_agrees_on_every_chunk_a_range_touches(start, end):
    derived = second_cobblestone.expand(KEY, cobblestone._LABEL + SEALED[1:25] + CONTEXT, 76)
    found, _ = record()
    start, end = max(start, 0), min(end, LENGTH)
    numbers = range(start // CHUNK_BYTES, (end - 1) // CHUNK_BYTES + 1) if start < end else range(0)

    chunks = [
        second_cobblestone.open_chunk(
            derived[:32],
            second_cobblestone.nonce(derived[32:44], number),
            SEALED[HEADER_BYTES + number * STEP : HEADER_BYTES + (number + 1) * STEP],
        )
        for number in numbers
    ]

    inside = start - numbers.start * CHUNK_BYTES
    assert part(found, start, end) == b"".join(chunks)[inside : inside + max(end - start, 0)]


@pytest.mark.parametrize("length", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_every_length_around_a_chunk_is_found_and_opens(length):
    found, _ = record(cobblestone.seal(KEY, CONTEXT, TEXT[:length]))

    assert (found.length, part(found, 0, length)) == (length, TEXT[:length])
    assert part(found, length - 1, length) == TEXT[:length][-1:]


def test_only_the_two_ends_and_the_chunks_of_the_range_are_read():
    found, read = record()

    part(found, 2 * CHUNK_BYTES + 5, 3 * CHUNK_BYTES + 1)

    ends = [(0, HEADER_BYTES), (HEADER_BYTES + 5 * STEP, len(SEALED))]
    assert read.asked == [*ends, (HEADER_BYTES + 2 * STEP, HEADER_BYTES + 4 * STEP)]


def test_only_the_chunks_of_the_range_are_opened(monkeypatch):
    opened, really = [], Record._opened
    monkeypatch.setattr(
        Record, "_opened", lambda self, number, sealed: opened.append(number) or really(self, number, sealed)
    )
    found, _ = record()

    part(found, CHUNK_BYTES - 1, CHUNK_BYTES + 1)

    assert opened == [5, 0, 1]


def test_what_is_not_asked_for_may_be_false_and_is_never_given():
    harmed = bytearray(SEALED)
    harmed[HEADER_BYTES + 2 * STEP] ^= 1
    found, _ = record(bytes(harmed))

    assert part(found, 0, 2 * CHUNK_BYTES) == TEXT[: 2 * CHUNK_BYTES]
    assert part(found, 3 * CHUNK_BYTES, LENGTH) == TEXT[3 * CHUNK_BYTES :]
    for start, end in ((2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 1), (0, LENGTH), (3 * CHUNK_BYTES - 1, 3 * CHUNK_BYTES + 1)):
        with pytest.raises(NotReadable):
            part(found, start, end)


@given(st.integers(0, len(SEALED) - 1))
@example(HEADER_BYTES + 5 * STEP)
@example(HEADER_BYTES + 4 * STEP + 500)
def test_no_shorter_record_has_a_length(size):
    with pytest.raises(NotReadable):
        record(SEALED[:size])


@pytest.mark.parametrize("size", [len(SEALED) - 1, len(SEALED) + 1, len(SEALED) + STEP, len(SEALED) - STEP, 0, -1])
def test_a_size_that_the_store_tells_wrongly_is_found_before_anything_is_given(size):
    with pytest.raises(NotReadable):
        Record(KEY, CONTEXT, Read(SEALED), size)


def test_a_reader_that_only_computes_the_length_would_give_a_cut_file_as_whole():
    """The attack: a file cut inside its third chunk has a plausible length, and its first two chunks are genuine."""
    cut = SEALED[: HEADER_BYTES + 2 * STEP + 16]
    derived = second_cobblestone.expand(KEY, cobblestone._LABEL + SEALED[1:25] + CONTEXT, 76)
    chunks = [cut[HEADER_BYTES + number * STEP :][:STEP] for number in range(2)]

    without_guard = [
        second_cobblestone.open_chunk(derived[:32], second_cobblestone.nonce(derived[32:44], number), chunk)
        for number, chunk in enumerate(chunks)
    ]

    assert divmod(len(cut) - HEADER_BYTES, STEP) == (2, 16)
    assert b"".join(without_guard) == TEXT[: 2 * CHUNK_BYTES]
    with pytest.raises(NotReadable):
        record(cut)


def test_a_middle_chunk_left_out_changes_the_number_of_the_last_and_is_found_at_once():
    with pytest.raises(NotReadable):
        record(SEALED[: HEADER_BYTES + STEP] + SEALED[HEADER_BYTES + 2 * STEP :])


GIVES = {
    "nothing": lambda start, _end: SEALED[start:start],
    "less": lambda start, end: SEALED[start : end - 1],
    "more": lambda start, end: SEALED[start : end + 1],
    "other bytes": lambda start, end: bytes(end - start),
    "the beginning, always": lambda start, end: SEALED[: end - start],
}


@pytest.mark.parametrize("gives", GIVES.values(), ids=GIVES)
def test_a_store_that_gives_something_else_gives_nothing(gives):
    with pytest.raises(NotReadable):
        Record(KEY, CONTEXT, gives, len(SEALED))


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_opens_nothing(length):
    with pytest.raises(NotReadable):
        Record(b"k" * length, CONTEXT, Read(SEALED), len(SEALED))


def test_a_long_range_is_asked_for_a_few_chunks_at_a_time():
    text = bytes((2 * CHUNKS_AT_ONCE + 3) * CHUNK_BYTES)
    found, read = record(cobblestone.seal(KEY, CONTEXT, text))

    taken = [len(piece) for piece in found.pieces(0, found.length)]

    assert (sum(taken), max(taken)) == (len(text), CHUNK_BYTES)
    assert max(end - start for start, end in read.asked) == CHUNKS_AT_ONCE * STEP
    assert seeking.CHUNKS_AT_ONCE * STEP < 300_000
