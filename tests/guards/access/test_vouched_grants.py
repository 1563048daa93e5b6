"""Whoever holds only the database gives nobody a role, a team or a factor.  Source: security-design D9.6 (T6)."""

from datetime import timedelta

import pytest
from django.db import connection

from browser import Browser, code, signed_in
from desvelo.config import people_report
from desvelo.guards.access import actions, grants, queries, sessions, vouching
from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import Grant, Session, Team, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Role
from house import NOW, PASSWORD, email

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def token(house):
    """Return the token of Marina's open session."""
    return sessions.start(User.objects.get(pk=house.marina.id), stage=Session.Stage.FULL, now=NOW)


def changed(sql: str, *values: object) -> None:
    """Do what somebody with the database alone does."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(house) -> list[str]:
    return [each.email for each in queries.refused(house.caio)]


def swap_keys_of(house, one: str, other: str) -> None:
    mine, theirs = house.actors[one].id, house.actors[other].id
    changed(
        "UPDATE access_grant g SET version = o.version, entry = o.entry, mac = o.mac "
        "FROM access_grant o WHERE o.user_id = %s AND g.user_id = %s",
        theirs,
        mine,
    )


CHANGES = {
    "role": lambda house: changed("UPDATE access_user SET role = 'dpo' WHERE id = %s", house.marina.id),
    "team": lambda house: changed(
        "INSERT INTO access_user_teams (user_id, team_id) VALUES (%s, %s)", house.marina.id, house.financeiro
    ),
    "no team": lambda house: changed("DELETE FROM access_user_teams WHERE user_id = %s", house.marina.id),
    "password": lambda house: changed(
        "UPDATE access_user SET password_hash = (SELECT password_hash FROM access_user WHERE id = %s) WHERE id = %s",
        house.rui.id,
        house.marina.id,
    ),
    "code app": lambda house: changed(
        "UPDATE access_user SET totp_sealed = decode('00', 'hex') WHERE id = %s", house.marina.id
    ),
    "no code app": lambda house: changed(
        "UPDATE access_user SET totp_confirmed_at = NULL, totp_sealed = NULL WHERE id = %s", house.marina.id
    ),
    "passkey": lambda house: changed(
        "INSERT INTO access_passkey (id, public_id, user_id, credential_id, public_key, sign_count, name, created_at) "
        "VALUES (gen_random_uuid(), 'x', %s, 'mine', 'mine', 0, 'mine', now())",
        house.marina.id,
    ),
    "version": lambda house: changed("UPDATE access_grant SET version = 9 WHERE user_id = %s", house.marina.id),
    "mac": lambda house: changed("UPDATE access_grant SET mac = sha256('x') WHERE user_id = %s", house.marina.id),
    "mac of another": lambda house: swap_keys_of(house, "marina", "helena"),
    "no grant": lambda house: changed("DELETE FROM access_grant WHERE user_id = %s", house.marina.id),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_nobody_gave_ends_the_session_on_record_and_lets_nobody_in(house, token, audit_tags, name):
    assert sessions.find(token, now=NOW) is not None

    CHANGES[name](house)

    assert sessions.find(token, now=LATER) is None
    assert not Session.objects.filter(user_id=house.marina.id).exists()
    assert audit_tags()[-1] == (grants.REFUSED, "done")
    with pytest.raises(SignInRefused):
        sign_in("marina", now=LATER)


def sign_in(login: str, *, now, password: str = PASSWORD) -> str:
    token = actions.check_password(email=email(login), password=password, address="192.0.2.1", now=now)
    return actions.check_code(token=token, code=code(now), address="192.0.2.1", now=now)


def test_whoever_is_connected_with_no_provider_holds_what_was_vouched_before_there_were_any(house):
    """Two parts for each passkey, and nothing more: the MACs of an installation of before stay valid."""
    stored = grants._stored(house.marina.id)

    assert (grants._further(stored), len(grants._written(stored))) == ((), 10 + len(stored.teams))


def test_without_the_mac_a_role_written_into_the_database_would_be_one(house, token, monkeypatch):
    """The attack: the officer's role for an agent, by one UPDATE."""
    CHANGES["role"](house)
    row = User.objects.get(pk=house.marina.id)
    monkeypatch.setattr(grants, "held", lambda _: grants.Held(role=Role(row.role), teams=frozenset(), version=1))

    assert sessions.actor_of(sessions.find(token, now=LATER)).role.value == "dpo"


def test_a_look_and_a_name_are_nobodys_grant(house, token):
    changed(
        "UPDATE access_user SET theme = 'dark', name = 'Marina L.', totp_last_step = 9 WHERE id = %s", house.marina.id
    )
    changed("UPDATE access_passkey SET sign_count = 7, name = 'other'")

    assert sessions.find(token, now=LATER) is not None


