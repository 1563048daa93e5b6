"""An event published in a transaction reaches its listeners if, and only if, the transaction commits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import connection, transaction

import threads
from desvelo.base.outbox import bus, consume, queue
from desvelo.base.outbox.event import Event
from desvelo.kernel.errors import DesveloError


@dataclass(frozen=True, slots=True, kw_only=True)
class Baked(Event):
    """A loaf left the oven."""

    tag: ClassVar[str] = "loaf:bake"
    loaf: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold(Event):
    """A loaf left the shop."""

    tag: ClassVar[str] = "loaf:sell"
    loaf: int
    buyer: UUID
    at: datetime


class NoFlour(DesveloError):
    """There is no flour."""

    code = "bakery.no_flour"


@pytest.fixture
def subscribe(monkeypatch) -> Iterator[Callable[..., None]]:
    """Connect listeners for this test alone."""
    for name in ("_together", "_after", "_by_tag"):
        monkeypatch.setattr(bus, name, dict(getattr(bus, name)))
    return lambda **listeners: bus.connect(**{"together": {}, "after": {}, **listeners})


@pytest.fixture
def heard(subscribe) -> list[Event]:
    """Return what a listener to both events hears from the queue."""
    events: list[Event] = []
    subscribe(after={Baked: (events.append,), Sold: (events.append,)})
    return events


def publish(*loaves: int) -> None:
    with transaction.atomic():
        queue.publish([Baked(loaf=loaf) for loaf in loaves])


def waiting() -> list[tuple[int, str]]:
    """List (attempts, last error) of what waits, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempts, last_error FROM outbox_queue ORDER BY id")
        return cursor.fetchall()


