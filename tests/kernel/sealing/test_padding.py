"""Padding hides the length of short texts and gives every text back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desvelo.kernel.sealing import cobblestone, padding
from desvelo.kernel.sealing.errors import NotReadable

KEY, CONTEXT = b"k" * 32, b"here"


@given(st.binary(max_size=600))
@example(b"")
@example(b"\x80")
@example(b"\x00" * 31)
@example(b"ends in a mark\x80\x00")
def test_what_was_padded_comes_back(content):
    assert padding.unpad(padding.pad(content)) == content


@pytest.mark.parametrize(
    ("length", "padded"), [(0, 32), (1, 32), (31, 32), (32, 64), (63, 64), (223, 224), (224, 256), (255, 256)]
)
def test_a_short_text_shows_only_its_step(length, padded):
    assert len(padding.pad(b"x" * length)) == padded


@pytest.mark.parametrize("length", [256, 257, 5_000])
def test_a_long_text_grows_by_one_byte(length):
    assert len(padding.pad(b"x" * length)) == length + 1


def test_yes_and_no_have_one_length_only_when_padded():
    yes, no = b"sim", "não".encode()

    assert len(cobblestone.seal(KEY, CONTEXT, yes)) != len(cobblestone.seal(KEY, CONTEXT, no))
    assert len(padding.seal_text(KEY, CONTEXT, yes)) == len(padding.seal_text(KEY, CONTEXT, no))


@given(st.binary(max_size=300))
@example(b"")
@example(b"\x00" * 32)
@example(b"x\x80" + b"\x00" * 29)
@example(b"x\x80" + b"\x00" * 62)
def test_bytes_that_padding_never_gives_are_refused(padded):
    try:
        content = padding.unpad(padded)
    except NotReadable:
        return
    assert padding.pad(content) == padded


@given(st.text(max_size=300))
def test_a_text_seals_and_opens(text):
    record = padding.seal_text(KEY, CONTEXT, text.encode())

    assert padding.open_text(KEY, CONTEXT, record).decode() == text


def test_a_record_that_was_never_padded_does_not_open_as_text():
    record = cobblestone.seal(KEY, CONTEXT, b"not padded")

    with pytest.raises(NotReadable):
        padding.open_text(KEY, CONTEXT, record)
