"""Meta's limits are kept where every worker and every restart finds them; what waits for one is not tried meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection

import house as company
import threads
from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.vault import contacts
from desvelo.guards.vault.contacts import Person
from desvelo.kernel.whatsapp import limits as rule
from desvelo.kernel.whatsapp.limits import Limit
from desvelo.kernel.whatsapp.outbound_templates import Filled, Part, Template
from desvelo.service.channel import actions, limits
from desvelo.service.channel.limits import Bucket
from desvelo.service.channel.models import Message

TWO = Limit(scope="pair", burst=2, per_second=1 / 6)
TEMPLATE = Filled(
    template=Template(name="aviso", language="pt_BR", category="UTILITY", parts=(Part(type="BODY", text="Oi!"),)),
    values={},
)


@pytest.fixture
def write(number):
    """Return how to write to a customer who wrote just now, or never."""

    def _write(*, phone: str = "5511900004417", content=None, in_window: bool = True) -> Message:
        now = clock.business()
        [box] = contacts.boxes_for([Person(phone=phone)], now=now)
        draft = actions.Draft(
            contact=box.contact,
            number=number,
            text="" if content else "oi",
            content=content,
            author=None,
            last_inbound_at=now if in_window else None,
        )
        return Message.objects.get(pk=actions.write(draft, now=now))

    return _write


def work() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_queue SET due_at = now()")
    consume.drain()


def later(seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channel_bucket SET at = at - make_interval(secs => %s)", [seconds])


def attempts() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempts, last_error FROM outbox_queue WHERE tag = 'message:write'")
        return cursor.fetchall()


def test_the_message_over_the_limit_of_a_pair_waits_untried_and_goes_by_itself(graph, write, monkeypatch):
    monkeypatch.setattr(rule, "PAIR", TWO)
    graph.answers = [(200, {"messages": [{"id": f"wamid.{number}"}]}) for number in range(4)]
    for _ in range(3):
        write()

    work()
    work()
    assert (len(graph.asked), attempts()) == (2, [(0, "channel.send_again_later")])

    later(6)
    work()
    assert (len(graph.asked), attempts()) == (3, [])
    assert set(Message.objects.values_list("status", flat=True)) == {"accepted"}


def test_another_customer_does_not_wait_for_the_first(graph, write, monkeypatch):
    monkeypatch.setattr(rule, "PAIR", Limit(scope="pair", burst=1, per_second=1 / 6))
    graph.answers = [(200, {"messages": [{"id": f"wamid.{number}"}]}) for number in range(4)]
    for phone in ("5511900004417", "5511900004417", "5511900000001"):
        write(phone=phone)

    work()

    assert sorted(asked.content["to"] for asked in graph.asked) == ["+5511900000001", "+5511900004417"]


def test_what_meta_refuses_for_the_pair_keeps_the_next_message_from_being_refused_too(graph, write):
    graph.refuses(131056)
    write(), write()

    work()

    assert len(graph.asked) == 1
    assert set(Message.objects.values_list("status", flat=True)) == {"queued"}


def test_a_portfolio_that_reached_its_people_for_today_waits_and_answers_go_on(graph, write, number):
    limits.set_people_per_day(company.WABA_ID, 1, now=clock.business())
    graph.answers = [(200, {"messages": [{"id": f"wamid.{number}"}]}) for number in range(9)]
    write(phone="5511900000001", content=TEMPLATE, in_window=False)
    waiting = write(phone="5511900000002", content=TEMPLATE, in_window=False)

    work()
    assert len(graph.asked) == 1

    write(phone="5511900000001", content=TEMPLATE, in_window=False)  # reached already: not one person more
    work()
    assert len(graph.asked) == 2
    waiting.refresh_from_db()
    assert waiting.status == "queued"


@pytest.mark.asvs("2.3.2")
def test_a_bucket_is_where_it_was_after_a_restart(committed):
    bucket, now = Bucket(limit=TWO, key="1:2"), clock.business()
    assert [limits.take([bucket], now=now) for _ in range(2)] == [timedelta(0)] * 2

    connection.close()

    assert limits.take([bucket], now=now).total_seconds() == pytest.approx(6)


@pytest.mark.asvs("2.3.2")
def test_of_many_workers_exactly_the_burst_gets_through(committed):
    bucket, now = Bucket(limit=Limit(scope="pair", burst=3, per_second=0.001), key="1:2"), clock.business()

    waits = threads.at_once(lambda _number: limits.take([bucket], now=now), count=8)

    assert sorted(wait > timedelta(0) for wait in waits) == [False] * 3 + [True] * 5


def test_of_several_buckets_one_that_is_empty_takes_from_none(db):
    full, empty = Bucket(limit=TWO, key="a"), Bucket(limit=Limit(scope="number", burst=0, per_second=1), key="b")
    now = clock.business()

    assert limits.take([full, empty], now=now) == timedelta(seconds=1)

    assert [limits.take([full], now=now) for _ in range(2)] == [timedelta(0)] * 2


def test_buckets_that_have_long_been_full_are_forgotten_and_tiers_are_not(db):
    now = clock.business()
    limits.take([Bucket(limit=TWO, key="old")], now=now - timedelta(days=3))
    limits.set_people_per_day("waba", 2_000, now=now - timedelta(days=30))

    limits.sweep(now=now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT scope FROM channel_bucket")
        assert cursor.fetchall() == [("tier",)]
    assert limits.people_per_day("waba") == 2_000
