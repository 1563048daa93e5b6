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
    "sou {SEX_LIFE:sapatão}",
    "sou {SEX_LIFE:pansexual}",
    "sou {SEX_LIFE:bi}",
    "minha filha é {SEX_LIFE:lésbica}",
    "meu irmão é {SEX_LIFE:trans}",
    "sou uma {SEX_LIFE:pessoa trans}",
    "sou {SEX_LIFE:não binária}",
    "sou {SEX_LIFE:intersexo}",
    "sou {SEX_LIFE:cis}",
    "sou {SEX_LIFE:drag queen}",
    "sou {SEX_LIFE:não-binárie}",
    "estou em {SEX_LIFE:transição de gênero}",
    "fiz {SEX_LIFE:redesignação sexual}",
    "{SEX_LIFE:mudei de gênero}",
    "me assumi {SEX_LIFE:lésbica}",
    "meu filho se assumiu {SEX_LIFE:gay}",
    "somos {SEX_LIFE:um casal de homens}",
    "somos {SEX_LIFE:um casal gay}",
    "somos {SEX_LIFE:um casal homoafetivo}",
    "{SEX_LIFE:somos duas mulheres casadas}",
    "{SEX_LIFE:tenho duas mães} ",
    "meu filho {SEX_LIFE:tem dois pais}",
    "{SEX_LIFE:namoro outro homem}",
    "sou {SEX_LIFE:casada com outra mulher}",
    "{SEX_LIFE:sou garota de programa}",
    "{SEX_LIFE:faço programa}",
    "sou {SEX_LIFE:profissional do sexo}",
    "{SEX_LIFE:fiz sexo sem camisinha}",
    "{SEX_LIFE:transei sem camisinha} ontem",
    "tenho {SEX_LIFE:vida sexual} ativa",
    "{SEX_LIFE:tive relação sem proteção}",
    "{SEX_LIFE:tenho relações com homens}",
    "estamos num {SEX_LIFE:relacionamento aberto}",
    "sou {SEX_LIFE:swinger}",
    "me chamou de {SEX_LIFE:viado} na loja",
    "me chamaram de {SEX_LIFE:sapatona}",
    "fui chamada de {SEX_LIFE:traveco}",
    "meu nome social é {PERSON_NAME:Jussara}",
    "sou {SEX_LIFE:viado} mesmo, e daí",
    "meu filho é {SEX_LIFE:homossexual}",
    "meu pai é {SEX_LIFE:gay} e foi humilhado",
    "minha esposa e eu somos {SEX_LIFE:lésbicas}",
    "eu sou {SEX_LIFE:homem trans} e meu rg tá errado",
    "sou {SEX_LIFE:transfeminina}",
    "fiz {SEX_LIFE:retificação de gênero}",
    "quero {SEX_LIFE:retificar meu gênero} no cadastro",
    "meu filho é uma {SEX_LIFE:menina trans}",
    "minha irmã é {SEX_LIFE:travesti}",
    "sou {SEX_LIFE:assexual}",
    "não sou {SEX_LIFE:hétero}",
    "{SEX_LIFE:gosto de homens e mulheres}",
    "{SEX_LIFE:fico com homem e mulher}",
    "sou {SEX_LIFE:casado com um homem}",
    "trabalho como {SEX_LIFE:garoto de programa}",
    "{SEX_LIFE:tive relação sexual sem proteção}",
    "{SEX_LIFE:transei} com um cara ontem",
    "sofri {SEX_LIFE:abuso sexual}",
    "fui {SEX_LIFE:estuprada}",
    "{SEX_LIFE:perdi a virgindade}",
    "a balconista é {SEX_LIFE:sapatão}",
    "o segurança me chamou de {SEX_LIFE:bicha}",
    "me barraram porque sou {SEX_LIFE:trans}",
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
    "parada gay é domingo?",
    "bandeira trans quanto?",
    "gordura trans tem?",
    "a Transamérica tá fora do ar",
    "casal de gatos",
    "fiz o programa de fidelidade",
    "relação de produtos",
    "tenho relação de preços",
    "troca de gênero musical",
    "banheiro feminino",
    "chá revelação sexo",
    "roupa unissex",
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


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Qual sua orientação sexual?", "{SEX_LIFE:bissexual}"),
        ("Com qual gênero você se identifica?", "{SEX_LIFE:não binário}"),
    ],
)
def test_a_short_answer_tells_what_was_asked_for(question, answer):
    text, expected, *_ = unmark(answer)

    assert found(text, question=question) == expected
