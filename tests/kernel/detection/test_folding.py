import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.folding import SIGN, fold, unveil

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad\u202e"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Código Nº 5ª", "codigo no 5a"),
        ("５２９．９８２－２５", "529.982-25"),
        ("٥٢٩ ५२९", "529 529"),
        ("𝘀𝗲𝗻𝗵𝗮 𝟏𝟐𝟑", "senha 123"),
        ("14m³", f"14m{SIGN}"),
        ("08–29—“x” ‘y’…", "08-29-\"x\" 'y'."),
        ("a\u00a0b\u2003c\u2028d", "a b c\nd"),
        ("joão＠exemplo．com", "joao@exemplo.com"),
        ("Ж😀", f"_{SIGN}"),
    ],
)
def test_a_character_folds_to_the_ascii_one_that_stands_for_it(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_folding_is_one_to_one_ascii_and_done_once(text):
    folded = fold(text)

    assert len(folded) == len(text)
    assert folded.isascii()
    assert fold(folded) == folded


@given(st.text(alphabet=st.sampled_from("aé1😀" + INVISIBLE + "\u0301"), max_size=30))
def test_what_cannot_be_seen_is_taken_out_and_every_place_is_remembered(text):
    seen = unveil(text)

    assert not any(unicodedata.category(char) in {"Cf", "Mn", "Me"} for char in seen.text)
    for index, char in enumerate(seen.text):
        start, end = seen.span(index, index + 1)
        assert text[start] == char
        assert all(unicodedata.category(mark) == "Mn" for mark in text[start + 1 : end])


def test_a_keycap_emoji_is_its_digit():
    assert unveil("1️⃣2️⃣").text == "12"
