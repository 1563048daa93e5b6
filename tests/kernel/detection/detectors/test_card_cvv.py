import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

CARD = "5555 5555 5555 4444"
AMEX = "3782 822463 10005"


@pytest.mark.parametrize(
    "text",
    [
        "cvv {}",
        "CVC: {}",
        "cvv do cartão é {}",
        "código de segurança {}",
        "cód. seg. {}",
        "os 3 dígitos atrás do cartão são {}",
        "3 números de trás: {}",
        "{} é o cvv",
        "cvv{}",
    ],
)
def test_three_digits_with_their_keyword_are_a_code(text):
    assert found(text.format("737")) == [("CARD_CVV", "737")]


@pytest.mark.parametrize("gap", [" ", "\n", ", ", " - ", " / "])
def test_three_digits_right_behind_a_card_or_its_expiry_are_a_code(gap):
    assert found(f"{CARD}{gap}737") == [("CARD_NUMBER", CARD), ("CARD_CVV", "737")]
    assert found(f"{CARD}{gap}08/29{gap}737") == [("CARD_NUMBER", CARD), ("CARD_EXPIRY", "08/29"), ("CARD_CVV", "737")]


def test_an_amex_has_four():
    assert found(f"{AMEX} 11/29 1234") == [("CARD_NUMBER", AMEX), ("CARD_EXPIRY", "11/29"), ("CARD_CVV", "1234")]
    assert found(f"{AMEX} 11/29 123") == [("CARD_NUMBER", AMEX), ("CARD_EXPIRY", "11/29")]


def test_the_question_makes_three_digits_a_code():
    assert found("737", question="Qual o código de segurança?") == [("CARD_CVV", "737")]
    assert found("737", question="Qual o apartamento?") == [("ADDRESS", "737")]


@pytest.mark.parametrize(
    "text",
    [
        "o cvv não passa",
        "apto 737, atrás da padaria",
        f"{CARD} em 120x",
        "cvv recusado, R$ 737 cobrados",
        "cvv e pedido 737",
    ],
)
def test_other_short_numbers_are_left(text):
    assert "CARD_CVV" not in dict(found(text))


def test_the_last_four_of_the_card_are_not_its_code():
    assert found("cvv do cartão 7731 é 604") == [("CARD_CVV", "604")]
    assert found("cvv 7731") == [("CARD_CVV", "7731")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("amex tem quatro números na frente, 6083", "6083"),
        ("os três últimos atrás são 604", "604"),
        ("o codigozinho de trás do cartão é 219", "219"),
        ("no verso tá 537", "537"),
        ("o cvv era 118, agora é 640", "640"),
    ],
)
def test_it_is_told_by_where_it_stands(text, value):
    assert ("CARD_CVV", value) in found(text)


@pytest.mark.parametrize("text", ["no verso da caixa 537", "no verso tem 300 páginas", "moro atrás do 537"])
def test_the_back_of_other_things_is_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "cartao: nome e venc: {CARD_EXPIRY:05/2031}\n3 digitos: {CARD_CVV:648}",
        "no verso tá {CARD_CVV:648}, é o que precisa né?",
        "é {CARD_CVV:648} no verso",
        "atrás tem {CARD_CVV:648} escrito",
    ],
)
def test_three_digits_of_the_back_are_a_code(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["no verso do cupom tem 648", "a loja fica no 648 de trás", "tem 648 curtidas atrás"],
)
def test_three_digits_of_the_back_are_a_code_unless_it_is_another_thing(text):
    assert found(text) == []