@pytest.fixture
def put_back(house):
    """Let Marina leave a team, then put the older rows back with their older MAC."""
    old = Grant.objects.get(pk=house.marina.id)
    User.objects.get(pk=house.marina.id).teams.remove(Team.objects.get(pk=house.agenda))
    grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))
    audit.sequence()
    changed(
        "UPDATE access_grant SET version = %s, entry = %s, mac = %s WHERE user_id = %s",
        old.version,
        old.entry,
        bytes(old.mac),
        house.marina.id,
    )
    changed("INSERT INTO access_user_teams (user_id, team_id) VALUES (%s, %s)", house.marina.id, house.agenda)


def test_an_older_grant_that_was_put_back_verifies_and_lets_nobody_in(house, put_back):
    assert grants.held(house.marina.id) is not None

    with pytest.raises(SignInRefused):
        sign_in("marina", now=LATER)

    assert refused(house) == ["marina@aurora.example"]


def test_the_sweep_ends_the_session_of_an_older_grant_and_says_so_once(house, token, put_back, audit_tags):
    assert sessions.find(token, now=LATER) is not None

    assert grants.sweep(now=LATER) == 1

    assert sessions.find(token, now=LATER) is None
    assert grants.sweep(now=LATER) == 0
    assert audit_tags().count((grants.REFUSED, "done")) == 1
    assert vouching.found() == {"grant": 1}


def test_the_sweep_finds_whoever_was_put_in_without_a_grant(house):
    changed("DELETE FROM access_grant WHERE user_id = %s", house.marina.id)

    assert grants.sweep(now=LATER) == 1
    assert refused(house) == ["marina@aurora.example"]


def test_what_was_given_last_counts_before_its_entry_has_an_index(house):
    audit.sequence()
    User.objects.get(pk=house.marina.id).teams.clear()
    grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))

    assert grants.is_newest(house.marina.id)


def test_an_installation_older_than_the_table_is_taken_over_once(house):
    assert grants.adopt(now=NOW) == 0
    Grant.objects.all().delete()
    assert grants.adopt(now=NOW) == 0  # the log says that there were grants

    changed("ALTER TABLE ledger.entry DISABLE TRIGGER USER")
    changed("DELETE FROM ledger.pending")
    changed("DELETE FROM ledger.entry")
    assert grants.adopt(now=NOW) == User.objects.count()
    assert grants.is_newest(house.marina.id)


def test_nobody_in_charge_is_named_by_a_row_that_somebody_wrote(house):
    assert queries.in_charge(email("helena")) == house.helena.id
    changed("UPDATE access_user SET role = 'dpo' WHERE id = %s", house.marina.id)

    assert queries.in_charge(email("marina")) is None


@pytest.mark.parametrize("login", ["marina", "denise", "rui", "lucia"])
def test_who_is_refused_is_said_to_those_who_answer_alarms(house, login):
    grants.refuse(house.marina.id, now=LATER)

    assert queries.refused(house.actors[login]) == []
    for each in (house.caio, house.helena):
        page = signed_in(each).get("/conta/seguranca").content.decode()
        assert "Uma conta foi recusada" in page
        assert "marina@aurora.example" in page


def test_a_refused_account_enters_again_when_somebody_at_the_machine_says_what_it_was_given(house, audit_tags):
    CHANGES["team"](house)
    grants.sweep(now=LATER)
    said = {"email": "Marina@aurora.example", "role": "agent", "team": ["Agenda"], "passkeys": 0}

    assert "teams Agenda, Financeiro" in people_report.vouch(**said)
    with pytest.raises(SignInRefused):
        sign_in("marina", now=LATER)

    changed("DELETE FROM access_user_teams WHERE user_id = %s AND team_id = %s", house.marina.id, house.financeiro)
    assert people_report.vouch(**said) == ""
    assert audit_tags()[-1] == (grants.VOUCHED, "done")
    assert sign_in("marina", now=LATER + timedelta(minutes=1))
    assert people_report.vouch(**said) == "marina@aurora.example is not refused."
    assert "no active account" in people_report.vouch(**{**said, "email": "absent@aurora.example"})


def test_whoever_gives_the_right_password_is_told_that_the_account_is_closed_and_nobody_else_is(house):
    CHANGES["role"](house)
    browser = Browser()

    right, wrong = browser.give_password("marina"), browser.give_password("marina", "wrong password")

    assert (right.status_code, "Esta conta fica fechada" in right.content.decode()) == (401, True)
    assert (wrong.status_code, "Esta conta fica fechada" in wrong.content.decode()) == (401, False)


def test_what_is_given_while_the_log_is_read_is_no_older_state_that_was_put_back(house, monkeypatch):
    asked = grants._versions

    def meanwhile(users):
        grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))
        audit.sequence()
        return asked(users)

    monkeypatch.setattr(grants, "_versions", meanwhile)

    assert grants.is_newest(house.marina.id)
    assert grants.sweep(now=LATER) == 0
    monkeypatch.undo()
    assert grants.is_newest(house.marina.id)
