"""Teams: tighter at once, looser by two people, and never by whoever can only write the database."""

import re

import pytest
from django.db import connection

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, grants, inviting, sessions, team_kinds, teams, vouching
from desvelo.guards.access.errors import (
    AlreadyAsked,
    Forbidden,
    InvitationRefused,
    NameRefused,
    NameTaken,
    OwnRequest,
    ProofTooOld,
)
from desvelo.guards.access.inviting import Newcomer, Place
from desvelo.guards.access.models import Invitation, Session, Team, User
from desvelo.guards.audit import actions as audit
from desvelo.service.desk import actions as desk
from desvelo.service.desk.models import Conversation
from house import NOW
from restricted import agree, person_id, proved, restrict, team_id

PAGE = "/ajustes/equipes"
NEWCOMER = Newcomer(name="Bruna Reis", password="uma frase bem comprida")
ADDRESS = "198.51.100.7"


@pytest.fixture
def caio(house):
    return proved(house.caio)


@pytest.fixture
def closed(house) -> str:
    """Agenda, restricted."""
    restrict(house, house.agenda)
    return team_id(house.agenda)


def add(caio, team: str, actor) -> bool:
    return teams.add(actor=caio, team=team, person=person_id(actor), now=clock.wall())


def teams_of(actor) -> frozenset:
    return grants.held(actor.id).teams


