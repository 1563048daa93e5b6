import pytest

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


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
