"""Words are found whatever their case and accents, and only where a masked text is plain."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.masked import Chip, MaskedText
from desvelo.kernel.search import words

CHIP = Chip("d", "CPF", "•• 25", discarded=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)
HERE = st.text(st.characters(max_codepoint=0x17F, exclude_characters="\0\u0130"), max_size=80)


def said(*parts: str | Chip) -> MaskedText:
    return MaskedText(parts)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("acao", "AÇÃO", True),
        ("AÇÃO", "acao", True),
        ("amanhã", unicodedata.normalize("NFD", "Amanhã cedo"), True),
        ("manha", "amanhã", True),
        ("consulta quinta", "quinta tem consulta?", True),
        ("consulta quinta", "quinta tem retorno?", False),
        ('"tem consulta"', "quinta tem  consulta?", False),
        ('"tem consulta"', "quinta tem consulta?", True),
        ("strasse", "Straße 5", True),
        ("привет", "ПРИВЕТ всем", True),
        ("привет", "пока", False),
        ("👍👍", "👎👎", False),
        ("👍 ok", "ok 👍", True),
    ],
)
def test_a_word_is_found_or_not(typed, text, found):
    assert words.read(typed).finds(said(text)) is found


@pytest.mark.parametrize("typed", ["", " ", "a", '""', "a b c d e f g h i", "\0\0"])
def test_what_is_nothing_to_look_for_is_empty(typed):
    assert not words.read(typed)


def test_no_more_than_a_hundred_characters_count():
    assert words.read("x" * 500).terms == ("x" * 100,)


@pytest.mark.parametrize("typed", ["25", "cpf", "•• 25", "52998224725", "beforeafter", "re af"])
def test_a_chip_matches_nothing_and_separates_what_stands_around_it(typed):
    assert words.read(typed).finds(said("before", CHIP, "after")) is (typed == "re af")


@given(TEXT, TEXT, st.text("0123456789", min_size=2, max_size=11))
def test_no_digits_behind_a_chip_change_what_is_found(before, after, guess):
    """Whatever is guessed, the answer is the same for every value behind the chip: it is not there."""
    guesses = words.read(guess)
    one, other = (Chip("d", "CPF", hint, discarded=False) for hint in (guess, ""))

    assert guesses.finds(said(before, one, after)) is guesses.finds(said(before, other, after))


@given(st.lists(st.one_of(HERE, st.just(CHIP)), max_size=6), HERE)
def test_an_excerpt_says_only_what_the_message_says_and_marks_what_was_found(parts, typed):
    body, wanted = MaskedText(tuple(parts)), words.read(typed)

    pieces = wanted.excerpt(body)

    plain = [part for part in parts if isinstance(part, str)]
    for piece in pieces:
        assert piece.chip is CHIP or any(piece.text.strip("…") in part for part in plain)
    if wanted and wanted.finds(body):
        assert any(piece.found for piece in pieces)


ODD = st.text(st.sampled_from('aA\u00e3\u0303"\\\n\t/ \u00bd\u00df\u0130\u200b\U0001f44d{}[],:v1'), max_size=12)


@given(st.lists(st.one_of(TEXT, ODD, st.just(CHIP)), max_size=5), st.one_of(TEXT, ODD))
def test_what_is_left_out_unread_would_not_have_been_found(parts, typed):
    body, wanted = MaskedText(tuple(parts)), words.read(typed)

    if wanted.finds(body):
        assert wanted.may_stand_in(body.encode())


def test_most_messages_are_left_out_unread():
    assert not words.read("consulta").may_stand_in(said("bom dia", CHIP).encode())


@given(st.text())
def test_one_character_or_many_are_folded_alike(text):
    assert words.fold(text) == words._fold_any(text)


def test_an_excerpt_stands_around_the_first_word_found():
    text = "x" * 200 + " consulta " + "y" * 300

    pieces = words.read("consulta").excerpt(said(text))

    assert [piece.text for piece in pieces if piece.found] == ["consulta"]
    assert pieces[0].text == "…" + "x" * 59 + " "
    assert pieces[-1].text == " " + "y" * 111 + "…"
    assert sum(len(piece.text) for piece in pieces) < 260


def test_nothing_to_look_for_finds_nothing():
    assert not words.read("").finds(said("x"))


def test_what_was_typed_is_in_no_repr():
    assert "consulta" not in repr(words.read("consulta"))