def changed(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_open_team_takes_somebody_at_once_and_a_restricted_one_when_the_officer_agreed(house, caio, audit_tags):
    assert add(caio, team_id(house.agenda), house.denise)
    assert teams_of(house.denise) == {house.agenda, house.financeiro}
    restrict(house, house.financeiro)

    assert not add(caio, team_id(house.financeiro), house.marina)
    assert teams_of(house.marina) == {house.agenda}
    agree(house.helena)

    assert teams_of(house.marina) == {house.agenda, house.financeiro}
    assert audit_tags()[-2:] == [("approval:agree", "done"), ("team:add", "done")]


@pytest.mark.asvs("2.3.5")
def test_nobody_adds_to_a_restricted_team_alone_nor_two_of_it(house, caio, closed):
    add(caio, closed, house.denise)
    [waiting] = approvals.waiting(caio, now=clock.wall())

    with pytest.raises(OwnRequest):
        approvals.agree(actor=proved(house.caio, session="c" * 16), approval=waiting.public_id, now=clock.wall())
    with pytest.raises(Forbidden):
        approvals.agree(actor=proved(house.rui), approval=waiting.public_id, now=clock.wall())

    assert teams_of(house.denise) == {house.financeiro}


def test_without_asking_the_kind_they_would_be_in_at_once(house, caio, closed, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(team_kinds, "restricted", lambda _: frozenset())

    assert add(caio, closed, house.denise)

    assert house.agenda in teams_of(house.denise)


@pytest.mark.asvs("2.3.5")
def test_a_restricted_team_opens_when_the_officer_agreed_and_not_before(house, caio, closed):
    teams.ask_open(actor=caio, team=closed, now=clock.wall())
    assert team_kinds.is_restricted(house.agenda)
    with pytest.raises(AlreadyAsked):
        teams.ask_open(actor=caio, team=closed, now=clock.wall())

    agree(house.helena)

    assert not team_kinds.is_restricted(house.agenda)


FORGED = {
    "opened": "UPDATE access_team SET is_restricted = false",
    "as if never decided": "UPDATE access_team SET is_restricted = false, version = 0, mac = ''",
    "a later version": "UPDATE access_team SET is_restricted = false, version = version + 1 WHERE version > 0",
}


@pytest.mark.parametrize("what", FORGED)
def test_a_team_that_the_database_alone_opened_stays_restricted_on_record(house, caio, closed, what):
    changed(FORGED[what])

    assert team_kinds.is_restricted(house.agenda)
    assert not add(caio, closed, house.denise)
    assert (team_kinds.sweep(now=NOW), vouching.found()) == (1, {"team": 1})
    audit.sequence()
    assert team_kinds.sweep(now=NOW) == 0


def test_an_older_kind_that_was_put_back_stays_restricted(house, caio, closed):
    teams.ask_open(actor=caio, team=closed, now=clock.wall())
    agree(house.helena)
    older = Team.objects.values_list("is_restricted", "version", "mac").get(pk=house.agenda)
    restrict(house, house.agenda)

    changed("UPDATE access_team SET is_restricted = %s, version = %s, mac = %s WHERE id = %s", *older, house.agenda)

    assert team_kinds.is_restricted(house.agenda)


def test_without_vouching_it_would_be_open(house, closed, monkeypatch):
    """The attack: the guard removed."""
    changed(FORGED["opened"])
    monkeypatch.setattr(team_kinds, "_holds", lambda *_: True)

    assert not team_kinds.is_restricted(house.agenda)


@pytest.mark.asvs("8.3.2")
def test_whoever_is_taken_out_reads_nothing_from_the_next_request_on_and_their_work_waits(house, caio, arrive):
    conversation = arrive("bom dia")
    desk.take(actor=house.marina, conversation=conversation, now=NOW)
    marina = signed_in(house.marina)
    assert marina.get(f"/atendimento/c/{conversation}").status_code == 200

    browser = just_proved(house.caio)
    path = f"{PAGE}/{team_id(house.agenda)}/pessoas/{person_id(house.marina)}/retirar"
    assert browser.post(path).status_code == 302

    assert marina.get(f"/atendimento/c/{conversation}").status_code == 404
    assert Conversation.objects.get(public_id=conversation).assignee_id is None
    with connection.cursor() as cursor:
        session = Session.objects.get(user_id=house.marina.id)
        cursor.execute("SELECT teams FROM stream_authority WHERE token_hash = %s", [bytes(session.token_hash)])
        assert cursor.fetchone() == ([],)


def test_only_it_changes_teams_and_with_a_fresh_factor(house, caio):
    team = team_id(house.agenda)
    for actor in (house.rui, house.helena, house.marina, house.lucia):
        with pytest.raises(Forbidden):
            teams.make(actor=proved(actor), name="Exames", is_restricted=False, now=clock.wall())
    for change in (
        lambda: teams.make(actor=house.caio, name="Exames", is_restricted=True, now=clock.wall()),
        lambda: teams.rename(actor=house.caio, team=team, name="Exames", now=clock.wall()),
        lambda: teams.restrict(actor=house.caio, team=team, now=clock.wall()),
        lambda: teams.ask_open(actor=house.caio, team=team, now=clock.wall()),
        lambda: add(house.caio, team, house.denise),
        lambda: teams.remove(actor=house.caio, team=team, person=person_id(house.marina), now=clock.wall()),
    ):
        with pytest.raises(ProofTooOld):
            change()


@pytest.mark.parametrize(("name", "error"), [("", NameRefused), ("a" * 81, NameRefused), ("Agenda", NameTaken)])
def test_a_name_is_needed_and_serves_once(house, caio, name, error):
    with pytest.raises(error):
        teams.make(actor=caio, name=name, is_restricted=False, now=clock.wall())

    with pytest.raises(error):
        teams.rename(actor=caio, team=team_id(house.financeiro), name=name, now=clock.wall())


# ---- whoever comes by an invitation ----


def invited(caio, *, role: str, of: tuple[str, ...] = ()) -> str:
    return inviting.invite(actor=caio, place=Place(email="bruna@aurora.example", role=role, teams=of), now=clock.wall())


def accept(code: str) -> str:
    return inviting.accept(code=code, newcomer=NEWCOMER, address=ADDRESS, now=clock.wall())


@pytest.mark.asvs("2.3.5")
@pytest.mark.parametrize("role", ["it", "dpo", "agent"])
def test_who_keeps_the_system_answers_for_data_or_joins_a_restricted_team_comes_in_when_two_agreed(
    house, caio, closed, role
):
    code = invited(caio, role=role, of=(closed,) if role == "agent" else ())
    with pytest.raises(InvitationRefused, match="waits"):
        accept(code)

    agree(house.helena)
    accept(code)

    assert User.objects.get(email="bruna@aurora.example").role == role


@pytest.mark.asvs("2.3.5")
def test_without_waiting_it_would_come_in_alone(house, caio, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(inviting, "_waits", lambda _: False)

    accept(invited(caio, role="it"))

    assert User.objects.filter(role="it").count() == 2


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE access_invitation SET needs_word = false",
        "UPDATE access_invitation SET agreed_by_id = (SELECT id FROM access_user WHERE role = 'dpo')",
    ],
)
def test_an_invitation_that_the_database_agreed_to_lets_nobody_in(house, caio, forged):
    code = invited(caio, role="it")
    changed(forged)

    with pytest.raises(InvitationRefused, match="code"):
        accept(code)


def test_a_place_that_changed_after_it_was_asked_for_is_not_agreed_to(house, caio, closed):
    invited(caio, role="it")
    Invitation.objects.get().teams.add(Team.objects.get(pk=house.agenda))

    with pytest.raises(Exception, match="not_found"):
        agree(house.helena)


def test_the_first_officer_has_nobody_to_agree_and_everybody_else_waits_for_one(house, caio):
    sessions.Session.objects.filter(user_id=house.helena.id).delete()
    User.objects.filter(pk=house.helena.id).update(is_active=False)

    with pytest.raises(InvitationRefused, match="officer_first"):
        invited(caio, role="it")
    accept(invited(caio, role="dpo"))

    assert User.objects.filter(role="dpo", is_active=True).count() == 1


# ---- the page ----


def test_the_page_says_who_belongs_where_what_kind_it_is_and_what_waits(house, caio, closed):
    browser = just_proved(house.caio)
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(PAGE).content.decode()))
    assert "Aberta ou restrita" in said
    assert "Marina Lopes" in said

    browser.post(f"{PAGE}/{closed}/pessoas", {"person": person_id(house.denise)})
    browser.post(f"{PAGE}/{closed}/abrir")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(PAGE).content.decode()))

    assert "Espera por uma segunda pessoa" in said
    assert "A abertura espera uma segunda pessoa" in said
    helena = just_proved(house.helena).get("/supervisao/aprovacoes").content.decode()
    assert "Adicionar Denise Couto à equipe restrita Agenda" in helena
    assert "Abrir a equipe restrita Agenda" in helena
    assert browser.post(f"{PAGE}/criar", {"name": "Agenda"}).status_code == 409
    assert signed_in(house.caio).post(f"{PAGE}/criar", {"name": "Exames"})["Location"].startswith("/confirmar")
    assert browser.post(f"{PAGE}/criar", {"name": "Exames", "kind": "restricted"}).status_code == 302
    assert team_kinds.is_restricted(Team.objects.get(name="Exames").id)
