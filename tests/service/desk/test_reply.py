"""An answer leaves only as it may: to an open window, without what must not travel by message, once."""

from datetime import timedelta

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.base import clock
from desvelo.base.outbox import queue
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.detection import scanning
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import outbound
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions
from desvelo.service.desk.actions import Reply
from desvelo.service.desk.models import Conversation

CARD, CPF = "5555 5555 5555 4444", "529.982.247-25"
DAY = timedelta(hours=24)


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia")


def sent() -> list[str]:
    """Return the text of what waits to be sent."""
    rows = Message.objects.filter(direction="out").order_by("arrival")
    bodies = [
        vault.open_body(boxes.of(row.contact_id, why=Why.UNSAID), message=row.id, record=bytes(row.body))
        for row in rows
    ]
    return ["".join(part if isinstance(part, str) else "[chip]" for part in body.parts) for body in bodies]


def reply(house, conversation: str, text: str, **fields: str):
    return signed_in(house.marina).post(f"/atendimento/c/{conversation}/responder", {"text": text, **fields})


def test_an_answer_is_stored_sealed_recorded_and_waits_to_be_sent(house, conversation, audit_tags):
    answer = reply(house, conversation, "  Bom dia, Beatriz!  ")

    row = Message.objects.get(direction="out")
    assert answer.status_code == 204
    assert (sent(), row.status, row.author_id, row.automatic) == (
        ["Bom dia, Beatriz!"],
        "queued",
        house.marina.id,
        False,
    )
    assert tables.bearing(connection, "Bom dia, Beatriz!") == {}
    assert audit_tags()[-1] == ("message:write", "done")
    assert [claimed.event().message_id for claimed in queue.claim(5) if claimed.tag == "message:write"] == [row.id]


def test_whoever_answers_a_conversation_nobody_has_takes_it(house, conversation):
    reply(house, conversation, "bom dia")

    row = Conversation.objects.get(public_id=conversation)
    assert (row.assignee_id, row.waiting_since, row.unread_count) == (house.marina.id, None, 0)


def test_answering_what_a_colleague_has_does_not_take_it_away(house, conversation):
    actions.take(actor=house.rui, conversation=conversation, now=clock.business())

    reply(house, conversation, "bom dia")

    assert Conversation.objects.get(public_id=conversation).assignee_id == house.rui.id
    assert sent() == ["bom dia"]


@pytest.mark.parametrize(
    ("text", "value", "labels"),
    [
        (f"confirmo o cpf {CPF}", CPF, "1"),
        (f"o cartão {CARD} passou", CARD, "1"),
        (f"cartão {CARD}, cpf {CPF}", CPF, "2"),
        ("a senha: Abacate!77", "Abacate!77", "1"),
    ],
)
def test_what_must_not_leave_by_message_is_held_back(house, conversation, text, value, labels):
    answer = reply(house, conversation, text)

    body = answer.content.decode()
    assert (answer.status_code, f'data-count="{labels}"' in body, value in body) == (422, True, False)
    assert sent() == []
    assert Conversation.objects.get(public_id=conversation).assignee_id is None


def test_without_the_guard_it_would_leave(house, conversation, monkeypatch):
    monkeypatch.setattr(scanning, "scan", lambda *_, **__: ())

    assert reply(house, conversation, f"confirmo o cpf {CPF}").status_code == 204
    assert sent() == [f"confirmo o cpf {CPF}"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"confirmo o cpf {CPF} ok", "confirmo o cpf •• 25 ok"),
        (f"o cartão {CARD} passou", "o cartão •••• 4444 passou"),
        ("a senha: Abacate!77", "a senha: ••••"),
    ],
)
def test_hidden_it_leaves_with_masks_alone(house, conversation, text, left):
    assert reply(house, conversation, text, mode="mask").status_code == 204

    assert sent() == [left]


def test_asking_to_hide_what_holds_nothing_changes_nothing(house, conversation):
    reply(house, conversation, "até quinta", mode="mask")

    assert sent() == ["até quinta"]


@pytest.mark.parametrize("mode", ["", "send", "MASK", "mask ", "none"])
def test_no_other_word_lets_it_through(house, conversation, mode):
    assert reply(house, conversation, f"cpf {CPF}", mode=mode).status_code == 422
    assert sent() == []


def test_if_detection_itself_breaks_nothing_leaves(house, conversation, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(scanning, "scan", broken)
    browser = signed_in(house.marina)
    browser.client.raise_request_exception = False

    answer = browser.post(f"/atendimento/c/{conversation}/responder", {"text": f"cpf {CPF}"})

    assert (answer.status_code, sent()) == (500, [])


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_answer_is_refused(house, conversation, text):
    assert (reply(house, conversation, text).status_code, sent()) == (422, [])


def test_an_answer_longer_than_whatsapp_carries_is_refused(house, conversation):
    longest = "a" * outbound.MAX_TEXT

    assert reply(house, conversation, longest + "a").status_code == 422
    assert reply(house, conversation, longest).status_code == 204
    assert len(sent()) == 1


@pytest.fixture
def later(monkeypatch):
    """Move the company's clock, and let customers' messages keep the machine's."""

    def move(by: timedelta) -> None:
        clock.advance(int(by.total_seconds()))

    return move


def test_a_day_after_the_customer_wrote_the_server_refuses_whatever_the_page_showed(
    house, conversation, later, audit_tags
):
    later(DAY + timedelta(minutes=1))

    answer = reply(house, conversation, "bom dia")

    assert (answer.status_code, sent()) == (409, [])
    assert audit_tags()[-1] == ("conversation:reply", "denied:window_closed")
    assert Conversation.objects.get(public_id=conversation).assignee_id is None


def test_a_moment_before_it_is_still_open(house, conversation, later):
    later(DAY - timedelta(minutes=1))

    assert reply(house, conversation, "bom dia").status_code == 204


def test_when_the_customer_writes_again_the_window_opens_again(house, conversation, later, arrive):
    later(DAY + timedelta(minutes=1))
    arrive("ainda estão aí?")

    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    assert 'data-hold="open"' in page
    assert reply(house, conversation, "estamos!").status_code == 204


def test_the_page_of_a_closed_window_has_no_box_to_write_in(house, conversation, later):
    assert "<textarea" in signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    later(DAY + timedelta(minutes=1))

    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()
    assert ("<textarea" in page, 'data-hold="closed"' in page) == (False, True)


def test_an_agent_never_writes_in_anothers_name(house, conversation):
    answer = signed_in(house.marina).post(
        f"/atendimento/c/{conversation}/responder",
        {"text": "oi", "author": str(house.rui.id), "actor": str(house.rui.id), "automatic": "true"},
    )

    row = Message.objects.get(direction="out")
    assert (answer.status_code, row.author_id, row.automatic) == (204, house.marina.id, False)


def test_a_reply_that_fails_halfway_leaves_neither_message_nor_owner(house, conversation, monkeypatch):
    monkeypatch.setattr("desvelo.service.channel.actions.queue.publish", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.send_reply(actor=house.marina, conversation=conversation, reply=Reply(text="oi"), now=clock.business())

    assert sent() == []
    assert Conversation.objects.get(public_id=conversation).assignee_id is None
