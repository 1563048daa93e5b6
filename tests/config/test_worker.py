"""The worker's duties: woken by the database, and none of them stops another."""

import logging
import threading
from dataclasses import replace

import pytest
from django.db import connection

from desvelo.config import worker
from desvelo.config.worker import Duty
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
    tries, done = [], threading.Event()

    def fail() -> int:
        tries.append(1)
        if len(tries) > 2:
            done.set()
        raise Broken

    others = []
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
    assert [duty.name for duty in worker._duties()] == ["intake", "outbox-1", "outbox-2", "ledger", "house"]


def test_keeping_house_says_it_lives_and_looks_after_keys_and_sessions(db, monkeypatch):
    from desvelo.base import heartbeat

    rotated = []
    monkeypatch.setattr(housekeeping, "rotate_intake_key", lambda _ring, now: rotated.append(now))

    worker._keep_house()

    assert heartbeat.last("worker") is not None
    assert len(rotated) == 1
