import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "sou {SEX_LIFE:gay}",
    "sou {SEX_LIFE:lésbica} e casada",
    "meu filho é {SEX_LIFE:trans}",
    "sou {SEX_LIFE:mulher trans}",
    "sou {SEX_LIFE:travesti} e meu {SEX_LIFE:nome social} não aparece",
    "somos {SEX_LIFE:casal gay}",
    "sou {SEX_LIFE:não binário}",
    "minha irmã é {SEX_LIFE:bissexual}",
    "fiz {SEX_LIFE:transição de gênero}",
    "sou {SEX_LIFE:hétero}",
    "sou {SEX_LIFE:homem trans}",
    "meu tio é {SEX_LIFE:homossexual}",
    "sou {SEX_LIFE:virgem}",
    "{SEX_LIFE:transei sem camisinha}",
]
LEFT = [
    "bandeira lgbt 1,50m",
    "parada gay tem excursão?",
    "gordura trans",
    "ácido graxo trans",
    "transporte",
    "bi campeão",
    "tv bi volt",
    "sou de virgem",
    "azeite extra virgem",
    "mídia virgem",
    "sexo do bebê",
    "chá revelação",
    "sexo: feminino",
    "hetero o quê?",
    "banheiro unissex",
    "programa de pontos",
]


@pytest.mark.parametrize("line", TOLD)
def test_somebody_s_sexual_life_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_fats_signs_and_devices_are_left(text):
    assert found(text) == []


def test_the_question_makes_the_answer_speak_of_the_writer():
    assert found("bissexual", question="Qual a sua orientação sexual?") == [("SEX_LIFE", "bissexual")]
    assert found("bissexual", question="Qual filme?") == []
