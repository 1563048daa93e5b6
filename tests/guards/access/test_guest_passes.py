"""Somebody is let into a restricted team for a while: by its supervisor, for looking, and never by the database."""

from datetime import timedelta

import pytest
from django.db import connection

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, grants, guest_passes, sessions, visiting, vouching
from desvelo.guards.access.errors import AlreadyAsked, Forbidden, NotFound, OwnRequest, ReasonNeeded
from desvelo.guards.access.models import GuestPass, Session, User
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Permission, decide
from house import NOW
from restricted import agree, let_in, proved, restrict, team_id


@pytest.fixture
def team(house) -> str:
    """Financeiro, restricted; Denise and Rui belong to it."""
    restrict(house, house.financeiro)
    return team_id(house.financeiro)


def ask(actor, team: str, reason: str = "cover") -> str:
    return visiting.ask(actor=actor, team=team, reason=reason, now=clock.wall())


def changed(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def as_signed_in(actor):
    """Return the actor as a request of a new session of theirs has it."""
    browser = signed_in(actor)
    return sessions.actor_of(sessions.find(browser.token, now=clock.wall()))


def test_the_supervisor_of_the_team_lets_somebody_in_for_eight_hours_on_record(house, team, audit_tags):
    ask(house.marina, team)
    assert grants.held(house.marina.id).guest_in == frozenset()

    agree(house.rui)

    marina = as_signed_in(house.marina)
    assert (marina.guest_in, marina.own_teams) == ({house.financeiro}, {house.agenda})
    assert GuestPass.objects.get().ends_at - clock.wall() > timedelta(hours=7, minutes=59)
    assert audit_tags()[-2:] == [("approval:agree", "done"), ("pass:give", "done")]


def test_nobody_lets_themselves_in_nor_does_who_is_not_of_the_team(house, team):
    approval = ask(house.marina, team)

    for actor, error in ((house.marina, NotFound), (house.denise, NotFound), (house.helena, NotFound)):
        with pytest.raises(error):
            approvals.agree(actor=proved(actor), approval=approval, now=clock.wall())
    assert grants.held(house.marina.id).guest_in == frozenset()


@pytest.mark.asvs("8.2.1")
def test_a_guest_only_looks(house, team):
    let_in(house, house.marina, house.financeiro)
    marina = as_signed_in(house.marina)

    allowed = {each for each in Permission if decide(marina, each, team=house.financeiro).allowed}

    within = allowed & {
        Permission.CONVERSATION_ASSIGN,
        Permission.CONVERSATION_READ,
        Permission.CONVERSATION_REPLY,
        Permission.DATUM_COMPARE,
        Permission.DATUM_HIDE,
        Permission.DATUM_REVEAL,
        Permission.LOOK_APPROVE,
        Permission.TEAM_ADMIT,
    }
    assert within == {Permission.CONVERSATION_READ, Permission.DATUM_COMPARE, Permission.DATUM_REVEAL}


@pytest.mark.asvs("8.2.1")
def test_a_supervisor_who_is_a_guest_lets_nobody_in_and_approves_nothing_there(house, team):
    """A guest with more rights at home must not decide in the team they visit."""
    User.objects.filter(pk=house.marina.id).update(role="supervisor")
    grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))
    let_in(house, house.marina, house.financeiro)
    marina = as_signed_in(house.marina)

    assert decide(marina, Permission.TEAM_ADMIT, team=house.financeiro).reason == "guest"
    assert decide(marina, Permission.LOOK_APPROVE, team=house.financeiro).reason == "guest"
    assert visiting.guests(marina, now=clock.wall()) == []


def test_without_telling_guests_apart_they_would_decide_there(house, team, monkeypatch):
    """The attack: the guard removed."""
    from desvelo.kernel import authority

    User.objects.filter(pk=house.marina.id).update(role="supervisor")
    grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))
    let_in(house, house.marina, house.financeiro)
    monkeypatch.setattr(authority, "AS_A_GUEST", frozenset(Permission))

    assert decide(as_signed_in(house.marina), Permission.TEAM_ADMIT, team=house.financeiro).allowed


