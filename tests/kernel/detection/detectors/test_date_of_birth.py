import pytest

from desvelo.kernel.detection.detectors.date_of_birth import LABEL

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

SAME = ["03/04/1991", "3/4/91", "03.04.1991", "03-04-91", "03041991", "3 de abril de 1991", "1991-04-03", "3 abr 91"]


@pytest.mark.parametrize("typed", SAME)
def test_any_spelling_is_found_behind_the_word_and_in_answer(typed):
    assert found(f"nasci em {typed}") == [("DATE_OF_BIRTH", typed)]
    assert found(typed, question="Data de nascimento?") == [("DATE_OF_BIRTH", typed)]


def test_every_spelling_is_the_same_date():
    assert {LABEL.essence(typed) for typed in SAME} == {"030491"}


@pytest.mark.parametrize("text", ["meu níver é 14/06", "faço aniversário dia 14/06", "aniversário da minha mãe 14/06"])
def test_of_a_birthday_day_and_month_are_enough(text):
    assert found(text) == [("DATE_OF_BIRTH", "14/06")]


def test_an_old_date_beside_a_name_or_a_cpf_is_a_birth():
    assert found("Bruna Teles, 08/02/1993") == [("PERSON_NAME", "Bruna Teles"), ("DATE_OF_BIRTH", "08/02/1993")]
    assert found("cpf 529.982.247-25, 08/02/1993")[1:] == [("DATE_OF_BIRTH", "08/02/1993")]
    assert found("Bruna Teles, emissão 08/02/1993") == [("PERSON_NAME", "Bruna Teles")]
    assert found("Bruna Teles, 08/02/2026") == [("PERSON_NAME", "Bruna Teles")]


@pytest.mark.parametrize(
    "text",
    [
        "aniversário da loja 14/06",
        "bolo de aniversário pro dia 14/06",
        "promoção de aniversário até 14/06/2026",
        "comprei em 03/04/1991",
        "nasceu com 3,250 kg",
        "nota 03041991",
        "consulta 14/06 às 10h",
    ],
)
def test_parties_shops_and_other_dates_are_left(text):
    assert found(text) == []


def test_the_question_does_not_make_a_sentence_with_another_date_a_birth():
    assert found("não lembro, vejo e te falo depois das 10/11 horas", question="Data de nascimento?") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sou do dia 9 de junho de 1971", "9 de junho de 1971"),
        ("perguntaram a idade dela, é de 30/ago/2018", "30/ago/2018"),
        ("ele veio ao mundo em 3 de abril de 2021", "3 de abril de 2021"),
        ("completei 52 dia 18/11", "18/11"),
        ("a data da minha mãe é 27/02/1949", "27/02/1949"),
        ("born on June 3, 1977", "june 3, 1977"),
    ],
)
def test_strangers_ways_to_tell_it(text, value):
    assert [(label, said.lower()) for label, said in found(text)] == [("DATE_OF_BIRTH", value)]


def test_an_old_date_that_is_the_whole_message_is_one_unless_another_was_asked_for():
    assert found("14/10/1952") == [("DATE_OF_BIRTH", "14/10/1952")]
    assert found("14/10/1995", question="Quando foi a compra? Preciso da data da nota") == []
    assert found("14/10/2024") == []


@pytest.mark.parametrize("text", ["a loja fez 10 anos em 22/07", "fiz 2 anos de garantia em 12/05/2024"])
def test_the_years_of_shops_and_contracts_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("nasci em 1976, já posso sacar?", "1976"),
        ("minha mãe nasceu no ano de 1948", "1948"),
        ("nasci em 68, tem prioridade?", "68"),
        ("nasci dia 23", "23"),
        ("sou do dia 4 de outubro", "4 de outubro"),
        ("Confirmando: 09/12/1961", "09/12/1961"),
    ],
)
def test_a_year_or_a_day_alone_is_a_birth_where_somebody_says_born(text, part):
    assert found(text) == [("DATE_OF_BIRTH", part)]


@pytest.mark.parametrize(
    "text",
    [
        "a loja nasceu em 1976",
        "comprei em 1976",
        "sou de 68 kg",
        "sou de Recife, 68 pessoas",
        "nasci pra pagar 50 reais",
        "Confirmando a entrega: 09/12/1961",
    ],
)
def test_a_year_or_a_count_of_something_else_is_none(text):
    assert found(text) == []
