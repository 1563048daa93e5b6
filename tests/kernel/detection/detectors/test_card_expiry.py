import pytest

from desvelo.kernel.detection.detectors import card_expiry
from desvelo.kernel.detection.sameness import same

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

CARD = "5555 5555 5555 4444"


@pytest.mark.parametrize(
    "typed", ["08/29", "8/29", "08/2029", "08-29", "08.29", "08 / 29", "08 de 2029", "0829", "08 29"]
)
def test_a_month_and_year_behind_a_card_is_its_expiry(typed):
    assert found(f"{CARD} {typed}") == [("CARD_NUMBER", CARD), ("CARD_EXPIRY", typed)]


@pytest.mark.parametrize("word", ["val", "validade", "venc", "vence em", "vencimento:", "exp", "válido até"])
def test_a_keyword_and_talk_of_a_card_make_an_expiry(word):
    assert found(f"o cartão visa {word} 08/29 ainda") == [("CARD_EXPIRY", "08/29")]


def test_the_question_or_the_last_message_may_speak_of_the_card():
    assert found("08/29", question="Qual a validade do cartão?") == [("CARD_EXPIRY", "08/29")]
    assert found("ela vence agora em 08/29 viu", previous=f"meu cartão {CARD}") == [("CARD_EXPIRY", "08/29")]
    assert found("ela vence agora em 08/29 viu") == []


@pytest.mark.parametrize(
    "text",
    [
        "val 02/28 lote 22",
        "leite val 08/26",
        "cnh vence 08/2029",
        "meu cartão chegou, a parcela 10/24 não",
        f"{CARD} desde 08/11",
        f"{CARD} nasci 10/08/1984",
        f"{CARD} 13/29",
        "08/29",
        "a fatura do cartão vence 10/11",
    ],
)
def test_other_dates_are_left(text):
    assert "CARD_EXPIRY" not in dict(found(text))


@pytest.mark.parametrize("expiry", ["agosto de 2029", "ago/29", "Agosto 29", "ago. 2029"])
def test_the_month_may_have_a_name(expiry):
    assert found(f"5555 5555 5555 4444 validade {expiry}")[1:] == [("CARD_EXPIRY", expiry)]
    assert found(expiry, question="Qual a validade do cartão?") == [("CARD_EXPIRY", expiry)]
    assert found(f"garantia até {expiry}") == []


def test_a_month_by_name_is_the_same_as_by_number():
    assert same(card_expiry.LABEL, "agosto de 2029", "08/29")
    assert not same(card_expiry.LABEL, "setembro de 2029", "08/29")


@pytest.mark.parametrize(
    ("text", "value"),
    [("troquei o cartão, o novo vai até 04/34", "04/34"), ("cartão: 07-31 cvv 219", "07-31")],
)
def test_it_is_told_by_how_long_a_card_lasts(text, value):
    assert ("CARD_EXPIRY", value) in found(text)


@pytest.mark.parametrize("text", ["a escola vai até 12/26", "o seguro vale até 05/31", "o plano era até 03/27"])
def test_how_long_other_things_last_is_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "meu cartão venceu, o novo é {CARD_EXPIRY:04/31}",
        "{CARD_EXPIRY:04/31} é a validade dele",
        "cartão adicional, validade {CARD_EXPIRY:2031/04}",
        "a validade é {CARD_EXPIRY:maio de 2032}",
        "chegou a segunda via do cartão, era {CARD_EXPIRY:02/27} agora é {CARD_EXPIRY:05/33}",
        "o cartão vale até {CARD_EXPIRY:4 de 2031}",
        "Qual a validade do cartão?|mês {CARD_EXPIRY:quatro, ano trinta e um}",
        "cartão com vencimento pra {CARD_EXPIRY:abril do ano 2031}",
    ],
)
def test_a_card_s_month_and_year_told_in_other_orders_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    [
        "validade do iogurte 2031/04",
        "pedido 2031/04 chegou",
        "meu plano mudou de 02/27 pra 05/33",
        "cartão presente vale até 04/31",
        "a validade da proposta é 10/31",
    ],
)
def test_a_card_s_month_and_year_told_in_other_orders_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
