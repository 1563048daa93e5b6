"""What happened to a message of ours stays on record: each step once, with its time and its code, and counted."""

import pytest
from django.db import connection, transaction

import house as company
from desvelo.base import clock, tally
from desvelo.base.outbox import consume
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import contacts
from desvelo.guards.vault.people import Person
from desvelo.kernel.whatsapp import outbound
from desvelo.service.channel import actions, delivery, intake, steps, trail, wamids
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.events import MessageWritten
from desvelo.service.channel.models import Message
from house import put_delivery, webhook, webhook_body

WAMID = "wamid.1"


@pytest.fixture
def written(number) -> Message:
    """Return a message we wrote, waiting to be sent."""
    now = clock.business()
    [box] = contacts.boxes_for([Person(phone="5511900004417")], now=now)
    draft = actions.Draft(contact=box.contact, number=number, text="oi", author=None, last_inbound_at=now)
    return Message.objects.get(pk=actions.write(draft, now=now))


def deliver(message: Message, outcome: outbound.Outcome, monkeypatch) -> None:
    monkeypatch.setattr(delivery, "_send", lambda _message: outcome)
    event = MessageWritten(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        arrival=message.arrival,
        automatic=False,
        written_at=message.sent_at,
    )
    delivery.deliver(event)


def refill() -> None:
    """Let the time pass that a limit asks for."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channel_bucket SET at = at - interval '1 minute'")


def tell(*names: str, code: int | None = None) -> None:
    errors = {"errors": [{"code": code, "title": "x"}]} if code else {}
    put_delivery(webhook({"statuses": [company.status(WAMID, name, **errors) for name in names]}))
    intake.take_in()


def course(message: Message) -> list[tuple[str, str]]:
    return [(each.name, each.code) for each in trail.noted(message.id)]


def test_from_the_pen_to_the_reader_each_step_is_written_down_in_its_order(written, monkeypatch):
    deliver(written, outbound.Sent(WAMID), monkeypatch)
    tell("sent", "delivered")
    tell("read")

    assert [name for name, _ in course(written)] == ["written", "claimed", "accepted", "sent", "delivered", "read"]
    times = [each.at for each in trail.noted(written.id)]
    assert times == sorted(times)


def test_what_meta_says_carries_the_time_meta_gives(written, monkeypatch):
    deliver(written, outbound.Sent(WAMID), monkeypatch)
    tell("delivered")

    by_name = {each.name: each for each in trail.noted(written.id)}

    assert by_name["accepted"].said_at is None
    assert 0 <= (by_name["delivered"].at - by_name["delivered"].said_at).total_seconds() < 60


def test_a_status_that_comes_twice_or_late_is_one_line_and_does_not_go_back(written, monkeypatch):
    deliver(written, outbound.Sent(WAMID), monkeypatch)
    tell("read", "read")
    tell("delivered")
    tell("read", "delivered", "strange")

    assert [name for name, _ in course(written)][3:] == ["read", "delivered"]
    written.refresh_from_db()
    assert written.status == "read"
    assert tally.totals("step") == {"accepted": 1, "claimed": 1, "delivered": 1, "read": 1, "written": 1}


def test_each_time_it_is_put_off_and_taken_up_again_is_a_line(written, monkeypatch):
    for _ in range(2):
        with pytest.raises(SendAgainLater):
            deliver(written, outbound.Refused(code=130429, retry=True), monkeypatch)
        refill()
    deliver(written, outbound.Sent(WAMID), monkeypatch)

    again, claimed = ("again", "130429"), ("claimed", "")
    assert course(written) == [("written", ""), claimed, again, claimed, again, claimed, ("accepted", "")]
    assert tally.totals("step")["again"] == 2


@pytest.mark.parametrize(
    ("outcome", "last"),
    [
        (outbound.Refused(code=131026, retry=False), ("failed", "131026")),
        (outbound.Refused(code=None, retry=False), ("failed", "refused")),
        (outbound.Ambiguous(reason="no_answer"), ("unsure", "no_answer")),
    ],
)
def test_what_did_not_go_says_why(written, monkeypatch, outcome, last):
    deliver(written, outcome, monkeypatch)

    assert course(written)[-1] == last


def test_a_failure_that_meta_reports_later_carries_its_code(written, monkeypatch):
    deliver(written, outbound.Sent(WAMID), monkeypatch)
    tell("failed", code=131049)

    assert course(written)[-1] == ("failed", "131049")


def test_a_message_found_half_sent_says_that_it_was_interrupted(written, monkeypatch):
    Message.objects.filter(pk=written.pk).update(status="sending")

    deliver(written, outbound.Sent(WAMID), monkeypatch)

    assert course(written)[-1] == ("unsure", "interrupted")


def test_nothing_is_on_record_that_was_taken_back(written):
    """The step is part of the transaction that made it true."""
    with transaction.atomic():
        steps.note([steps.Step(message=written.id, name="claimed")])
        transaction.set_rollback(True)

    assert course(written) == [("written", "")]
    assert tally.totals("step") == {"written": 1}


def test_erasing_the_contact_erases_the_steps(written, monkeypatch):
    deliver(written, outbound.Sent(WAMID), monkeypatch)

    vault.erase_contact(contact=written.contact_id, reason="request", now=clock.business())

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM channel_step")
        assert cursor.fetchone() == (0,)


def test_a_received_message_knows_when_it_was_on_disk_and_when_a_worker_took_it(number):
    put_delivery(webhook_body("cpf 529.982.247-25", phone="5511900004417", name="Bia", wamid="w.1"))
    intake.take_in()

    early = trail.courses(unsettled=None, before=None, limit=1)[0].early

    assert list(early) == ["verified", "found", "masked", "sealed", "stored", "claimed"]
    assert 0 <= early["stored"] <= early["claimed"] <= early["found"] <= early["masked"] <= early["sealed"]


def test_a_real_sending_leaves_the_same_trail(written):
    """Without a Graph API to talk to, the worker puts it off under the code of what stood in the way."""
    consume.drain()

    [first, *others] = course(written)
    assert first == ("written", "")
    assert others[0] == ("claimed", "")
    assert others[1][0] in {"again", "unsure"}
    assert wamids.index(number=company.PHONE_NUMBER_ID, wamid=WAMID) not in str(others)
