import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("o portão dos fundos abre com 6157", "6157"),
        ("desbloqueia o tablet com 9 0 2 8", "9 0 2 8"),
        ("a tranca da casa abre digitando 33172#", "33172#"),
        ("o segredo do cadeado é 8-2-0-5", "8-2-0-5"),
        ("os números pra abrir o armário: 4063", "4063"),
    ],
)
def test_digits_that_open_a_locked_thing_are_a_password(text, value):
    assert found(text) == [("PASSWORD", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("o wifi da pousada é marambaia88", "marambaia88"),
        ("wi-fi: Sítio Bom Jesus / jaca2031", "jaca2031"),
        ("entra com o usuário rosana e urucum41", "urucum41"),
        ("acessei com Paineira%9 e não entra", "Paineira%9"),
        ("testei Ipe2017 e ipe2017, diz inválida", "Ipe2017"),
    ],
)
def test_a_mixed_word_given_with_a_network_or_a_user_is_a_password(text, value):
    assert found(text)[0] == ("PASSWORD", value)


def test_the_word_used_for_everything_is_a_password_where_an_account_was_broken_into():
    assert found("invadiram meu perfil, eu uso jequitiba em tudo") == [("PASSWORD", "jequitiba")]
    assert found("uso vinagre em tudo") == []


@pytest.mark.parametrize(
    "text",
    [
        "o portão abre com 20 minutos de atraso",
        "a porta abre com 90 cm",
        "número do apartamento é 1307",
        "meu usuário é lucia_fran77",
        "o wifi é de 500mega",
        "entrei com 2 recursos",
        "testei iphone13 e galaxyS22, nada",
        "liberaram a catraca com 18 anos",
    ],
)
def test_what_is_counted_named_or_sold_is_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "pra abrir o pdf do contracheque é {PASSWORD:7731lopes}",
        "eu sempre usei {PASSWORD:coxinha41} e agora diz que tá errado",
    ],
)
def test_what_opens_a_file_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    [
        "usei PRIMEIRA15 e deu inválido",
        "abrir o arquivo com excel2016",
        "ver o extrato custa 1234 reais",
        "o laudo fica pronto em 2031",
    ],
)
def test_what_opens_a_file_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
