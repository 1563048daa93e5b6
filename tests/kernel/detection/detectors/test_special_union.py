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
