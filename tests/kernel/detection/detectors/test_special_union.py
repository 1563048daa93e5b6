import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "sou {UNION:diretora do sindicato dos professores}",
    "sou {UNION:sindicalizado}",
    "meu pai é {UNION:presidente do sindicato dos metalúrgicos}",
    "sou {UNION:filiado à CUT}",
    "sou {UNION:delegada sindical}",
    "faço parte do {UNION:Sindpetro}",
    "pago a mensalidade do {UNION:sindicato}",
    "sou {UNION:sócio do Sinpro}",
    "meu marido é {UNION:dirigente sindical}",
    "sou do {UNION:sindicato dos bancários}",
    "quero me desfiliar do {UNION:sindicato}",
    "sou {UNION:filiada ao sindicato dos comerciários}",
    "sou do {UNION:sindicato dos professores}",
    "meu pai é {UNION:presidente do sindicato dos rodoviários}",
    "sou {UNION:diretor do Sindipetro}",
    "sou {UNION:dirigente da CUT}",
    "{UNION:faço parte da diretoria do Sintect}",
    "estou {UNION:na diretoria do sindicato dos metalúrgicos}",
    "faço parte do {UNION:sindicato das domésticas}",
    "pago o {UNION:sindicato dos vigilantes}",
    "pago mensalidade do {UNION:sindicato}",
    "desconta {UNION:contribuição sindical do meu} salário",
    "me filiei ao {UNION:sindicato}",
    "{UNION:entrei na chapa 2 do sindicato}",
    "estou de {UNION:licença sindical}",
    "tenho {UNION:estabilidade sindical}",
    "sou da CIPA e do {UNION:sindicato}",
    "fui demitido por ser do {UNION:sindicato}",
    "{UNION:fiz greve com o sindicato}",
    "sou {UNION:representante sindical}",
    "minha carteirinha do {UNION:sindicato} venceu",
    "minha carteirinha do {UNION:Sinpro} venceu",
    "{UNION:meu sindicato} é o dos bancários",
    "sou {UNION:sindicalista}",
    "sou {UNION:associado da Apeoesp}",
    "meu marido é da {UNION:Força Sindical}",
    "sou {UNION:tesoureira do SindSaúde}",
]
LEFT = [
    "o sindicato fica perto?",
    "fala com o síndico",
    "síndica do prédio",
    "desconto pra sindicalizado?",
    "convenção do sindicato",
    "homologação no sindicato",
    "imposto sindical",
    "boleto do sindicato venceu",
    "reunião de condomínio",
    "tem convênio com sindicato?",
    "o síndico não responde",
    "greve dos correios atrasou",
    "greve dos caminhoneiros",
    "sindicância interna",
    "reunião no sindicato que horas?",
    "homologação é no sindicato?",
]


@pytest.mark.parametrize("line", TOLD)
def test_who_belongs_to_a_union_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_unions_as_places_and_caretakers_are_left(text):
    assert found(text) == []


def test_a_union_no_list_knows_is_known_by_its_name():
    assert found("sou filiada ao Sindvigia") == [("UNION", "filiada ao Sindvigia")]
    assert found("o Sindvigia fica onde?") == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Você é sindicalizado?", "{UNION:sim, no sindicato dos gráficos}"),
    ],
)
def test_a_short_answer_tells_what_was_asked_for(question, answer):
    text, expected, *_ = unmark(answer)

    assert found(text, question=question) == expected
