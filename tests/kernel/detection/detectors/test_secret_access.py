import pytest

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


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
