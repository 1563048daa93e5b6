import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("chegou 590417 agora há pouco", "590417"),
        ("o que veio no e-mail foi 30718", "30718"),
        ("é 704 219 que o aplicativo mandou", "704 219"),
        ("F-61893 foi o que mandaram", "61893"),
        ("a moça pediu e eu dei 5527, era golpe", "5527"),
        ("use 481603 para acessar sua conta", "481603"),
        ("digitei 602915 e fala que expirou", "602915"),
    ],
)
def test_what_arrived_or_was_handed_on_is_a_code(text, value):
    assert found(text) == [("OTP_CODE", value)]


@pytest.mark.parametrize(
    "text",
    [
        "chegaram 350 convites",
        "recebi 4700 no banco",
        "mandei 120000 pro fornecedor",
        "recebi a nota 590417",
        "chegou 590417 km rodados",
        "dei 3500 de entrada pro motoboy",
        "chegou em 2031",
        "use 2 colheres para 5500 ml",
    ],
)
def test_money_things_and_years_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "o app do banco gerou {OTP_CODE:551928}",
        "abri o gov.br e ele me deu {OTP_CODE:551928}",
        "acabou de chegar outro, {OTP_CODE:55192}, ignora o primeiro que era {OTP_CODE:8073}",
        "falei pro entregador {OTP_CODE:8073} e ele sumiu",
        "deu G-{OTP_CODE:551928}",
    ],
)
def test_a_code_told_to_a_courier_or_replaced_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["ignora o primeiro pedido 8073, chegou o 8074", "esquece o anterior, veio 2 caixas de 1500"],
)
def test_a_code_told_to_a_courier_or_replaced_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
