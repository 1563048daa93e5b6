"""A message that was tried as often as the queue tries is failed with the reason it met, and a person may go on."""

import pytest
from django.db import connection
from django.utils import translation

import deliveries
from desvelo.base import clock
from desvelo.base.outbox import consume, queue
from desvelo.guards.vault import queries as contacts
from desvelo.service.channel import actions, delivery, intake
from desvelo.service.channel.models import Message, Number
from desvelo.service.channel.queries import may_go_again
from desvelo.service.desk import failures
from house import put_delivery, webhook_body

PHONE = "5511900004417"


@pytest.fixture
def written(number) -> Message:
    put_delivery(webhook_body("oi", phone=PHONE, name="Bia", wamid="w.1"))
    intake.take_in()
    now = clock.business()
    contact = contacts.contact_with_phone(PHONE)
    draft = actions.Draft(
        contact=contact, number=Number.objects.get().id, text="Até quinta.", author=None, last_inbound_at=now
    )
    return Message.objects.get(pk=actions.write(draft, now=now))


def tried(times: int = queue.MOST_ATTEMPTS) -> None:
    """Let the worker try *times*, each when it is due, and keep house after each."""
    for _ in range(times):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE outbox_queue SET due_at = now() WHERE isfinite(due_at)")
            cursor.execute("DELETE FROM channel_bucket")
        consume.drain()
        delivery.settle_given_up()


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.status, message.failure


def waiting() -> int:
    return deliveries.rows("SELECT count(*) FROM outbox_queue WHERE tag = 'message:write'")[0][0]


@pytest.mark.parametrize(("code", "said"), [(130429, "número ao mesmo tempo"), (131057, "em manutenção")])
def test_twelve_refusals_that_pass_end_as_a_failure_that_says_what_was_met(graph, written, code, said):
    graph.refuses(code, status=429)
    tried(queue.MOST_ATTEMPTS - 1)
    assert (state(written), waiting()) == (("queued", ""), 1)

    tried(1)

    assert (state(written), waiting(), len(graph.asked)) == (("failed", f"gave_up:{code}"), 0, queue.MOST_ATTEMPTS)
    assert may_go_again(status=written.status, failure=written.failure)
    with translation.override("pt-br"):
        assert said in failures.sentence(status=written.status, failure=written.failure)


def test_a_network_that_stayed_down_is_named_as_such(graph, written):
    graph.answers = [(429, {})]

    tried()

    assert state(written) == ("failed", "gave_up:")
    with translation.override("en"):
        assert "WhatsApp could not be reached" in failures.sentence(status=written.status, failure=written.failure)


def test_trouble_of_our_own_is_named_by_its_code(written, monkeypatch):
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(delivery.limits, "of", breaks)

    tried()

    assert state(written) == ("failed", "gave_up:RuntimeError")
    with translation.override("pt-br"):
        assert "RuntimeError" in failures.sentence(status=written.status, failure=written.failure)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("sending", ""), ("unsure", "interrupted")),
        (("delivered", ""), ("delivered", "")),
        (("replaced", "190"), ("replaced", "190")),
    ],
)
def test_what_went_on_meanwhile_is_never_called_failed(written, before, after):
    Message.objects.update(status=before[0], failure=before[1])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_queue SET due_at = 'infinity', attempts = 12, last_error = 'x'")

    delivery.settle_given_up()

    assert (state(written), waiting()) == (after, 0)


def test_the_open_screens_are_told_and_the_course_of_the_message_says_so(graph, written):
    graph.refuses(130429, status=429)

    tried()

    steps = deliveries.rows("SELECT name, code FROM channel_step ORDER BY at, turn")
    assert steps.count(("again", "130429")) == queue.MOST_ATTEMPTS
    assert ("failed", "gave_up:130429") in steps


def test_another_kind_of_work_that_was_given_up_stays_for_a_person(written):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_queue SET due_at = 'infinity', tag = 'message:receipt'")

    assert delivery.settle_given_up() == 0
    assert deliveries.rows("SELECT count(*) FROM outbox_queue") == [(1,)]
