"""The worker's duties: woken by the database, and none of them stops another."""

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from browser import signed_in
from desvelo.config import house as house_keeping
from desvelo.config import worker
from desvelo.config.worker import Duty
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries, store
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.errors import DesveloError
from desvelo.service.channel import housekeeping


class Broken(DesveloError):
    """Something is broken."""

    code = "test.broken"


@pytest.fixture
def listening(committed, url_of, settings, monkeypatch) -> None:
    settings.DESVELO = replace(settings.DESVELO, database_url=url_of("desvelo_app"))
    monkeypatch.setattr(worker, "_AFTER_FAILURE_SECONDS", 0.001)


def run(*duties: Duty, until: threading.Event, then=lambda: None) -> None:
    """Run *duties* until *until* is set."""
    stopping = threading.Event()
    running = threading.Thread(target=worker.run, args=[duties], kwargs={"stopping": stopping})
    running.start()
    then()
    happened = until.wait(timeout=20)
    stopping.set()
    running.join(timeout=20)
    assert happened
    assert not running.is_alive()


def test_a_duty_that_fails_is_tried_again_and_stops_no_other(listening, caplog):
    tries, others, done = [], [], threading.Event()

    def fail() -> int:
        tries.append(1)
        if len(tries) > 2 and others:
            done.set()
        raise Broken

    with caplog.at_level(logging.WARNING, logger="desvelo.worker"):
        run(Duty(name="bad", work=fail), Duty(name="good", work=lambda: others.append(1) or 0), until=done)

    assert len(tries) >= 3
    assert others
    assert {(record.msg, record.duty, record.code) for record in caplog.records if hasattr(record, "duty")} == {
        ("worker.duty_failed", "bad", "test.broken")
    }


def test_a_duty_sleeps_until_the_database_calls_it(listening):
    called, calls = threading.Event(), []
    asleep = threading.Event()

    def work() -> int:
        calls.append(1)
        if len(calls) == 1:
            asleep.set()
        if calls_from_outside.is_set():
            called.set()
        return 0

    calls_from_outside = threading.Event()

    def call() -> None:
        asleep.wait(timeout=20)
        calls_from_outside.set()
        for _ in range(50):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify('desvelo_test', '')")
            if called.wait(timeout=0.2):
                return

    run(Duty(name="deaf", work=work, channels=("desvelo_test",), every_seconds=3600), until=called, then=call)


def test_a_duty_rests_after_work_and_a_stop_does_not_wait_for_the_end_of_its_rest(listening):
    calls, worked = [], threading.Event()

    def work() -> int:
        calls.append(1)
        worked.set()
        return 1

    run(Duty(name="busy", work=work, rest_seconds=3600), until=worked)

    assert calls == [1]


def test_it_has_every_duty_it_is_there_for():
    assert [duty.name for duty in worker._duties()] == [
        "intake",
        "outbox-1",
        "outbox-2",
        "media-1",
        "media-2",
        "ledger",
        "seal",
        "verify",
        "siem",
        "sweep",
        "anchors",
        "rescan",
        "erase",
        "renew",
        "numbers",
        "keys",
        "house",
    ]


def test_an_entry_whose_index_another_process_gave_is_signed_too(db, monkeypatch):
    """The last reveal of the day gets its index from the page that waits for it; the worker finds nothing to do."""
    monkeypatch.setattr(worker, "_last_signing", float("-inf"))
    audit.record([Entry(tag="loaf:bake", at=datetime(2026, 11, 23, tzinfo=UTC))])
    audit.sequence()

    assert worker._keep_ledger() == 0
    assert queries.last_checkpoint().size == 1


def test_the_first_entry_of_an_empty_log_does_not_wait(db, monkeypatch):
    monkeypatch.setattr(worker, "_last_signing", float("-inf"))
    worker._keep_ledger()
    audit.record([Entry(tag="loaf:bake", at=datetime(2026, 11, 23, tzinfo=UTC))])

    worker._keep_ledger()

    assert queries.last_checkpoint().size == 1