def let_time_pass(seconds: int) -> None:
    """Move every row's time back: nobody waits for a lease in a test."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_queue SET due_at = due_at - make_interval(secs => %s)", [seconds])


def test_an_event_arrives_as_it_was_published(db, heard):
    sold = Sold(loaf=7, buyer=UUID(int=1), at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    queue.publish([sold])

    assert consume.drain() == 1

    assert heard == [sold]
    assert waiting() == []


def test_events_arrive_in_the_order_they_were_published(db, heard):
    publish(1, 2, 3)
    publish(4)

    assert consume.drain(batch=2) == 4

    assert heard == [Baked(loaf=number) for number in (1, 2, 3, 4)]


def test_an_event_is_lost_if_the_transaction_rolls_back(db, heard):
    with transaction.atomic():
        queue.publish([Baked(loaf=1)])
        transaction.set_rollback(True)

    assert (consume.drain(), heard) == (0, [])


def test_an_event_is_seen_by_nobody_until_the_transaction_commits(committed, heard):
    with transaction.atomic():
        queue.publish([Baked(loaf=1)])
        before = threads.at_once(lambda _: len(queue.claim(10)), count=1)

    after = threads.at_once(lambda _: len(queue.claim(10)), count=1)

    assert (before, after) == ([0], [1])


def test_listeners_together_run_inside_the_transaction_all_of_a_kind_at_once(db, subscribe):
    calls: list[list[Event]] = []
    subscribe(together={Baked: (lambda events: calls.append(list(events)),)})

    queue.publish([Baked(loaf=1), Baked(loaf=2)])

    assert calls == [[Baked(loaf=1), Baked(loaf=2)]]
    assert waiting() == []


def test_a_listener_together_that_fails_takes_the_transaction_with_it(db, subscribe):
    def refuse(_events: object) -> None:
        raise NoFlour

    subscribe(together={Baked: (refuse,)}, after={Sold: (print,)})

    with pytest.raises(NoFlour), transaction.atomic():
        queue.publish([Sold(loaf=1, buyer=UUID(int=1), at=datetime.now(UTC)), Baked(loaf=1)])

    assert waiting() == []


def test_an_event_without_listeners_leaves_no_row(db, subscribe):
    publish(1)

    assert waiting() == []


def test_an_event_no_listener_has_work_with_leaves_no_row_and_its_neighbours_do(db, subscribe):
    heard: list[Event] = []

    @bus.only(when=lambda event: event.loaf % 2 == 0)
    def even(event: Event) -> None:
        heard.append(event)

    subscribe(after={Baked: (even,)})
    publish(1, 2, 3, 4)

    assert consume.drain() == 2
    assert heard == [Baked(loaf=2), Baked(loaf=4)]


def test_a_listener_that_says_nothing_hears_what_another_has_no_work_with(db, subscribe):
    heard: list[Event] = []
    never = bus.only(when=lambda _event: False)(lambda _event: None)
    subscribe(after={Baked: (never, heard.append)})
    publish(1)

    assert consume.drain() == 1
    assert heard == [Baked(loaf=1)]


def test_a_claimed_row_comes_back_when_whoever_held_it_died(db, heard):
    publish(1)
    dead = queue.claim(10)

    held = consume.drain()
    let_time_pass(queue.LEASE_SECONDS)
    after = consume.drain()

    assert [row.attempts for row in dead] == [0]
    assert (held, after, heard) == (0, 1, [Baked(loaf=1)])


def test_a_poison_event_does_not_block_those_behind_it(db, subscribe):
    heard: list[int] = []

    def listen(event: Event) -> None:
        if event.loaf == 1:
            raise NoFlour
        heard.append(event.loaf)

    subscribe(after={Baked: (listen,)})
    publish(1, 2, 3)

    assert consume.drain() == 2

    assert heard == [2, 3]
    assert waiting() == [(1, "bakery.no_flour")]


def test_what_failed_comes_back_later_and_each_time_later(db, subscribe):
    def refuse(_event: Event) -> None:
        raise ZeroDivisionError

    subscribe(after={Baked: (refuse,)})
    publish(1)
    waits = []
    for _ in range(4):
        consume.drain()
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM due_at - now())::int FROM outbox_queue")
            waits.append(cursor.fetchone()[0])
        let_time_pass(waits[-1])

    assert waits == [1, 2, 4, 8]
    assert waiting() == [(4, "ZeroDivisionError")]


def test_after_the_last_attempt_it_stays_for_a_person_and_is_not_tried_again(db, subscribe):
    tries: list[Event] = []

    def refuse(event: Event) -> None:
        tries.append(event)
        raise NoFlour

    subscribe(after={Baked: (refuse,)})
    publish(1)
    for _ in range(queue.MOST_ATTEMPTS + 3):
        consume.drain()
        let_time_pass(3600)

    assert len(tries) == queue.MOST_ATTEMPTS
    assert waiting() == [(queue.MOST_ATTEMPTS, "bakery.no_flour")]


def test_a_failure_is_remembered_by_its_code_never_by_its_words(db, subscribe):
    def refuse(_event: Event) -> None:
        raise ValueError("529.982.247-25")

    subscribe(after={Baked: (refuse,)})
    publish(1)

    consume.drain()

    assert waiting() == [(1, "ValueError")]


def test_an_event_this_version_does_not_know_waits_for_one_that_does(db, heard):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO outbox_queue (tag, payload) VALUES ('loaf:slice', '{}')")
    publish(1)

    assert consume.drain() == 1

    assert heard == [Baked(loaf=1)]
    assert waiting() == [(1, "unknown_tag")]


def test_an_event_of_a_shape_this_version_cannot_read_does_not_block_either(db, heard):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO outbox_queue (tag, payload) VALUES ('loaf:bake', '{\"loaf\": \"seven\"}')")
    publish(1)

    assert consume.drain() == 1

    assert heard == [Baked(loaf=1)]
    assert waiting() == [(1, "ValidationError")]


def test_two_consumers_never_hold_the_same_row(committed, heard):
    publish(*range(200))

    def claim_all(_: int) -> list[int]:
        mine: list[int] = []
        while claimed := queue.claim(7):
            mine += [row.event().loaf for row in claimed]
        return mine

    first, second = threads.at_once(claim_all)

    assert sorted(first + second) == list(range(200))


def test_a_row_somebody_is_claiming_is_passed_over_not_waited_for(committed, heard):
    publish(1, 2)
    with transaction.atomic():
        queue.claim(1)
        beside = threads.at_once(lambda _: [row.event().loaf for row in queue.claim(10)], count=1)

    assert beside == [[2]]
