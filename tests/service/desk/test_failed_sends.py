"""Whoever wrote a message that did not arrive reads what happened and what to do, in both languages, for every code."""

import pytest
from django.utils import translation

from browser import signed_in
from desvelo.base import clock
from desvelo.kernel.whatsapp import error_table
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, failures
from desvelo.service.desk.actions import Reply

CODES = sorted(error_table.codes())


def said(code: int, language: str) -> str:
    with translation.override(language):
        return failures.of_code(code)


def test_every_cause_of_the_table_has_its_sentence_and_none_is_left_over():
    assert set(failures.CAUSES) == set(error_table.CAUSES)


def test_every_code_is_said_in_both_languages_with_what_to_do():
    for code in CODES:
        english, portuguese = said(code, "en"), said(code, "pt-br")

        assert english != portuguese, code
        for text in (english, portuguese):
            assert len([part for part in text.replace(":", ".").split(". ") if part]) >= 2 or code in ONE_SENTENCE, text
            assert str(code) not in text


# One clause that says both: it goes by itself, or there is nothing for the writer to do but know.
ONE_SENTENCE = {each for each in CODES if error_table.entry(each).cause in {"number_gone", "username"}}


def test_who_else_has_to_know_is_said():
    assert said(190, "en").endswith("Your IT team sees this too.")
    assert said(131042, "pt-br").endswith("A supervisão também vê isto.")
    assert "sees this too" not in said(131047, "en")


@pytest.mark.parametrize(("language", "word"), [("en", "does not know (999999)"), ("pt-br", "não conhece (999999)")])
def test_a_code_of_tomorrow_is_named_and_says_so(language, word):
    assert word in said(999_999, language)


@pytest.mark.parametrize("failure", ["", "refused", "no_address", "http_404"])
def test_a_failure_without_a_code_of_meta_is_said_too(failure):
    with translation.override("en"):
        english = failures.sentence(status="failed", failure=failure)
    with translation.override("pt-br"):
        assert failures.sentence(status="failed", failure=failure) not in {"", english}


@pytest.mark.parametrize("status", ["queued", "sent", "delivered", "read", "replaced"])
def test_what_did_not_fail_says_nothing(status):
    assert failures.sentence(status=status, failure="190") == ""


@pytest.mark.parametrize("code", [131026, 131047, 131049, 132001, 137000, 190])
def test_the_desk_shows_the_sentence_under_the_message(house, arrive, code):
    conversation = arrive("bom dia")
    message = actions.send_reply(
        actor=house.marina, conversation=conversation, reply=Reply(text="até quinta"), now=clock.business()
    )
    Message.objects.filter(pk=message).update(status="failed", failure=str(code))

    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    assert said(code, "pt-br").replace("'", "&#x27;") in page
