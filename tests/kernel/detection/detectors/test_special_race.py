import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "sou {RACE:negra}",
    "sou {RACE:pardo}",
    "meu marido é {RACE:preto}",
    "{RACE:mulher negra}, mãe de dois, não fui atendida",
    "um {RACE:homem negro} foi seguido",
    "me autodeclaro {RACE:parda}",
    "sou {RACE:indígena da aldeia}",
    "minha filha é {RACE:branca}",
    "sou {RACE:quilombola}",
    "raça: {RACE:preta}",
    "minha família é {RACE:cigana}",
    "sou {RACE:descendente de japoneses}",
]
LEFT = [
    "cabelo preto",
    "calça preta",
    "café preto",
    "lista negra",
    "mercado negro",
    "ovelha negra",
    "caixa preta",
    "carro branco",
    "vinho branco",
    "meu carro é preto",
    "minha blusa é branca",
    "meu celular é preto",
    "minha gata é preta",
    "arroz branco",
    "pão preto",
    "câmbio negro",
    "humor negro",
    "black friday",
    "nota em branco",
    "passou em branco",
    "pimenta preta",
    "feijão preto 1kg 8,90",
    "a parede é branca",
    "minha parede é branca",
    "meu sofá é branco",
]


@pytest.mark.parametrize("line", TOLD)
def test_what_somebody_is_said_to_be_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_colours_of_things_are_left(text):
    assert found(text) == []


def test_the_question_of_a_form_makes_the_answer_speak_of_the_writer():
    assert found("parda", question="Qual a sua raça ou cor?") == [("RACE", "parda")]
    assert found("preta", question="Qual a cor da blusa?") == []