@pytest.mark.asvs("8.3.2")
def test_it_ends_by_itself_on_pages_and_streams(house, team):
    way, lasts = guest_passes.ASKED, timedelta(hours=8)
    past = clock.wall() - timedelta(hours=8, seconds=2)
    guest_passes.give(
        user=house.marina.id,
        team=house.financeiro,
        way=way,
        lasts=lasts,
        entry=Entry(tag="pass:give", at=NOW),
        now=past,
    )

    browser = signed_in(house.marina)
    assert browser.get(f"/atendimento/equipe/{team}").status_code == 403
    with connection.cursor() as cursor:
        token = bytes(Session.objects.get(user_id=house.marina.id).token_hash)
        cursor.execute("SELECT teams FROM stream_authority WHERE token_hash = %s", [token])
        assert cursor.fetchone() == ([house.agenda],)
    assert guest_passes.sweep(now=clock.wall()) == 1
    assert GuestPass.objects.count() == 0


def test_while_it_lasts_the_stream_hears_of_the_team(house, team):
    let_in(house, house.marina, house.financeiro)
    signed_in(house.marina)

    with connection.cursor() as cursor:
        cursor.execute("SELECT teams FROM stream_authority")
        [(teams,)] = cursor.fetchall()

    assert set(teams) == {house.agenda, house.financeiro}


@pytest.mark.parametrize("who", ["marina", "rui"])
def test_the_guest_and_the_supervisor_end_it_before(house, team, who, audit_tags):
    let_in(house, house.marina, house.financeiro)
    public_id = GuestPass.objects.get().public_id

    visiting.end(actor=as_signed_in(house.actors[who]), pass_id=public_id, now=clock.wall())

    assert grants.held(house.marina.id).guest_in == frozenset()
    assert audit_tags()[-1] == ("pass:end", "done")


def test_nobody_else_ends_it(house, team):
    let_in(house, house.marina, house.financeiro)
    public_id = GuestPass.objects.get().public_id

    for who in ("denise", "helena", "caio"):
        with pytest.raises(NotFound):
            visiting.end(actor=house.actors[who], pass_id=public_id, now=clock.wall())


FORGED = {
    "longer": "UPDATE access_guestpass SET ends_at = ends_at + interval '1 day'",
    "for somebody else": "UPDATE access_guestpass SET user_id = (SELECT id FROM access_user WHERE name LIKE 'Rui%%')",
    "into another team": "UPDATE access_guestpass SET team_id = (SELECT id FROM access_team WHERE name = 'Exames')",
    "by another way": "UPDATE access_guestpass SET way = 'glass'",
}


@pytest.mark.parametrize("what", FORGED)
def test_a_pass_that_the_database_changed_lets_nobody_in_and_is_taken_away_on_record(house, team, what):
    from desvelo.guards.access import actions

    actions.create_team(name="Exames")
    let_in(house, house.marina, house.financeiro)
    changed(FORGED[what])

    assert grants.held(house.marina.id).guest_in == frozenset()
    assert grants.held(house.rui.id).guest_in == frozenset()
    assert (guest_passes.sweep(now=clock.wall()), vouching.found()) == (1, {"pass": 1})
    assert GuestPass.objects.count() == 0


def test_without_vouching_a_longer_pass_would_be_longer(house, team, monkeypatch):
    """The attack: the guard removed."""
    let_in(house, house.marina, house.financeiro)
    changed(FORGED["longer"])
    monkeypatch.setattr(vouching, "holds", lambda *_: True)

    assert grants.held(house.marina.id).guest_in == {house.financeiro}


def test_nobody_asks_for_what_is_theirs_open_or_not_there_nor_without_a_reason_nor_twice(house, team):
    with pytest.raises(NotFound):
        ask(house.denise, team)
    with pytest.raises(NotFound):
        ask(house.denise, team_id(house.agenda))
    with pytest.raises(NotFound):
        ask(house.marina, "absent")
    with pytest.raises(ReasonNeeded):
        ask(house.marina, team, "because")
    for who in ("helena", "caio", "lucia"):
        with pytest.raises(Forbidden):
            ask(house.actors[who], team)
    ask(house.marina, team)
    with pytest.raises(AlreadyAsked):
        ask(house.marina, team)


def test_at_the_session_that_asked_nobody_agrees(house, team):
    approval = ask(proved(house.marina, session="s" * 16), team)

    with pytest.raises(OwnRequest):
        approvals.agree(actor=proved(house.rui, session="s" * 16), approval=approval, now=clock.wall())
