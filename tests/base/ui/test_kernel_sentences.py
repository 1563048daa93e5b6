"""Sentences of the kernel, as people read them."""

import pytest
from django.utils import translation

from desvelo.base.ui import sentences
from desvelo.kernel.lawfulness import sending
from desvelo.kernel.lawfulness.forms.fields import Field, Kind, check
from desvelo.kernel.lawfulness.words import gettext_noop, say

CPF = Field(name="cpf", label="CPF", purpose="Emitir a nota", kind=Kind.CPF)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("529982247", "O CPF tem 11 números. Faltam 2."),
        ("5299822472", "O CPF tem 11 números. Falta 1."),
        ("5299822472555", "O CPF tem 11 números. Sobram 2."),
        ("52998224724", "Este CPF não existe. Confira cada número."),
    ],
)
def test_a_mistake_in_a_form_is_told_in_portuguese(typed, words):
    with translation.override("pt-br"):
        assert sentences.said(check(CPF, typed).error) == words


def test_a_fact_that_is_a_marked_text_is_looked_up_too():
    sentence = say(gettext_noop("The balancing test does not say %(part)s."), part="the concrete situation")

    with translation.override("pt-br"):
        assert sentences.said(sentence) == "O teste de balanceamento não diz a situação concreta."
    with translation.override("en"):
        assert sentences.said(sentence) == sentence.in_english()


@pytest.mark.parametrize("reason", sending.SAID)
def test_every_reason_against_a_message_is_told_in_portuguese(reason):
    with translation.override("pt-br"):
        told = [sentences.said(each) for each in sending.words(reason)]

    assert told != [each.in_english() for each in sending.words(reason)]
    assert all(each.endswith(".") for each in told)
