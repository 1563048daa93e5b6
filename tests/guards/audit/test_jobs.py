"""The log is read again by itself: a step for each call, once an hour."""

from datetime import UTC, datetime, timedelta

import pytest

from desvelo.guards.audit import actions, jobs, queries, verifying
from desvelo.guards.audit.entry import Entry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def log(db, monkeypatch) -> None:
    """Ten entries, signed, read four at a time."""
    monkeypatch.setattr(verifying, "STEP", 4)
    actions.record([Entry(tag="loaf:bake", at=NOW) for _ in range(10)])
    actions.sequence()


def finished_at(now: datetime, *, calls: int) -> datetime | None:
    for _ in range(calls):
        assert jobs.verify_again(now=now) == 0
    last = queries.last_verification()
    return last.finished_at if last else None


def test_each_call_does_one_step_and_the_last_one_ends_it(log):
    actions.checkpoint(now=NOW)

    assert finished_at(NOW, calls=3) is None
    assert queries.running_verification().checked == 8
    assert finished_at(NOW, calls=1) == NOW


def test_it_begins_again_when_the_last_one_is_an_hour_old_and_not_before(log):
    actions.checkpoint(now=NOW)
    finished_at(NOW, calls=4)

    assert finished_at(NOW + timedelta(minutes=59), calls=8) == NOW
    assert finished_at(NOW + timedelta(minutes=60), calls=4) == NOW + timedelta(minutes=60)


def test_once_there_is_a_signature_it_does_not_wait_for_the_hour(log):
    actions.begin_verification(now=NOW)
    for _ in range(3):
        actions.continue_verification(now=NOW)
    assert queries.last_verification().proved_nothing
    actions.checkpoint(now=NOW)

    finished_at(NOW, calls=4)

    assert queries.last_verification().problem is None


def test_a_log_in_which_nothing_is_signed_is_left_alone(log):
    assert finished_at(NOW, calls=8) is None
    assert queries.running_verification() is None
