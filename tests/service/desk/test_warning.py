"""A customer who sent what must not be sent is told so once a day, kindly, and by nobody's hand."""

from datetime import timedelta

import pytest

from desvelo.base import clock
from desvelo.base.outbox import bus, consume, queue
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.events import MessageReceived, MessageWritten
from desvelo.service.channel.models import Message
from desvelo.service.desk import handlers, warning
from desvelo.service.desk.models import Conversation

CARD = "meu cartão é 5555 5555 5555 4444"


@pytest.fixture(autouse=True)
def nothing_is_sent(monkeypatch) -> None:
    """Keep what is written waiting: this is about whether it is written."""
    monkeypatch.setitem(bus._after, MessageWritten, ())


def warnings() -> list[str]:
    consume.drain()
    rows = Message.objects.filter(direction="out", automatic=True).order_by("arrival")
    bodies = [
        vault.open_body(boxes.of(row.contact_id, why=Why.UNSAID), message=row.id, record=bytes(row.body))
        for row in rows
    ]
    return [str(body.parts[0]) for body in bodies]


def test_a_discarded_card_brings_one_warning_in_the_customers_language(house, arrive):
    arrive(CARD)

    [said] = warnings()

    assert said.startswith("Beatriz, ")
    assert "5555" not in said
    row = Message.objects.get(direction="out")
    assert (row.author_id, row.status) == (None, "queued")


@pytest.mark.parametrize("text", ["bom dia", "meu cpf é 529.982.247-25", "ligue 11 98888-7766"])
def test_what_is_kept_protected_brings_none(house, arrive, text):
    arrive(text)

    assert warnings() == []


def test_a_second_card_on_the_same_day_brings_no_second_warning(house, arrive):
    arrive(CARD)
    arrive("e a senha: Abacate!77")

    assert len(warnings()) == 1


def test_the_day_after_it_is_said_again(house, arrive):
    arrive(CARD)
    assert len(warnings()) == 1

    clock.advance(int(timedelta(hours=24, minutes=1).total_seconds()))
    arrive(CARD)

    assert len(warnings()) == 2


def test_each_customer_is_told(house, arrive):
    arrive(CARD)
    arrive(CARD, phone="5511900000001", name="Outra Pessoa")

    assert [said.split(",")[0] for said in warnings()] == ["Beatriz", "Outra"]


def test_the_event_heard_twice_brings_one_warning(house, arrive):
    arrive(CARD)
    [event] = [event for claimed in queue.claim(10) if isinstance(event := claimed.event(), MessageReceived)]

    handlers.warn_customer(event)
    handlers.warn_customer(event)

    assert len(warnings()) == 1


def test_an_automatic_answer_leaves_the_customer_waiting_for_a_person(house, arrive):
    conversation = arrive(CARD)

    warnings()

    row = Conversation.objects.get(public_id=conversation)
    assert (row.waiting_since is not None, row.unread_count, row.assignee_id) == (True, 1, None)


def test_an_old_message_taken_in_late_brings_none(house, arrive):
    """After days without us the window is closed: the warning could not be delivered."""
    conversation = arrive("oi")
    old = clock.business() - timedelta(days=3)
    Conversation.objects.filter(public_id=conversation).update(last_inbound_at=old)
    row = Conversation.objects.get(public_id=conversation)
    warning.send(contact=row.contact_id, number=row.number_id, at=old)

    assert warnings() == []
