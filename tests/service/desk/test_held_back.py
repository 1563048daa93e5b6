"""A reply that does not leave says what happened, why, and how to go on; nothing was sent and its text is nowhere."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, outgoing
from desvelo.service.desk.actions import Reply
from desvelo.service.desk.errors import SensitiveText
from desvelo.service.desk.models import Conversation

CARD, CPF = "5555 5555 5555 4444", "529.982.247-25"
TEXT = f"Achei! Vou usar o cartão {CARD} e o CPF {CPF} que já temos, certo?"


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia", name="José Ricardo Alves")


def reply(actor, conversation: str, text: str, **fields: str):
    return signed_in(actor).post(f"/atendimento/c/{conversation}/responder", {"text": text, **fields})


def said(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def sent() -> int:
    return Message.objects.filter(direction="out").count()


def last_place(conversation: str) -> str:
    return str(Conversation.objects.get(public_id=conversation).last_arrival)


# ---- what is sensitive ----


def test_the_guard_names_what_it_found_and_shows_the_very_text_that_may_leave(house, conversation):
    answer = reply(house.marina, conversation, TEXT)

    words = said(answer)
    assert "Antes de enviar: há um cartão e um CPF neste texto" in words
    assert "“Achei! Vou usar o cartão •••• 4444 e o CPF •• 25 que já temos, certo?”" in words
    assert "cartão completo nunca sai por mensagem. Precisa mesmo? Fale com a supervisão." in words
    assert "Por que apareceu este aviso?" in words


def test_what_it_says_is_what_leaves(house, conversation):
    shown = re.search(r"“(.*)”", said(reply(house.marina, conversation, TEXT)))[1]

    reply(house.marina, conversation, TEXT, mode="mask")

    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}")
    assert shown in said(page)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"cpf {CPF}", "documento completo não sai por mensagem"),
        (f"cpf {CPF} e cartão {CARD}", "cartão completo nunca sai por mensagem"),
        ("a senha: Abacate!77", "senha e código nunca saem por mensagem"),
        ("a api key é q7Zk2Wm9Xv4Tb1Rn8Lc5", "senha e código nunca saem por mensagem"),
        ("o nosso ip é 177.44.201.9", "dado pessoal assim não sai por mensagem"),
        ("o email é bia@exemplo.example", "dado pessoal assim não sai por mensagem"),
    ],
)
def test_the_refused_way_says_why_and_what_to_do(house, conversation, text, reason):
    assert reason in said(reply(house.marina, conversation, text))


@pytest.mark.parametrize(
    ("before", "start"), [("", 4), ("ok 👍 ", 10), ("  \n", 7), ("é: ", 7)], ids=["plain", "emoji", "space", "accent"]
)
def test_the_places_are_counted_as_a_browser_counts(before, start):
    with pytest.raises(SensitiveText) as held:
        outgoing.fit_to_leave(f"{before}cpf {CPF}", hide=False)

    assert held.value.spans == ((start, start + len(CPF)),)


def test_that_it_was_held_back_is_on_record_by_its_classes_and_without_the_text(house, conversation, audit_tags):
    reply(house.marina, conversation, TEXT)

    audit.sequence()
    entry = ledger.entry(ledger.size() - 1)
    assert audit_tags()[-1] == ("conversation:reply", "denied:sensitive_text")
    assert (entry.actor, entry.objects["found"]) == (house.marina.id, "CARD_NUMBER,CPF")
    assert tables.bearing(connection, CARD, CPF) == {}
    assert sent() == 0


def test_lines_of_a_form_arrive_as_the_lines_that_were_typed(house, conversation):
    held = reply(house.marina, conversation, f"a\r\nb cpf {CPF}").content.decode()

    assert 'data-spans="8-22"' in held


# ---- who was faster ----


def answered_by(actor, conversation: str, *, at=None) -> None:
    actions.send_reply(actor=actor, conversation=conversation, reply=Reply(text="Já vi"), now=at or clock.business())


def test_when_a_colleague_answered_meanwhile_it_waits_for_its_writer_to_look(house, conversation):
    seen = last_place(conversation)
    answered_by(house.rui, conversation, at=clock.business() - timedelta(seconds=4))

    answer = reply(house.marina, conversation, "bom dia", seen=seen)

    assert answer.status_code == 409
    assert re.search(r"Rui respondeu há [45] s\. Ver antes de enviar", said(answer))
    assert sent() == 1


def test_who_has_looked_sends_it_all_the_same(house, conversation):
    seen = last_place(conversation)
    answered_by(house.rui, conversation)
    offered = re.search(
        r'type="submit"[^>]*data-seen="(\d+)"', reply(house.marina, conversation, "oi", seen=seen).content.decode()
    )[1]

    assert reply(house.marina, conversation, "bom dia", seen=offered).status_code == 204
    assert sent() == 2


def test_what_the_customer_or_oneself_or_the_machine_wrote_holds_nothing_back(house, conversation, arrive):
    seen = last_place(conversation)
    answered_by(house.marina, conversation)
    arrive("mais uma coisa", name="José Ricardo Alves")
    Message.objects.filter(direction="out").update(automatic=True, author=house.rui.id)
    answered_by(house.marina, conversation)

    assert reply(house.marina, conversation, "bom dia", seen=seen).status_code == 204


@pytest.mark.parametrize("seen", ["", "absent", "-1", "9" * 40])
def test_a_form_that_does_not_say_what_was_seen_is_believed(house, conversation, seen):
    answered_by(house.rui, conversation)

    assert reply(house.marina, conversation, "bom dia", seen=seen).status_code == 204


# ---- whom it speaks to ----


def test_a_text_that_greets_another_customer_asks_before_it_leaves(house, conversation, arrive):
    arrive("oi", phone="5511900000001", name="Rosa Vasconcelos")

    answer = reply(house.marina, conversation, "Bom dia, Rosa! O exame fica pronto na sexta.")

    assert answer.status_code == 409
    assert "O texto fala com Rosa. Esta conversa é de José." in said(answer)
    assert sent() == 0


def test_whoever_means_it_sends_it_all_the_same(house, conversation, arrive):
    arrive("oi", phone="5511900000001", name="Rosa Vasconcelos")

    assert reply(house.marina, conversation, "Bom dia, Rosa!", addressee="meant").status_code == 204


def test_what_was_to_be_hidden_stays_hidden_when_it_is_sent_all_the_same(house, conversation, arrive):
    arrive("oi", phone="5511900000001", name="Rosa Vasconcelos")

    held = reply(house.marina, conversation, f"Bom dia, Rosa! CPF {CPF}", mode="mask")

    assert (held.status_code, '<input type="hidden" name="mode" value="mask">' in held.content.decode()) == (409, True)


@pytest.mark.parametrize("text", ["Bom dia, José!", "Oi Ricardo, tudo bem?", "Bom dia, Helena!", "Falei com a Rosa"])
def test_ones_own_customer_a_stranger_and_a_mention_ask_nothing(house, conversation, arrive, text):
    arrive("oi", phone="5511900000001", name="Rosa Vasconcelos")

    assert reply(house.marina, conversation, text).status_code == 204


def test_a_customer_of_another_team_is_not_given_away_by_a_greeting(house, conversation, arrive):
    foreign = arrive("oi", phone="5511900000001", name="Rosa Vasconcelos")
    actions.move_to_team(actor=house.rui, conversation=foreign, team=house.financeiro, now=clock.business())

    assert reply(house.marina, conversation, "Bom dia, Rosa!").status_code == 204
