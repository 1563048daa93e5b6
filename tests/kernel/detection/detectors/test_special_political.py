import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "sou {POLITICAL:filiado ao MDB}",
    "meu irmão é {POLITICAL:candidato a vereador}",
    "{POLITICAL:votei no Lula} e me arrependi",
    "sou {POLITICAL:bolsonarista}",
    "minha mãe é {POLITICAL:petista}",
    "sou {POLITICAL:de esquerda}",
    "meu sogro foi {POLITICAL:prefeito pelo PSDB}",
    "sou {POLITICAL:militante do MST}",
    "fui {POLITICAL:delegado do PT} na convenção",
    "sou {POLITICAL:comunista}",
    "ele é {POLITICAL:presidente municipal do PP}",
    "{POLITICAL:voto no Ciro}",
]
LEFT = [
    "política de troca",
    "política de privacidade",
    "partido ao meio chegou",
    "a peça veio partida",
    "vote em nós na pesquisa",
    "votei na enquete de vocês",
    "adesivo de candidato quanto?",
    "imprime santinho?",
    "título eleitoral serve?",
    "o prefeito inaugurou a loja",
    "vereador pode comprar com cnpj?",
    "camiseta do PT tem?",
    "o novo modelo",
    "pl 2024 nota",
    "vire à direita",
    "lado esquerdo da tela",
    "esquerda ou direita?",
    "candidato à vaga",
    "candidato a vaga de vendedor",
    "sou candidata ao emprego",
    "presidente prudente",
]


@pytest.mark.parametrize("line", TOLD)
def test_somebody_s_conviction_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_policies_parts_and_polls_are_left(text):
    assert found(text) == []


def test_a_party_alone_is_news():
    assert found("o PSDB mudou de presidente") == []
    assert found("minha tia é filiada ao PSDB") == [("POLITICAL", "filiada ao PSDB")]
