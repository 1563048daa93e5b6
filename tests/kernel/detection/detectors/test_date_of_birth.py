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
