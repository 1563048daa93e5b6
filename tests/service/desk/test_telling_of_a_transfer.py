"""Where the company wants that, a customer reads who answers from here on; what is said of exams is true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desvelo.base import clock
from desvelo.base.outbox.errors import Later
from desvelo.kernel.detection.openness import Level
from desvelo.service.channel.models import Message
from desvelo.service.desk import transfer_telling, transferring
from desvelo.service.desk.events import ConversationTransferred
from desvelo.service.desk.models import Conversation, Transfer
from handing import hand
from house import NOW
from ruled import rule

ILL = "meu exame de HIV deu positivo"


@pytest.fixture
def telling(settings) -> None:
    settings.DESVELO = replace(settings.DESVELO, tell_transfers=True)


@pytest.fixture
def settle() -> Callable[[], None]:
    """Let the time for undoing pass, and the queue do its work."""

    def _settle() -> None:
        for row in Transfer.objects.all():
            row.moved_at -= timedelta(seconds=20)
            row.save(update_fields=["moved_at"])
            moved = ConversationTransferred(conversation_id=row.pk, moved_at=row.moved_at)
            transfer_telling.tell_customer(moved)

    return _settle


def told() -> list[str]:
    from desvelo.guards.vault import actions as vault
    from desvelo.guards.vault import boxes
    from desvelo.kernel.sealing.whys import Why

    rows = Message.objects.filter(direction="out", automatic=True).order_by("arrival")
    opened = [
        vault.open_body(boxes.of(row.contact_id, why=Why.THREAD), message=row.id, record=bytes(row.body))
        for row in rows
    ]
    return ["".join(part for part in each.parts if isinstance(part, str)) for each in opened]


def close_all(house, team) -> None:
    for label in ("SPECIAL", "FILE_IMAGE", "FILE_DOCUMENT", "FILE_AUDIO"):
        rule(house, team, label, Level.NEVER)


def test_by_itself_nobody_is_told(house, arrive, settle):
    hand(house.marina, arrive("bom dia"), house.financeiro, with_history=True)

    settle()

    assert told() == []


def test_where_it_is_wanted_the_customer_is_told_once_by_the_way_every_message_goes(house, arrive, telling, settle):
    from deliveries import rows

    hand(house.marina, arrive("bom dia"), house.financeiro, with_history=True)

    settle()
    transfer_telling.tell_customer(
        ConversationTransferred(conversation_id=Transfer.objects.get().pk, moved_at=Transfer.objects.get().moved_at)
    )

    assert told() == ["Vou passar você para a equipe Financeiro."]
    assert [tag for (tag,) in rows("SELECT tag FROM outbox_queue WHERE tag = 'message:write'")] == ["message:write"]
    assert Message.objects.get(automatic=True).author_id is None


def test_the_event_waits_in_the_queue_until_nobody_can_undo_it(house, arrive, telling):
    from deliveries import rows

    hand(house.marina, arrive("bom dia"), house.financeiro, with_history=True)
    row = Transfer.objects.get()

    assert len(rows("SELECT tag FROM outbox_queue WHERE tag = 'conversation:transfer'")) == 1
    with pytest.raises(Later) as waits:
        transfer_telling.tell_customer(ConversationTransferred(conversation_id=row.pk, moved_at=row.moved_at))
    assert not waits.value.was_tried
    assert timedelta(seconds=10) < waits.value.after <= timedelta(seconds=13)


def test_what_was_undone_is_not_told(house, arrive, telling, settle):
    conversation = arrive("bom dia")
    hand(house.marina, conversation, house.financeiro, with_history=True)
    row = Transfer.objects.get()
    transferring.undo(actor=house.marina, conversation=conversation, now=clock.business())

    past = ConversationTransferred(conversation_id=row.pk, moved_at=row.moved_at - timedelta(minutes=1))
    transfer_telling.tell_customer(past)
    settle()

    assert told() == []


def test_outside_the_window_nobody_is_written_to(house, arrive, telling, settle):
    hand(house.marina, arrive("bom dia"), house.financeiro, with_history=True)
    Conversation.objects.update(last_inbound_at=NOW - timedelta(hours=25))

    settle()

    assert told() == []
    assert Transfer.objects.get().is_told


@pytest.mark.parametrize("with_history", [True, False])
def test_that_exams_are_not_seen_is_said_where_nothing_of_health_is_open(house, arrive, telling, settle, with_history):
    close_all(house, house.financeiro)
    hand(house.marina, arrive(ILL), house.financeiro, with_history=with_history)

    settle()

    assert told() == ["Vou passar você para a equipe Financeiro. Eles não veem seus exames."]


def test_it_is_not_said_where_they_could_be_seen(house, arrive, telling, settle):
    hand(house.marina, arrive(ILL), house.financeiro, with_history=True)

    settle()

    assert told() == ["Vou passar você para a equipe Financeiro."]


def test_from_here_on_alone_makes_it_so(house, arrive, telling, settle):
    """The matrix lets them see such data; but of what was said before they read nothing."""
    hand(house.marina, arrive(ILL), house.financeiro, with_history=False)

    settle()

    assert told() == ["Vou passar você para a equipe Financeiro. Eles não veem seus exames."]


def test_a_note_that_speaks_of_it_makes_it_untrue(house, arrive, telling, settle):
    hand(
        house.marina, arrive(ILL), house.financeiro, with_history=False, note="ela disse: meu exame de HIV deu positivo"
    )

    settle()

    assert told() == ["Vou passar você para a equipe Financeiro."]


def test_where_nothing_of_health_was_said_nothing_is_said_of_exams(house, arrive, telling, settle):
    close_all(house, house.financeiro)
    hand(house.marina, arrive("sou católico e quero pagar"), house.financeiro, with_history=True)

    settle()

    assert told() == ["Vou passar você para a equipe Financeiro."]