def test_the_log_is_signed_again_only_after_a_while(db, monkeypatch):
    monkeypatch.setattr(worker, "_last_signing", float("-inf"))
    for size in (1, 2):
        audit.record([Entry(tag="loaf:bake", at=datetime(2026, 11, 23, tzinfo=UTC))])
        worker._keep_ledger()
        assert (queries.size(), queries.last_checkpoint().size) == (size, 1)
    monkeypatch.setattr(worker, "_last_signing", worker.time.monotonic() - worker.CHECKPOINT_EVERY.total_seconds())

    worker._keep_ledger()

    assert queries.last_checkpoint().size == 2
    assert timedelta(seconds=60) >= worker.CHECKPOINT_EVERY


def test_somebody_who_waits_for_a_proof_gets_the_seal_at_once_but_not_twice_in_a_second(db, monkeypatch):
    monkeypatch.setattr(worker, "_last_signing", worker.time.monotonic() - 2)
    for _ in range(2):
        audit.record([Entry(tag="loaf:bake", at=datetime(2026, 11, 23, tzinfo=UTC))])
        audit.sequence()
        worker._seal_on_request()

    assert (queries.size(), queries.last_checkpoint().size) == (2, 1)


def test_asking_for_a_seal_wakes_the_worker(listening):
    sealed = threading.Event()
    asleep = threading.Event()

    def work() -> int:
        if asleep.is_set():
            sealed.set()
        asleep.set()
        return 0

    def ask() -> None:
        asleep.wait(timeout=20)
        while not sealed.wait(timeout=0.2):
            audit.ask_for_seal()

    run(Duty(name="seal", work=work, channels=(store.SEAL_CHANNEL,), every_seconds=3600), until=sealed, then=ask)


def test_a_log_that_does_not_add_up_is_not_tried_again_at_once(db, monkeypatch):
    tries = []
    monkeypatch.setattr(worker, "_last_signing", float("-inf"))
    monkeypatch.setattr(worker.audit, "checkpoint", lambda now: tries.append(now) or _raise())
    audit.record([Entry(tag="loaf:bake", at=datetime(2026, 11, 23, tzinfo=UTC))])

    with pytest.raises(Broken):
        worker._keep_ledger()
    worker._keep_ledger()

    assert len(tries) == 1


def _raise() -> None:
    raise Broken


def test_keeping_house_says_it_lives_and_looks_after_keys_sessions_locks_and_challenges(house, monkeypatch):
    from desvelo.base import clock, heartbeat
    from desvelo.guards.access.models import Challenge, Session

    rotated = []
    monkeypatch.setattr(housekeeping, "rotate_intake_key", lambda _ring, now: rotated.append(now))
    signed_in(house.marina)
    Session.objects.update(locks_at=clock.wall())
    Challenge.objects.create(digest=b"d" * 32, purpose="sign_in", bound_to=b"b" * 32, expires_at=clock.wall())

    house_keeping.keep()

    assert heartbeat.last("worker") is not None
    assert len(rotated) == 1
    assert Session.objects.get().locked_at is not None
    assert Challenge.objects.count() == 0


def test_a_step_of_the_house_that_fails_holds_up_no_other_and_is_said(house, monkeypatch):
    """The key process is gone: who signed in long ago is signed out all the same."""
    from desvelo.base import clock
    from desvelo.guards.access.models import Challenge

    monkeypatch.setattr(housekeeping, "rotate_intake_key", lambda *_, **__: _raise())
    Challenge.objects.create(digest=b"d" * 32, purpose="sign_in", bound_to=b"b" * 32, expires_at=clock.wall())

    with pytest.raises(Broken):
        house_keeping.keep()

    assert Challenge.objects.count() == 0


def test_there_is_a_connection_for_every_duty_and_some_to_spare():
    """With one too few, whichever duty came last waited ten seconds for another to end: none ever does."""
    from desvelo.base.config import databases

    assert len(worker._duties()) + 2 <= databases.POOL["max_size"]
