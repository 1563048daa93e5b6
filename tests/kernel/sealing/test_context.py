"""Two different lists never give the same context, and every word of a context matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.sealing.errors import NotReadable

PARTS = st.lists(st.one_of(st.text(max_size=6), st.binary(max_size=6), st.integers()), max_size=5)
PLACE = {
    "install": "0192-install",
    "table": "message",
    "column": "body",
    "row": "0192-row",
    "row_version": 1,
    "contact": "0192-contact",
    "key_version": 1,
    "data_class": "CPF",
}


def typed(parts):
    return [(type(part), part) for part in parts]


def decoded(encoded):
    parts = []
    while encoded:
        kind, length = encoded[:1], int.from_bytes(encoded[1:5], "big")
        content, encoded = encoded[5 : 5 + length], encoded[5 + length :]
        parts.append({b"s": bytes.decode, b"b": bytes, b"i": int}[kind](content))
    return parts


@given(PARTS)
def test_the_list_can_be_read_back_so_no_two_lists_meet(parts):
    assert typed(decoded(context.encode(*parts))) == typed(parts)


@given(PARTS, PARTS)
def test_different_lists_give_different_bytes(one, other):
    assert (context.encode(*one) == context.encode(*other)) == (typed(one) == typed(other))


def test_joining_with_a_separator_would_let_two_places_meet():
    one, other = ("message", "body:x"), ("message:body", "x")

    assert ":".join(one) == ":".join(other)
    assert context.encode(*one) != context.encode(*other)


def test_the_encoding_never_changes():
    assert context.encode("a", b"\x00", -12).hex() == "730000000161" + "620000000100" + "69000000032d3132"


@pytest.mark.parametrize("part", [True, False, None, 1.5, ["a"]])
def test_a_part_of_another_type_is_refused(part):
    with pytest.raises(TypeError):
        context.encode(part)


@pytest.mark.parametrize("word", PLACE)
def test_a_record_whose_place_differs_in_one_word_does_not_open(word):
    elsewhere = PLACE | {word: 2 if isinstance(PLACE[word], int) else PLACE[word] + "x"}
    sealed = cobblestone.seal(b"k" * 32, context.record(**PLACE), b"Sigilo")

    with pytest.raises(NotReadable):
        cobblestone.open_record(b"k" * 32, context.record(**elsewhere), sealed)

    assert cobblestone.open_record(b"k" * 32, context.record(**PLACE), sealed) == b"Sigilo"


def test_swapping_contact_and_row_gives_another_context():
    swapped = PLACE | {"row": PLACE["contact"], "contact": PLACE["row"]}

    assert context.record(**swapped) != context.record(**PLACE)


@given(PARTS)
def test_what_was_written_is_read_back(parts):
    assert list(context.decode(context.encode(*parts))) == parts


@given(st.binary())
def test_anything_else_is_not_readable_or_writes_the_same_again(written):
    try:
        parts = context.decode(written)
    except NotReadable:
        return
    assert context.decode(context.encode(*parts)) == parts
