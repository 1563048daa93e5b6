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
    "sou {RACE:negro}",
    "sou {RACE:preta}",
    "sou {RACE:branca}",
    "sou {RACE:indígena}",
    "sou {RACE:mulher negra}",
    "sou {RACE:cigano}",
    "sou {RACE:boliviana}",
    "sou {RACE:haitiano} e fui maltratado",
    "sou {RACE:japonesa}",
    "sou {RACE:neto de italianos}",
    "minha avó era {RACE:alemã}",
    "meu avô era {RACE:índio}",
    "meu bisavô era {RACE:escravo}",
    "sou {RACE:descendente de alemães}",
    "somos {RACE:guarani}",
    "sou da {RACE:etnia Terena}",
    "sou do {RACE:povo Xukuru}",
    "{RACE:povo yanomami}",
    "moro na aldeia, sou {RACE:tupiniquim}",
    "a {RACE:vendedora negra} me ajudou",
    "por ser {RACE:preto} fui barrado",
    "por eu ser {RACE:negra}",
    "me chamou de {RACE:macaco}",
    "me chamou de {RACE:preta fedida}",
    "me chamaram de {RACE:crioulo}",
    "me xingou de {RACE:macaca}",
    "sofri racismo porque sou {RACE:negro}",
    "só pararam a gente porque somos {RACE:pretos}",
    "meu {RACE:filho negro} foi seguido",
    "meu marido é {RACE:nigeriano}",
    "minha esposa é {RACE:venezuelana}",
    "meu namorado é {RACE:árabe}",
    "entrei pela {RACE:cota racial}",
    "passei na {RACE:cota pra negros}",
    "me autodeclaro {RACE:pardo}",
    "sou {RACE:afro-brasileira}",
    "sou {RACE:preto retinto}",
    "meus pais são {RACE:japoneses}",
    "minha mãe é {RACE:índia}",
    "sou {RACE:mestiça}",
    "sou {RACE:parda} no IBGE",
    "somos {RACE:pretos}",
    "meus filhos são {RACE:pretos}",
    "minhas filhas são {RACE:negras}",
    "meu namorado é {RACE:preto}",
    "o {RACE:segurança branco} me empurrou",
    "sou a única {RACE:preta da loja}",
    "me seguiram {RACE:por causa da minha cor}",
    "fui revistado por ser {RACE:negro}",
    "só porque sou {RACE:preta}",
    "sofri racismo, sou {RACE:negro}",
    "me chamou de {RACE:neguinho}",
    "candidata autodeclarada {RACE:parda}",
    "concorri como {RACE:cotista negra}",
    "moro na aldeia, somos {RACE:kaiowá}",
    "família {RACE:cigana}",
    "sou {RACE:de família japonesa}",
    "sou {RACE:refugiado} sírio",
    "minha cor é {RACE:parda}",
    "etnia {RACE:amarela}",
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
    "tem na cor preta?",
    "pele morena da base",
    "base para pele negra",
    "quero a branca",
    "ovo de galinha preta",
    "o preto é mais barato",
    "feijão preto",
    "pão italiano",
    "comida japonesa",
    "sou fã de comida árabe",
    "tomada padrão americano",
    "magia negra",
    "carro preto",
    "sou do time alvinegro",
    "macaco hidráulico 2t",
    "porcelana chinesa",
    "a bolsa é italiana",
    "curso de alemão",
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


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Qual sua cor/raça?", "{RACE:parda}"),
        ("Raça/cor?", "{RACE:preta}"),
    ],
)
def test_a_short_answer_tells_what_was_asked_for(question, answer):
    text, expected, *_ = unmark(answer)

    assert found(text, question=question) == expected
