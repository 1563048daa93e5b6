import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.br import cnpj as reference

from desvelo.kernel.detection.detectors import br_cnpj

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


def with_check_digits(twelve: str) -> str:
    return twelve + reference.calc_check_digits(twelve)


def printed(number: str) -> str:
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}"


DIGITS = st.text("0123456789", min_size=12, max_size=12).filter(
    lambda root: root[:8] != "00000000" and len(set(root)) > 1
)
MIXED = st.text(string.digits + string.ascii_uppercase, min_size=12, max_size=12).filter(
    lambda root: not root.isdigit() and sum(char.isdigit() for char in root) > 1
)
SEPARATORS = st.sampled_from(["", " ", ".", "-", "/", " . ", "\u00a0", "\u200b", "\u2013"])


@given(DIGITS.map(with_check_digits), SEPARATORS, SEPARATORS, SEPARATORS, SEPARATORS)
def test_a_declared_number_is_found_with_any_separators(number, one, two, three, four):
    typed = f"{number[:2]}{one}{number[2:5]}{two}{number[5:8]}{three}{number[8:12]}{four}{number[12:]}"

    assert found(f"meu cnpj é {typed}, ok") == [("CNPJ", typed)]


@given(MIXED.map(with_check_digits), st.booleans())
def test_a_declared_number_with_letters_is_found_in_any_case_with_marks_or_without(number, lower):
    for typed in (number, printed(number)):
        written = typed.lower() if lower else typed
        assert found(f"cnpj {written}") == [("CNPJ", written)]


@given(st.one_of(DIGITS, MIXED).map(with_check_digits))
def test_the_printed_form_needs_no_word(number):
    assert found(f"segue {printed(number)} da firma") == [("CNPJ", printed(number))]


@given(DIGITS, st.integers(1, 99))
def test_bare_digits_with_wrong_check_digits_are_no_company(root, shift):
    right = with_check_digits(root)
    wrong = root + f"{(int(right[12:]) + shift) % 100:02}"
    assume(not any(label != "CNPJ" for label, _ in found(wrong)))  # a telephone or a card may have the same digits

    assert found(wrong) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cnpj 99.901.681/0001-99", "99.901.681/0001-99"),
        ("cnpj: 99901681000199", "99901681000199"),
        ("é 99.901.681/0001-99", "99.901.681/0001-99"),
        ("12.ABC.345/01DE-00 da filial", "12.ABC.345/01DE-00"),
        ("cnpj 12ABC34501DE00", "12ABC34501DE00"),
        ("cnpj 9990168100012", "9990168100012"),
    ],
)
def test_the_word_or_the_form_declares_a_number_even_when_mistyped(text, value):
    assert found(text) == [("CNPJ", value)]


def test_the_question_declares_a_number_even_when_mistyped():
    assert found("99901681000199", question="Qual o CNPJ?") == [("CNPJ", "99901681000199")]
    assert found("99901681000199", question="Qual o nome da empresa?") == []


@pytest.mark.parametrize(
    "text",
    [
        "pedido 99901681000126",
        "nota 99901681000126",
        "NF-e 35260899901681000126550010000482911000482910",
        "chave 3526 0899 9016 8100 0126 5500 1000 4829 1100 0482 9109",
        "cnpj 00.000.000/0000-00",
        "rastreio 12ABC34501DE35",
        "FELIZNATAL2610",
        "x12ABC34501DE35",
        "12ABC34501DE355",
        "https://exemplo.com/12ABC34501DE35",
        "vou no dia que for dado 12",
        "cnpj ainda não tenho",
    ],
)
def test_orders_keys_slips_codes_and_words_are_left(text):
    assert found(text) == []


def test_a_number_that_a_card_could_have_is_kept_not_discarded():
    """Its digits pass the card's check too, and cards are discarded on arrival."""
    assert found("36000009000140") == [("CNPJ", "36000009000140")]
    assert found("cnpj 36000009000141") == [("CNPJ", "36000009000141")]
    assert found("cartão 36000009000140") != [("CNPJ", "36000009000140")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("99.901.681/0001-26", "•• 26"), ("12.abc.345/01de-35", "•• 35"), ("9990168100012", "")],
)
def test_only_the_check_digits_of_a_whole_number_are_shown(value, shown):
    assert br_cnpj.LABEL.hint(value) == shown


def test_the_end_of_a_bank_slip_is_no_cnpj():
    slip = "34191.79001 01043.510047 91020.150008 5 99901681000126"

    assert found(slip) == [("BOLETO", slip)]
