"""What Meta says of a message of ours only climbs, in whatever order it comes, and counts for its own number alone."""

from datetime import timedelta

import pytest
from django.db import connection

import deliveries
import house as company
import tables
from desvelo.base import clock
from desvelo.base.outbox import queue
from desvelo.guards.access.models import Team
from desvelo.guards.vault import contacts
from desvelo.guards.vault.people import Person
from desvelo.service.channel import actions, delivery, intake, parked, queries, wamids
from desvelo.service.channel.models import Message, Number
from house import put_delivery, webhook

WAMID, OTHER_NUMBER = "wamid.1", "200000000000002"


def written(number, *, status: str = "accepted", wamid: str | None = WAMID) -> Message:
    """Return a message of ours as it is once Meta accepted it, or as it stands before that."""
    now = clock.business()
    [box] = contacts.boxes_for([Person(phone="5511900004417")], now=now)
    draft = actions.Draft(contact=box.contact, number=number, text="oi", author=None, last_inbound_at=now)
    message = Message.objects.get(pk=actions.write(draft, now=now))
    message.status = status
    message.wamid_index = wamid and wamids.index(number=company.PHONE_NUMBER_ID, wamid=wamid)
    message.save()
    return message


def tell(*statuses: dict[str, object], number: str = company.PHONE_NUMBER_ID, secret: str = "1") -> None:
    put_delivery(webhook({"statuses": list(statuses)}, number=number), secret_ids=(secret,))
    assert intake.take_in() == 1


def says(name: str, *, wamid: str = WAMID, mark: str | None = None, code: int | None = None) -> dict[str, object]:
    more = {"biz_opaque_callback_data": mark} if mark else {}
    errors = {"errors": [{"code": code, "title": "x"}]} if code else {}
    return company.status(wamid, name, **more, **errors)


