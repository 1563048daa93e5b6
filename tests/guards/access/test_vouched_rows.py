"""A session or a place for somebody that was written into the database is nobody's.  Source: security-design D9.6."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import connection

from browser import alter_sessions
from desvelo.base import clock
from desvelo.guards.access import inviting, sessions, vouching
from desvelo.guards.access.errors import InvitationRefused
from desvelo.guards.access.models import Invitation, Session, Team, User
from desvelo.kernel.ledger import packing

NOW = clock.wall()
TOKEN = "whoever writes this row knows the token"
NEWCOMER = inviting.Newcomer(name="Bruna Dias", password="uma frase só minha")
SESSION = """
INSERT INTO access_session (token_hash, user_id, stage, created_at, active_at, locks_at, proved_at, device, mac)
VALUES (%s, %s, 'full', %s, %s, %s, %s, '', %s)
"""


def changed(sql: str, *values: object) -> None:
    """Do what somebody with the database alone does."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def forge_session(house, *, mac: bytes = b"") -> None:
    times = (NOW, NOW, NOW + timedelta(minutes=5), NOW)
    changed(SESSION, sha256(TOKEN.encode()).digest(), house.helena.id, *times, mac)


@pytest.fixture
def token(house) -> str:
    return sessions.start(User.objects.get(pk=house.marina.id), stage=Session.Stage.FULL, now=NOW)


@pytest.mark.asvs("7.2.1")
@pytest.mark.parametrize("mac", [b"", bytes(32)])
def test_a_session_written_for_the_officer_is_nobodys_and_on_record(house, audit_tags, mac):
    forge_session(house, mac=mac)

    assert sessions.find(TOKEN, now=NOW) is None
    assert (Session.objects.count(), vouching.found()) == (0, {"session": 1})
    assert audit_tags()[-1] == (sessions.REFUSED, "done")


@pytest.mark.asvs("7.2.1")
def test_without_the_mac_a_written_session_would_be_the_officers(house, monkeypatch):
    """The attack: no password, no factor, one INSERT."""
    forge_session(house)
    monkeypatch.setattr(sessions, "_is_ours", lambda _: True)

    assert sessions.actor_of(sessions.find(TOKEN, now=NOW)).id == house.helena.id


FORGED = {
    "another person's": "UPDATE access_session SET user_id = (SELECT id FROM access_user WHERE name LIKE 'Helena%%')",
    "proved just now": "UPDATE access_session SET proved_at = now()",
    "younger": "UPDATE access_session SET created_at = created_at + interval '1 hour'",
    "with the token of another": "UPDATE access_session SET token_hash = sha256('mine')",
}


@pytest.mark.parametrize("what", FORGED)
def test_a_session_that_was_changed_is_gone_on_record(house, token, what):
    changed(FORGED[what])

    assert [sessions.find(each, now=NOW) for each in (token, "mine")] == [None, None]
    assert (Session.objects.count(), vouching.found()) == (0, {"session": 1})


def test_half_a_session_is_not_made_whole_by_the_database(house):
    half = sessions.start(User.objects.get(pk=house.marina.id), stage=Session.Stage.PASSWORD, now=NOW)
    changed("UPDATE access_session SET stage = 'full'")

    assert sessions.find(half, now=NOW) is None


def test_the_sweep_ends_what_was_written_and_leaves_ours(house, token):
    forge_session(house)

    assert sessions.sweep(now=NOW) == 1
    assert sessions.find(token, now=NOW) is not None
    assert sessions.find(TOKEN, now=NOW) is None


def test_a_lock_and_an_act_are_no_forgery_and_a_renewed_session_is_ours(house, token):
    changed("UPDATE access_session SET locked_at = now(), active_at = now(), locks_at = now(), device = 'Firefox'")
    renewed = sessions.renew(sessions.find(token, now=NOW), now=NOW)

    assert sessions.find(renewed, now=NOW) is not None
    alter_sessions(proved_at=None)
    assert sessions.find(renewed, now=NOW) is not None


# ---- places for others ----


@pytest.fixture
def typed(house) -> str:
    caio = replace(house.caio, proved_at=NOW)
    teams = (Team.objects.get(name="Agenda").public_id,)
    place = inviting.Place(email="bruna@aurora.example", role="agent", teams=teams)
    return inviting.invite(actor=caio, place=place, now=NOW)


PLACES = {
    "role": "UPDATE access_invitation SET role = 'it'",
    "team": "UPDATE access_invitation_teams SET team_id = (SELECT id FROM access_team WHERE name = 'Financeiro')",
    "no team": "DELETE FROM access_invitation_teams",
    "e-mail": "UPDATE access_invitation SET email = 'mine@evil.example'",
    "longer": "UPDATE access_invitation SET expires_at = expires_at + interval '1 day'",
}


@pytest.mark.parametrize("what", PLACES)
def test_a_place_that_was_changed_lets_nobody_in_and_is_taken_back_on_record(house, typed, audit_tags, what):
    place = str(Invitation.objects.get().id)
    changed(PLACES[what])

    with pytest.raises(InvitationRefused):
        inviting.accept(code=typed, newcomer=NEWCOMER, address="198.51.100.7", now=NOW)

    assert inviting.sweep(now=NOW) == 1
    assert (Invitation.objects.count(), vouching.found()) == (0, {"invitation": 1})
    assert audit_tags()[-1] == (inviting.REFUSED, "done")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger.entry WHERE position(%s::bytea IN leaf) > 0", [packing.packed_id(UUID(place))]
        )
        assert cursor.fetchone()[0] == 2  # that it was made, and that it was refused


def test_a_place_that_the_database_alone_made_lets_nobody_in(house, monkeypatch):
    row = Invitation(
        digest=inviting._digest("AAAA"),
        email="eve@evil.example",
        role="it",
        invited_by_id=house.caio.id,
        expires_at=NOW + timedelta(days=1),
    )
    row.save()

    with pytest.raises(InvitationRefused):
        inviting.accept(code="AAAA", newcomer=NEWCOMER, address="198.51.100.7", now=NOW)

    monkeypatch.setattr(inviting, "_is_ours", lambda _: True)
    assert inviting.accept(code="AAAA", newcomer=NEWCOMER, address="198.51.100.7", now=NOW) == "eve@evil.example"
    assert User.objects.get(email="eve@evil.example").role == "it"


def test_an_honest_place_is_left_alone_and_serves(house, typed):
    assert inviting.sweep(now=NOW) == 0

    assert inviting.accept(code=typed, newcomer=NEWCOMER, address="198.51.100.7", now=NOW) == "bruna@aurora.example"
