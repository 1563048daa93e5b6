"""Beside writing: quote a message, react to it, show the customer that somebody is there; in one's own teams alone."""

from dataclasses import replace

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.outbound_kinds import Button, Buttons, Location
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, answering
from desvelo.service.desk.actions import Reply
from desvelo.service.desk.errors import SensitiveText
from desvelo.service.desk.models import Conversation


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia, tem horário?")


def theirs() -> Message:
    return Message.objects.filter(direction="in").order_by("arrival").first()


def ours() -> list[Message]:
    return list(Message.objects.filter(direction="out").order_by("arrival"))


def page(house, conversation: str) -> str:
    return signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()


def test_a_reply_quotes_the_message_it_answers_and_the_thread_shows_it(house, conversation):
    browser = signed_in(house.marina)

    answer = browser.post(
        f"/atendimento/c/{conversation}/responder", {"text": "Quinta às 9h", "about": theirs().public_id}
    )

    assert answer.status_code == 204
    [sent] = ours()
    assert sent.about_index == theirs().wamid_index
    assert f'class="quoted" href="#m-{theirs().public_id}"' in page(house, conversation)


def test_a_quote_of_another_conversation_is_refused_and_nothing_is_sent(house, conversation, arrive):
    arrive("oi", phone="5511900000001", name="Outra", wamid="w.other")
    other = Message.objects.filter(direction="in").order_by("-arrival").first()

    answer = signed_in(house.marina).post(
        f"/atendimento/c/{conversation}/responder", {"text": "oi", "about": other.public_id}
    )

    assert (answer.status_code, "não pode mais ser citada" in answer.content.decode(), ours()) == (409, True, [])


@pytest.mark.parametrize(("emoji", "shown"), [("👍", True), ("", False), ("<script>", False)])
def test_a_reaction_stands_on_its_message_and_leaves_the_customer_waiting(house, conversation, emoji, shown):
    waiting = Conversation.objects.get().waiting_since

    answer = signed_in(house.marina).post(
        f"/atendimento/c/{conversation}/reagir/{theirs().public_id}", {"emoji": emoji}
    )

    assert answer.status_code == 204
    assert [each.kind for each in ours()] == ["reaction"]
    assert ("Você reagiu com" in page(house, conversation)) is shown
    assert (waiting is not None, Conversation.objects.get().waiting_since) == (True, waiting)


def test_a_reaction_that_was_taken_back_is_gone(house, conversation):
    for emoji in ("👍", ""):
        answering.react(
            actor=house.marina,
            conversation=conversation,
            message=theirs().public_id,
            emoji=emoji,
            now=clock.business(),
        )

    assert "Você reagiu com" not in page(house, conversation)


def test_nobody_of_another_team_reacts_types_or_confirms(house, conversation, audit_tags):
    now = clock.business()
    of = {"actor": house.denise, "conversation": conversation, "now": now}

    for refused in (
        lambda: answering.react(**of, message=theirs().public_id, emoji="👍"),
        lambda: answering.show_typing(**of),
        lambda: answering.confirm_identity(**of, way="call"),
        lambda: answering.send_content(**of, content=Location(latitude=0, longitude=0)),
    ):
        with pytest.raises(NotFound):
            refused()
        assert audit_tags()[-1] == ("conversation:reply", "denied:other_team")
    assert ours() == []


CPF = "529.982.247-25"


@pytest.mark.parametrize(
    "content",
    [
        Buttons(body=f"É o {CPF}?", buttons=(Button(id="y", title="Sim"),)),
        Buttons(body="Qual?", buttons=(Button(id="y", title=CPF),)),
        Location(latitude=0, longitude=0, name="Casa", address=f"CPF {CPF}"),
    ],
)
def test_the_guard_reads_every_text_of_every_kind(house, conversation, content, audit_tags):
    with pytest.raises(SensitiveText):
        answering.send_content(actor=house.marina, conversation=conversation, content=content, now=clock.business())

    assert (ours(), audit_tags()[-1]) == ([], ("conversation:reply", "denied:sensitive_text"))


def test_without_the_guard_the_document_would_leave(house, conversation, monkeypatch):
    monkeypatch.setattr("desvelo.service.desk.outgoing.fit_to_leave", lambda text, **_: text)

    answering.send_content(
        actor=house.marina,
        conversation=conversation,
        content=Buttons(body=f"É o {CPF}?", buttons=(Button(id="y", title="Sim"),)),
        now=clock.business(),
    )

    assert len(ours()) == 1


def test_what_is_hidden_leaves_bound_to_the_phone_we_trust(house, conversation):
    actions.send_reply(
        actor=house.marina,
        conversation=conversation,
        reply=Reply(text=f"O CPF {CPF} está certo?", hide=True),
        now=clock.business(),
    )

    assert '"personal":true' in sends(ours()[0])


def sends(message: Message) -> str:
    from desvelo.guards.vault import boxes
    from desvelo.service.channel import sealed

    return sealed.open_detail(
        boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=bytes(message.detail)
    ).sends


def receipts() -> list[bool]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT payload->'typing' FROM outbox_queue WHERE tag = 'message:receipt' ORDER BY id")
        return [row[0] in {True, "true"} for row in cursor.fetchall()]


def test_opening_and_typing_are_shown_where_that_is_wanted_and_opening_only_once(house, conversation, settings):
    settings.DESVELO = replace(settings.DESVELO, read_receipts=True)
    browser = signed_in(house.marina)

    for _ in range(2):
        browser.get(f"/atendimento/c/{conversation}")
    assert browser.post(f"/atendimento/c/{conversation}/digitando").status_code == 204

    assert receipts() == [False, True]
    assert "data-typing=" in page(house, conversation)


def test_by_default_the_customer_does_not_learn_who_looked(house, conversation):
    browser = signed_in(house.marina)
    browser.get(f"/atendimento/c/{conversation}")
    browser.post(f"/atendimento/c/{conversation}/digitando")

    assert receipts() == []
    assert "data-typing=" not in page(house, conversation)
