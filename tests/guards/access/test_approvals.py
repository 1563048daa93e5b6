"""What two people decide: exactly what was asked, by another, once, in time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

import threads
from desvelo.base import clock
from desvelo.guards.access import approvals
from desvelo.guards.access.approvals import Kind
from desvelo.guards.access.errors import AlreadyAsked, AlreadyDecided, Forbidden, NotFound, OwnRequest
from desvelo.guards.access.models import Approval, User
from desvelo.kernel.authority import Permission

PAPER = "test:paper"
USED = "test:used"
LASTS = timedelta(hours=1)


@pytest.fixture
def done(house, monkeypatch) -> list[Any]:
    """Two kinds of request, one that is done when it is agreed to and one that is used later; what was done."""
    carried: list[Any] = []
    kinds = {
        PAPER: Kind(
            lasts=LASTS,
            permission=Permission.ERASURE_APPROVE,
            carry_out=lambda request, _now: carried.append(dict(request.what)),
        ),
        USED: Kind(lasts=LASTS, permission=Permission.LOOK_APPROVE, usable_for=timedelta(minutes=15)),
    }
    monkeypatch.setattr(approvals, "_kinds", kinds)
    return carried


@pytest.fixture
def asked(house, done) -> str:
    return ask(house.helena)


def ask(actor, *, subject: str = "x") -> str:
    return approvals.ask(actor=actor, kind=PAPER, subject=subject, what={"paper": "blue"}, now=clock.wall())


def agree(actor, approval: str, *, now=None) -> None:
    approvals.agree(actor=actor, approval=approval, now=now or clock.wall())


def test_another_person_agrees_and_it_is_done_as_it_was_asked(house, done, asked, audit_tags):
    agree(house.rui, asked)

    assert done == [{"paper": "blue"}]
    assert audit_tags()[-2:] == [("approval:ask", "done"), ("approval:agree", "done")]


def test_nobody_agrees_with_themselves_and_that_is_on_record(house, done, asked, audit_tags):
    with pytest.raises(OwnRequest):
        agree(house.helena, asked)

    assert done == []
    assert audit_tags()[-1] == ("erasure:approve", "denied:same_person")


@pytest.mark.asvs("2.3.5")
def test_without_asking_who_they_would_agree_with_themselves(house, done, asked, monkeypatch):
    """The guard removed."""
    monkeypatch.setattr(approvals, "require_another", lambda *_, **__: None)

    agree(house.helena, asked)

    assert done == [{"paper": "blue"}]


def test_whoever_may_not_agree_is_refused(house, done, asked):
    with pytest.raises(Forbidden):
        agree(house.marina, asked)

    assert done == []


@pytest.mark.asvs("2.3.5")
def test_of_many_who_agree_at_once_one_does_it(house, done, asked, committed):
    results = threads.at_once(lambda _: agree(house.rui, asked), count=5)

    assert len(done) == 1
    assert sum(isinstance(each, AlreadyDecided) for each in results) == 4


def test_of_one_who_agrees_and_one_who_refuses_at_once_one_counts(house, done, asked, committed):
    def decide(number: int) -> None:
        if number:
            approvals.refuse(actor=house.rui, approval=asked, refusal="not_needed", now=clock.wall())
        else:
            agree(house.rui, asked)

    results = threads.at_once(decide)

    assert sum(isinstance(each, AlreadyDecided) for each in results) == 1
    assert len(done) == (Approval.objects.get().state == "agreed")


def test_without_holding_the_row_it_would_be_done_more_than_once(house, done, asked, committed, monkeypatch):
    """The guard removed: the row is read and not held."""
    monkeypatch.setattr(approvals, "_locked", lambda found, **_: Approval.objects.get(pk=found.pk))

    threads.at_once(lambda _: agree(house.rui, asked), count=5)

    assert len(done) > 1


def test_after_its_time_it_is_not_decided_and_can_be_asked_again(house, done, asked):
    late = clock.wall() + LASTS

    with pytest.raises(AlreadyDecided):
        agree(house.rui, asked, now=late)
    again = approvals.ask(actor=house.helena, kind=PAPER, subject="x", what={"paper": "red"}, now=late)
    agree(house.rui, again, now=late)

    assert done == [{"paper": "red"}]


def test_the_same_is_not_asked_twice_by_one_person(house, done, asked):
    with pytest.raises(AlreadyAsked):
        ask(house.helena)
    ask(house.helena, subject="y")


def test_what_was_refused_or_taken_back_is_over(house, done, asked):
    approvals.refuse(actor=house.rui, approval=asked, refusal="talk_first", now=clock.wall())
    other = ask(house.helena)
    approvals.take_back(actor=house.helena, approval=other, now=clock.wall())

    for each in (asked, other):
        with pytest.raises(AlreadyDecided):
            agree(house.rui, each)
    assert done == []


def test_nobody_takes_back_what_another_asked_for(house, done, asked):
    with pytest.raises(NotFound):
        approvals.take_back(actor=house.rui, approval=asked, now=clock.wall())


def test_a_refusal_is_one_of_the_codes(house, done, asked):
    with pytest.raises(NotFound):
        approvals.refuse(actor=house.rui, approval=asked, refusal="o cliente disse 529.982.247-25", now=clock.wall())


def test_if_it_cannot_be_done_the_word_was_not_given(house, done, asked, monkeypatch, audit_tags):
    def fails(*_: object) -> None:
        raise AlreadyAsked

    broken = replace(approvals._kinds[PAPER], carry_out=fails)
    monkeypatch.setattr(approvals, "_kinds", {PAPER: broken})

    with pytest.raises(AlreadyAsked):
        agree(house.rui, asked)

    assert Approval.objects.get().state == "asked"
    assert audit_tags()[-1] == ("approval:ask", "done")


@pytest.mark.parametrize(
    "written",
    [
        """what = '{"paper": "gold"}'""",
        "expires_at = now() + interval '1 year'",
        "asked_by_id = (SELECT id FROM access_user WHERE role = 'it')",
        "subject = 'z'",
    ],
)
def test_what_was_changed_in_the_database_is_nobodys(house, done, asked, written, audit_tags):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE access_approval SET {written}")  # noqa: S608  a constant of this test

    with pytest.raises(AlreadyDecided):
        agree(house.rui, asked)
    assert approvals.waiting(house.rui, now=clock.wall()) == []
    assert approvals.sweep(now=clock.wall()) == 1
    assert done == []
    assert audit_tags()[-1] == ("approval:void", "done")


def test_without_the_mac_it_would_be_done_as_it_was_written(house, done, asked, monkeypatch):
    """The guard removed."""
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE access_approval SET what = '{"paper": "gold"}'""")
    monkeypatch.setattr(approvals, "_is_ours", lambda _row: True)

    agree(house.rui, asked)

    assert done == [{"paper": "gold"}]


