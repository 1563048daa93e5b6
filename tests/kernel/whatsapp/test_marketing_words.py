"""One word stops promotions, in any dress; a sentence that holds it does not."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import marketing_words
from desvelo.kernel.whatsapp.marketing_words import wish


def test_the_examples_are_true():
    assert doctest.testmod(marketing_words).failed == 0


@pytest.mark.parametrize(
    "text",
    ["PARAR", "parar", "Parar.", "PÁRAR", "*PARAR*", "  parar \n", "“Sair”", "STOP", "descadastrar", "PARAR 🛑",
     "p\u200barar", "ＰＡＲＡＲ", "Parar promoções", "PARAR DE RECEBER PROPAGANDA"],
)  # fmt: skip
def test_these_stop_promotions(text):
    assert wish(text) is False


@pytest.mark.parametrize("text", ["VOLTAR", "voltar!", "Voltar 🙂"])
def test_these_want_them_again(text):
    assert wish(text) is True


@pytest.mark.parametrize(
    "text",
    ["", "para", "cancelar", "parar de tomar o remédio", "posso parar?! amanhã", "não quero parar", "parar parar",
     "voltarei", "quero voltar", "sair mais cedo", "stop loss", "nonstop", "separar", "parar" + " " * 80,
     "parar promoções não"],
)  # fmt: skip
def test_these_say_neither(text):
    assert wish(text) is None


@given(st.text(max_size=80))
def test_whatever_is_written_is_judged_without_trouble(text):
    assert wish(text) in {True, False, None}
