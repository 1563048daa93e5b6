"""What did not arrive, or may not have, goes again when a person says so: once, to the same customer, guarded again."""

from datetime import timedelta

import pytest

import threads
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.items import StatusUpdate
from desvelo.service.channel import statuses
from desvelo.service.channel.errors import NothingToSendAgain
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, outgoing
from desvelo.service.desk.actions import Reply


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia")


def written(house, conversation: str, *, status: str, failure: str = "", text: str = "até quinta") -> Message:
    """Return an answer of ours as it stands once Meta said what came of it."""
    now = clock.business()
    message = actions.send_reply(actor=house.marina, conversation=conversation, reply=Reply(text=text), now=now)
    Message.objects.filter(pk=message).update(status=status, failure=failure)
    return Message.objects.get(pk=message)


def send_again(house, conversation: str, message: Message, *, actor=None):
    return actions.send_again(
        actor=actor or house.marina, conversation=conversation, message=message.public_id, now=clock.business()
    )


def texts() -> list[str]:
    rows = Message.objects.filter(direction="out").order_by("arrival")
    bodies = [
        vault.open_body(boxes.of(row.contact_id, why=Why.UNSAID), message=row.id, record=bytes(row.body))
        for row in rows
    ]
    return ["".join(part for part in body.parts if isinstance(part, str)) for body in bodies]


def page(house, conversation: str) -> str:
    return signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()


@pytest.mark.parametrize(
    ("status", "failure"), [("unsure", "timeout"), ("failed", "190"), ("failed", "131031"), ("failed", "131056")]
)
def test_what_may_go_again_is_written_anew_and_the_old_one_says_so(house, conversation, status, failure, audit_tags):
    old = written(house, conversation, status=status, failure=failure)
    assert f"/reenviar/{old.public_id}" in page(house, conversation)

    new = send_again(house, conversation, old)

    old.refresh_from_db()
    assert (old.status, Message.objects.get(pk=new).status) == ("replaced", "queued")
    assert texts() == ["até quinta"] * 2
    assert audit_tags()[-1] == ("message:write", "done")
    assert f"/reenviar/{old.public_id}" not in page(house, conversation)
    assert "enviada de novo" in page(house, conversation)


@pytest.mark.parametrize(
    ("status", "failure"),
    [("queued", ""), ("sent", ""), ("delivered", ""), ("read", ""), ("failed", "131026"), ("failed", "131047"),
     ("failed", "refused"), ("failed", ""), ("replaced", "190")],
)  # fmt: skip
def test_what_arrived_or_would_be_refused_again_does_not(house, conversation, status, failure):
    old = written(house, conversation, status=status, failure=failure)

    with pytest.raises(NothingToSendAgain):
        send_again(house, conversation, old)

    assert texts() == ["até quinta"]
    assert "/reenviar/" not in page(house, conversation)


@pytest.mark.asvs("2.3.4")
def test_of_two_who_press_at_once_one_sends_it(committed, house, conversation):
    old = written(house, conversation, status="unsure")
    people = (house.marina, house.rui)

    results = threads.at_once(lambda number: send_again(house, conversation, old, actor=people[number]))

    assert sorted(type(each).__name__ for each in results) == ["NothingToSendAgain", "UUID"]
    assert texts() == ["até quinta"] * 2


def test_the_button_pressed_twice_answers_calmly_and_sends_once(house, conversation):
    old = written(house, conversation, status="failed", failure="190")
    browser, path = signed_in(house.marina), f"/atendimento/c/{conversation}/reenviar/{old.public_id}"

    assert [browser.post(path).status_code for _ in range(2)] == [204, 204]
    assert len(texts()) == 2


def test_after_a_day_of_silence_it_waits_for_the_customer(house, conversation):
    old = written(house, conversation, status="failed", failure="190")
    clock.advance(int(timedelta(hours=25).total_seconds()))

    answer = signed_in(house.marina).post(f"/atendimento/c/{conversation}/reenviar/{old.public_id}")

    assert (answer.status_code, "A janela de 24 horas fechou" in answer.content.decode()) == (409, True)
    old.refresh_from_db()
    assert (old.status, len(texts())) == ("failed", 1)


def test_a_message_of_another_conversation_is_not_there(house, conversation, arrive, audit_tags):
    other = arrive("oi", phone="5511900000001", name="Outra")
    old = written(house, other, status="unsure")

    with pytest.raises(NotFound):
        send_again(house, conversation, old)

    assert audit_tags()[-1] == ("conversation:reply", "denied:absent")


def test_a_customers_own_message_cannot_be_sent_to_them(house, conversation):
    received = Message.objects.get(direction="in")

    with pytest.raises(NotFound):
        send_again(house, conversation, received)


def test_another_team_sends_nothing_again(house, conversation):
    old = written(house, conversation, status="unsure")

    with pytest.raises(NotFound):
        send_again(house, conversation, old, actor=house.denise)

    assert len(texts()) == 1


def test_what_a_newer_detector_finds_leaves_hidden(house, conversation, monkeypatch):
    monkeypatch.setattr(outgoing.scanning, "scan", lambda *_: ())
    old = written(house, conversation, status="unsure", text="cpf 529.982.247-25")
    monkeypatch.undo()

    send_again(house, conversation, old)

    assert texts()[-1] == "cpf •• 25"


@pytest.mark.parametrize(("said", "ends"), [("failed", "replaced"), ("delivered", "delivered")])
def test_what_meta_says_late_of_the_first_one_is_kept_if_it_did_arrive(house, conversation, said, ends):
    old = written(house, conversation, status="unsure")
    send_again(house, conversation, old)
    number = old.number.phone_number_id
    late = StatusUpdate(
        phone_number_id=number,
        waba_id=None,
        wamid="w.late",
        status=said,
        at=int(clock.business().timestamp()),
        opaque=old.public_id,
    )

    statuses.apply([late], now=clock.business())

    old.refresh_from_db()
    assert old.status == ends


@pytest.mark.parametrize(
    ("status", "icon", "words"),
    [
        ("queued", "clock", "enviando"),
        ("sending", "clock", "enviando"),
        ("accepted", "check", "enviada"),
        ("sent", "check", "enviada"),
        ("delivered", "check-check", "entregue"),
        ("read", "check-check", "lida"),
        ("played", "check-check", "lida"),
        ("failed", "circle-x", "não entregue"),
        ("unsure", "circle-dashed", "Talvez enviado"),
        ("replaced", "rotate-ccw", "enviada de novo"),
    ],
)
def test_each_state_has_its_tick_and_its_words(house, conversation, status, icon, words):
    import re

    written(house, conversation, status=status, failure="190" if status == "failed" else "")

    tick = re.search(
        r'<span class="tick".*?</span></span>|<span class="tick".*?</span>\s*</p>', page(house, conversation), re.DOTALL
    )[0]

    assert (f'#{icon}"' in tick, words in tick) == (True, True)