def test_a_word_written_into_the_database_is_no_word(house, done):
    now = clock.wall()
    approvals.ask(actor=house.marina, kind=USED, subject="d", what={}, team=house.agenda, now=now)
    Approval.objects.update(state="agreed", decided_by=house.rui.id, decided_at=now)

    assert approvals.usable(actor=house.marina, kind=USED, subject="d", now=now) is None
    assert approvals.use(actor=house.marina, kind=USED, subject="d", now=now) is None


def test_a_word_is_used_once_by_who_asked_in_its_time(house, done):
    now = clock.wall()
    asked = approvals.ask(actor=house.marina, kind=USED, subject="d", what={}, team=house.agenda, now=now)
    agree(house.rui, asked, now=now)

    later = now + timedelta(minutes=15)
    assert approvals.use(actor=house.marina, kind=USED, subject="d", now=later) is None
    assert approvals.use(actor=house.rui, kind=USED, subject="d", now=now) is None
    assert approvals.use(actor=house.marina, kind=USED, subject="e", now=now) is None
    assert approvals.use(actor=house.marina, kind=USED, subject="d", now=now) is not None
    assert approvals.use(actor=house.marina, kind=USED, subject="d", now=now) is None


@pytest.mark.asvs("8.2.2")
def test_a_request_of_another_team_does_not_exist(house, done):
    asked = approvals.ask(actor=house.marina, kind=USED, subject="d", what={}, team=house.agenda, now=clock.wall())
    elsewhere = replace(house.rui, teams=frozenset({house.financeiro}))

    with pytest.raises(NotFound):
        agree(elsewhere, asked)
    assert approvals.waiting(elsewhere, now=clock.wall()) == []
    assert len(approvals.waiting(house.rui, now=clock.wall())) == 1


def test_what_somebody_asked_who_left_is_not_done(house, done, asked):
    User.objects.filter(pk=house.helena.id).update(is_active=False)

    with pytest.raises(AlreadyDecided):
        agree(house.rui, asked)
    assert done == []
