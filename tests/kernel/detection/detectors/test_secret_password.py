import pytest

from desvelo.kernel.detection import secrecy

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


@pytest.mark.parametrize(
    "text",
    [
        "minha senha é {}",
        "senha: {}",
        "SENHA {}",
        "a senha do wifi é {} ok",
        "senha do app = {}",
        "troquei a senha pra {} ontem",
        "usuário: ana senha: {}",
        "deixa {} como senha",
        "usei {} de senha",
        "{} é a minha senha",
        'a senha é "{}".',
        "password: {}",
        "la contraseña es {}",
        "esqueci a senha, era {}",
    ],
)
@pytest.mark.parametrize("secret", ["Azul2024", "gato7vidas", "Sol&Mar", "482913"])
def test_a_told_password_is_found(text, secret):
    assert found(text.format(secret)) == [("PASSWORD", secret)]


@pytest.mark.parametrize(
    "text", ["minha senha é {}", "senha: {}", "coloquei {} como senha", "ana@exemplo.com senha {}"]
)
def test_an_ordinary_word_in_the_values_place_is_found_too(text):
    assert ("PASSWORD", "batatinha") in found(text.format("batatinha"))


def test_a_pin_is_digits():
    assert found("meu pin é 4821") == [("PASSWORD", "4821")]
    assert found("pin: https://maps.exemplo/Qp7rT9") == []
    assert found("o PIN de fábrica é 0000") == []


def test_a_number_in_pieces_is_found_whole():
    assert found("a senha do cofre é 31 07 1984 abre?") == [("PASSWORD", "31 07 1984")]


def test_the_question_makes_one_word_a_password():
    assert found("batatinha", question="Qual a senha do wifi?") == [("PASSWORD", "batatinha")]
    assert found("batatinha", question="O que vai comprar?") == []
    assert found("consegui", question="Já trocou a senha?") == []
    assert found("A087", question="Qual a senha que está no painel?") == []


@pytest.mark.parametrize(
    "text",
    [
        "esqueci a senha",
        "senha errada",
        "a senha é fraca",
        "a senha é a mesma do email",
        "troquei a senha ontem",
        "qual a senha do wifi?",
        "a senha do wifi é gratis?",
        "senha de 6 dígitos",
        "a senha tem 8 caracteres",
        "errei a senha 3x",
        "senha A087",
        "sua senha é C045, aguarde",
        "chamaram a senha 4471 no painel",
        "senha: ****",
        "gravaram minha voz como senha",
        "coloquei a data de nascimento como senha",
    ],
)
def test_talk_about_passwords_and_queue_tickets_are_left(text):
    assert [each for each in found(text) if each[0] == "PASSWORD"] == []


@pytest.mark.parametrize("word", ["Tr0vão-Azul", "abc123", "MinhaGata", "sol&mar", "1973"])
def test_a_secret_looks_like_one(word):
    assert secrecy.looks_secret(word)


@pytest.mark.parametrize(
    "word", ["batata", "wi-fi", "10h30", "R$100", "12x", "50%", "www.exemplo.com", "****", "1,99", "abc"]
)
def test_an_ordinary_word_or_amount_does_not(word):
    assert not secrecy.looks_secret(word)


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("user caixa2 pass girafa77", "girafa77"),
        ("a senha que eu coloquei foi girafa77", "girafa77"),
        ("pw: Girafa@7", "Girafa@7"),
        ("sehna do app girafa77", "girafa77"),
        ("código do alarme 7716", "7716"),
        ("senha>girafa77", "girafa77"),
        ('"girafa77" essa é minha senha', "girafa77"),
        ("combinação do cofre é 77 16 04", "77 16 04"),
    ],
)
def test_it_is_called_by_many_names(text, password):
    assert found(text) == [("PASSWORD", password)]


@pytest.mark.parametrize(
    "text", ["game pass 3 meses 2024", "código do cofre esqueci", "pass livre 77123", "a senha que eu uso parou"]
)
def test_passes_and_talk_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("senha que veio no email: bX7kP2", "bX7kP2"),
        ("errei a senha 7305 3 vezes", "7305"),
        ("senha: margarida", "margarida"),
        ("pus jambo64 na senha", "jambo64"),
        ("minha senha antiga era roma, agora é jambo64", "jambo64"),
    ],
)
def test_more_ways_to_tell_it(text, value):
    assert ("PASSWORD", value) in found(text)


def test_the_pin_of_a_delivery_is_a_code():
    assert found("o pin da entrega é 7305") == [("OTP_CODE", "7305")]


@pytest.mark.parametrize(
    "line",
    ["mandei a senha errada, o certo é {PASSWORD:girafa!72}"],
)
def test_a_corrected_password_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["a senha veio errada, o certo é pedir outra"],
)
def test_a_corrected_password_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
