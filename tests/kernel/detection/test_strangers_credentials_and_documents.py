"""Wordings of credentials, cards, accounts and documents that strangers used, and what looks like them."""

import pytest

from desvelo.kernel.detection.reading import Context
from desvelo.kernel.detection.scanning import scan

_KEY = "3c2b1a09-8f7e-4d6c-9b5a-1029384756af"


def _found(text: str, question: str | None = None) -> list[tuple[str, str]]:
    return [(each.label, text[each.start : each.end]) for each in scan(text, Context(question=question))]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("a senha que minha nora inventou foi carambola", "PASSWORD", "carambola"),
        ("senha do uber: pirulito", "PASSWORD", "pirulito"),
        ("a chave da internet é casadavovo", "PASSWORD", "casadavovo"),
        ("coloco tia&bel e fala que ta errada", "PASSWORD", "tia&bel"),
        ("código da portaria 3090#", "PASSWORD", "3090#"),
        ("destrava meu tablet, é 9753", "PASSWORD", "9753"),
        ("zap: 713-240 nao passe pra ninguem", "OTP_CODE", "713-240"),
        ("numero de verificação 60931", "OTP_CODE", "60931"),
        ("tô com o cartão na mão, virando tem 604", "CARD_CVV", "604"),
        ("meu cartão é 5210 4488", "CARD_NUMBER", "5210 4488"),
        ("dados bancários da loja: 2904-7, 551203-8", "BANK_ACCOUNT", "551203-8"),
        (f"minha chave do pix trocou, agora é {_KEY}", "PIX_KEY", _KEY),
        (f"manda nessa {_KEY}", "PIX_KEY", _KEY),
        ("o documento da passageira é 5120937", "RG", "5120937"),
        ("meu cpf começa com 704.118", "CPF", "704.118"),
    ],
)
def test_what_strangers_wrote_is_found(text, label, value):
    assert (label, value) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "o wifi da loja é Loja_Centro_2G ou o Loja_Visita_5G?",
        "código 771302 do produto acabou",
        "na tabela fipe codigo 015088-6",
        "tem 3 numeros na caixa 517",
        "são 3 digitos, 350 reais",
        "titulo de capitalização 1023 8501 0671",
        f"erro 502, request id {_KEY}",
        "a senha que a moça deu foi cancelada",
        "o documento do imóvel é 5120937",
    ],
)
def test_what_looks_like_it_stays_readable(text):
    assert _found(text) == []


def test_the_rest_of_a_document_answers_the_same_question():
    assert _found("e termina com 77120", "Informe seu CPF") == [("CPF", "77120")]


def test_an_account_for_bookkeeping_is_nobodys():
    assert _found("3.2.04.0071", "Qual a conta contábil do frete?") == []