def now(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.status, message.failure


@pytest.mark.parametrize(
    ("order", "end"),
    [
        (["sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered", "sent"], "delivered"),
        (["delivered", "delivered"], "delivered"),
        (["read", "failed"], "read"),
        (["sent", "failed", "delivered"], "failed"),
        (["sent", "strange"], "sent"),
    ],
)
@pytest.mark.parametrize("together", [True, False], ids=["one_body", "one_each"])
def test_a_status_never_goes_back(number, order, end, together):
    message = written(number)

    for bodies in [order] if together else [[name] for name in order]:
        tell(*[says(name) for name in bodies])

    assert now(message)[0] == end


@pytest.mark.parametrize("before", ["queued", "sending", "unsure"])
@pytest.mark.parametrize("reported", ["sent", "delivered", "read"])
def test_a_status_that_comes_before_the_answer_finds_the_message_by_its_mark(number, before, reported):
    message = written(number, status=before, wamid=None)

    tell(says(reported, mark=message.public_id))

    assert now(message) == (reported, "")
    assert message.wamid_index == wamids.index(number=company.PHONE_NUMBER_ID, wamid=WAMID)


def test_once_known_by_its_mark_the_rest_of_the_body_finds_it_by_name(number):
    message = written(number, status="sending", wamid=None)

    tell(says("sent", mark=message.public_id), says("delivered"))

    assert now(message) == ("delivered", "")


def test_a_failure_keeps_its_code_whatever_comes_after(number):
    message = written(number)

    tell(says("failed", code=131049))
    tell(says("delivered"), says("failed", code=1))

    assert now(message) == ("failed", "131049")


def test_a_doubt_that_a_status_settles_is_a_doubt_no_more(number):
    message = written(number, status="unsure", wamid=None)
    Message.objects.filter(pk=message.id).update(failure="no_answer")

    tell(says("delivered", mark=message.public_id))

    assert now(message) == ("delivered", "")


def test_a_status_about_a_message_we_never_sent_is_counted_changes_nothing_and_blocks_nothing(number):
    message = written(number)

    tell(says("read", wamid="wamid.of.nobody"), says("read", mark="x" * 22, wamid="wamid.2"), says("delivered"))

    assert now(message) == ("delivered", "")
    assert (deliveries.aside(), deliveries.waiting()) == ([], (0, 0))
    assert [(each.reason, each.count) for each in queries.set_aside()] == [("status_of_unknown_message", 2)]


@pytest.mark.parametrize(
    ("early", "end"),
    [
        (["sent"], ("sent", "")),
        (["read", "delivered"], ("read", "")),
        (["failed"], ("failed", "131026")),
        (["sent", "failed", "sent"], ("failed", "131026")),
    ],
)
def test_a_status_that_comes_before_the_answer_and_without_our_mark_waits_for_its_message(graph, number, early, end):
    message = written(number, status="queued", wamid=None)
    tell(*[says(name, code=131026 if name == "failed" else None) for name in early])
    waited = now(message)
    graph.accepts(WAMID)

    delivery.deliver(queue.claim(1)[0].event())

    assert (waited, now(message)) == (("queued", ""), end)
    assert deliveries.rows("SELECT * FROM intake.parked_status") == []


def test_a_status_that_waits_says_nothing_of_the_customer_and_is_forgotten_after_a_day(number):
    written(number)
    tell(says("read", wamid="wamid.HBgNNTUxMTkwMDAwNDQxNw=="))

    assert tables.bearing(connection, "5511900004417", "NTUxMTkwMDAwNDQxNw") == {}
    parked.sweep(now=clock.business() + parked.KEPT_FOR - timedelta(minutes=1))
    assert [each.count for each in queries.set_aside()] == [1]
    parked.sweep(now=clock.business() + parked.KEPT_FOR + timedelta(minutes=1))
    assert queries.set_aside() == []


def test_another_number_cannot_park_a_status_for_a_message_of_ours(graph, number, other_app):
    message = written(number, status="queued", wamid=None)
    tell(says("read"), number=OTHER_NUMBER, secret="2")
    graph.accepts(WAMID)

    delivery.deliver(queue.claim(1)[0].event())

    assert now(message) == ("accepted", "")


def test_a_customers_own_message_has_no_status(number):
    put_delivery(company.webhook_body("oi", phone="5511900004417", name="Bia", wamid=WAMID))
    intake.take_in()

    tell(says("read"))

    assert Message.objects.get().status == ""


@pytest.fixture
def other_app(number):
    """Return after another app was connected, with a number of its own."""
    company.connect_number(
        first_team=Team.objects.get().id, phone_number_id=OTHER_NUMBER, app_id="2", app_secret="other_secret"
    )


@pytest.mark.parametrize("name", ["read", "failed"])
def test_an_app_cannot_say_anything_of_the_messages_of_another(number, other_app, name):
    message = written(number)
    forged = says(name, mark=message.public_id, code=131026)

    tell(forged, secret="2")
    tell(forged, number=OTHER_NUMBER, secret="2")
    tell({**forged, "id": "wamid.other"}, number=OTHER_NUMBER, secret="2")

    assert now(message) == ("accepted", "")
    assert [kept.reason for kept in deliveries.aside()] == ["unknown_number"]
    tell(forged)
    assert now(message)[0] == name


def test_a_number_that_is_nobodys_is_set_aside(number):
    message = written(number)

    tell(says("read"), number="999999999999999")

    assert now(message) == ("accepted", "")
    assert [(kept.reason, kept.number) for kept in deliveries.aside()] == [("unknown_number", "999999999999999")]


def test_a_status_is_told_to_the_screens_once_and_only_if_something_changed(number, monkeypatch):
    told = []
    monkeypatch.setattr("desvelo.service.channel.statuses.queue.publish", told.append)
    message = written(number)
    told.clear()

    tell(says("delivered"), says("sent"), says("delivered"))
    tell(says("sent"))

    assert [[event.message_id for event in events] for events in told] == [[message.id], []]
    assert Number.objects.count() == 1
