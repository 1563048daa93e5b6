"""Numbers are checked by themselves; a check that turns bad is told, one that turns well again clears it."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

import deliveries
import house as company
from desvelo.guards.access import actions as access
from desvelo.kernel.whatsapp.connection import Finding, State
from desvelo.service.channel import checking, connecting, hearing, intake, numbers, schedule
from desvelo.service.channel.checking import By
from desvelo.service.channel.models import Number, NumberCheck
from house import put_delivery, webhook, webhook_body

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
EVERY = timedelta(hours=6)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def asked(number, monkeypatch) -> list[tuple[object, str]]:
    """Let Meta be asked by nobody; return who would have asked what."""
    found: list[tuple[object, str]] = []
    monkeypatch.setattr(connecting, "check", lambda _of, probe, by, **_: found.append((by, probe)))
    return found


def due() -> datetime:
    return Number.objects.get().check_due_at


def keep(state: State, *, now: datetime = NOW, by: By = By.SCHEDULE) -> None:
    finding = Finding(check="app_address", state=state, reason="ours" if state is State.OK else "none")
    checking.keep(Number.objects.get(), "app", [finding], by=by, now=now)


def test_a_number_is_checked_within_the_first_interval_and_not_at_once(asked):
    assert schedule.check_due(every=EVERY, now=NOW) == 0
    assert NOW + EVERY * 0.1 <= due() <= NOW + EVERY

    assert schedule.check_due(every=EVERY, now=due() - MINUTE) == 0
    assert schedule.check_due(every=EVERY, now=due()) == 1
    assert asked == [(By.SCHEDULE, probe) for probe in connecting.PROBES]


def test_the_next_check_comes_after_the_interval_a_tenth_more_or_less(asked):
    waits = set()
    for _ in range(20):
        Number.objects.update(check_due_at=NOW)
        schedule.check_due(every=EVERY, now=NOW)
        waits.add(due() - NOW)

    assert EVERY * 0.9 <= min(waits) < max(waits) <= EVERY * 1.1
    assert len(waits) == 20


def test_two_workers_never_check_the_same_number_and_one_that_ended_in_the_middle_is_followed(number, monkeypatch):
    Number.objects.update(check_due_at=NOW)
    others = []
    monkeypatch.setattr(
        connecting, "check", lambda *_, **__: others.append(schedule.check_due(every=EVERY, now=NOW)) or _break()
    )

    with pytest.raises(KeyError):
        schedule.check_due(every=EVERY, now=NOW)

    assert others == [0]
    assert due() == NOW + schedule.LEASE


def _break() -> None:
    raise KeyError


def test_a_check_that_turns_bad_is_told_once_and_cleared_when_it_is_well_again(number, audit_tags, caplog):
    keep(State.OK)
    assert numbers.to_be_mended_count(now=NOW) == 0

    with caplog.at_level(logging.ERROR, logger="desvelo.numbers"):
        keep(State.FAIL, now=NOW + EVERY)
        keep(State.FAIL, now=NOW + 2 * EVERY)
    [bad] = numbers.number(company.PHONE_NUMBER_ID, now=NOW).bad
    assert (bad.bad_since, bad.at, bad.by) == (NOW + EVERY, NOW + 2 * EVERY, By.SCHEDULE)
    assert numbers.to_be_mended_count(now=NOW) == 1
    assert [(each.msg, each.code) for each in caplog.records] == [("number.turned_bad", "app_address")]

    keep(State.OK, now=NOW + 3 * EVERY)
    assert numbers.to_be_mended_count(now=NOW) == 0
    assert [each for each in audit_tags() if each[0] in {"number:alarm", "number:well"}] == [
        ("number:alarm", "done"), ("number:well", "done"),
    ]  # fmt: skip


def test_meta_that_does_not_answer_clears_nothing(number, audit_tags):
    keep(State.OK)
    keep(State.FAIL, now=NOW + EVERY)

    keep(State.UNKNOWN, now=NOW + 2 * EVERY)

    assert numbers.to_be_mended_count(now=NOW) == 1
    assert [each for each in audit_tags() if each[0] == "number:well"] == []


def test_what_was_never_well_is_shown_and_is_no_alarm(number, audit_tags):
    keep(State.FAIL)

    assert numbers.to_be_mended_count(now=NOW) == 1
    assert [each for each in audit_tags() if each[0] == "number:alarm"] == []


def test_a_number_nobody_can_speak_for_is_bad_and_stops_no_other(db, settings):
    """Asked for real: without an app secret every question says so, and the check is kept."""
    team = access.create_team(name="Agenda")
    company.connect_number(first_team=team)
    (settings.DESVELO.keys / "door" / "secrets.json").unlink()
    Number.objects.update(check_due_at=NOW)

    assert schedule.check_due(every=EVERY, now=NOW) == 1

    assert NumberCheck.objects.filter(by=By.SCHEDULE).count() == len(connecting.PROBES)
    assert numbers.to_be_mended_count(now=NOW) == 1


@pytest.mark.parametrize(
    "body",
    [
        webhook_body("oi", phone="5511900004417", name="Bia", wamid="w.1"),
        webhook({"statuses": [company.status("w.2", "delivered")]}),
    ],
    ids=["message", "status"],
)
def test_a_number_is_heard_of_by_messages_and_by_statuses(number, body):
    put_delivery(body)

    intake.take_in()

    [known] = numbers.numbers(now=NOW)
    assert numbers.health(known, failed_since=NOW, now=NOW).heard_at is not None


def test_a_status_for_a_number_its_app_may_not_speak_of_is_not_heard(number):
    put_delivery(webhook({"statuses": [company.status("w.2", "delivered")]}), secret_ids=("other",))

    intake.take_in()

    assert Number.objects.get().heard_at is None


def test_a_busy_number_is_not_rewritten_with_every_webhook(number):
    told = {company.PHONE_NUMBER_ID: NOW}
    hearing.note(told)
    [before] = deliveries.rows("SELECT ctid::text FROM channel_number")

    hearing.note({company.PHONE_NUMBER_ID: NOW + hearing.WITHIN})
    assert deliveries.rows("SELECT ctid::text FROM channel_number") == [before]

    hearing.note({company.PHONE_NUMBER_ID: NOW + hearing.WITHIN + timedelta(seconds=1)})
    assert Number.objects.get().heard_at == NOW + hearing.WITHIN + timedelta(seconds=1)
