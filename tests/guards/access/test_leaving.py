"""Whoever leaves enters nothing from that moment on; what they had open goes on; coming back takes two people."""

from dataclasses import replace
from datetime import timedelta

import pytest

import threads
from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, grants, leaving, sessions
from desvelo.guards.access.errors import Forbidden, LastKeeper, NotFound, OwnRequest, ProofTooOld, SignInRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit import actions as audit
from desvelo.kernel.authority import Role
from desvelo.service.desk import actions as desk
from desvelo.service.desk import staffing
from desvelo.service.desk.models import Conversation
from house import NOW, PASSWORD, email, given

PAGE = "/ajustes/equipe"


@pytest.fixture
def caio(house):
    return replace(house.caio, proved_at=clock.wall(), session="a" * 16)


@pytest.fixture
def helena(house):
    return replace(house.helena, proved_at=clock.wall(), session="b" * 16)


def public(actor) -> str:
    return User.objects.get(pk=actor.id).public_id


def suspend(caio, actor, *, to: str = "") -> int:
    return staffing.suspend(actor=caio, person=public(actor), to=to, now=clock.wall())


@pytest.mark.asvs("7.4.2")
def test_the_session_that_was_open_is_dead_at_the_next_request_and_the_door_stays_shut(house, caio, audit_tags):
    marina = signed_in(house.marina)
    assert marina.get("/atendimento/minhas").status_code == 200

    suspend(caio, house.marina)

    assert marina.get("/atendimento/minhas").status_code == 302
    assert not Session.objects.filter(user_id=house.marina.id).exists()
    assert ("user:suspend", "done") in audit_tags()
    from desvelo.guards.access import actions

    with pytest.raises(SignInRefused):
        actions.check_password(email=email("marina"), password=PASSWORD, address="198.51.100.7", now=clock.wall())


@pytest.mark.asvs("7.4.2")
def test_a_session_somebody_keeps_alive_in_the_database_opens_nothing(house, caio):
    """A row written back after the account was shut is still nobody's: the account itself is asked each time."""
    marina = signed_in(house.marina)
    row = Session.objects.get(user_id=house.marina.id)
    suspend(caio, house.marina)
    row.save(force_insert=True)

    assert sessions.find(marina.token, now=clock.wall()) is None


def test_an_account_made_active_in_the_database_enters_nothing(house, caio):
    suspend(caio, house.marina)
    User.objects.filter(pk=house.marina.id).update(is_active=True)

    assert grants.held(house.marina.id) is None
    assert signed_in(house.marina).get("/atendimento/minhas").status_code == 302


@pytest.mark.asvs("7.4.2")
def test_without_the_vouching_it_would_enter_again(house, caio, monkeypatch):
    """The guard removed."""
    suspend(caio, house.marina)
    User.objects.filter(pk=house.marina.id).update(is_active=True)
    monkeypatch.setattr(grants, "_holds", lambda _stored: True)

    assert signed_in(house.marina).get("/atendimento/minhas").status_code == 200


def test_what_was_open_waits_for_its_team(house, caio, arrive, audit_tags):
    desk.take(actor=house.marina, conversation=arrive("bom dia"), now=NOW)

    assert suspend(caio, house.marina) == 1
    assert Conversation.objects.get().assignee_id is None
    assert audit_tags()[-1] == ("work:transfer", "done")


def test_what_was_open_passes_to_a_colleague_of_the_team_and_to_nobody_else(house, caio, arrive):
    desk.take(actor=house.marina, conversation=arrive("bom dia"), now=NOW)
    suspend(caio, house.marina, to=public(house.rui))
    assert Conversation.objects.get().assignee_id == house.rui.id

    suspend(caio, house.rui, to=public(house.denise))  # of another team
    assert Conversation.objects.get().assignee_id is None


def test_nobody_suspends_themselves_nor_the_last_who_keeps_or_answers(house, caio):
    with pytest.raises(OwnRequest):
        suspend(caio, caio)
    with pytest.raises(LastKeeper):
        suspend(caio, house.helena)
    assert User.objects.filter(is_active=True).count() == 6


def test_of_two_keepers_who_suspend_each_other_at_once_one_stays(house, caio, committed):
    other = User.objects.get(pk=house.lucia.id)
    given(other.id, lambda: User.objects.filter(pk=other.id).update(role="it"))
    second = replace(house.lucia, role=Role.IT, proved_at=clock.wall())
    people = ((caio, second), (second, caio))

    threads.at_once(lambda number: suspend(people[number][0], people[number][1]))

    assert User.objects.filter(role="it", is_active=True).count() == 1


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
def test_who_manages_nobody_suspends_nobody(house, login):
    actor = replace(house.actors[login], proved_at=clock.wall())

    with pytest.raises(Forbidden):
        suspend(actor, house.denise)


def test_an_open_screen_is_not_its_owner_and_that_is_on_record(house, audit_tags):
    with pytest.raises(ProofTooOld):
        suspend(house.caio, house.marina)

    assert audit_tags()[-1] == ("user:manage", "denied:proof_too_old")


def test_coming_back_takes_two_people(house, caio, helena):
    suspend(caio, house.marina)
    asked = leaving.ask_back(actor=caio, public_id=public(house.marina), now=clock.wall())

    with pytest.raises(OwnRequest):
        approvals.agree(actor=caio, approval=asked, now=clock.wall())
    assert not User.objects.get(pk=house.marina.id).is_active
    approvals.agree(actor=helena, approval=asked, now=clock.wall())

    assert signed_in(house.marina).get("/atendimento/minhas").status_code == 200


def test_who_never_left_is_not_let_back(house, caio):
    with pytest.raises(NotFound):
        leaving.ask_back(actor=caio, public_id=public(house.marina), now=clock.wall())


def test_an_account_nobody_entered_for_sixty_days_is_flagged(house, caio):
    long_ago = clock.wall() - leaving.UNUSED_AFTER
    User.objects.update(created_at=long_ago)
    assert "Sem uso" in signed_in(house.caio).get(PAGE).content.decode()
    signed_in(house.denise)
    from desvelo.guards.audit.entry import Entry

    audit.record([Entry(tag="session:start", at=long_ago + timedelta(days=1), actor=house.marina.id)])
    audit.record([Entry(tag="session:start", at=clock.wall(), result="denied:password", actor=house.rui.id)])
    audit.sequence()

    unused = {each.name for each in leaving.everybody(active=True) if each.is_unused(now=clock.wall())}
    assert "Marina Lopes" not in unused
    assert {"Denise Couto", "Rui Pinho"} <= unused


def test_the_page_of_a_person_shows_what_is_open_and_suspends(house, arrive):
    desk.take(actor=house.marina, conversation=arrive("bom dia"), now=NOW)
    caio, address = just_proved(house.caio), f"/ajustes/pessoas/{public(house.marina)}"

    page = caio.get(address).content.decode()
    assert "1 conversa aberta passa para" in page
    assert caio.post(f"{address}/suspender", {"to": ""}).status_code == 302

    assert "Suspenso" in caio.get(address).content.decode()
    assert "Marina Lopes" in caio.get(PAGE).content.decode()
    assert caio.post(f"{address}/voltar").status_code == 302
    assert (
        "Deixar Marina Lopes voltar a entrar" in signed_in(house.helena).get("/supervisao/aprovacoes").content.decode()
    )
