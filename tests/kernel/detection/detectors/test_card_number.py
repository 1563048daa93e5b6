import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from desvelo.kernel.detection import payment_cards

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

PREFIXES = ["4", "51", "2221", "2720", "6362970", "606282"]


def completed(prefix: str, filling: str) -> str:
    payload = (prefix + filling)[:15]
    return payload + luhn.calc_check_digit(payload)


NUMBERS = st.builds(completed, st.sampled_from(PREFIXES), st.text("0123456789", min_size=15, max_size=15))


@given(NUMBERS, st.sampled_from(["", " ", "-", ".", "\n", "  ", "\u200b", " - "]))
def test_a_card_is_found_in_fours_with_any_separator(number, separator):
    typed = separator.join(number[place : place + 4] for place in range(0, 16, 4))

    assert found(f"passa no {typed}") == [("CARD_NUMBER", typed)]


@pytest.mark.parametrize(
    ("digits", "brand"),
    [
        ("5555555555554444", "Mastercard"),
        ("2223000048400011", "Mastercard"),
        ("4111111111111111", "Visa"),
        ("378282246310005", "Amex"),
        ("6062826786276634", "Hipercard"),
        ("6362970000457013", "Elo"),
        ("6504050000000000", "Elo"),
        ("6011111111111117", ""),
        ("", ""),
    ],
)
def test_the_brand_is_read_from_the_first_digits(digits, brand):
    assert payment_cards.brand(digits) == brand


def test_a_mistyped_card_is_found_when_declared_or_in_fours():
    assert found("meu cartão 5555555555554443") == [("CARD_NUMBER", "5555555555554443")]
    assert found("5555 5555 5555 4443") == [("CARD_NUMBER", "5555 5555 5555 4443")]
    assert found("5555555555554443") == []


def test_the_question_declares_a_card():
    assert found("5555555555554443", question="Qual o número do cartão?") == [("CARD_NUMBER", "5555555555554443")]


def test_two_cards_side_by_side_are_two_findings():
    text = "5555 5555 5555 4444 4111 1111 1111 1111"

    assert found(text) == [("CARD_NUMBER", text[:19]), ("CARD_NUMBER", text[20:])]


@pytest.mark.parametrize(
    "text",
    [
        "cartão final 4444",
        "pedido 5555555555554444",
        "cartão presente 6011 1111 1111 1117",
        "cartão do plano 700 4079 3379 1507",
        "imei 352099001761481",
        "EAN 7891000315507",
        "chave 3326 0900 1234 5600 0199 6500 1000 1122 3311 8800 4471",
        "35260811222333000181550010000482911000482910",
        "https://exemplo.com/p/5555555555554444",
        "0000 0000 0000 0000",
        "ab5555555555554444",
    ],
)
def test_other_long_numbers_are_left(text):
    assert found(text) == []


def test_no_card_is_seen_inside_a_bank_slip():
    slip = "34191.79001 01043.510047 91020.150008 5 91070026000"

    assert found(slip) == [("BOLETO", slip)]


def test_a_slip_of_the_space_bar_is_forgiven_where_the_check_digit_is_right():
    assert found("o número é 4111 1111 1111 111 1") == [("CARD_NUMBER", "4111 1111 1111 111 1")]
    assert found("o número é 4111 1111 1111 111 2") == []


def test_a_mistyped_number_with_an_expiry_and_a_code_is_a_card():
    found_here = found("nº 4984000000000000, validade 1/31, código 604")

    assert found_here == [("CARD_NUMBER", "4984000000000000"), ("CARD_EXPIRY", "1/31"), ("CARD_CVV", "604")]
    assert found("nº 4984000000000000, validade do leite 1/31") == []


@pytest.mark.parametrize(
    "line",
    [
        "Me manda o número do cartão?|os outros {CARD_NUMBER:05105100}",
        "Me manda o número do cartão?|começa {CARD_NUMBER:5105 1051}",
    ],
)
def test_a_part_of_a_card_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["a outra compra no cartão foi 12345678", "meu cartão tem outro problema no pedido 88221133"],
)
def test_a_part_of_a_card_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
